-------------------------- MODULE rwmutex_mapping ---------------------------
EXTENDS rwmutex, FiniteSets

(* The law of the code.                                                    *)
Words == [writer : BOOLEAN, upreader : BOOLEAN, upgrading : BOOLEAN,
          readers : 0 .. Cardinality(Threads)]
Ops   == Calls \cup {"none"}

Row(move, at, effect) ==
    [move |-> move, call |-> "none", at |-> at, has |-> "whatever", in |-> Ops,
     sees |-> Words, waker |-> "whatever", around |-> "whatever", effect |-> effect]

Reading   == {"read", "try_read"}
Writing   == {"write", "try_write"}
Upreading == {"upread", "try_upread"}

Open     == {w \in Words : ~w.writer /\ ~w.upgrading}
Unmarked == {w \in Words : ~w.writer /\ ~w.upreader}
Only(w)  == {w}

(* What an attempt of a call comes to, and at which words.                 *)
Wins(call)  == CASE call \in Reading -> Open
                 [] call \in Writing -> Only(Zero)
                 [] call \in Upreading -> Unmarked
Marks(call) == CASE call \in Reading -> Words \ Open
                 [] call \in Writing -> {}
                 [] call \in Upreading -> {w \in Words : w.writer /\ ~w.upreader}
Gain(call)  == CASE call \in Reading -> "reads"
                 [] call \in Writing -> "writes"
                 [] call \in Upreading -> "upreads"

Attempts(ok, fail, at, call, ops) ==
    LET row == [Row(ok, at, Gain(call)) EXCEPT !.call = call, !.in = ops, !.sees = Wins(call)] IN
    {[row EXCEPT !.has = "none"],
     [row EXCEPT !.has = "none", !.move = fail, !.effect = "mark", !.sees = Marks(call)],
     [row EXCEPT !.has = "none", !.move = fail, !.effect = "refuse", !.sees = Words \ (Wins(call) \cup Marks(call))]}

Held(row, guard)  == [row EXCEPT !.has = guard]
Seen(row, words)  == [row EXCEPT !.sees = words]

OneReader  == Only([Zero EXCEPT !.readers = 1])
OneUpread  == Only([Zero EXCEPT !.upreader = TRUE])
OneWriter  == Only([Zero EXCEPT !.writer = TRUE])

Law ==
    UNION {Attempts("AcquireOk", "AcquireFail", "idle", call, Ops) : call \in Calls}
    \cup UNION {Attempts("RecheckOk", "RecheckFail", "recheck", call, {call}) : call \in Calls}
    \cup {Row("Enqueue", "enqueue", "push"), Row("Close", "close", "close"),
          [Row("Undo", "undo", "unread") EXCEPT !.in = Reading],
          [Row("Undo", "undo", "unupread") EXCEPT !.in = Upreading]}
    \cup {[Row("Resume", at, "rouse") EXCEPT !.waker = "woken"] : at \in {"wait", "asleep"}}
    \cup {[Row("Sleep", "wait", "sleep") EXCEPT !.waker = "armed"]}
    \cup {Held(Seen(Row("Release", "idle", "drop R and wake"), OneReader), "R"),
          Held(Seen(Row("Release", "idle", "drop R"), Words \ OneReader), "R"),
          Held(Row("Release", "idle", "drop W"), "W"),
          Held(Seen(Row("Release", "idle", "drop U and wake"), OneUpread), "U"),
          Held(Seen(Row("Release", "idle", "drop U"), Words \ OneUpread), "U"),
          Held(Row("Upgrade", "idle", "upgrade"), "U"),
          Seen(Row("UpgradeCasOk", "upgrading", "upgraded"), {w \in Words : w.readers = 0}),
          Row("UpgradeFinish", "upgrade_finish", "clear"),
          Row("DowngradeFinish", "downgrade_finish", "lowered")}
    \cup UNION {{Held(Seen(Row("DowngradeOk", at, "downgraded"), OneWriter), "W"),
                 Held(Seen(Row("DowngradeFail", at, "spin"), Words \ OneWriter), "W")} :
                    at \in {"idle", "downgrading"}}
    \cup UNION {{[Row("PopWaker", at, "pop") EXCEPT !.around = "somebody"],
                 [Row("PopNone", at, "none to pop") EXCEPT !.around = "nobody"],
                 [Row("WakeUp", at, IF at = "wake_one" THEN "wake one" ELSE "wake") EXCEPT !.around = "open"],
                 [Row("WakeSkip", at, "skip") EXCEPT !.around = "closed"]} :
                    at \in {"wake_one", "wake_all"}}

(* While no thread has a guard or is in a call there is no law, as in      *)
(* Init: so the first failure is an ordinary one.                          *)
Map_Represent(pre) ==
    /\ word = pre.word
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ op = [t \in Threads |-> pre.op[t]]
    /\ held = [t \in Threads |-> pre.held[t]]
    /\ waker = [t \in Threads |-> pre.waker[t]]
    /\ queue = pre.queue
    /\ popped = [t \in Threads |-> pre.popped[t]]
    /\ law = IF \A t \in Threads : pre.pc[t] = "idle" /\ pre.held[t] = "none" THEN {} ELSE Law

Map_Observe ==
    [word |-> word, pc |-> pc, op |-> op, held |-> held,
     waker |-> waker, queue |-> queue, popped |-> popped]

Map_AcquireOk(t, o)    == DoCall(t, "AcquireOk", o)
Map_AcquireFail(t, o)  == DoCall(t, "AcquireFail", o)
Map_Enqueue(t)         == Do(t, "Enqueue")
Map_RecheckOk(t)       == Do(t, "RecheckOk")
Map_RecheckFail(t)     == Do(t, "RecheckFail")
Map_Undo(t)            == Do(t, "Undo")
Map_Resume(t)          == Do(t, "Resume")
Map_Sleep(t)           == Do(t, "Sleep")
Map_Close(t)           == Do(t, "Close")
Map_Release(t)         == Do(t, "Release")
Map_Upgrade(t)         == Do(t, "Upgrade")
Map_UpgradeCasOk(t)    == Do(t, "UpgradeCasOk")
Map_UpgradeFinish(t)   == Do(t, "UpgradeFinish")
Map_DowngradeOk(t)     == Do(t, "DowngradeOk")
Map_DowngradeFail(t)   == Do(t, "DowngradeFail")
Map_DowngradeFinish(t) == Do(t, "DowngradeFinish")
Map_PopWaker(t)        == Do(t, "PopWaker")
Map_PopNone(t)         == Do(t, "PopNone")
Map_WakeUp(t)          == Do(t, "WakeUp")
Map_WakeSkip(t)        == Do(t, "WakeSkip")
=============================================================================

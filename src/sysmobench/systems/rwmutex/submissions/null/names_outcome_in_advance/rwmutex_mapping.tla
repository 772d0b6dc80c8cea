-------------------------- MODULE rwmutex_mapping ---------------------------
EXTENDS rwmutex

Map_Represent(pre) ==
    /\ word = pre.word
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ op = [t \in Threads |-> pre.op[t]]
    /\ held = [t \in Threads |-> pre.held[t]]
    /\ waker = [t \in Threads |-> pre.waker[t]]
    /\ queue = pre.queue
    /\ popped = [t \in Threads |-> pre.popped[t]]
    /\ outcome = Nothing

Map_Observe ==
    [word |-> word, pc |-> pc, op |-> op, held |-> held,
     waker |-> waker, queue |-> queue, popped |-> popped]

(* The conditions, which the specification does not have.                  *)
Zeroed == [writer |-> FALSE, upreader |-> FALSE, upgrading |-> FALSE, readers |-> 0]

Take(t, named) == outcome = named /\ ComeTrue(t)
Do(t, effect)  == Take(t, <<effect, "-">>)

Reads(o)   == o \in {"read", "try_read"}
Writes(o)  == o \in {"write", "try_write"}
Upreads(o) == o \in {"upread", "try_upread"}

In(t, o) ==
    \/ Reads(o) /\ ~word.writer /\ ~word.upgrading /\ Do(t, "reads")
    \/ Writes(o) /\ word = Zeroed /\ Do(t, "writes")
    \/ Upreads(o) /\ ~word.writer /\ ~word.upreader /\ Do(t, "upreads")

InVain(t, o) ==
    \/ Reads(o) /\ (word.writer \/ word.upgrading) /\ Take(t, <<"mark", o>>)
    \/ Writes(o) /\ word # Zeroed /\ Take(t, <<"refuse", o>>)
    \/ Upreads(o) /\ word.upreader /\ Take(t, <<"refuse", o>>)
    \/ Upreads(o) /\ word.writer /\ ~word.upreader /\ Take(t, <<"mark", o>>)

Idle(t, guard) == pc[t] = "idle" /\ held[t] = guard
Looks(t)  == pc[t] \in {"wait", "asleep"}
Drops(t) ==
    \/ Idle(t, "R") /\ Do(t, IF word = [Zeroed EXCEPT !.readers = 1] THEN "drop R and wake" ELSE "drop R")
    \/ Idle(t, "W") /\ Do(t, "drop W")
    \/ Idle(t, "U") /\ Do(t, IF word = [Zeroed EXCEPT !.upreader = TRUE] THEN "drop U and wake" ELSE "drop U")

Lowers(t) == pc[t] = "downgrading" \/ Idle(t, "W")
Wakes(t)  == pc[t] \in {"wake_one", "wake_all"}

Map_AcquireOk(t, o)    == Idle(t, "none") /\ In(t, o)
Map_AcquireFail(t, o)  == Idle(t, "none") /\ InVain(t, o)
Map_Enqueue(t)         == pc[t] = "enqueue" /\ Do(t, "push")
Map_RecheckOk(t)       == pc[t] = "recheck" /\ In(t, op[t])
Map_RecheckFail(t)     == pc[t] = "recheck" /\ InVain(t, op[t])
Map_Undo(t)            == pc[t] = "undo" /\ Do(t, IF Reads(op[t]) THEN "unread" ELSE "unupread")
Map_Resume(t)          == Looks(t) /\ waker[t] = "woken" /\ Do(t, "rouse")
Map_Sleep(t)           == Looks(t) /\ waker[t] = "armed" /\ Do(t, "sleep")
Map_Close(t)           == pc[t] = "close" /\ Do(t, "close")
Map_Release(t)         == Drops(t)
Map_Upgrade(t)         == Idle(t, "U") /\ Do(t, "upgrade")
Map_UpgradeCasOk(t)    == pc[t] = "upgrading" /\ word.readers = 0 /\ Do(t, "upgraded")
Map_UpgradeFinish(t)   == pc[t] = "upgrade_finish" /\ Do(t, "clear")
Map_DowngradeOk(t)     == Lowers(t) /\ word = [Zeroed EXCEPT !.writer = TRUE] /\ Do(t, "downgraded")
Map_DowngradeFail(t)   == Lowers(t) /\ word # [Zeroed EXCEPT !.writer = TRUE] /\ Do(t, "spin")
Map_DowngradeFinish(t) == pc[t] = "downgrade_finish" /\ Do(t, "lowered")
Map_PopWaker(t)        == Wakes(t) /\ popped[t] = <<>> /\ Do(t, "pop")
Map_PopNone(t)         == Wakes(t) /\ popped[t] = <<>> /\ queue = <<>> /\ Do(t, "none to pop")
Map_WakeUp(t)          == Hand(t) /\ popped[t][1].open /\ Do(t, IF pc[t] = "wake_one" THEN "wake one" ELSE "wake")
Map_WakeSkip(t)        == Hand(t) /\ ~popped[t][1].open /\ Do(t, "skip")
=============================================================================

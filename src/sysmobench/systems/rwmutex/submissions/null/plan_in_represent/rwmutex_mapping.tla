-------------------------- MODULE rwmutex_mapping ---------------------------
EXTENDS rwmutex, Sequences

(***************************************************************************)
(* The model, in the mapping: a state as one record, and for each action   *)
(* the set of records that follow.                                         *)
(***************************************************************************)
Zero == [writer |-> FALSE, upreader |-> FALSE, upgrading |-> FALSE, readers |-> 0]

(* The one value v if the condition holds.                                 *)
If(condition, v) == IF condition THEN {v} ELSE {}

Is(s, t, label)   == s.thread[t].at = label
Has(s, t, guard)  == Is(s, t, "idle") /\ s.thread[t].guard = guard
Moved(s, t, label) == [s EXCEPT !.thread[t].at = label]

(* Waiting calls, and those that do not wait.                              *)
Kinds == {"read", "write", "upread"}
Try   == [read |-> "try_read", write |-> "try_write", upread |-> "try_upread"]
Kind(call) == CHOOSE k \in Kinds : call \in {k, Try[k]}
Letter == [read |-> "R", write |-> "W", upread |-> "U"]

-----------------------------------------------------------------------------

(* The word after an attempt.                                              *)
Touched(w, kind) ==
    CASE kind = "read"   -> [w EXCEPT !.readers = @ + 1]
      [] kind = "upread" -> [w EXCEPT !.upreader = TRUE]
      [] kind = "write"  -> IF w = Zero THEN [w EXCEPT !.writer = TRUE] ELSE w

Welcome(w, kind) ==
    CASE kind = "read"   -> ~(w.writer \/ w.upgrading)
      [] kind = "upread" -> ~(w.writer \/ w.upreader)
      [] kind = "write"  -> w = Zero

(* Thread t, in this call, leaves it or goes on waiting.                   *)
Rejected(s, t, call) ==
    IF call \notin Kinds THEN [s EXCEPT !.thread[t].at = "idle", !.thread[t].call = "none"]
    ELSE IF s.thread[t].waker = "none"
         THEN [s EXCEPT !.thread[t].at = "enqueue", !.thread[t].call = call, !.thread[t].waker = "armed"]
         ELSE [s EXCEPT !.thread[t].at = "wait", !.thread[t].call = call]

Won(s, t, call, label) ==
    If(Welcome(s.word, Kind(call)),
       [s EXCEPT !.word = Touched(@, Kind(call)),
                 !.thread[t].guard = Letter[Kind(call)],
                 !.thread[t].at = label])

Lost(s, t, call) ==
    If(~Welcome(s.word, Kind(call)),
       IF Touched(s.word, Kind(call)) = s.word THEN Rejected(s, t, call)
       ELSE [s EXCEPT !.word = Touched(@, Kind(call)),
                      !.thread[t].at = "undo",
                      !.thread[t].call = call])

Called(s, t, call)     == IF Has(s, t, "none") THEN Won(s, t, call, "idle") ELSE {}
CalledInVain(s, t, call) == IF Has(s, t, "none") THEN Lost(s, t, call) ELSE {}
Repeated(s, t)         == IF Is(s, t, "recheck") THEN Won(s, t, s.thread[t].call, "close") ELSE {}
RepeatedInVain(s, t)   == IF Is(s, t, "recheck") THEN Lost(s, t, s.thread[t].call) ELSE {}

Undone(s, t) ==
    IF ~Is(s, t, "undo") THEN {}
    ELSE LET w == IF Kind(s.thread[t].call) = "read" THEN [s.word EXCEPT !.readers = @ - 1]
                                                     ELSE [s.word EXCEPT !.upreader = FALSE]
         IN  {Rejected([s EXCEPT !.word = w], t, s.thread[t].call)}

-----------------------------------------------------------------------------

Queued(s, t) ==
    If(Is(s, t, "enqueue"),
       [Moved(s, t, "recheck") EXCEPT !.queue = Append(@, [thread |-> t, open |-> TRUE])])

Looks(s, t) == Is(s, t, "wait") \/ Is(s, t, "asleep")

Resumed(s, t) ==
    If(Looks(s, t) /\ s.thread[t].waker = "woken",
       [Moved(s, t, "enqueue") EXCEPT !.thread[t].waker = "armed"])

Slept(s, t) == If(Looks(s, t) /\ s.thread[t].waker = "armed", Moved(s, t, "asleep"))

Shut(entries, t) ==
    [i \in DOMAIN entries |-> [entries[i] EXCEPT !.open = @ /\ entries[i].thread # t]]

Closed(s, t) ==
    If(Is(s, t, "close"),
       [s EXCEPT !.queue = Shut(@, t),
                 !.thread = [u \in Threads |->
                     IF u = t THEN [s.thread[u] EXCEPT !.at = "idle", !.call = "none", !.waker = "none"]
                     ELSE [s.thread[u] EXCEPT !.hand = Shut(@, t)]]])

-----------------------------------------------------------------------------

Given(s, t, guard, word, label) ==
    If(Has(s, t, guard), [Moved(s, t, label) EXCEPT !.word = word, !.thread[t].guard = "none"])

Dropped(s, t) ==
    LET w == s.word IN
    Given(s, t, "R", [w EXCEPT !.readers = @ - 1],
          IF w = [Zero EXCEPT !.readers = 1] THEN "wake_one" ELSE "idle")
        \cup Given(s, t, "W", [w EXCEPT !.writer = FALSE], "wake_all")
        \cup Given(s, t, "U", [w EXCEPT !.upreader = FALSE],
                    IF w = [Zero EXCEPT !.upreader = TRUE] THEN "wake_all" ELSE "idle")

Announced(s, t) ==
    If(Has(s, t, "U"), [Moved(s, t, "upgrading") EXCEPT !.word.upgrading = TRUE])

(* A compare-and-swap of the word, which changes a guard.                  *)
Swapped(s, t, from, to, guard, label) ==
    If(s.word = from, [Moved(s, t, label) EXCEPT !.word = to, !.thread[t].guard = guard])

Upgraded(s, t) ==
    IF Is(s, t, "upgrading")
    THEN Swapped(s, t, [Zero EXCEPT !.upreader = TRUE, !.upgrading = TRUE],
                 [Zero EXCEPT !.upreader = TRUE, !.writer = TRUE], "W", "upgrade_finish")
    ELSE {}

FinishedUp(s, t) ==
    If(Is(s, t, "upgrade_finish"), [Moved(s, t, "idle") EXCEPT !.word.upreader = FALSE])

GoesDown(s, t) == Is(s, t, "downgrading") \/ Has(s, t, "W")

Downgraded(s, t) ==
    IF GoesDown(s, t)
    THEN Swapped(s, t, [Zero EXCEPT !.writer = TRUE], [Zero EXCEPT !.upreader = TRUE],
                 "U", "downgrade_finish")
    ELSE {}

Hindered(s, t) ==
    If(GoesDown(s, t) /\ s.word # [Zero EXCEPT !.writer = TRUE], Moved(s, t, "downgrading"))

FinishedDown(s, t) ==
    If(Is(s, t, "downgrade_finish"), [Moved(s, t, "wake_all") EXCEPT !.word.writer = FALSE])

-----------------------------------------------------------------------------

Wakes(s, t) == Is(s, t, "wake_one") \/ Is(s, t, "wake_all")
Hand(s, t)  == s.thread[t].hand

Popped(s, t) ==
    If(Wakes(s, t) /\ Hand(s, t) = <<>> /\ s.queue # <<>>,
       [s EXCEPT !.queue = Tail(@), !.thread[t].hand = <<Head(s.queue)>>])

FoundEmpty(s, t) ==
    If(Wakes(s, t) /\ Hand(s, t) = <<>> /\ s.queue = <<>>, Moved(s, t, "idle"))

Woke(s, t) ==
    If(Hand(s, t) # <<>> /\ Hand(s, t)[1].open,
       [s EXCEPT !.thread[Hand(s, t)[1].thread].waker = "woken",
                 !.thread[t].hand = <<>>,
                 !.thread[t].at = IF @ = "wake_one" THEN "idle" ELSE @])

Skipped(s, t) ==
    If(Hand(s, t) # <<>> /\ ~Hand(s, t)[1].open, [s EXCEPT !.thread[t].hand = <<>>])

-----------------------------------------------------------------------------

Outcomes(s, name, t, o) ==
    CASE name = "AcquireOk"         -> Called(s, t, o)
      [] name = "AcquireFail"       -> CalledInVain(s, t, o)
      [] name = "Enqueue"           -> Queued(s, t)
      [] name = "RecheckOk"         -> Repeated(s, t)
      [] name = "RecheckFail"       -> RepeatedInVain(s, t)
      [] name = "Undo"              -> Undone(s, t)
      [] name = "Resume"            -> Resumed(s, t)
      [] name = "Sleep"             -> Slept(s, t)
      [] name = "Close"             -> Closed(s, t)
      [] name = "Release"           -> Dropped(s, t)
      [] name = "Upgrade"           -> Announced(s, t)
      [] name = "UpgradeCasOk"      -> Upgraded(s, t)
      [] name = "UpgradeFinish"     -> FinishedUp(s, t)
      [] name = "DowngradeOk"       -> Downgraded(s, t)
      [] name = "DowngradeFail"     -> Hindered(s, t)
      [] name = "DowngradeFinish"   -> FinishedDown(s, t)
      [] name = "PopWaker"          -> Popped(s, t)
      [] name = "PopNone"           -> FoundEmpty(s, t)
      [] name = "WakeUp"            -> Woke(s, t)
      [] name = "WakeSkip"          -> Skipped(s, t)

Now(pre) == [word   |-> pre.word,
             queue  |-> pre.queue,
             thread |-> [t \in Threads |-> [at    |-> pre.pc[t],
                                            call  |-> pre.op[t],
                                            guard |-> pre.held[t],
                                            waker |-> pre.waker[t],
                                            hand  |-> pre.popped[t]]]]

Shown(s) == [word   |-> s.word,
             pc     |-> [t \in Threads |-> s.thread[t].at],
             op     |-> [t \in Threads |-> s.thread[t].call],
             held   |-> [t \in Threads |-> s.thread[t].guard],
             waker  |-> [t \in Threads |-> s.thread[t].waker],
             queue  |-> s.queue,
             popped |-> [t \in Threads |-> s.thread[t].hand]]

Names ==
    {"Enqueue", "RecheckOk", "RecheckFail", "Undo", "Resume", "Sleep", "Close", "Release",
     "Upgrade", "UpgradeCasOk", "UpgradeFinish", "DowngradeOk", "DowngradeFail",
     "DowngradeFinish", "PopWaker", "PopNone", "WakeUp", "WakeSkip"}

Moves ==
    ({"AcquireOk", "AcquireFail"} \X Threads \X (Kinds \cup {Try[k] : k \in Kinds}))
        \cup (Names \X Threads \X {"-"})

Reached(s, move) == Outcomes(s, move[1], move[2], move[3])

(* What the code can do in the recorded state, each with the state after   *)
(* it.                                                                     *)
Plan(pre) ==
    [move \in {m \in Moves : Reached(Now(pre), m) # {}} |->
        Shown(CHOOSE s \in Reached(Now(pre), move) : TRUE)]

Map_Represent(pre) == shown = Shown(Now(pre)) /\ plan = Plan(pre)

Map_Observe == shown

Map_AcquireOk(t, o)    == Do(<<"AcquireOk", t, o>>)
Map_AcquireFail(t, o)  == Do(<<"AcquireFail", t, o>>)
Map_Enqueue(t)         == Do(<<"Enqueue", t, "-">>)
Map_RecheckOk(t)       == Do(<<"RecheckOk", t, "-">>)
Map_RecheckFail(t)     == Do(<<"RecheckFail", t, "-">>)
Map_Undo(t)            == Do(<<"Undo", t, "-">>)
Map_Resume(t)          == Do(<<"Resume", t, "-">>)
Map_Sleep(t)           == Do(<<"Sleep", t, "-">>)
Map_Close(t)           == Do(<<"Close", t, "-">>)
Map_Release(t)         == Do(<<"Release", t, "-">>)
Map_Upgrade(t)         == Do(<<"Upgrade", t, "-">>)
Map_UpgradeCasOk(t)    == Do(<<"UpgradeCasOk", t, "-">>)
Map_UpgradeFinish(t)   == Do(<<"UpgradeFinish", t, "-">>)
Map_DowngradeOk(t)     == Do(<<"DowngradeOk", t, "-">>)
Map_DowngradeFail(t)   == Do(<<"DowngradeFail", t, "-">>)
Map_DowngradeFinish(t) == Do(<<"DowngradeFinish", t, "-">>)
Map_PopWaker(t)        == Do(<<"PopWaker", t, "-">>)
Map_PopNone(t)         == Do(<<"PopNone", t, "-">>)
Map_WakeUp(t)          == Do(<<"WakeUp", t, "-">>)
Map_WakeSkip(t)        == Do(<<"WakeSkip", t, "-">>)
=============================================================================

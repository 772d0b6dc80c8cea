------------------------------ MODULE rwmutex -------------------------------
(***************************************************************************)
(* The read-write lock as one value, a record of everything there is.      *)
(* What may come next is a set of such records, computed from the present  *)
(* one.  Where a thread cannot do something, the set is empty.             *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANT Threads

VARIABLE state

Zero == [writer |-> FALSE, upreader |-> FALSE, upgrading |-> FALSE, readers |-> 0]

Outside == [at |-> "idle", call |-> "none", guard |-> "none", waker |-> "none", hand |-> <<>>]

Init == state = [word |-> Zero, queue |-> <<>>, thread |-> [t \in Threads |-> Outside]]

-----------------------------------------------------------------------------

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

Following(s, t) ==
    UNION {Called(s, t, call) \cup CalledInVain(s, t, call) : call \in Kinds \cup {Try[k] : k \in Kinds}}
        \cup Repeated(s, t) \cup RepeatedInVain(s, t) \cup Undone(s, t)
        \cup Queued(s, t) \cup Resumed(s, t) \cup Slept(s, t) \cup Closed(s, t)
        \cup Dropped(s, t)
        \cup Announced(s, t) \cup Upgraded(s, t) \cup FinishedUp(s, t)
        \cup Downgraded(s, t) \cup Hindered(s, t) \cup FinishedDown(s, t)
        \cup Popped(s, t) \cup FoundEmpty(s, t) \cup Woke(s, t) \cup Skipped(s, t)

Next == \E t \in Threads : state' \in Following(state, t)
=============================================================================

------------------------------ MODULE rwmutex -------------------------------
(***************************************************************************)
(* A read-write lock that can be upgraded and downgraded.                  *)
(*                                                                         *)
(* Belief: to downgrade is not to release. The thread keeps the lock, only *)
(* in a weaker form. Those who wait are woken by releases.                 *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANT Threads

VARIABLES word, pc, op, held, waker, queue, popped

vars == <<word, pc, op, held, waker, queue, popped>>

Zero == [writer |-> FALSE, upreader |-> FALSE, upgrading |-> FALSE, readers |-> 0]

Init ==
    /\ word = Zero
    /\ pc = [t \in Threads |-> "idle"]
    /\ op = [t \in Threads |-> "none"]
    /\ held = [t \in Threads |-> "none"]
    /\ waker = [t \in Threads |-> "none"]
    /\ queue = <<>>
    /\ popped = [t \in Threads |-> <<>>]

Step(t, from, to) == pc[t] = from /\ pc' = [pc EXCEPT ![t] = to]

Waiting == {"read", "write", "upread"}
Trying  == {"try_read", "try_write", "try_upread"}

-----------------------------------------------------------------------------

(* What a call finds, and what it makes of the word.                       *)
May(call) ==
    CASE call \in {"read", "try_read"}     -> ~word.writer /\ ~word.upgrading
      [] call \in {"write", "try_write"}   -> word = Zero
      [] call \in {"upread", "try_upread"} -> ~word.writer /\ ~word.upreader

Entered(call) ==
    CASE call \in {"read", "try_read"}     -> [word EXCEPT !.readers = @ + 1]
      [] call \in {"write", "try_write"}   -> [word EXCEPT !.writer = TRUE]
      [] call \in {"upread", "try_upread"} -> [word EXCEPT !.upreader = TRUE]

Guard(call) ==
    CASE call \in {"read", "try_read"}     -> "R"
      [] call \in {"write", "try_write"}   -> "W"
      [] call \in {"upread", "try_upread"} -> "U"

(* A call fails: try_ returns None; others wait, and have a waker for it.  *)
Fail(t, from, call) ==
    IF call \in Trying
    THEN Step(t, from, "idle") /\ op' = [op EXCEPT ![t] = "none"] /\ UNCHANGED waker
    ELSE /\ op' = [op EXCEPT ![t] = call]
         /\ IF waker[t] = "none"
            THEN Step(t, from, "enqueue") /\ waker' = [waker EXCEPT ![t] = "armed"]
            ELSE Step(t, from, "wait") /\ UNCHANGED waker

Enter(t, call) ==
    /\ May(call)
    /\ word' = Entered(call)
    /\ held' = [held EXCEPT ![t] = Guard(call)]
    /\ UNCHANGED <<op, waker, queue, popped>>

(* Whoever has changed the word in vain has to change it back.             *)
LeavesMark(call) ==
    \/ Guard(call) = "R"
    \/ Guard(call) = "U" /\ ~word.upreader

Miss(t, from, call) ==
    /\ ~May(call)
    /\ IF LeavesMark(call)
       THEN /\ word' = Entered(call)
            /\ Step(t, from, "undo")
            /\ op' = [op EXCEPT ![t] = call]
            /\ UNCHANGED waker
       ELSE Fail(t, from, call) /\ UNCHANGED word
    /\ UNCHANGED <<held, queue, popped>>

Call(t, call)       == held[t] = "none" /\ Step(t, "idle", "idle") /\ Enter(t, call)
CallInVain(t, call) == held[t] = "none" /\ Miss(t, "idle", call)
Retry(t)            == Step(t, "recheck", "close") /\ Enter(t, op[t])
RetryInVain(t)      == pc[t] = "recheck" /\ Miss(t, "recheck", op[t])

Undo(t) ==
    /\ pc[t] = "undo"
    /\ Fail(t, "undo", op[t])
    /\ word' = IF Guard(op[t]) = "R" THEN [word EXCEPT !.readers = @ - 1]
                                     ELSE [word EXCEPT !.upreader = FALSE]
    /\ UNCHANGED <<held, queue, popped>>

-----------------------------------------------------------------------------

Push(t) ==
    /\ Step(t, "enqueue", "recheck")
    /\ queue' = Append(queue, [thread |-> t, open |-> TRUE])
    /\ UNCHANGED <<word, op, held, waker, popped>>

(* The waker has been woken: back to the queue.                            *)
Resume(t) ==
    /\ waker[t] = "woken"
    /\ Step(t, "wait", "enqueue") \/ Step(t, "asleep", "enqueue")
    /\ waker' = [waker EXCEPT ![t] = "armed"]
    /\ UNCHANGED <<word, op, held, queue, popped>>

Park(t) ==
    /\ waker[t] = "armed"
    /\ Step(t, "wait", "asleep")
    /\ UNCHANGED <<word, op, held, waker, queue, popped>>

Closed(entries, t) ==
    [i \in DOMAIN entries |->
        IF entries[i].thread = t THEN [thread |-> t, open |-> FALSE] ELSE entries[i]]

Close(t) ==
    /\ Step(t, "close", "idle")
    /\ op' = [op EXCEPT ![t] = "none"]
    /\ waker' = [waker EXCEPT ![t] = "none"]
    /\ queue' = Closed(queue, t)
    /\ popped' = [u \in Threads |-> Closed(popped[u], t)]
    /\ UNCHANGED <<word, held>>

-----------------------------------------------------------------------------

DropReader(t) ==
    /\ held[t] = "R"
    /\ word' = [word EXCEPT !.readers = @ - 1]
    /\ Step(t, "idle", IF word = [Zero EXCEPT !.readers = 1] THEN "wake_one" ELSE "idle")
    /\ held' = [held EXCEPT ![t] = "none"]
    /\ UNCHANGED <<op, waker, queue, popped>>

DropWriter(t) ==
    /\ held[t] = "W"
    /\ word' = [word EXCEPT !.writer = FALSE]
    /\ Step(t, "idle", "wake_all")
    /\ held' = [held EXCEPT ![t] = "none"]
    /\ UNCHANGED <<op, waker, queue, popped>>

DropUpreader(t) ==
    /\ held[t] = "U"
    /\ word' = [word EXCEPT !.upreader = FALSE]
    /\ Step(t, "idle", IF word = [Zero EXCEPT !.upreader = TRUE] THEN "wake_all" ELSE "idle")
    /\ held' = [held EXCEPT ![t] = "none"]
    /\ UNCHANGED <<op, waker, queue, popped>>
-----------------------------------------------------------------------------

Upgrade(t) ==
    /\ held[t] = "U"
    /\ Step(t, "idle", "upgrading")
    /\ word' = [word EXCEPT !.upgrading = TRUE]
    /\ UNCHANGED <<op, held, waker, queue, popped>>

UpgradeSwap(t) ==
    /\ Step(t, "upgrading", "upgrade_finish")
    /\ word = [Zero EXCEPT !.upreader = TRUE, !.upgrading = TRUE]
    /\ word' = [Zero EXCEPT !.upreader = TRUE, !.writer = TRUE]
    /\ held' = [held EXCEPT ![t] = "W"]
    /\ UNCHANGED <<op, waker, queue, popped>>

UpgradeEnd(t) ==
    /\ Step(t, "upgrade_finish", "idle")
    /\ word' = [word EXCEPT !.upreader = FALSE]
    /\ UNCHANGED <<op, held, waker, queue, popped>>

DowngradeSwap(t) ==
    /\ held[t] = "W"
    /\ Step(t, "idle", "downgrade_finish") \/ Step(t, "downgrading", "downgrade_finish")
    /\ word = [Zero EXCEPT !.writer = TRUE]
    /\ word' = [Zero EXCEPT !.upreader = TRUE]
    /\ held' = [held EXCEPT ![t] = "U"]
    /\ UNCHANGED <<op, waker, queue, popped>>

DowngradeMiss(t) ==
    /\ held[t] = "W"
    /\ word # [Zero EXCEPT !.writer = TRUE]
    /\ Step(t, "idle", "downgrading")
    /\ UNCHANGED <<word, op, held, waker, queue, popped>>

(* The lock is not given back, so nobody is woken: that is left to the     *)
(* drop of the upgradeable guard.                                          *)
DowngradeEnd(t) ==
    /\ Step(t, "downgrade_finish", "idle")
    /\ word' = [word EXCEPT !.writer = FALSE]
    /\ UNCHANGED <<op, held, waker, queue, popped>>
-----------------------------------------------------------------------------

Waking(t) == pc[t] \in {"wake_one", "wake_all"}

Pop(t) ==
    /\ Waking(t)
    /\ popped[t] = <<>>
    /\ queue # <<>>
    /\ popped' = [popped EXCEPT ![t] = <<Head(queue)>>]
    /\ queue' = Tail(queue)
    /\ UNCHANGED <<word, pc, op, held, waker>>

PopEmpty(t) ==
    /\ popped[t] = <<>>
    /\ queue = <<>>
    /\ Step(t, "wake_one", "idle") \/ Step(t, "wake_all", "idle")
    /\ UNCHANGED <<word, op, held, waker, queue, popped>>

Wake(t) ==
    /\ popped[t] # <<>>
    /\ popped[t][1].open
    /\ Step(t, "wake_one", "idle") \/ Step(t, "wake_all", "wake_all")
    /\ waker' = [waker EXCEPT ![popped[t][1].thread] = "woken"]
    /\ popped' = [popped EXCEPT ![t] = <<>>]
    /\ UNCHANGED <<word, op, held, queue>>

Skip(t) ==
    /\ popped[t] # <<>>
    /\ ~popped[t][1].open
    /\ popped' = [popped EXCEPT ![t] = <<>>]
    /\ UNCHANGED <<word, pc, op, held, waker, queue>>
-----------------------------------------------------------------------------

Next ==
    \E t \in Threads :
        \/ \E call \in Waiting \cup Trying : Call(t, call) \/ CallInVain(t, call)
        \/ Retry(t) \/ RetryInVain(t) \/ Undo(t)
        \/ Push(t) \/ Resume(t) \/ Park(t) \/ Close(t)
        \/ DropReader(t) \/ DropWriter(t) \/ DropUpreader(t)
        \/ Upgrade(t) \/ UpgradeSwap(t) \/ UpgradeEnd(t)
        \/ DowngradeSwap(t) \/ DowngradeMiss(t) \/ DowngradeEnd(t)
        \/ Pop(t) \/ PopEmpty(t) \/ Wake(t) \/ Skip(t)
=============================================================================

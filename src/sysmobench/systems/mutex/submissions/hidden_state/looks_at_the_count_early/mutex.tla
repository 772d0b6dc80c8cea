------------------------------- MODULE mutex --------------------------------
(***************************************************************************)
(* The mutex with the look of wake_one at the number of wakers as a step   *)
(* of its own. If that is 0 the thread has nothing more to do and returns, *)
(* in a later step, even if somebody has queued in the meantime.           *)
(***************************************************************************)
EXTENDS Sequences

CONSTANT Threads

VARIABLES
    locked, pc, waker, queue, popped,
    look            \* what wake_one has seen: nothing yet, that there are wakers, or none

vars == <<locked, pc, waker, queue, popped, look>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ waker = [t \in Threads |-> "none"]
    /\ queue = <<>>
    /\ popped = [t \in Threads |-> <<>>]
    /\ look = [t \in Threads |-> "not yet"]

(* The word is free: a thread outside, or one that has queued, takes it.   *)
Take(t, here, there) ==
    /\ pc[t] = here
    /\ ~locked
    /\ locked' = TRUE
    /\ pc' = [pc EXCEPT ![t] = there]
    /\ UNCHANGED <<waker, queue, popped, look>>

(* It is taken: the thread makes a Waiter.                                 *)
Begin(t) ==
    /\ pc[t] = "idle"
    /\ locked
    /\ waker' = [waker EXCEPT ![t] = "armed"]
    /\ pc' = [pc EXCEPT ![t] = "enqueue"]
    /\ UNCHANGED <<locked, queue, popped, look>>

Push(t) ==
    /\ pc[t] = "enqueue"
    /\ queue' = Append(queue, [thread |-> t, open |-> TRUE])
    /\ pc' = [pc EXCEPT ![t] = "recheck"]
    /\ UNCHANGED <<locked, waker, popped, look>>

Miss(t) ==
    /\ pc[t] = "recheck"
    /\ locked
    /\ pc' = [pc EXCEPT ![t] = "wait"]
    /\ UNCHANGED <<locked, waker, queue, popped, look>>

(* The thread was woken, and starts over; or it was not, and sleeps.       *)
Resume(t) ==
    /\ pc[t] \in {"wait", "asleep"}
    /\ waker[t] = "woken"
    /\ waker' = [waker EXCEPT ![t] = "armed"]
    /\ pc' = [pc EXCEPT ![t] = "enqueue"]
    /\ UNCHANGED <<locked, queue, popped, look>>

Sleep(t) ==
    /\ pc[t] = "wait"
    /\ waker[t] = "armed"
    /\ pc' = [pc EXCEPT ![t] = "asleep"]
    /\ UNCHANGED <<locked, waker, queue, popped, look>>

(* The thread has the lock and closes its waker, wherever that is.         *)
Shut(entries, t) ==
    [i \in DOMAIN entries |-> [entries[i] EXCEPT !.open = @ /\ entries[i].thread # t]]

Close(t) ==
    /\ pc[t] = "close"
    /\ waker' = [waker EXCEPT ![t] = "none"]
    /\ queue' = Shut(queue, t)
    /\ popped' = [u \in Threads |-> Shut(popped[u], t)]
    /\ pc' = [pc EXCEPT ![t] = "held"]
    /\ UNCHANGED <<locked, look>>

Free(t) ==
    /\ pc[t] = "held"
    /\ locked' = FALSE
    /\ pc' = [pc EXCEPT ![t] = "wake"]
    /\ UNCHANGED <<waker, queue, popped, look>>

(* Hidden.                                                                 *)
Look(t) ==
    /\ pc[t] = "wake"
    /\ look[t] = "not yet"
    /\ look' = [look EXCEPT ![t] = IF queue = <<>> THEN "none" ELSE "some"]
    /\ UNCHANGED <<locked, pc, waker, queue, popped>>

Pop(t) ==
    /\ look[t] = "some"
    /\ popped[t] = <<>>
    /\ queue # <<>>
    /\ popped' = [popped EXCEPT ![t] = <<Head(queue)>>]
    /\ queue' = Tail(queue)
    /\ UNCHANGED <<locked, pc, waker, look>>

Return(t) ==
    /\ \/ look[t] = "none"
       \/ look[t] = "some" /\ popped[t] = <<>> /\ queue = <<>>
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ look' = [look EXCEPT ![t] = "not yet"]
    /\ UNCHANGED <<locked, waker, queue, popped>>

Wake(t) ==
    /\ popped[t] # <<>>
    /\ popped[t][1].open
    /\ waker' = [waker EXCEPT ![popped[t][1].thread] = "woken"]
    /\ popped' = [popped EXCEPT ![t] = <<>>]
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ look' = [look EXCEPT ![t] = "not yet"]
    /\ UNCHANGED <<locked, queue>>

Skip(t) ==
    /\ popped[t] # <<>>
    /\ ~popped[t][1].open
    /\ popped' = [popped EXCEPT ![t] = <<>>]
    /\ UNCHANGED <<locked, pc, waker, queue, look>>

Next ==
    \E t \in Threads :
        \/ Take(t, "idle", "held") \/ Begin(t)
        \/ Push(t) \/ Take(t, "recheck", "close") \/ Miss(t)
        \/ Resume(t) \/ Sleep(t) \/ Close(t)
        \/ Free(t) \/ Look(t) \/ Pop(t) \/ Return(t) \/ Wake(t) \/ Skip(t)
=============================================================================

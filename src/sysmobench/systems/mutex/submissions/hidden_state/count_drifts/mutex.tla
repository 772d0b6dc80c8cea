------------------------------- MODULE mutex --------------------------------
(***************************************************************************)
(* The mutex with the count of wakers that stands beside the queue in the  *)
(* source. Here dropping a Waiter counts its waker out, and so does        *)
(* popping it later: the count falls behind the queue.                     *)
(***************************************************************************)
EXTENDS Integers, Sequences

CONSTANT Threads

VARIABLES
    locked, pc, waker, queue, popped,
    count           \* of the wakers in the queue, or so it should be

vars == <<locked, pc, waker, queue, popped, count>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ waker = [t \in Threads |-> "none"]
    /\ queue = <<>>
    /\ popped = [t \in Threads |-> <<>>]
    /\ count = 0

(* The word is free: a thread outside, or one that has queued, takes it.   *)
Take(t, here, there) ==
    /\ pc[t] = here
    /\ ~locked
    /\ locked' = TRUE
    /\ pc' = [pc EXCEPT ![t] = there]
    /\ UNCHANGED <<waker, queue, popped, count>>

(* It is taken: the thread makes a Waiter.                                 *)
Begin(t) ==
    /\ pc[t] = "idle"
    /\ locked
    /\ waker' = [waker EXCEPT ![t] = "armed"]
    /\ pc' = [pc EXCEPT ![t] = "enqueue"]
    /\ UNCHANGED <<locked, queue, popped, count>>

Push(t) ==
    /\ pc[t] = "enqueue"
    /\ queue' = Append(queue, [thread |-> t, open |-> TRUE])
    /\ count' = count + 1
    /\ pc' = [pc EXCEPT ![t] = "recheck"]
    /\ UNCHANGED <<locked, waker, popped>>

Miss(t) ==
    /\ pc[t] = "recheck"
    /\ locked
    /\ pc' = [pc EXCEPT ![t] = "wait"]
    /\ UNCHANGED <<locked, waker, queue, popped, count>>

(* The thread was woken, and starts over; or it was not, and sleeps.       *)
Resume(t) ==
    /\ pc[t] \in {"wait", "asleep"}
    /\ waker[t] = "woken"
    /\ waker' = [waker EXCEPT ![t] = "armed"]
    /\ pc' = [pc EXCEPT ![t] = "enqueue"]
    /\ UNCHANGED <<locked, queue, popped, count>>

Sleep(t) ==
    /\ pc[t] = "wait"
    /\ waker[t] = "armed"
    /\ pc' = [pc EXCEPT ![t] = "asleep"]
    /\ UNCHANGED <<locked, waker, queue, popped, count>>

(* The thread has the lock and closes its waker, wherever that is.         *)
Shut(entries, t) ==
    [i \in DOMAIN entries |-> [entries[i] EXCEPT !.open = @ /\ entries[i].thread # t]]

Close(t) ==
    /\ pc[t] = "close"
    /\ waker' = [waker EXCEPT ![t] = "none"]
    /\ queue' = Shut(queue, t)
    /\ count' = IF Shut(queue, t) = queue THEN count ELSE count - 1
    /\ popped' = [u \in Threads |-> Shut(popped[u], t)]
    /\ pc' = [pc EXCEPT ![t] = "held"]
    /\ UNCHANGED locked

Free(t) ==
    /\ pc[t] = "held"
    /\ locked' = FALSE
    /\ pc' = [pc EXCEPT ![t] = "wake"]
    /\ UNCHANGED <<waker, queue, popped, count>>

(* wake_one: take the first waker, or return if the count says that there  *)
(* is none.                                                                *)
Pop(t) ==
    /\ pc[t] = "wake"
    /\ popped[t] = <<>>
    /\ count > 0
    /\ popped' = [popped EXCEPT ![t] = <<Head(queue)>>]
    /\ queue' = Tail(queue)
    /\ count' = count - 1
    /\ UNCHANGED <<locked, pc, waker>>

Return(t) ==
    /\ pc[t] = "wake"
    /\ popped[t] = <<>>
    /\ count <= 0
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ UNCHANGED <<locked, waker, queue, popped, count>>

(* Wake its thread; or, if it is closed, go on.                            *)
Wake(t) ==
    /\ popped[t] # <<>>
    /\ popped[t][1].open
    /\ waker' = [waker EXCEPT ![popped[t][1].thread] = "woken"]
    /\ popped' = [popped EXCEPT ![t] = <<>>]
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ UNCHANGED <<locked, queue, count>>

Skip(t) ==
    /\ popped[t] # <<>>
    /\ ~popped[t][1].open
    /\ popped' = [popped EXCEPT ![t] = <<>>]
    /\ UNCHANGED <<locked, pc, waker, queue, count>>

Next ==
    \E t \in Threads :
        \/ Take(t, "idle", "held") \/ Begin(t)
        \/ Push(t) \/ Take(t, "recheck", "close") \/ Miss(t)
        \/ Resume(t) \/ Sleep(t) \/ Close(t)
        \/ Free(t) \/ Pop(t) \/ Return(t) \/ Wake(t) \/ Skip(t)
=============================================================================

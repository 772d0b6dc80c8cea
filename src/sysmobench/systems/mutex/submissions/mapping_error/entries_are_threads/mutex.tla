------------------------------- MODULE mutex --------------------------------
(***************************************************************************)
(* The mutex with a queue of threads. An entry counts while its thread     *)
(* waits; the specification does not tell the wakers of one thread apart,  *)
(* so when a thread waits again an entry of its last call comes to life.   *)
(***************************************************************************)
EXTENDS Sequences

CONSTANT Threads

VARIABLES
    locked, pc, waker,
    queue,          \* a sequence of threads
    popped          \* what each thread has taken out: a sequence of at most one

vars == <<locked, pc, waker, queue, popped>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ waker = [t \in Threads |-> "none"]
    /\ queue = <<>>
    /\ popped = [t \in Threads |-> <<>>]

(* The word is free: a thread outside, or one that has queued, takes it.   *)
Take(t, here, there) ==
    /\ pc[t] = here
    /\ ~locked
    /\ locked' = TRUE
    /\ pc' = [pc EXCEPT ![t] = there]
    /\ UNCHANGED <<waker, queue, popped>>

(* It is taken: the thread makes a Waiter.                                 *)
Begin(t) ==
    /\ pc[t] = "idle"
    /\ locked
    /\ waker' = [waker EXCEPT ![t] = "armed"]
    /\ pc' = [pc EXCEPT ![t] = "enqueue"]
    /\ UNCHANGED <<locked, queue, popped>>

Push(t) ==
    /\ pc[t] = "enqueue"
    /\ queue' = Append(queue, t)
    /\ pc' = [pc EXCEPT ![t] = "recheck"]
    /\ UNCHANGED <<locked, waker, popped>>

Miss(t) ==
    /\ pc[t] = "recheck"
    /\ locked
    /\ pc' = [pc EXCEPT ![t] = "wait"]
    /\ UNCHANGED <<locked, waker, queue, popped>>

(* The thread was woken, and starts over; or it was not, and sleeps.       *)
Resume(t) ==
    /\ pc[t] \in {"wait", "asleep"}
    /\ waker[t] = "woken"
    /\ waker' = [waker EXCEPT ![t] = "armed"]
    /\ pc' = [pc EXCEPT ![t] = "enqueue"]
    /\ UNCHANGED <<locked, queue, popped>>

Sleep(t) ==
    /\ pc[t] = "wait"
    /\ waker[t] = "armed"
    /\ pc' = [pc EXCEPT ![t] = "asleep"]
    /\ UNCHANGED <<locked, waker, queue, popped>>

Close(t) ==
    /\ pc[t] = "close"
    /\ waker' = [waker EXCEPT ![t] = "none"]
    /\ pc' = [pc EXCEPT ![t] = "held"]
    /\ UNCHANGED <<locked, queue, popped>>

Free(t) ==
    /\ pc[t] = "held"
    /\ locked' = FALSE
    /\ pc' = [pc EXCEPT ![t] = "wake"]
    /\ UNCHANGED <<waker, queue, popped>>

(* wake_one: take the first waker, or return if there is none.             *)
Pop(t) ==
    /\ pc[t] = "wake"
    /\ popped[t] = <<>>
    /\ queue # <<>>
    /\ popped' = [popped EXCEPT ![t] = <<Head(queue)>>]
    /\ queue' = Tail(queue)
    /\ UNCHANGED <<locked, pc, waker>>

Return(t) ==
    /\ pc[t] = "wake"
    /\ popped[t] = <<>>
    /\ queue = <<>>
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ UNCHANGED <<locked, waker, queue, popped>>

(* Wake the thread if it waits; if not, go on.                             *)
Wake(t) ==
    /\ popped[t] # <<>>
    /\ waker[popped[t][1]] # "none"
    /\ waker' = [waker EXCEPT ![popped[t][1]] = "woken"]
    /\ popped' = [popped EXCEPT ![t] = <<>>]
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ UNCHANGED <<locked, queue>>

Skip(t) ==
    /\ popped[t] # <<>>
    /\ waker[popped[t][1]] = "none"
    /\ popped' = [popped EXCEPT ![t] = <<>>]
    /\ UNCHANGED <<locked, pc, waker, queue>>

Next ==
    \E t \in Threads :
        \/ Take(t, "idle", "held") \/ Begin(t)
        \/ Push(t) \/ Take(t, "recheck", "close") \/ Miss(t)
        \/ Resume(t) \/ Sleep(t) \/ Close(t)
        \/ Free(t) \/ Pop(t) \/ Return(t) \/ Wake(t) \/ Skip(t)
=============================================================================

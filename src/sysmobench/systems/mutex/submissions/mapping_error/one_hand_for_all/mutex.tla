------------------------------- MODULE mutex --------------------------------
(***************************************************************************)
(* The mutex with one place for the waker that has been popped and is      *)
(* about to be woken, as if only one thread at a time were in wake_one.    *)
(***************************************************************************)
EXTENDS Sequences

CONSTANT Threads

VARIABLES
    locked, pc, waker, queue,
    hand            \* the entry that was popped, with the thread that has it, or nothing

vars == <<locked, pc, waker, queue, hand>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ waker = [t \in Threads |-> "none"]
    /\ queue = <<>>
    /\ hand = <<>>

(* The word is free: a thread outside, or one that has queued, takes it.   *)
Take(t, here, there) ==
    /\ pc[t] = here
    /\ ~locked
    /\ locked' = TRUE
    /\ pc' = [pc EXCEPT ![t] = there]
    /\ UNCHANGED <<waker, queue, hand>>

(* It is taken: the thread makes a Waiter.                                 *)
Begin(t) ==
    /\ pc[t] = "idle"
    /\ locked
    /\ waker' = [waker EXCEPT ![t] = "armed"]
    /\ pc' = [pc EXCEPT ![t] = "enqueue"]
    /\ UNCHANGED <<locked, queue, hand>>

Push(t) ==
    /\ pc[t] = "enqueue"
    /\ queue' = Append(queue, [thread |-> t, open |-> TRUE])
    /\ pc' = [pc EXCEPT ![t] = "recheck"]
    /\ UNCHANGED <<locked, waker, hand>>

Miss(t) ==
    /\ pc[t] = "recheck"
    /\ locked
    /\ pc' = [pc EXCEPT ![t] = "wait"]
    /\ UNCHANGED <<locked, waker, queue, hand>>

(* The thread was woken, and starts over; or it was not, and sleeps.       *)
Resume(t) ==
    /\ pc[t] \in {"wait", "asleep"}
    /\ waker[t] = "woken"
    /\ waker' = [waker EXCEPT ![t] = "armed"]
    /\ pc' = [pc EXCEPT ![t] = "enqueue"]
    /\ UNCHANGED <<locked, queue, hand>>

Sleep(t) ==
    /\ pc[t] = "wait"
    /\ waker[t] = "armed"
    /\ pc' = [pc EXCEPT ![t] = "asleep"]
    /\ UNCHANGED <<locked, waker, queue, hand>>

(* The thread has the lock and closes its waker, wherever that is.         *)
Shut(e, t) == [e EXCEPT !.open = @ /\ e.thread # t]

Close(t) ==
    /\ pc[t] = "close"
    /\ waker' = [waker EXCEPT ![t] = "none"]
    /\ queue' = [i \in DOMAIN queue |-> Shut(queue[i], t)]
    /\ hand' = IF hand = <<>> THEN <<>> ELSE <<hand[1], Shut(hand[2], t)>>
    /\ pc' = [pc EXCEPT ![t] = "held"]
    /\ UNCHANGED locked

Free(t) ==
    /\ pc[t] = "held"
    /\ locked' = FALSE
    /\ pc' = [pc EXCEPT ![t] = "wake"]
    /\ UNCHANGED <<waker, queue, hand>>

(* wake_one: take the first waker, or return if there is none.             *)
Pop(t) ==
    /\ pc[t] = "wake"
    /\ hand = <<>>
    /\ queue # <<>>
    /\ hand' = <<t, Head(queue)>>
    /\ queue' = Tail(queue)
    /\ UNCHANGED <<locked, pc, waker>>

Return(t) ==
    /\ pc[t] = "wake"
    /\ hand = <<>>
    /\ queue = <<>>
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ UNCHANGED <<locked, waker, queue, hand>>

(* Wake its thread; or, if it is closed, go on.                            *)
Has(t, open) == hand # <<>> /\ hand[1] = t /\ hand[2].open = open

Wake(t) ==
    /\ Has(t, TRUE)
    /\ waker' = [waker EXCEPT ![hand[2].thread] = "woken"]
    /\ hand' = <<>>
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ UNCHANGED <<locked, queue>>

Skip(t) ==
    /\ Has(t, FALSE)
    /\ hand' = <<>>
    /\ UNCHANGED <<locked, pc, waker, queue>>

Next ==
    \E t \in Threads :
        \/ Take(t, "idle", "held") \/ Begin(t)
        \/ Push(t) \/ Take(t, "recheck", "close") \/ Miss(t)
        \/ Resume(t) \/ Sleep(t) \/ Close(t)
        \/ Free(t) \/ Pop(t) \/ Return(t) \/ Wake(t) \/ Skip(t)
=============================================================================

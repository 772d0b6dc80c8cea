------------------------------- MODULE mutex --------------------------------
(***************************************************************************)
(* The mutex, its waiting threads in a queue.                              *)
(*                                                                         *)
(* Belief: what is in the queue is waiting.  A thread that gets the lock   *)
(* after it has queued takes itself out of the queue: that is what the     *)
(* destructor of the Waiter is for.  A waker that somebody has popped at   *)
(* that moment is closed, so that no wake-up goes astray.                  *)
(***************************************************************************)
EXTENDS Sequences, FiniteSets

CONSTANT Threads

VARIABLES locked, pc, waker, queue, popped

vars == <<locked, pc, waker, queue, popped>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ waker = [t \in Threads |-> "none"]
    /\ queue = <<>>
    /\ popped = [t \in Threads |-> <<>>]

-----------------------------------------------------------------------------

Try(t, from, to) ==
    /\ pc[t] = from
    /\ locked = FALSE
    /\ locked' = TRUE
    /\ pc' = [pc EXCEPT ![t] = to]
    /\ UNCHANGED <<waker, queue, popped>>

Fail(t) ==
    /\ locked
    /\ \/ /\ pc[t] = "idle"
          /\ pc' = [pc EXCEPT ![t] = "enqueue"]
          /\ waker' = [waker EXCEPT ![t] = "armed"]
       \/ /\ pc[t] = "recheck"
          /\ pc' = [pc EXCEPT ![t] = "wait"]
          /\ UNCHANGED waker
    /\ UNCHANGED <<locked, queue, popped>>

Join(t) ==
    /\ pc[t] = "enqueue"
    /\ pc' = [pc EXCEPT ![t] = "recheck"]
    /\ queue' = queue \o <<[thread |-> t, open |-> TRUE]>>
    /\ UNCHANGED <<locked, waker, popped>>

Doze(t) ==
    /\ pc[t] = "wait"
    /\ waker[t] # "woken"
    /\ pc' = [pc EXCEPT ![t] = "asleep"]
    /\ UNCHANGED <<locked, waker, queue, popped>>

Rise(t) ==
    /\ pc[t] \in {"wait", "asleep"}
    /\ waker[t] = "woken"
    /\ pc' = [pc EXCEPT ![t] = "enqueue"]
    /\ waker' = [waker EXCEPT ![t] = "armed"]
    /\ UNCHANGED <<locked, queue, popped>>

(* Out of the queue.                                                       *)
DropWaiter(t) ==
    LET Others(e) == e.thread # t
    IN  /\ pc[t] = "close"
        /\ pc' = [pc EXCEPT ![t] = "held"]
        /\ waker' = [waker EXCEPT ![t] = "none"]
        /\ queue' = SelectSeq(queue, Others)
        /\ popped' = [u \in Threads |->
                         IF popped[u] # <<>> /\ popped[u][1].thread = t
                            THEN <<[thread |-> t, open |-> FALSE]>>
                            ELSE popped[u]]
        /\ UNCHANGED locked

-----------------------------------------------------------------------------

Free(t) ==
    /\ pc[t] = "held"
    /\ pc' = [pc EXCEPT ![t] = "wake"]
    /\ locked' = FALSE
    /\ UNCHANGED <<waker, queue, popped>>

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

Rouse(t) ==
    /\ popped[t] # <<>>
    /\ popped[t][1].open
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ waker' = [waker EXCEPT ![popped[t][1].thread] = "woken"]
    /\ popped' = [popped EXCEPT ![t] = <<>>]
    /\ UNCHANGED <<locked, queue>>

(* The thread got away between pop and wake-up; take the next one.         *)
TooLate(t) ==
    /\ popped[t] # <<>>
    /\ ~popped[t][1].open
    /\ popped' = [popped EXCEPT ![t] = <<>>]
    /\ UNCHANGED <<locked, pc, waker, queue>>

Next ==
    \E t \in Threads :
        \/ Try(t, "idle", "held") \/ Try(t, "recheck", "close") \/ Fail(t)
        \/ Join(t) \/ Doze(t) \/ Rise(t) \/ DropWaiter(t)
        \/ Free(t) \/ Pop(t) \/ Return(t) \/ Rouse(t) \/ TooLate(t)
=============================================================================

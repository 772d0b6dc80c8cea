------------------------------- MODULE mutex --------------------------------
(***************************************************************************)
(* Mutex with a queue of waiting threads.                                  *)
(*                                                                         *)
(* Belief: nobody jumps the queue.  While threads wait, a newcomer does    *)
(* not even look at the word: lock() queues behind them, and try_lock()    *)
(* gives up.                                                               *)
(***************************************************************************)
EXTENDS Sequences, Naturals

CONSTANT Threads

VARIABLES locked, pc, waker, queue, popped

vars == <<locked, pc, waker, queue, popped>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ waker = [t \in Threads |-> "none"]
    /\ queue = <<>>
    /\ popped = [t \in Threads |-> <<>>]

(* Someone has queued and still waits.                                     *)
Waiters == {i \in DOMAIN queue : queue[i].open}

(* To be had by a newcomer: free, and nobody was here before.              *)
Available == ~locked /\ Waiters = {}

LockAtOnce(t) ==
    /\ pc[t] = "idle"
    /\ Available
    /\ locked' = TRUE
    /\ pc' = [pc EXCEPT ![t] = "held"]
    /\ UNCHANGED <<waker, queue, popped>>

Wait(t) ==
    /\ pc[t] = "idle"
    /\ ~Available
    /\ waker' = [waker EXCEPT ![t] = "armed"]
    /\ pc' = [pc EXCEPT ![t] = "enqueue"]
    /\ UNCHANGED <<locked, queue, popped>>

Enqueue(t) ==
    /\ pc[t] = "enqueue"
    /\ queue' = Append(queue, [thread |-> t, open |-> TRUE])
    /\ pc' = [pc EXCEPT ![t] = "recheck"]
    /\ UNCHANGED <<locked, waker, popped>>

(* Those in the queue look at the word alone.                              *)
Recheck(t) ==
    /\ pc[t] = "recheck"
    /\ IF locked THEN pc' = [pc EXCEPT ![t] = "wait"] ELSE pc' = [pc EXCEPT ![t] = "close"]
    /\ locked' = TRUE
    /\ UNCHANGED <<waker, queue, popped>>

DoWait(t) ==
    /\ pc[t] \in {"wait", "asleep"}
    /\ IF waker[t] = "woken"
          THEN /\ pc' = [pc EXCEPT ![t] = "enqueue"]
               /\ waker' = [waker EXCEPT ![t] = "armed"]
          ELSE /\ pc' = [pc EXCEPT ![t] = "asleep"]
               /\ UNCHANGED waker
    /\ UNCHANGED <<locked, queue, popped>>

Shut(e, t) == IF e.thread = t THEN [e EXCEPT !.open = FALSE] ELSE e

Close(t) ==
    /\ pc[t] = "close"
    /\ pc' = [pc EXCEPT ![t] = "held"]
    /\ waker' = [waker EXCEPT ![t] = "none"]
    /\ queue' = [i \in DOMAIN queue |-> Shut(queue[i], t)]
    /\ popped' = [u \in Threads |-> [i \in DOMAIN popped[u] |-> Shut(popped[u][i], t)]]
    /\ UNCHANGED locked

Unlock(t) ==
    /\ pc[t] = "held"
    /\ locked' = FALSE
    /\ pc' = [pc EXCEPT ![t] = "wake"]
    /\ UNCHANGED <<waker, queue, popped>>

Pop(t) ==
    /\ pc[t] = "wake"
    /\ popped[t] = <<>>
    /\ IF queue = <<>>
          THEN /\ pc' = [pc EXCEPT ![t] = "idle"]
               /\ UNCHANGED <<queue, popped>>
          ELSE /\ popped' = [popped EXCEPT ![t] = <<Head(queue)>>]
               /\ queue' = Tail(queue)
               /\ UNCHANGED pc
    /\ UNCHANGED <<locked, waker>>

WakeUp(t) ==
    /\ popped[t] # <<>>
    /\ IF popped[t][1].open
          THEN /\ waker' = [waker EXCEPT ![popped[t][1].thread] = "woken"]
               /\ pc' = [pc EXCEPT ![t] = "idle"]
          ELSE UNCHANGED <<waker, pc>>
    /\ popped' = [popped EXCEPT ![t] = <<>>]
    /\ UNCHANGED <<locked, queue>>

Next ==
    \E t \in Threads :
        \/ LockAtOnce(t) \/ Wait(t)
        \/ Enqueue(t) \/ Recheck(t) \/ DoWait(t) \/ Close(t)
        \/ Unlock(t) \/ Pop(t) \/ WakeUp(t)
=============================================================================

------------------------------- MODULE mutex --------------------------------
(***************************************************************************)
(* Mutex with wait queue.                                                  *)
(*                                                                         *)
(* Belief: who was woken has waited its turn.  If somebody else is faster  *)
(* and it must wait once more, it goes back to the front of the queue and  *)
(* not behind those who came later; otherwise it could starve.             *)
(***************************************************************************)
EXTENDS Sequences, Naturals

CONSTANT Threads

VARIABLES
    locked, pc, waker, queue, popped,
    wasWoken        \* the threads that have been woken in their present call

vars == <<locked, pc, waker, queue, popped, wasWoken>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ waker = [t \in Threads |-> "none"]
    /\ queue = <<>>
    /\ popped = [t \in Threads |-> <<>>]
    /\ wasWoken = {}

-----------------------------------------------------------------------------
(* The word.                                                               *)

TryLock(t, goal) ==
    /\ ~locked
    /\ locked' = TRUE
    /\ pc' = [pc EXCEPT ![t] = goal]
    /\ UNCHANGED <<waker, queue, popped, wasWoken>>

LockFast(t)    == pc[t] = "idle" /\ TryLock(t, "held")
LockRetried(t) == pc[t] = "recheck" /\ TryLock(t, "close")

Release(t) ==
    /\ pc[t] = "held"
    /\ locked' = FALSE
    /\ pc' = [pc EXCEPT ![t] = "wake"]
    /\ UNCHANGED <<waker, queue, popped, wasWoken>>

-----------------------------------------------------------------------------
(* Waiting.                                                                *)

NewWaiter(t) ==
    /\ pc[t] = "idle"
    /\ locked
    /\ waker' = [waker EXCEPT ![t] = "armed"]
    /\ pc' = [pc EXCEPT ![t] = "enqueue"]
    /\ UNCHANGED <<locked, queue, popped, wasWoken>>

(* At the end the first time, in front after that.                         *)
Enqueue(t) ==
    LET entry == <<[thread |-> t, open |-> TRUE]>>
    IN  /\ pc[t] = "enqueue"
        /\ queue' = IF t \in wasWoken THEN entry \o queue ELSE queue \o entry
        /\ pc' = [pc EXCEPT ![t] = "recheck"]
        /\ UNCHANGED <<locked, waker, popped, wasWoken>>

StillLocked(t) ==
    /\ pc[t] = "recheck"
    /\ locked
    /\ pc' = [pc EXCEPT ![t] = "wait"]
    /\ UNCHANGED <<locked, waker, queue, popped, wasWoken>>

Wait(t) ==
    /\ pc[t] \in {"wait", "asleep"}
    /\ \/ /\ waker[t] = "woken"
          /\ waker' = [waker EXCEPT ![t] = "armed"]
          /\ wasWoken' = wasWoken \cup {t}
          /\ pc' = [pc EXCEPT ![t] = "enqueue"]
       \/ /\ waker[t] = "armed"
          /\ pc' = [pc EXCEPT ![t] = "asleep"]
          /\ UNCHANGED <<waker, wasWoken>>
    /\ UNCHANGED <<locked, queue, popped>>

CloseEntries(s, t) ==
    [i \in DOMAIN s |-> [thread |-> s[i].thread, open |-> s[i].open /\ s[i].thread # t]]

CloseWaiter(t) ==
    /\ pc[t] = "close"
    /\ waker' = [waker EXCEPT ![t] = "none"]
    /\ queue' = CloseEntries(queue, t)
    /\ popped' = [u \in Threads |-> CloseEntries(popped[u], t)]
    /\ wasWoken' = wasWoken \ {t}
    /\ pc' = [pc EXCEPT ![t] = "held"]
    /\ UNCHANGED locked

-----------------------------------------------------------------------------
(* Waking.                                                                 *)

Pop(t) ==
    /\ pc[t] = "wake" /\ popped[t] = <<>>
    /\ \/ /\ queue = <<>>
          /\ pc' = [pc EXCEPT ![t] = "idle"]
          /\ UNCHANGED <<queue, popped>>
       \/ /\ queue # <<>>
          /\ popped' = [popped EXCEPT ![t] = <<Head(queue)>>]
          /\ queue' = Tail(queue)
          /\ UNCHANGED pc
    /\ UNCHANGED <<locked, waker, wasWoken>>

WakeUp(t) ==
    /\ popped[t] # <<>>
    /\ \/ /\ popped[t][1].open
          /\ waker' = [waker EXCEPT ![popped[t][1].thread] = "woken"]
          /\ pc' = [pc EXCEPT ![t] = "idle"]
       \/ /\ ~popped[t][1].open
          /\ UNCHANGED <<waker, pc>>
    /\ popped' = [popped EXCEPT ![t] = <<>>]
    /\ UNCHANGED <<locked, queue, wasWoken>>

Next ==
    \E t \in Threads :
        \/ LockFast(t) \/ LockRetried(t) \/ Release(t)
        \/ NewWaiter(t) \/ Enqueue(t) \/ StillLocked(t) \/ Wait(t) \/ CloseWaiter(t)
        \/ Pop(t) \/ WakeUp(t)
=============================================================================

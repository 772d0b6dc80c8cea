------------------------------- MODULE mutex --------------------------------
(***************************************************************************)
(* Mutex with a wait queue.                                                *)
(*                                                                         *)
(* Belief: the queue is a list of threads, and no thread is on it twice.   *)
(* If a thread is still there from an earlier call it keeps that place,    *)
(* and its entry counts again.                                             *)
(***************************************************************************)
EXTENDS Sequences, Naturals, Functions

CONSTANT Threads

VARIABLES locked, pc, waker, queue, popped

vars == <<locked, pc, waker, queue, popped>>

TypeOK ==
    /\ locked \in BOOLEAN
    /\ pc \in [Threads -> {"idle", "enqueue", "recheck", "wait", "asleep", "close", "held", "wake"}]
    /\ waker \in [Threads -> {"none", "armed", "woken"}]
    /\ \A i, j \in DOMAIN queue : queue[i].thread = queue[j].thread => i = j

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ waker = [t \in Threads |-> "none"]
    /\ queue = <<>>
    /\ popped = [t \in Threads |-> <<>>]

(* All entries of thread t in a sequence, opened or closed.                *)
Mark(entries, t, open) ==
    [i \in DOMAIN entries |->
        IF entries[i].thread = t THEN [entries[i] EXCEPT !.open = open] ELSE entries[i]]

OnQueue(t) == \E i \in DOMAIN queue : queue[i].thread = t

-----------------------------------------------------------------------------

TryOk(t, label, next) ==
    /\ pc[t] = label
    /\ ~locked
    /\ locked' = TRUE
    /\ pc' = [pc EXCEPT ![t] = next]
    /\ UNCHANGED <<waker, queue, popped>>

LockFail(t) ==
    /\ pc[t] = "idle"
    /\ locked
    /\ waker' = [waker EXCEPT ![t] = "armed"]
    /\ pc' = [pc EXCEPT ![t] = "enqueue"]
    /\ UNCHANGED <<locked, queue, popped>>

(* Queue, unless one is on the queue already.                              *)
Enqueue(t) ==
    /\ pc[t] = "enqueue"
    /\ queue' = IF OnQueue(t) THEN Mark(queue, t, TRUE)
                              ELSE Append(queue, [thread |-> t, open |-> TRUE])
    /\ pc' = [pc EXCEPT ![t] = "recheck"]
    /\ UNCHANGED <<locked, waker, popped>>

RecheckFail(t) ==
    /\ pc[t] = "recheck"
    /\ locked
    /\ pc' = [pc EXCEPT ![t] = "wait"]
    /\ UNCHANGED <<locked, waker, queue, popped>>

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
    /\ queue' = Mark(queue, t, FALSE)
    /\ popped' = [u \in Threads |-> Mark(popped[u], t, FALSE)]
    /\ pc' = [pc EXCEPT ![t] = "held"]
    /\ UNCHANGED locked

Unlock(t) ==
    /\ pc[t] = "held"
    /\ locked' = FALSE
    /\ pc' = [pc EXCEPT ![t] = "wake"]
    /\ UNCHANGED <<waker, queue, popped>>

PopWaker(t) ==
    /\ pc[t] = "wake" /\ popped[t] = <<>> /\ queue # <<>>
    /\ popped' = [popped EXCEPT ![t] = <<queue[1]>>]
    /\ queue' = SubSeq(queue, 2, Len(queue))
    /\ UNCHANGED <<locked, pc, waker>>

PopNone(t) ==
    /\ pc[t] = "wake" /\ popped[t] = <<>> /\ queue = <<>>
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ UNCHANGED <<locked, waker, queue, popped>>

WakeUp(t) ==
    \E e \in Range(popped[t]) :
        /\ e.open
        /\ waker' = [waker EXCEPT ![e.thread] = "woken"]
        /\ popped' = [popped EXCEPT ![t] = <<>>]
        /\ pc' = [pc EXCEPT ![t] = "idle"]
        /\ UNCHANGED <<locked, queue>>

WakeSkip(t) ==
    \E e \in Range(popped[t]) :
        /\ ~e.open
        /\ popped' = [popped EXCEPT ![t] = <<>>]
        /\ UNCHANGED <<locked, pc, waker, queue>>

Next ==
    \E t \in Threads :
        \/ TryOk(t, "idle", "held") \/ LockFail(t) \/ Enqueue(t)
        \/ TryOk(t, "recheck", "close") \/ RecheckFail(t)
        \/ Resume(t) \/ Sleep(t) \/ Close(t)
        \/ Unlock(t) \/ PopWaker(t) \/ PopNone(t) \/ WakeUp(t) \/ WakeSkip(t)
=============================================================================

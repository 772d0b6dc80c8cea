------------------------------- MODULE mutex --------------------------------
(***************************************************************************)
(* A sleeping lock: a word and a queue of sleepers.                        *)
(*                                                                         *)
(* Belief: unlock is one critical section of the lock.  Freeing the word   *)
(* and waking the next thread happen together, and nobody can come in      *)
(* between.                                                                *)
(***************************************************************************)
EXTENDS Sequences, Naturals

CONSTANT Threads

VARIABLES locked, pc, waker, queue,
    popped          \* what is in a thread's hands; nobody is seen with anything

vars == <<locked, pc, waker, queue, popped>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ waker = [t \in Threads |-> "none"]
    /\ queue = <<>>
    /\ popped = [t \in Threads |-> <<>>]

Acquire(t, from, to) ==
    /\ pc[t] = from
    /\ locked = FALSE
    /\ locked' = TRUE
    /\ pc' = [pc EXCEPT ![t] = to]
    /\ UNCHANGED <<waker, queue, popped>>

(* The lock is taken: get a waker, and queue.                              *)
Begin(t) ==
    /\ pc[t] = "idle"
    /\ locked
    /\ pc' = [pc EXCEPT ![t] = "enqueue"]
    /\ waker' = [waker EXCEPT ![t] = "armed"]
    /\ UNCHANGED <<locked, queue, popped>>

Enqueue(t) ==
    /\ pc[t] = "enqueue"
    /\ queue' = Append(queue, [thread |-> t, open |-> TRUE])
    /\ pc' = [pc EXCEPT ![t] = "recheck"]
    /\ UNCHANGED <<locked, waker, popped>>

Again(t) ==
    /\ pc[t] = "recheck"
    /\ locked
    /\ pc' = [pc EXCEPT ![t] = "wait"]
    /\ UNCHANGED <<locked, waker, queue, popped>>

Sleep(t) ==
    /\ pc[t] = "wait"
    /\ waker[t] = "armed"
    /\ pc' = [pc EXCEPT ![t] = "asleep"]
    /\ UNCHANGED <<locked, waker, queue, popped>>

(* A woken thread starts over.                                             *)
Awake(t) ==
    /\ pc[t] \in {"wait", "asleep"}
    /\ waker[t] = "woken"
    /\ waker' = [waker EXCEPT ![t] = "armed"]
    /\ pc' = [pc EXCEPT ![t] = "enqueue"]
    /\ UNCHANGED <<locked, queue, popped>>

CloseIn(q, t) ==
    [i \in 1..Len(q) |-> [q[i] EXCEPT !.open = @ /\ q[i].thread # t]]

Close(t) ==
    /\ pc[t] = "close"
    /\ pc' = [pc EXCEPT ![t] = "held"]
    /\ waker' = [waker EXCEPT ![t] = "none"]
    /\ queue' = CloseIn(queue, t)
    /\ popped' = [u \in Threads |-> CloseIn(popped[u], t)]
    /\ UNCHANGED locked

(* The part of the queue that begins with its first open waker.            *)
RECURSIVE FromOpen(_)
FromOpen(q) == IF q = <<>> \/ Head(q).open THEN q ELSE FromOpen(Tail(q))

(* Free the lock and wake the first thread that still waits.               *)
Unlock(t) ==
    /\ pc[t] = "held"
    /\ locked' = FALSE
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ LET waiting == FromOpen(queue)
       IN  IF waiting = <<>>
              THEN queue' = <<>> /\ UNCHANGED waker
              ELSE /\ queue' = Tail(waiting)
                   /\ waker' = [waker EXCEPT ![Head(waiting).thread] = "woken"]
    /\ UNCHANGED popped

Next ==
    \E t \in Threads :
        \/ Acquire(t, "idle", "held") \/ Acquire(t, "recheck", "close")
        \/ Begin(t) \/ Enqueue(t) \/ Again(t) \/ Sleep(t) \/ Awake(t)
        \/ Close(t) \/ Unlock(t)
=============================================================================

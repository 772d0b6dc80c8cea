------------------------------- MODULE mutex --------------------------------
(***************************************************************************)
(* The mutex with a queue that has no order: a release takes any of the    *)
(* wakers out, as a bag would give them. What is observed keeps the order  *)
(* of arrival.                                                             *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANT Threads

VARIABLES locked, pc, waker, queue, popped

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
    /\ queue' = Append(queue, [thread |-> t, open |-> TRUE])
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

(* The thread has the lock and closes its waker, wherever that is.         *)
Shut(entries, t) ==
    [i \in DOMAIN entries |-> [entries[i] EXCEPT !.open = @ /\ entries[i].thread # t]]

Close(t) ==
    /\ pc[t] = "close"
    /\ waker' = [waker EXCEPT ![t] = "none"]
    /\ queue' = Shut(queue, t)
    /\ popped' = [u \in Threads |-> Shut(popped[u], t)]
    /\ pc' = [pc EXCEPT ![t] = "held"]
    /\ UNCHANGED locked

Free(t) ==
    /\ pc[t] = "held"
    /\ locked' = FALSE
    /\ pc' = [pc EXCEPT ![t] = "wake"]
    /\ UNCHANGED <<waker, queue, popped>>

(* The sequence without its i-th element.                                  *)
Without(s, i) == SubSeq(s, 1, i - 1) \o SubSeq(s, i + 1, Len(s))

(* wake_one: take one of the wakers, or return if there is none.           *)
Pop(t) ==
    /\ pc[t] = "wake"
    /\ popped[t] = <<>>
    /\ \E i \in DOMAIN queue :
          /\ popped' = [popped EXCEPT ![t] = <<queue[i]>>]
          /\ queue' = Without(queue, i)
    /\ UNCHANGED <<locked, pc, waker>>

Return(t) ==
    /\ pc[t] = "wake"
    /\ popped[t] = <<>>
    /\ queue = <<>>
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ UNCHANGED <<locked, waker, queue, popped>>

(* Wake its thread; or, if it is closed, go on.                            *)
Wake(t) ==
    /\ popped[t] # <<>>
    /\ popped[t][1].open
    /\ waker' = [waker EXCEPT ![popped[t][1].thread] = "woken"]
    /\ popped' = [popped EXCEPT ![t] = <<>>]
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ UNCHANGED <<locked, queue>>

Skip(t) ==
    /\ popped[t] # <<>>
    /\ ~popped[t][1].open
    /\ popped' = [popped EXCEPT ![t] = <<>>]
    /\ UNCHANGED <<locked, pc, waker, queue>>

Next ==
    \E t \in Threads :
        \/ Take(t, "idle", "held") \/ Begin(t)
        \/ Push(t) \/ Take(t, "recheck", "close") \/ Miss(t)
        \/ Resume(t) \/ Sleep(t) \/ Close(t)
        \/ Free(t) \/ Pop(t) \/ Return(t) \/ Wake(t) \/ Skip(t)
=============================================================================

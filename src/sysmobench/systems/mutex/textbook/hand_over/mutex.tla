------------------------------- MODULE mutex --------------------------------
(***************************************************************************)
(* A fair mutex with direct hand-over.                                     *)
(*                                                                         *)
(* Belief: a release gives the lock to the thread at the head of the       *)
(* queue.  Unlock pops the next owner and wakes it, and when that thread   *)
(* runs, the lock is its own already.  The word is set all the while: it   *)
(* is cleared only when nobody is left in the queue.                       *)
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

Entry(t) == [thread |-> t, open |-> TRUE]
Dead(entries, t) ==
    [i \in DOMAIN entries |-> IF entries[i].thread = t THEN [entries[i] EXCEPT !.open = FALSE]
                                                       ELSE entries[i]]

-----------------------------------------------------------------------------

(* Nobody has the lock and nobody waits.                                   *)
TakeFree(t, here, there) ==
    /\ pc[t] = here
    /\ ~locked
    /\ locked' = TRUE
    /\ pc' = [pc EXCEPT ![t] = there]
    /\ UNCHANGED <<waker, queue, popped>>

StartWaiting(t) ==
    /\ pc[t] = "idle"
    /\ locked
    /\ waker' = [waker EXCEPT ![t] = "armed"]
    /\ pc' = [pc EXCEPT ![t] = "enqueue"]
    /\ UNCHANGED <<locked, queue, popped>>

Queue(t) ==
    /\ pc[t] = "enqueue"
    /\ queue' = Append(queue, Entry(t))
    /\ pc' = [pc EXCEPT ![t] = "recheck"]
    /\ UNCHANGED <<locked, waker, popped>>

StillTaken(t) ==
    /\ pc[t] = "recheck"
    /\ locked
    /\ pc' = [pc EXCEPT ![t] = "wait"]
    /\ UNCHANGED <<locked, waker, queue, popped>>

Park(t) ==
    /\ pc[t] = "wait"
    /\ waker[t] = "armed"
    /\ pc' = [pc EXCEPT ![t] = "asleep"]
    /\ UNCHANGED <<locked, waker, queue, popped>>

(* The thread was woken, so it is the owner.  What remains is to drop its  *)
(* place in the queue.                                                     *)
BecomeOwner(t) ==
    /\ pc[t] \in {"wait", "asleep"}
    /\ waker[t] = "woken"
    /\ pc' = [pc EXCEPT ![t] = "close"]
    /\ UNCHANGED <<locked, waker, queue, popped>>

LeaveQueue(t) ==
    /\ pc[t] = "close"
    /\ waker' = [waker EXCEPT ![t] = "none"]
    /\ queue' = Dead(queue, t)
    /\ popped' = [u \in Threads |-> Dead(popped[u], t)]
    /\ pc' = [pc EXCEPT ![t] = "held"]
    /\ UNCHANGED locked

(* The word stays set until it is known whether there is a next owner.     *)
Unlock(t) ==
    /\ pc[t] = "held"
    /\ pc' = [pc EXCEPT ![t] = "wake"]
    /\ UNCHANGED <<locked, waker, queue, popped>>

PopNextOwner(t) ==
    /\ pc[t] = "wake"
    /\ popped[t] = <<>>
    /\ queue # <<>>
    /\ popped' = [popped EXCEPT ![t] = <<Head(queue)>>]
    /\ queue' = Tail(queue)
    /\ UNCHANGED <<locked, pc, waker>>

(* There is none: only now is the lock free.                               *)
Clear(t) ==
    /\ pc[t] = "wake"
    /\ popped[t] = <<>>
    /\ queue = <<>>
    /\ locked' = FALSE
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ UNCHANGED <<waker, queue, popped>>

HandOver(t) ==
    /\ popped[t] # <<>>
    /\ popped[t][1].open
    /\ waker' = [waker EXCEPT ![popped[t][1].thread] = "woken"]
    /\ popped' = [popped EXCEPT ![t] = <<>>]
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ UNCHANGED <<locked, queue>>

PassOver(t) ==
    /\ popped[t] # <<>>
    /\ ~popped[t][1].open
    /\ popped' = [popped EXCEPT ![t] = <<>>]
    /\ UNCHANGED <<locked, pc, waker, queue>>

Next ==
    \E t \in Threads :
        \/ TakeFree(t, "idle", "held") \/ TakeFree(t, "recheck", "close")
        \/ StartWaiting(t) \/ Queue(t) \/ StillTaken(t)
        \/ Park(t) \/ BecomeOwner(t) \/ LeaveQueue(t)
        \/ Unlock(t) \/ PopNextOwner(t) \/ Clear(t) \/ HandOver(t) \/ PassOver(t)
=============================================================================

------------------------------- MODULE mutex --------------------------------
(***************************************************************************)
(* The mutex with the parts of the wait queue that nobody sees: the spin   *)
(* lock around the deque, and the count beside it, which wake_one looks at *)
(* before it takes that lock.                                              *)
(*                                                                         *)
(* Taking and dropping the spin lock are steps of their own here, and so   *)
(* is the look at the count if it is not 0.  They change nothing that is   *)
(* observed.                                                               *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANT Threads

VARIABLES
    locked, pc, waker, queue, popped,
    numWakers,      \* the count beside the deque
    inner,          \* whose the deque's spin lock is: a set of at most one thread
    looked          \* the threads in wake_one that are past the look at the count

seen == <<locked, pc, waker, queue, popped>>
vars == <<seen, numWakers, inner, looked>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ waker = [t \in Threads |-> "none"]
    /\ queue = <<>>
    /\ popped = [t \in Threads |-> <<>>]
    /\ numWakers = 0
    /\ inner = {}
    /\ looked = {}

Go(t, there) == pc' = [pc EXCEPT ![t] = there]

-----------------------------------------------------------------------------
(* The deque's spin lock: hidden.                                          *)

(* Whoever is about to push or to pop takes it.                            *)
LockInner(t) ==
    /\ inner = {}
    /\ \/ pc[t] = "enqueue"
       \/ pc[t] = "wake" /\ t \in looked /\ popped[t] = <<>>
    /\ inner' = {t}
    /\ UNCHANGED <<seen, numWakers, looked>>

(* It is dropped when the work is done, before anything else.              *)
UnlockInner(t) ==
    /\ t \in inner
    /\ pc[t] = "recheck" \/ popped[t] # <<>> \/ pc[t] = "idle"
    /\ inner' = {}
    /\ UNCHANGED <<seen, numWakers, looked>>

-----------------------------------------------------------------------------
(* lock() and try_lock().                                                  *)

CasOk(t, here, there) ==
    /\ pc[t] = here
    /\ t \notin inner
    /\ ~locked
    /\ locked' = TRUE
    /\ Go(t, there)
    /\ UNCHANGED <<waker, queue, popped, numWakers, inner, looked>>

BeginToWait(t) ==
    /\ pc[t] = "idle"
    /\ t \notin inner
    /\ locked
    /\ waker' = [waker EXCEPT ![t] = "armed"]
    /\ Go(t, "enqueue")
    /\ UNCHANGED <<locked, queue, popped, numWakers, inner, looked>>

Push(t) ==
    /\ pc[t] = "enqueue"
    /\ t \in inner
    /\ queue' = Append(queue, [thread |-> t, open |-> TRUE])
    /\ numWakers' = numWakers + 1
    /\ Go(t, "recheck")
    /\ UNCHANGED <<locked, waker, popped, inner, looked>>

CasErr(t) ==
    /\ pc[t] = "recheck"
    /\ t \notin inner
    /\ locked
    /\ Go(t, "wait")
    /\ UNCHANGED <<locked, waker, queue, popped, numWakers, inner, looked>>

DoWait(t) ==
    /\ pc[t] \in {"wait", "asleep"}
    /\ Go(t, IF waker[t] = "woken" THEN "enqueue" ELSE "asleep")
    /\ waker' = [waker EXCEPT ![t] = "armed"]
    /\ UNCHANGED <<locked, queue, popped, numWakers, inner, looked>>

Close(t) ==
    LET Shut(s) == [i \in DOMAIN s |-> [s[i] EXCEPT !.open = @ /\ s[i].thread # t]]
    IN  /\ pc[t] = "close"
        /\ waker' = [waker EXCEPT ![t] = "none"]
        /\ queue' = Shut(queue)
        /\ popped' = [u \in Threads |-> Shut(popped[u])]
        /\ Go(t, "held")
        /\ UNCHANGED <<locked, numWakers, inner, looked>>

-----------------------------------------------------------------------------
(* The drop of the guard.                                                  *)

Store(t) ==
    /\ pc[t] = "held"
    /\ locked' = FALSE
    /\ Go(t, "wake")
    /\ UNCHANGED <<waker, queue, popped, numWakers, inner, looked>>

(* The look at the count.  If it is 0 that is all, and wake_one returns.   *)
ReturnAtOnce(t) ==
    /\ pc[t] = "wake"
    /\ t \notin looked
    /\ numWakers = 0
    /\ Go(t, "idle")
    /\ UNCHANGED <<locked, waker, queue, popped, numWakers, inner, looked>>

(* Hidden: it is not 0, and the loop begins.                               *)
GoOn(t) ==
    /\ pc[t] = "wake"
    /\ t \notin looked
    /\ numWakers # 0
    /\ looked' = looked \cup {t}
    /\ UNCHANGED <<seen, numWakers, inner>>

(* pop_front, which may find that others have been faster.                 *)
Pop(t) ==
    /\ pc[t] = "wake"
    /\ t \in inner
    /\ popped[t] = <<>>
    /\ queue # <<>>
    /\ popped' = [popped EXCEPT ![t] = <<Head(queue)>>]
    /\ queue' = Tail(queue)
    /\ numWakers' = numWakers - 1
    /\ UNCHANGED <<locked, pc, waker, inner, looked>>

PopNothing(t) ==
    /\ pc[t] = "wake"
    /\ t \in inner
    /\ popped[t] = <<>>
    /\ queue = <<>>
    /\ looked' = looked \ {t}
    /\ Go(t, "idle")
    /\ UNCHANGED <<locked, waker, queue, popped, numWakers, inner>>

(* wake_up.  After a closed waker the loop does not look at the count.     *)
Wake(t) ==
    /\ popped[t] # <<>>
    /\ t \notin inner
    /\ IF popped[t][1].open
          THEN /\ waker' = [waker EXCEPT ![popped[t][1].thread] = "woken"]
               /\ looked' = looked \ {t}
               /\ Go(t, "idle")
          ELSE UNCHANGED <<waker, looked, pc>>
    /\ popped' = [popped EXCEPT ![t] = <<>>]
    /\ UNCHANGED <<locked, queue, numWakers, inner>>

Next ==
    \E t \in Threads :
        \/ LockInner(t) \/ UnlockInner(t)
        \/ CasOk(t, "idle", "held") \/ BeginToWait(t)
        \/ Push(t) \/ CasOk(t, "recheck", "close") \/ CasErr(t) \/ DoWait(t) \/ Close(t)
        \/ Store(t) \/ ReturnAtOnce(t) \/ GoOn(t) \/ Pop(t) \/ PopNothing(t) \/ Wake(t)
=============================================================================

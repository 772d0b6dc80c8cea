-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* The spin lock, with the order in which the threads came.  The lock does *)
(* not heed the order; it is written down to show who is overtaken.        *)
(***************************************************************************)
EXTENDS Naturals, Sequences, SequencesExt, FiniteSetsExt

CONSTANT Threads

VARIABLES locked, pc, guard, order

vars == <<locked, pc, guard, order>>

(* Those who wait for the lock, in lock() or in try_lock().                *)
Waiting(f) == {t \in Threads : f[t] \in {"lock", "spin", "try"}}

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ guard = [t \in Threads |-> "none"]
    /\ order = <<>>

(* The call lock(): where each of its steps leads.                         *)
LockCall(t) ==
    LET Go(here, there) == pc[t] = here /\ pc' = [pc EXCEPT ![t] = there]
    IN  \/ /\ \E g \in {"preempt", "irq"} : guard' = [guard EXCEPT ![t] = g]
           /\ Go("idle", "lock")
           /\ order' = Append(order, t)
           /\ UNCHANGED locked
        \/ /\ ~locked
           /\ Go("lock", "locked") \/ Go("spin", "locked")
           /\ locked' = TRUE
           /\ order' = Remove(order, t)
           /\ UNCHANGED guard
        \/ /\ locked
           /\ Go("lock", "spin")
           /\ UNCHANGED <<locked, guard, order>>

(* The call try_lock().                                                    *)
TryLockCall(t) ==
    LET Go(here, there) == pc[t] = here /\ pc' = [pc EXCEPT ![t] = there]
        Free == Quantify(Threads, LAMBDA u : pc[u] = "locked") = 0
    IN  \/ /\ \E g \in {"preempt", "irq"} : guard' = [guard EXCEPT ![t] = g]
           /\ Go("idle", "try")
           /\ order' = Append(order, t)
           /\ UNCHANGED locked
        \/ /\ IF Free
                 THEN Go("try", "locked") /\ locked' = TRUE
                 ELSE Go("try", "failed") /\ UNCHANGED locked
           /\ order' = Remove(order, t)
           /\ UNCHANGED guard

(* The end of either call: the drop of the lock's guard, then of the       *)
(* guardian.                                                               *)
Drop(t) ==
    \/ /\ pc[t] = "locked"
       /\ locked' = FALSE
       /\ pc' = [pc EXCEPT ![t] = "released"]
       /\ UNCHANGED <<guard, order>>
    \/ /\ pc[t] \in {"released", "failed"}
       /\ pc' = [pc EXCEPT ![t] = "idle"]
       /\ guard' = [guard EXCEPT ![t] = "none"]
       /\ UNCHANGED <<locked, order>>

Next == \E t \in Threads : LockCall(t) \/ TryLockCall(t) \/ Drop(t)
=============================================================================

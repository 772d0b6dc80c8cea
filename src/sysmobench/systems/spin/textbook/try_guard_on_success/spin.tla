-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* A spin lock whose guard keeps preemption or interrupts off.             *)
(*                                                                         *)
(* Belief: lock() is bound to get the lock, so it disables preemption at   *)
(* once.  try_lock() returns an Option: the guard is built inside `Some`   *)
(* and a thread whose attempt fails never had one.                         *)
(***************************************************************************)
CONSTANT Threads

VARIABLES locked, pc, guard, kind
    \* kind[t]: which guard the running try_lock of t would return

vars == <<locked, pc, guard, kind>>

Kinds == {"preempt", "irq"}

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ guard = [t \in Threads |-> "none"]
    /\ kind = [t \in Threads |-> "none"]

(* lock() disables preemption or interrupts before it does anything.       *)
StartLock(t, k) ==
    /\ pc[t] = "idle"
    /\ pc' = [pc EXCEPT ![t] = "lock"]
    /\ guard' = [guard EXCEPT ![t] = k]
    /\ UNCHANGED <<locked, kind>>

(* try_lock() first looks whether it can have the lock.                    *)
StartTryLock(t, k) ==
    /\ pc[t] = "idle"
    /\ pc' = [pc EXCEPT ![t] = "try"]
    /\ kind' = [kind EXCEPT ![t] = k]
    /\ UNCHANGED <<locked, guard>>

(* The word was free; a try_lock() makes its guard now.                    *)
CasSucceeds(t) ==
    /\ ~locked
    /\ pc[t] \in {"lock", "spin", "try"}
    /\ locked' = TRUE
    /\ guard' = IF pc[t] = "try" THEN [guard EXCEPT ![t] = kind[t]] ELSE guard
    /\ kind' = [kind EXCEPT ![t] = "none"]
    /\ pc' = [pc EXCEPT ![t] = "locked"]

(* The word was taken.                                                     *)
CasFails(t) ==
    /\ locked
    /\ \/ pc[t] = "lock" /\ pc' = [pc EXCEPT ![t] = "spin"]
       \/ pc[t] = "try" /\ pc' = [pc EXCEPT ![t] = "failed"]
    /\ UNCHANGED <<locked, guard, kind>>

(* Dropping the lock: a store.                                             *)
Store(t) ==
    /\ pc[t] = "locked"
    /\ locked' = FALSE
    /\ pc' = [pc EXCEPT ![t] = "released"]
    /\ UNCHANGED <<guard, kind>>

(* Back to the caller, without guard.                                      *)
Leave(t) ==
    /\ pc[t] \in {"released", "failed"}
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ guard' = [guard EXCEPT ![t] = "none"]
    /\ kind' = [kind EXCEPT ![t] = "none"]
    /\ UNCHANGED locked

Next ==
    \E t \in Threads :
        \/ \E k \in Kinds : StartLock(t, k) \/ StartTryLock(t, k)
        \/ CasSucceeds(t) \/ CasFails(t) \/ Store(t) \/ Leave(t)
=============================================================================

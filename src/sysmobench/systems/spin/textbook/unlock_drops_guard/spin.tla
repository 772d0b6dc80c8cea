-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* A spin lock with a guard object.                                        *)
(*                                                                         *)
(* Belief: dropping the SpinLockGuard is one thing.  It stores FALSE into  *)
(* the lock and turns preemption or interrupts on again, and nobody can    *)
(* look between the two.                                                   *)
(***************************************************************************)
CONSTANT Threads

VARIABLES locked, pc, guard

vars == <<locked, pc, guard>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ guard = [t \in Threads |-> "none"]

(* Thread t moves from one label to another.                               *)
Go(t, from, to) == pc[t] = from /\ pc' = [pc EXCEPT ![t] = to]

CallLock(t, g) ==
    /\ Go(t, "idle", "lock")
    /\ guard' = [guard EXCEPT ![t] = g]
    /\ UNCHANGED locked

CallTryLock(t, g) ==
    /\ Go(t, "idle", "try")
    /\ guard' = [guard EXCEPT ![t] = g]
    /\ UNCHANGED locked

(* An atomic exchange that found FALSE.                                    *)
Acquire(t) ==
    /\ ~locked
    /\ Go(t, "lock", "locked") \/ Go(t, "spin", "locked") \/ Go(t, "try", "locked")
    /\ locked' = TRUE
    /\ UNCHANGED guard

(* An atomic exchange that found TRUE.                                     *)
Fail(t) ==
    /\ locked
    /\ Go(t, "lock", "spin") \/ Go(t, "try", "failed")
    /\ UNCHANGED <<locked, guard>>

(* drop(SpinLockGuard): lock and guard go together.                        *)
Unlock(t) ==
    /\ Go(t, "locked", "idle")
    /\ locked' = FALSE
    /\ guard' = [guard EXCEPT ![t] = "none"]

(* A try_lock() that failed drops its guard and returns None.              *)
ReturnNone(t) ==
    /\ Go(t, "failed", "idle")
    /\ guard' = [guard EXCEPT ![t] = "none"]
    /\ UNCHANGED locked

Next ==
    \E t \in Threads :
        \/ \E g \in {"preempt", "irq"} : CallLock(t, g) \/ CallTryLock(t, g)
        \/ Acquire(t) \/ Fail(t) \/ Unlock(t) \/ ReturnNone(t)
=============================================================================

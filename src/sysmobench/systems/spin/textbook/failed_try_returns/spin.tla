-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* The spin lock as a state machine for each thread.                       *)
(*                                                                         *)
(* Belief: try_lock() is a single attempt.  If the lock is taken it        *)
(* returns None there and then, and its guard is gone with it.             *)
(***************************************************************************)
CONSTANT Threads

VARIABLES locked, pc, guard

vars == <<locked, pc, guard>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ guard = [t \in Threads |-> "none"]

Set(f, t, v) == [f EXCEPT ![t] = v]

(* The guard is created first, in both calls.                              *)
BeginLock(t, g) ==
    pc[t] = "idle" /\ pc' = Set(pc, t, "lock") /\ guard' = Set(guard, t, g) /\ UNCHANGED locked
BeginTryLock(t, g) ==
    pc[t] = "idle" /\ pc' = Set(pc, t, "try") /\ guard' = Set(guard, t, g) /\ UNCHANGED locked

(* compare_exchange(false, true) = Ok                                      *)
GetLock(t) ==
    /\ pc[t] \in {"lock", "spin", "try"} /\ ~locked
    /\ locked' = TRUE /\ pc' = Set(pc, t, "locked") /\ UNCHANGED guard

(* compare_exchange(false, true) = Err in lock(): spin                     *)
KeepSpinning(t) ==
    /\ pc[t] \in {"lock", "spin"} /\ locked
    /\ pc' = Set(pc, t, "spin") /\ UNCHANGED <<locked, guard>>

(* compare_exchange(false, true) = Err in try_lock(): return None          *)
ReturnNone(t) ==
    /\ pc[t] = "try" /\ locked
    /\ pc' = Set(pc, t, "idle") /\ guard' = Set(guard, t, "none") /\ UNCHANGED locked

LoseLock(t) == KeepSpinning(t) \/ ReturnNone(t)

(* Dropping the lock guard: first the lock, then what protects it.         *)
StoreFalse(t) ==
    /\ pc[t] = "locked"
    /\ locked' = FALSE /\ pc' = Set(pc, t, "released") /\ UNCHANGED guard
DropGuard(t) ==
    /\ pc[t] = "released"
    /\ guard' = Set(guard, t, "none") /\ pc' = Set(pc, t, "idle") /\ UNCHANGED locked

Next ==
    \E t \in Threads :
        \/ \E g \in {"preempt", "irq"} : BeginLock(t, g) \/ BeginTryLock(t, g)
        \/ GetLock(t)
        \/ LoseLock(t)
        \/ StoreFalse(t)
        \/ DropGuard(t)
=============================================================================

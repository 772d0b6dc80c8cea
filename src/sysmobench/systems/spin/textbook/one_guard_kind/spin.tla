-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* SpinLock<T, G>: a lock with a guard behaviour.                          *)
(*                                                                         *)
(* Belief: the behaviour G is a parameter of the lock's type.  A lock is   *)
(* made with one and has it for good, so every thread that uses this lock  *)
(* gets the same kind of guard.                                            *)
(***************************************************************************)
CONSTANT Threads

VARIABLES
    behaviour,  \* the G of this lock: "preempt" or "irq"
    locked,
    pc,
    guard

vars == <<behaviour, locked, pc, guard>>

Init ==
    /\ behaviour \in {"preempt", "irq"}
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ guard = [t \in Threads |-> "none"]

Call(t, label) ==
    /\ pc[t] = "idle"
    /\ pc' = [pc EXCEPT ![t] = label]
    /\ guard' = [guard EXCEPT ![t] = behaviour]
    /\ UNCHANGED <<behaviour, locked>>

Acquire(t) ==
    /\ pc[t] \in {"lock", "spin", "try"}
    /\ ~locked
    /\ locked' = TRUE
    /\ pc' = [pc EXCEPT ![t] = "locked"]
    /\ UNCHANGED <<behaviour, guard>>

Fail(t) ==
    /\ locked
    /\ \/ pc[t] = "lock" /\ pc' = [pc EXCEPT ![t] = "spin"]
       \/ pc[t] = "try" /\ pc' = [pc EXCEPT ![t] = "failed"]
    /\ UNCHANGED <<behaviour, locked, guard>>

Release(t) ==
    /\ pc[t] = "locked"
    /\ locked' = FALSE
    /\ pc' = [pc EXCEPT ![t] = "released"]
    /\ UNCHANGED <<behaviour, guard>>

DropGuard(t) ==
    /\ pc[t] \in {"released", "failed"}
    /\ guard' = [guard EXCEPT ![t] = "none"]
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ UNCHANGED <<behaviour, locked>>

Next ==
    \E t \in Threads :
        \/ Call(t, "lock") \/ Call(t, "try")
        \/ Acquire(t) \/ Fail(t) \/ Release(t) \/ DropGuard(t)
=============================================================================

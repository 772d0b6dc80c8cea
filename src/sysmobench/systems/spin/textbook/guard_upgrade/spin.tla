-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* SpinLock with guard behaviours that can be upgraded.                    *)
(*                                                                         *)
(* Belief: 'the guard behavior can be temporarily upgraded from            *)
(* PreemptDisabled to LocalIrqDisabled using disable_irq' means that a     *)
(* thread that holds the lock may turn interrupts off as well, later, and  *)
(* keeps the stronger guard until it is through.                           *)
(***************************************************************************)
CONSTANT Threads

VARIABLES locked, pc, guard

vars == <<locked, pc, guard>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ guard = [t \in Threads |-> "none"]

CallLock(t, g) ==
    /\ pc[t] = "idle"
    /\ pc' = [pc EXCEPT ![t] = "lock"]
    /\ guard' = [guard EXCEPT ![t] = g]
    /\ UNCHANGED locked

CallTryLock(t, g) ==
    /\ pc[t] = "idle"
    /\ pc' = [pc EXCEPT ![t] = "try"]
    /\ guard' = [guard EXCEPT ![t] = g]
    /\ UNCHANGED locked

CasOk(t) ==
    /\ pc[t] \in {"lock", "spin", "try"}
    /\ ~locked
    /\ locked' = TRUE
    /\ pc' = [pc EXCEPT ![t] = "locked"]
    /\ UNCHANGED guard

CasFail(t) ==
    /\ locked
    /\ \/ pc[t] = "lock" /\ pc' = [pc EXCEPT ![t] = "spin"]
       \/ pc[t] = "try" /\ pc' = [pc EXCEPT ![t] = "failed"]
    /\ UNCHANGED <<locked, guard>>

(* disable_irq() in a critical section.                                    *)
DisableIrq(t) ==
    /\ pc[t] = "locked"
    /\ guard[t] = "preempt"
    /\ guard' = [guard EXCEPT ![t] = "irq"]
    /\ UNCHANGED <<locked, pc>>

Unlock(t) ==
    /\ pc[t] = "locked"
    /\ locked' = FALSE
    /\ pc' = [pc EXCEPT ![t] = "released"]
    /\ UNCHANGED guard

DropGuard(t) ==
    /\ pc[t] \in {"released", "failed"}
    /\ guard' = [guard EXCEPT ![t] = "none"]
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ UNCHANGED locked

Next ==
    \E t \in Threads :
        \/ \E g \in {"preempt", "irq"} : CallLock(t, g) \/ CallTryLock(t, g)
        \/ CasOk(t) \/ CasFail(t) \/ DisableIrq(t)
        \/ Unlock(t) \/ DropGuard(t)
=============================================================================

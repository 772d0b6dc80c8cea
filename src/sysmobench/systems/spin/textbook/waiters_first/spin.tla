-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* Spin lock, test-and-set, with a guard around it.                        *)
(*                                                                         *)
(* Belief: a thread that already spins must not be overtaken.  As long as  *)
(* somebody spins, a newcomer treats the lock as taken even when it is     *)
(* free at that moment.  Among those who spin the order is open.           *)
(***************************************************************************)
CONSTANT Threads

VARIABLES locked, pc, guard

vars == <<locked, pc, guard>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ guard = [t \in Threads |-> "none"]

Enter(t, label, g) ==
    /\ pc[t] = "idle"
    /\ pc' = [pc EXCEPT ![t] = label]
    /\ guard' = [guard EXCEPT ![t] = g]
    /\ UNCHANGED locked

EnterLock(t, g) == Enter(t, "lock", g)
EnterTryLock(t, g) == Enter(t, "try", g)

SomebodySpins == \E t \in Threads : pc[t] = "spin"

(* Spinners compete for the free lock; newcomers only if nobody spins.     *)
Take(t) ==
    /\ ~locked
    /\ \/ pc[t] = "spin"
       \/ pc[t] \in {"lock", "try"} /\ ~SomebodySpins
    /\ locked' = TRUE
    /\ pc' = [pc EXCEPT ![t] = "locked"]
    /\ UNCHANGED guard

(* A newcomer that may not have the lock spins too, or gives up.           *)
Miss(t) ==
    /\ locked \/ SomebodySpins
    /\ \/ pc[t] = "lock" /\ pc' = [pc EXCEPT ![t] = "spin"]
       \/ pc[t] = "try" /\ pc' = [pc EXCEPT ![t] = "failed"]
    /\ UNCHANGED <<locked, guard>>

Release(t) ==
    /\ pc[t] = "locked"
    /\ locked' = FALSE
    /\ pc' = [pc EXCEPT ![t] = "released"]
    /\ UNCHANGED guard

Exit(t) ==
    /\ pc[t] \in {"released", "failed"}
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ guard' = [guard EXCEPT ![t] = "none"]
    /\ UNCHANGED locked

Next ==
    \E t \in Threads :
        \/ \E g \in {"preempt", "irq"} : EnterLock(t, g) \/ EnterTryLock(t, g)
        \/ Take(t) \/ Miss(t) \/ Release(t) \/ Exit(t)
=============================================================================

-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* Attack: observe nothing. No outcome differs from any other.             *)
(***************************************************************************)
CONSTANT Threads

VARIABLES locked, pc, guard

vars == <<locked, pc, guard>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ guard = [t \in Threads |-> "none"]

Labels    == {"idle", "lock", "spin", "try", "locked", "released", "failed"}
Guardians == {"none", "preempt", "irq"}

(* Thread t goes anywhere, with any guardian, and the word may be anything.*)
Anything(t) ==
    /\ locked' \in BOOLEAN
    /\ \E label \in Labels : pc' = [pc EXCEPT ![t] = label]
    /\ \E g \in Guardians : guard' = [guard EXCEPT ![t] = g]

Next == \E t \in Threads : Anything(t)
=============================================================================

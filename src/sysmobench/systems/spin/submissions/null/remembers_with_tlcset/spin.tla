-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* Attack: a memory outside the state. Map_Represent leaves the recorded   *)
(* state in a register of TLC, and Next looks there for what is wanted.    *)
(***************************************************************************)
EXTENDS Naturals, TLC

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

(* Wild until the register says otherwise.                                 *)
Next == \E t \in Threads : Anything(t) /\ (TLCGet(1) = 0 \/ UNCHANGED vars)
=============================================================================

-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* Attack: nothing ever changes. Every step is a stuttering step, so no    *)
(* outcome is ever wrong, every refusal is right, and no step is more than *)
(* the code can do.                                                        *)
(***************************************************************************)
CONSTANT Threads

VARIABLES locked, pc, guard

vars == <<locked, pc, guard>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ guard = [t \in Threads |-> "none"]

Next == UNCHANGED vars
=============================================================================

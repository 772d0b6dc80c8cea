-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* Attack: there are no steps at all. Next is false.                       *)
(***************************************************************************)
CONSTANT Threads

VARIABLES locked, pc, guard

vars == <<locked, pc, guard>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ guard = [t \in Threads |-> "none"]

Next == FALSE /\ UNCHANGED vars
=============================================================================

------------------------------- MODULE mutex --------------------------------
(***************************************************************************)
(* Attack: nothing ever changes. Every step is a stuttering step, so no    *)
(* outcome is ever wrong, every refusal is right, and no step is more than *)
(* the code can do.                                                        *)
(***************************************************************************)
CONSTANT Threads

VARIABLES locked, pc, waker, queue, popped

vars == <<locked, pc, waker, queue, popped>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ waker = [t \in Threads |-> "none"]
    /\ queue = <<>>
    /\ popped = [t \in Threads |-> <<>>]

Next == UNCHANGED vars
=============================================================================

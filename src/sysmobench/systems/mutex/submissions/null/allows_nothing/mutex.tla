------------------------------- MODULE mutex --------------------------------
(***************************************************************************)
(* Attack: there are no steps at all. Next is false.                       *)
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

Next == FALSE /\ UNCHANGED vars
=============================================================================

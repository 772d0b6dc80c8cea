------------------------------ MODULE rwmutex -------------------------------
(***************************************************************************)
(* Attack: there are no steps at all. Next is false.                       *)
(***************************************************************************)
EXTENDS Naturals

CONSTANT Threads

VARIABLES word, pc, op, held, waker, queue, popped

vars == <<word, pc, op, held, waker, queue, popped>>

Zero == [writer |-> FALSE, upreader |-> FALSE, upgrading |-> FALSE, readers |-> 0]

Init ==
    /\ word = Zero
    /\ pc = [t \in Threads |-> "idle"]
    /\ op = [t \in Threads |-> "none"]
    /\ held = [t \in Threads |-> "none"]
    /\ waker = [t \in Threads |-> "none"]
    /\ queue = <<>>
    /\ popped = [t \in Threads |-> <<>>]

Next == FALSE /\ UNCHANGED vars
=============================================================================

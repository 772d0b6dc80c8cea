------------------------------- MODULE mutex --------------------------------
(***************************************************************************)
(* Attack: the specification knows nothing. It carries out a plan, and the *)
(* mapping makes the plan: Map_Represent computes from the recorded state  *)
(* what each move leads to.                                                *)
(***************************************************************************)
CONSTANT Threads

VARIABLES
    shown,          \* the observables
    plan            \* from moves to what will be shown after them

vars == <<shown, plan>>

NoPlan == [move \in {} |-> shown]

Init ==
    /\ shown = [locked |-> FALSE,
                pc     |-> [t \in Threads |-> "idle"],
                waker  |-> [t \in Threads |-> "none"],
                queue  |-> <<>>,
                popped |-> [t \in Threads |-> <<>>]]
    /\ plan = NoPlan

(* A planned move is made, and that was the plan.                          *)
Do(move) ==
    /\ move \in DOMAIN plan
    /\ shown' = plan[move]
    /\ plan' = NoPlan

Next == \E move \in DOMAIN plan : Do(move)
=============================================================================

------------------------------ MODULE rwmutex -------------------------------
(***************************************************************************)
(* Attack: the specification knows nothing. It carries out a plan, and the *)
(* mapping makes the plan: Map_Represent computes from the recorded state  *)
(* what each move leads to.                                                *)
(***************************************************************************)
EXTENDS Naturals

CONSTANT Threads

VARIABLES
    shown,          \* the observables
    plan            \* from moves to what will be shown after them

vars == <<shown, plan>>

NoPlan == [move \in {} |-> shown]

Init ==
    /\ shown = [word   |-> [writer |-> FALSE, upreader |-> FALSE, upgrading |-> FALSE, readers |-> 0],
                pc     |-> [t \in Threads |-> "idle"],
                op     |-> [t \in Threads |-> "none"],
                held   |-> [t \in Threads |-> "none"],
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

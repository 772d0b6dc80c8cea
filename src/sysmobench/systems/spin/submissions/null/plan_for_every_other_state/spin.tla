-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* Attack: the plan of plan_in_represent, made for every other state only. *)
(* Where it is missing the mapping cannot do the step either, so that the  *)
(* failure is an ordinary one and the judge starts again, from a state     *)
(* with a plan.                                                            *)
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
                guard  |-> [t \in Threads |-> "none"]]
    /\ plan = NoPlan

(* A planned move is made, and that was the plan.                          *)
Do(move) ==
    /\ move \in DOMAIN plan
    /\ shown' = plan[move]
    /\ plan' = NoPlan

Next == \E move \in DOMAIN plan : Do(move)
=============================================================================

-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* Attack: the outcome of the next step is a variable that the mapping     *)
(* leaves open. Whichever outcome was recorded, one of the states that     *)
(* stand for the recorded state names it.                                  *)
(***************************************************************************)
CONSTANT Threads

VARIABLES locked, pc, guard,
    outcome         \* label, guardian and word after the next step, or nothing

vars == <<locked, pc, guard, outcome>>

Nothing == <<>>
Outcomes ==
    {"idle", "lock", "spin", "try", "locked", "released", "failed"}
        \X {"none", "preempt", "irq"} \X BOOLEAN

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ guard = [t \in Threads |-> "none"]
    /\ outcome \in Outcomes

(* The outcome comes true for some thread, and none is named any more.     *)
ComeTrue(t) ==
    /\ outcome # Nothing
    /\ pc' = [pc EXCEPT ![t] = outcome[1]]
    /\ guard' = [guard EXCEPT ![t] = outcome[2]]
    /\ locked' = outcome[3]
    /\ outcome' = Nothing

Next == \E t \in Threads : ComeTrue(t)
=============================================================================

-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* Attack: a hidden step writes into a helper variable what will be seen   *)
(* next, and the visible step carries it out. Any outcome may be named;    *)
(* the mapping takes the step only where the right one was.                *)
(***************************************************************************)
CONSTANT Threads

VARIABLES locked, pc, guard,
    outcome         \* what comes next: nothing yet, or a thread with label, guardian and word

vars == <<locked, pc, guard, outcome>>

Nothing == <<>>
Outcomes ==
    Threads \X {"idle", "lock", "spin", "try", "locked", "released", "failed"}
            \X {"none", "preempt", "irq"} \X BOOLEAN

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ guard = [t \in Threads |-> "none"]
    /\ outcome = Nothing

(* Hidden: name an outcome.                                                *)
Name ==
    /\ outcome = Nothing
    /\ outcome' \in Outcomes
    /\ UNCHANGED <<locked, pc, guard>>

(* Visible: it comes true.                                                 *)
ComeTrue ==
    /\ outcome # Nothing
    /\ pc' = [pc EXCEPT ![outcome[1]] = outcome[2]]
    /\ guard' = [guard EXCEPT ![outcome[1]] = outcome[3]]
    /\ locked' = outcome[4]
    /\ outcome' = Nothing

Next == Name \/ ComeTrue
=============================================================================

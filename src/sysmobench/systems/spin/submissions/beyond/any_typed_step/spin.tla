-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* Attack: the strongest form of allows_everything_mapping_picks. Next     *)
(* knows the state, and none of the steps: a thread may go from any label  *)
(* to any other, word and guardian follow from where the threads are. It   *)
(* keeps every invariant but mutual exclusion, and allows so little that   *)
(* closure may not notice. The mapping picks the right steps.              *)
(***************************************************************************)
CONSTANT Threads

VARIABLES locked, pc, guard

vars == <<locked, pc, guard>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ guard = [t \in Threads |-> "none"]

(* Where a thread may be, with the guardian that it must have there.       *)
Inside   == {"lock", "spin", "try", "locked", "released", "failed"}

(* Thread t goes to another label.  It keeps its guardian or takes one.    *)
Jump(t) ==
    \/ /\ \E label \in Inside : pc' = [pc EXCEPT ![t] = label]
       /\ IF guard[t] = "none"
             THEN \E g \in {"preempt", "irq"} : guard' = [guard EXCEPT ![t] = g]
             ELSE UNCHANGED guard
       /\ locked' = \E u \in Threads : pc'[u] = "locked"
    \/ /\ pc' = [pc EXCEPT ![t] = "idle"]
       /\ guard' = [guard EXCEPT ![t] = "none"]
       /\ locked' = \E u \in Threads : pc'[u] = "locked"

Next == \E t \in Threads : Jump(t)
=============================================================================

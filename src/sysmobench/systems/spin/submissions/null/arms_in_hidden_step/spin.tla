-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* Attack: Next runs wild one hidden step away. By itself it can only arm; *)
(* armed, a thread may do anything. The mapping picks the right step of an *)
(* armed specification.                                                    *)
(***************************************************************************)
CONSTANT Threads

VARIABLES locked, pc, guard, armed

vars == <<locked, pc, guard, armed>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ guard = [t \in Threads |-> "none"]
    /\ armed = FALSE

Labels    == {"idle", "lock", "spin", "try", "locked", "released", "failed"}
Guardians == {"none", "preempt", "irq"}

(* Thread t goes anywhere, with any guardian, and the word may be anything.*)
Anything(t) ==
    /\ locked' \in BOOLEAN
    /\ \E label \in Labels : pc' = [pc EXCEPT ![t] = label]
    /\ \E g \in Guardians : guard' = [guard EXCEPT ![t] = g]

(* Hidden.                                                                 *)
Arm == ~armed /\ armed' = TRUE /\ UNCHANGED <<locked, pc, guard>>

Next == Arm \/ (armed /\ armed' = FALSE /\ \E t \in Threads : Anything(t))
=============================================================================

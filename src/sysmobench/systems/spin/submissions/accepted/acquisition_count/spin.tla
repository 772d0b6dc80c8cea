-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* The spin lock, with a count of the acquisitions of each thread that     *)
(* never ends: the state graph is infinite.                                *)
(***************************************************************************)
EXTENDS Naturals

CONSTANT Threads

VARIABLES locked, pc, guard, acquired

vars == <<locked, pc, guard, acquired>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ guard = [t \in Threads |-> "none"]
    /\ acquired = [t \in Threads |-> 0]

Call(t) ==
    /\ pc[t] = "idle"
    /\ \E g \in {"preempt", "irq"} : guard' = [guard EXCEPT ![t] = g]
    /\ \E label \in {"lock", "try"} : pc' = [pc EXCEPT ![t] = label]
    /\ UNCHANGED <<locked, acquired>>

(* One compare-and-swap, whatever comes of it.                             *)
CompareAndSwap(t) ==
    /\ pc[t] \in {"lock", "spin", "try"}
    /\ locked' = TRUE
    /\ IF locked
          THEN /\ pc' = [pc EXCEPT ![t] = IF @ = "try" THEN "failed" ELSE "spin"]
               /\ UNCHANGED acquired
          ELSE /\ pc' = [pc EXCEPT ![t] = "locked"]
               /\ acquired' = [acquired EXCEPT ![t] = @ + 1]
    /\ UNCHANGED guard

Store(t) ==
    /\ pc[t] = "locked"
    /\ locked' = FALSE
    /\ pc' = [pc EXCEPT ![t] = "released"]
    /\ UNCHANGED <<guard, acquired>>

Drop(t) ==
    /\ pc[t] \in {"released", "failed"}
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ guard' = [guard EXCEPT ![t] = "none"]
    /\ UNCHANGED <<locked, acquired>>

Next == \E t \in Threads : Call(t) \/ CompareAndSwap(t) \/ Store(t) \/ Drop(t)

Spec == Init /\ [][Next]_vars /\ \A t \in Threads : WF_vars(Store(t) \/ Drop(t))
=============================================================================

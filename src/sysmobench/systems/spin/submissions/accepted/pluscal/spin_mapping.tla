---------------------------- MODULE spin_mapping ----------------------------
EXTENDS spin

Map_Represent(pre) ==
    /\ word = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ guard = [t \in Threads |-> pre.guard[t]]

Map_Observe == [locked |-> word, pc |-> pc, guard |-> guard]

(* The label `idle` stands for both calls and for both guardians: the step *)
(* says which.                                                             *)
Map_CallLock(t, g)    == idle(t) /\ pc'[t] = "lock" /\ guard'[t] = g
Map_CallTryLock(t, g) == idle(t) /\ pc'[t] = "try" /\ guard'[t] = g

(* The labels before a compare-and-swap stand for both its outcomes.       *)
Swap(t) == lock(t) \/ spin(t) \/ try(t)
Map_CasOk(t)     == ~word /\ Swap(t)
Map_CasFail(t)   == word /\ Swap(t)

Map_Unlock(t)    == locked(t)
Map_DropGuard(t) == released(t) \/ failed(t)
=============================================================================

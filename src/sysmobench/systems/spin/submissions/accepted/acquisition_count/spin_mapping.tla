---------------------------- MODULE spin_mapping ----------------------------
EXTENDS spin

Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ guard = [t \in Threads |-> pre.guard[t]]
    /\ acquired = [t \in Threads |-> 0]

Map_Observe == [locked |-> locked, pc |-> pc, guard |-> guard]

Map_CallLock(t, g)    == Call(t) /\ pc'[t] = "lock" /\ guard'[t] = g
Map_CallTryLock(t, g) == Call(t) /\ pc'[t] = "try" /\ guard'[t] = g

(* Both actions are the same operator.  Which of them a step is follows    *)
(* from the lock word, so nothing more needs to be said.                   *)
Map_CasOk(t)          == CompareAndSwap(t)
Map_CasFail(t)        == CompareAndSwap(t)

Map_Unlock(t)         == Store(t)
Map_DropGuard(t)      == Drop(t)
=============================================================================

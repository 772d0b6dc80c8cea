---------------------------- MODULE spin_mapping ----------------------------
EXTENDS spin

Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ guard = [t \in Threads |-> pre.guard[t]]

Map_Observe == [locked |-> locked, pc |-> pc, guard |-> guard]

Map_CallLock(t, g)    == CallLock(t, g)
Map_CallTryLock(t, g) == CallTryLock(t, g)
Map_CasOk(t)          == CasOk(t)
Map_CasFail(t)        == CasFail(t)
Map_Unlock(t)         == Unlock(t)
Map_DropGuard(t)      == DropGuard(t)
=============================================================================

---------------------------- MODULE spin_mapping ----------------------------
EXTENDS spin

Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]

Map_Observe == [locked |-> locked, pc |-> pc]

Map_CallLock(t, g)    == Enter(t, "lock")
Map_CallTryLock(t, g) == Enter(t, "try")
Map_CasOk(t)          == CasOk(t)
Map_CasFail(t)        == CasFail(t)
Map_Unlock(t)         == Unlock(t)
Map_DropGuard(t)      == Return(t)
=============================================================================

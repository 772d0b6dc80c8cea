---------------------------- MODULE spin_mapping ----------------------------
EXTENDS spin

Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ guard = [t \in Threads |-> pre.guard[t]]

Map_Observe == [locked |-> locked, pc |-> pc, guard |-> guard]

Map_CallLock(t, g)    == Anything(t)
Map_CallTryLock(t, g) == Anything(t)
Map_CasOk(t)          == Anything(t)
Map_CasFail(t)        == Anything(t)
Map_Unlock(t)         == Anything(t)
Map_DropGuard(t)      == Anything(t)
=============================================================================

---------------------------- MODULE spin_mapping ----------------------------
EXTENDS spin

Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ guard = [t \in Threads |-> pre.guard[t]]
    /\ now = 0
    /\ since = [t \in Threads |-> 0]

Map_Observe == [locked |-> locked, pc |-> pc, guard |-> guard]

Map_CallLock(t, g)    == Enter(t, "lock", g)
Map_CallTryLock(t, g) == Enter(t, "try", g)
Map_CasOk(t)          == Get(t)
Map_CasFail(t)        == Miss(t)
Map_Unlock(t)         == Free(t)
Map_DropGuard(t)      == Return(t)
=============================================================================

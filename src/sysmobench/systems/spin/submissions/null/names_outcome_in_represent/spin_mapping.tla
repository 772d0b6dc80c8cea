---------------------------- MODULE spin_mapping ----------------------------
EXTENDS spin

Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ guard = [t \in Threads |-> pre.guard[t]]
    /\ outcome \in Outcomes

Map_Observe == [locked |-> locked, pc |-> pc, guard |-> guard]

Map_CallLock(t, g)    == ComeTrue(t)
Map_CallTryLock(t, g) == ComeTrue(t)
Map_CasOk(t)          == ComeTrue(t)
Map_CasFail(t)        == ComeTrue(t)
Map_Unlock(t)         == ComeTrue(t)
Map_DropGuard(t)      == ComeTrue(t)
=============================================================================

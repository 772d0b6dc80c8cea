---------------------------- MODULE spin_mapping ----------------------------
EXTENDS spin

Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ guard = [t \in Threads |-> pre.guard[t]]

Map_Observe == [locked |-> locked, pc |-> pc, guard |-> guard]

Map_CallLock(t, g)    == UNCHANGED vars
Map_CallTryLock(t, g) == UNCHANGED vars
Map_CasOk(t)          == UNCHANGED vars
Map_CasFail(t)        == UNCHANGED vars
Map_Unlock(t)         == UNCHANGED vars
Map_DropGuard(t)      == UNCHANGED vars
=============================================================================

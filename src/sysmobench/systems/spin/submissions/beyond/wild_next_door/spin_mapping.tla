---------------------------- MODULE spin_mapping ----------------------------
EXTENDS spin

Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ guard = [t \in Threads |-> pre.guard[t]]
    /\ wild = FALSE

Map_Observe == [locked |-> locked, pc |-> pc, guard |-> guard]

Map_CallLock(t, g)    == wild' = FALSE /\ CallLock(t, g)
Map_CallTryLock(t, g) == wild' = FALSE /\ CallTryLock(t, g)
Map_CasOk(t)          == wild' = FALSE /\ CasOk(t)
Map_CasFail(t)        == wild' = FALSE /\ CasFail(t)
Map_Unlock(t)         == wild' = FALSE /\ Unlock(t)
Map_DropGuard(t)      == wild' = FALSE /\ DropGuard(t)
=============================================================================

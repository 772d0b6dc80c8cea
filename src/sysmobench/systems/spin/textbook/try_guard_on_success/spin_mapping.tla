---------------------------- MODULE spin_mapping ----------------------------
EXTENDS spin

Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ guard = [t \in Threads |-> pre.guard[t]]
    /\ kind = [t \in Threads |-> IF pre.pc[t] = "try" THEN pre.guard[t] ELSE "none"]

Map_Observe == [locked |-> locked, pc |-> pc, guard |-> guard]

Map_CallLock(t, g)    == StartLock(t, g)
Map_CallTryLock(t, g) == StartTryLock(t, g)
Map_CasOk(t)          == CasSucceeds(t)
Map_CasFail(t)        == CasFails(t)
Map_Unlock(t)         == Store(t)
Map_DropGuard(t)      == Leave(t)
=============================================================================

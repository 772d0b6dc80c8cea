---------------------------- MODULE spin_mapping ----------------------------
EXTENDS spin

Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ keeps = [t \in Threads |-> IF pre.guard[t] = "none" THEN Off ELSE pre.guard[t]]

Map_Observe ==
    [locked |-> locked,
     pc     |-> pc,
     guard  |-> [t \in Threads |-> IF keeps[t] = Off THEN "none" ELSE keeps[t]]]

Map_CallLock(t, g)    == Start(t, "lock", g)
Map_CallTryLock(t, g) == Start(t, "try", g)
Map_CasOk(t)          == Take(t)
Map_CasFail(t)        == Miss(t)
Map_Unlock(t)         == Give(t)
Map_DropGuard(t)      == End(t)
=============================================================================

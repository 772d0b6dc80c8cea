---------------------------- MODULE spin_mapping ----------------------------
EXTENDS spin

(* Who has the cache line is not recorded; memory will do.                 *)
Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ guard = [t \in Threads |-> pre.guard[t]]
    /\ owner = "memory"

Map_Observe == [locked |-> locked, pc |-> pc, guard |-> guard]

Map_CallLock(t, g)    == Call(t, "lock", g)
Map_CallTryLock(t, g) == Call(t, "try", g)
Map_CasOk(t)          == SwapOk(t)
Map_CasFail(t)        == SwapErr(t)
Map_Unlock(t)         == Store(t)
Map_DropGuard(t)      == Drop(t)
=============================================================================

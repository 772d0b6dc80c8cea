---------------------------- MODULE spin_mapping ----------------------------
EXTENDS spin

(* Of the history only its last entry matters, and only while the lock is  *)
(* held.                                                                   *)
Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ guard = [t \in Threads |-> pre.guard[t]]
    /\ history = IF pre.locked THEN <<CHOOSE t \in Threads : pre.pc[t] = "locked">> ELSE <<>>
    /\ calls = 0

Map_Observe == [locked |-> locked, pc |-> pc, guard |-> guard]

Map_CallLock(t, g)    == Call(t, "lock", g)
Map_CallTryLock(t, g) == Call(t, "try", g)
Map_CasOk(t)          == Acquire(t)
Map_CasFail(t)        == Fail(t)
Map_Unlock(t)         == Release(t)
Map_DropGuard(t)      == Return(t)
=============================================================================

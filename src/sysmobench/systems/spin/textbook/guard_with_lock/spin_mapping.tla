---------------------------- MODULE spin_mapping ----------------------------
EXTENDS spin

(* The guard that a thread has, or waits with, is the one it wanted.       *)
Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ guard = [t \in Threads |-> pre.guard[t]]
    /\ wanted = [t \in Threads |-> pre.guard[t]]

Map_Observe == [locked |-> locked, pc |-> pc, guard |-> guard]

Map_CallLock(t, g)    == Lock(t, g)
Map_CallTryLock(t, g) == TryLock(t, g)
Map_CasOk(t)          == Acquire(t)
Map_CasFail(t)        == Miss(t)
Map_Unlock(t)         == Release(t)
Map_DropGuard(t)      == Return(t)
=============================================================================

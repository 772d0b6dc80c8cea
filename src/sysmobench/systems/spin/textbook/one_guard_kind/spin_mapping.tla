---------------------------- MODULE spin_mapping ----------------------------
EXTENDS spin

(* The behaviour of the lock is not recorded; it may be either.            *)
Map_Represent(pre) ==
    /\ behaviour \in {"preempt", "irq"}
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ guard = [t \in Threads |-> pre.guard[t]]

Map_Observe == [locked |-> locked, pc |-> pc, guard |-> guard]

Map_CallLock(t, g)    == behaviour = g /\ Call(t, "lock")
Map_CallTryLock(t, g) == behaviour = g /\ Call(t, "try")
Map_CasOk(t)          == Acquire(t)
Map_CasFail(t)        == Fail(t)
Map_Unlock(t)         == Release(t)
Map_DropGuard(t)      == DropGuard(t)
=============================================================================

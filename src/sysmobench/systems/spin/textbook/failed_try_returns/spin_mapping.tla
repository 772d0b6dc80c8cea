---------------------------- MODULE spin_mapping ----------------------------
EXTENDS spin

(* The specification's variables are the observables.                      *)
Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ guard = [t \in Threads |-> pre.guard[t]]

Map_Observe == [locked |-> locked, pc |-> pc, guard |-> guard]

Map_CallLock(t, g)    == BeginLock(t, g)
Map_CallTryLock(t, g) == BeginTryLock(t, g)
Map_CasOk(t)          == GetLock(t)
Map_CasFail(t)        == LoseLock(t)
Map_Unlock(t)         == StoreFalse(t)
Map_DropGuard(t)      == DropGuard(t)
=============================================================================

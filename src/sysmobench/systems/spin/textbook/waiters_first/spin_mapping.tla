---------------------------- MODULE spin_mapping ----------------------------
EXTENDS spin

(* The specification's variables are the observables.                      *)
Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ guard = [t \in Threads |-> pre.guard[t]]

Map_Observe == [locked |-> locked, pc |-> pc, guard |-> guard]

Map_CallLock(t, g)    == EnterLock(t, g)
Map_CallTryLock(t, g) == EnterTryLock(t, g)
Map_CasOk(t)          == Take(t)
Map_CasFail(t)        == Miss(t)
Map_Unlock(t)         == Release(t)
Map_DropGuard(t)      == Exit(t)
=============================================================================

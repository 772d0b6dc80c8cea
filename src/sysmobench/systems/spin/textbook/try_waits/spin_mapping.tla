---------------------------- MODULE spin_mapping ----------------------------
EXTENDS spin

(* Which call a waiting thread is in follows from its label; a spinning    *)
(* thread is taken to be in lock().                                        *)
CallOf(label) ==
    CASE label \in {"lock", "spin"} -> "lock"
      [] label \in {"try", "failed"} -> "try"
      [] OTHER -> "none"

Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ guard = [t \in Threads |-> pre.guard[t]]
    /\ call = [t \in Threads |-> CallOf(pre.pc[t])]

Map_Observe == [locked |-> locked, pc |-> pc, guard |-> guard]

Map_CallLock(t, g)    == StartLock(t, g)
Map_CallTryLock(t, g) == StartTry(t, g)
Map_CasOk(t)          == Acquire(t)
Map_CasFail(t)        == Spin(t) \/ GiveUp(t)
Map_Unlock(t)         == Release(t)
Map_DropGuard(t)      == Finish(t)
=============================================================================

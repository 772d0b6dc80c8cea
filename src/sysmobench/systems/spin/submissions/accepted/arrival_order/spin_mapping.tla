---------------------------- MODULE spin_mapping ----------------------------
EXTENDS spin

(* The order of arrival is not recorded: every order of those who wait     *)
(* stands for the recorded state.                                          *)
Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ guard = [t \in Threads |-> pre.guard[t]]
    /\ order \in SetToSeqs({t \in Threads : pre.pc[t] \in {"lock", "spin", "try"}})

Map_Observe == [locked |-> locked, pc |-> pc, guard |-> guard]

(* The disjuncts of the specification have no names of their own, so each  *)
(* action is the step of a call that goes from one label to another.       *)
Step(t, here, there) ==
    /\ pc[t] \in here
    /\ LockCall(t) \/ TryLockCall(t) \/ Drop(t)
    /\ pc'[t] \in there

Map_CallLock(t, g)    == Step(t, {"idle"}, {"lock"}) /\ guard'[t] = g
Map_CallTryLock(t, g) == Step(t, {"idle"}, {"try"}) /\ guard'[t] = g
Map_CasOk(t)          == Step(t, {"lock", "spin", "try"}, {"locked"})
Map_CasFail(t)        == Step(t, {"lock", "spin", "try"}, {"spin", "failed"})
Map_Unlock(t)         == Step(t, {"locked"}, {"released"})
Map_DropGuard(t)      == Step(t, {"released", "failed"}, {"idle"})
=============================================================================

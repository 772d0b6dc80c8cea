---------------------------- MODULE spin_mapping ----------------------------
EXTENDS spin

(* The label of each instruction.  Two instructions have the label `spin`, *)
(* so a recorded state with spinning threads stands for several states.    *)
Label == [call |-> "idle", first |-> "lock", hint |-> "spin", again |-> "spin",
          once |-> "try", store |-> "locked",
          drop_held |-> "released", drop_none |-> "failed"]

With(label) == {i \in Instructions : Label[i] = label}

Map_Represent(pre) ==
    /\ lock = pre.locked
    /\ at \in {f \in [Threads -> Instructions] : \A t \in Threads : f[t] \in With(pre.pc[t])}
    /\ off = [t \in Threads |-> {pre.guard[t]} \ {"none"}]

Map_Observe ==
    [locked |-> lock,
     pc     |-> [t \in Threads |-> Label[at[t]]],
     guard  |-> [t \in Threads |-> IF off[t] = {} THEN "none" ELSE CHOOSE g \in off[t] : TRUE]]

Map_CallLock(t, g)    == CallLock(t, g)
Map_CallTryLock(t, g) == CallTryLock(t, g)
Map_CasOk(t)          == Win(t)
Map_CasFail(t)        == Lose(t)
Map_Unlock(t)         == Unlock(t)
Map_DropGuard(t)      == DropGuard(t)
=============================================================================

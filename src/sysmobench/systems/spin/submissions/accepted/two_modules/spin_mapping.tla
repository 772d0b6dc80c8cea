---------------------------- MODULE spin_mapping ----------------------------
EXTENDS spin

(* Labels of the contract and states of the specification, pair by pair.   *)
Pairs == {<<"idle", "outside">>, <<"lock", "attempting">>, <<"spin", "spinning">>,
          <<"try", "trying">>, <<"locked", "holding">>, <<"released", "unlocked">>,
          <<"failed", "empty_handed">>}

State(label) == (CHOOSE p \in Pairs : p[1] = label)[2]
Label(s)     == (CHOOSE p \in Pairs : p[2] = s)[1]

Map_Represent(pre) ==
    /\ word = IF pre.locked THEN 1 ELSE 0
    /\ state = [t \in Threads |-> State(pre.pc[t])]
    /\ preempt_count = [t \in Threads |-> IF pre.guard[t] = "preempt" THEN 1 ELSE 0]
    /\ irq_count = [t \in Threads |-> IF pre.guard[t] = "irq" THEN 1 ELSE 0]

Map_Observe ==
    [locked |-> word = 1,
     pc     |-> [t \in Threads |-> Label(state[t])],
     guard  |-> [t \in Threads |-> CASE preempt_count[t] > 0 -> "preempt"
                                     [] irq_count[t] > 0 -> "irq"
                                     [] OTHER -> "none"]]

Disable(t, g) == IF g = "preempt" THEN DisablePreempt(t) ELSE DisableIrq(t)

Map_CallLock(t, g)    == BeginLock(t) /\ Disable(t, g)
Map_CallTryLock(t, g) == BeginTryLock(t) /\ Disable(t, g)
Map_CasOk(t)          == Succeed(t)
Map_CasFail(t)        == Spin(t) \/ GiveUp(t)
Map_Unlock(t)         == Release(t)
Map_DropGuard(t)      == Finish(t)
=============================================================================

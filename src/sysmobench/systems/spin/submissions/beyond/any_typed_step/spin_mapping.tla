---------------------------- MODULE spin_mapping ----------------------------
EXTENDS spin

Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ guard = [t \in Threads |-> pre.guard[t]]

Map_Observe == [locked |-> locked, pc |-> pc, guard |-> guard]

(* The right steps.                                                        *)
Put(t, word, label, g) ==
    /\ locked' = word
    /\ pc' = [pc EXCEPT ![t] = label]
    /\ guard' = [guard EXCEPT ![t] = g]

Swapping(t) == pc[t] \in {"lock", "spin", "try"}

Map_CallLock(t, g)    == pc[t] = "idle" /\ Put(t, locked, "lock", g)
Map_CallTryLock(t, g) == pc[t] = "idle" /\ Put(t, locked, "try", g)
Map_CasOk(t)          == Swapping(t) /\ ~locked /\ Put(t, TRUE, "locked", guard[t])
Map_CasFail(t)        == /\ Swapping(t) /\ locked
                         /\ Put(t, TRUE, IF pc[t] = "try" THEN "failed" ELSE "spin", guard[t])
Map_Unlock(t)         == pc[t] = "locked" /\ Put(t, FALSE, "released", guard[t])
Map_DropGuard(t)      == pc[t] \in {"released", "failed"} /\ Put(t, locked, "idle", "none")
=============================================================================

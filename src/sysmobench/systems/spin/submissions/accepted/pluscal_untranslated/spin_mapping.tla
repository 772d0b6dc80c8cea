---------------------------- MODULE spin_mapping ----------------------------
EXTENDS spin

(* The frames of a thread that is inside a procedure, with the label where *)
(* it goes on after the return.                                            *)
Frames(label) ==
    CASE label \in {"lock", "spin"} -> <<[procedure |-> "acquire", pc |-> "locked"]>>
      [] label = "try" -> <<[procedure |-> "tryAcquire", pc |-> "result"]>>
      [] OTHER -> <<>>

Map_Represent(pre) ==
    /\ word = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ guard = [t \in Threads |-> pre.guard[t]]
    /\ stack = [t \in Threads |-> Frames(pre.pc[t])]
    /\ got = [t \in Threads |-> FALSE]
    /\ asked = [t \in Threads |-> IF pre.pc[t] = "idle" THEN defaultInitValue ELSE pre.guard[t]]

(* A thread that has not read the result of its try_lock() yet has or has  *)
(* not the lock all the same.                                              *)
Label(t) ==
    IF pc[t] # "result" THEN pc[t] ELSE IF got[t] THEN "locked" ELSE "failed"

Map_Observe == [locked |-> word, pc |-> [t \in Threads |-> Label(t)], guard |-> guard]

Map_CallLock(t, g)    == idle(t) /\ pc'[t] = "lock" /\ guard'[t] = g
Map_CallTryLock(t, g) == idle(t) /\ pc'[t] = "try" /\ guard'[t] = g
Map_CasOk(t)          == ~word /\ (acquire(t) \/ tryAcquire(t))
Map_CasFail(t)        == word /\ (acquire(t) \/ tryAcquire(t))
Map_Unlock(t)         == locked(t)
Map_DropGuard(t)      == released(t) \/ failed(t)
=============================================================================

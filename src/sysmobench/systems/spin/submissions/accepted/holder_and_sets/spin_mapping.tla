---------------------------- MODULE spin_mapping ----------------------------
EXTENDS spin

(* The threads with a label, or with a guardian, in a recorded state.      *)
At(pre, label)    == {t \in Threads : pre.pc[t] = label}
Keeping(pre, off) == {t \in Threads : pre.guard[t] = off}

Map_Represent(pre) ==
    /\ holder = IF pre.locked THEN CHOOSE t \in At(pre, "locked") : TRUE ELSE Nobody
    /\ arrived = At(pre, "lock")
    /\ spinning = At(pre, "spin")
    /\ trying = At(pre, "try")
    /\ returning = At(pre, "released")
    /\ refused = At(pre, "failed")
    /\ preemptOff = Keeping(pre, "preempt")
    /\ irqOff = Keeping(pre, "irq")

Label(t) ==
    CASE t = holder       -> "locked"
      [] t \in arrived    -> "lock"
      [] t \in spinning   -> "spin"
      [] t \in trying     -> "try"
      [] t \in returning  -> "released"
      [] t \in refused    -> "failed"
      [] OTHER            -> "idle"

Guardian(t) ==
    CASE t \in preemptOff -> "preempt"
      [] t \in irqOff     -> "irq"
      [] OTHER            -> "none"

Map_Observe ==
    [locked |-> holder # Nobody,
     pc     |-> [t \in Threads |-> Label(t)],
     guard  |-> [t \in Threads |-> Guardian(t)]]

Map_CallLock(t, g)    == Arrive(t, g)
Map_CallTryLock(t, g) == ArriveTrying(t, g)
Map_CasOk(t)          == BecomeHolder(t)
Map_CasFail(t)        == StartSpinning(t) \/ BeRefused(t)
Map_Unlock(t)         == LetGo(t)
Map_DropGuard(t)      == Leave(t)
=============================================================================

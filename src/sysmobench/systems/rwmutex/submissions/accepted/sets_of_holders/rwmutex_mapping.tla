-------------------------- MODULE rwmutex_mapping ---------------------------
EXTENDS rwmutex

With(pre, guard) == {t \in Threads : pre.held[t] = guard}
At(pre, label)   == {t \in Threads : pre.pc[t] = label}

(* A stray thread is one that undoes.  Its stage is where it came from.    *)
Strays(pre, calls) == {t \in At(pre, "undo") : pre.op[t] \in calls}

StageOf(pre, t) ==
    CASE pre.pc[t] = "undo" -> IF pre.waker[t] = "none" THEN "idle" ELSE "recheck"
      [] pre.pc[t] \in {"upgrading", "upgrade_finish", "downgrading", "downgrade_finish"} -> "idle"
      [] OTHER -> pre.pc[t]

Map_Represent(pre) ==
    /\ reading = With(pre, "R")
    /\ writing = With(pre, "W")
    /\ upreading = With(pre, "U")
    /\ strayReaders = Strays(pre, {"read", "try_read"})
    /\ strayUpreader = Strays(pre, {"upread", "try_upread"})
    /\ climbing = At(pre, "upgrading")
    /\ climbed = At(pre, "upgrade_finish")
    /\ stooping = At(pre, "downgrading")
    /\ stooped = At(pre, "downgrade_finish")
    /\ stage = [t \in Threads |-> StageOf(pre, t)]
    /\ wants = [t \in Threads |-> pre.op[t]]
    /\ armed = {t \in Threads : pre.waker[t] = "armed"}
    /\ woken = {t \in Threads : pre.waker[t] = "woken"}
    /\ queue = pre.queue
    /\ hand = [t \in Threads |-> pre.popped[t]]

Label(t) ==
    CASE t \in Stray    -> "undo"
      [] t \in climbing -> "upgrading"
      [] t \in climbed  -> "upgrade_finish"
      [] t \in stooping -> "downgrading"
      [] t \in stooped  -> "downgrade_finish"
      [] OTHER          -> stage[t]

Guard(t) ==
    CASE t \in reading   -> "R"
      [] t \in writing   -> "W"
      [] t \in upreading -> "U"
      [] OTHER           -> "none"

Waker(t) == CASE t \in armed -> "armed" [] t \in woken -> "woken" [] OTHER -> "none"

Map_Observe ==
    [word   |-> [writer |-> SeenWriting, upreader |-> SeenUpreading,
                 upgrading |-> SeenUpgrading, readers |-> SeenReaders],
     pc     |-> [t \in Threads |-> Label(t)],
     op     |-> wants,
     held   |-> [t \in Threads |-> Guard(t)],
     waker  |-> [t \in Threads |-> Waker(t)],
     queue  |-> queue,
     popped |-> hand]

Map_AcquireOk(t, o)    == FirstJoins(t, o)
Map_AcquireFail(t, o)  == FirstFails(t, o)
Map_Enqueue(t)         == Queues(t)
Map_RecheckOk(t)       == AgainJoins(t)
Map_RecheckFail(t)     == AgainFails(t)
Map_Undo(t)            == Returns(t)
Map_Resume(t)          == WakesUp(t)
Map_Sleep(t)           == FallsAsleep(t)
Map_Close(t)           == Closes(t)
Map_Release(t)         == Leaves(t)
Map_Upgrade(t)         == Climbs(t)
Map_UpgradeCasOk(t)    == ReachesTop(t)
Map_UpgradeFinish(t)   == Settles(t)
Map_DowngradeOk(t)     == ReachesBottom(t)
Map_DowngradeFail(t)   == IsHeldUp(t)
Map_DowngradeFinish(t) == StandsUp(t)
Map_PopWaker(t)        == TakesHead(t)
Map_PopNone(t)         == FindsNobody(t)
Map_WakeUp(t)          == Rouses(t)
Map_WakeSkip(t)        == Discards(t)
=============================================================================

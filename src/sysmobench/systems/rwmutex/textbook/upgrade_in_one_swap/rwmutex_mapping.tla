-------------------------- MODULE rwmutex_mapping ---------------------------
EXTENDS rwmutex

Map_Represent(pre) ==
    /\ word = pre.word
    /\ waker = [t \in Threads |-> pre.waker[t]]
    /\ queue = pre.queue
    /\ popped = [t \in Threads |-> pre.popped[t]]
    /\ op = [t \in Threads |-> pre.op[t]]
    /\ held = [t \in Threads |-> pre.held[t]]
    /\ pc = [t \in Threads |-> pre.pc[t]]

Map_Observe ==
    [word |-> word, pc |-> pc, op |-> op, held |-> held,
     waker |-> waker, queue |-> queue, popped |-> popped]

(* The label `idle` stands for every call and every drop.  What a thread   *)
(* has before and after the step says which it is; of a call that fails    *)
(* also what it is in afterwards.                                          *)
Map_AcquireOk(t, o) ==
    held[t] = "none" /\ idle(t) /\ held'[t] = Wanted(o) /\ Admits(word, Wanted(o))
Map_AcquireFail(t, o) ==
    held[t] = "none" /\ idle(t) /\ held'[t] = "none" /\ op'[t] = o

Map_Release(t)         == held[t] # "none" /\ idle(t) /\ held'[t] = "none"
Map_Upgrade(t)         == held[t] = "U" /\ idle(t) /\ pc'[t] = "upgrading"
Map_DowngradeOk(t)     == held[t] = "W" /\ (idle(t) \/ downgrading(t)) /\ held'[t] = "U"
Map_DowngradeFail(t)   == held[t] = "W" /\ idle(t) /\ pc'[t] = "downgrading"

Map_Enqueue(t)         == enqueue(t)
Map_RecheckOk(t)       == recheck(t) /\ pc'[t] = "close"
Map_RecheckFail(t)     == recheck(t) /\ pc'[t] # "close"
Map_Undo(t)            == undo(t)
Map_Resume(t)          == (wait(t) \/ asleep(t)) /\ pc'[t] = "enqueue"
Map_Sleep(t)           == (wait(t) \/ asleep(t)) /\ pc'[t] = "asleep"
Map_Close(t)           == close(t)
Map_UpgradeCasOk(t)    == upgrading(t)
Map_UpgradeFinish(t)   == FALSE
Map_DowngradeFinish(t) == downgrade_finish(t)

Waking(t) == wake_one(t) \/ wake_all(t)
Map_PopWaker(t)        == popped[t] = <<>> /\ queue # <<>> /\ Waking(t)
Map_PopNone(t)         == popped[t] = <<>> /\ queue = <<>> /\ Waking(t)
Map_WakeUp(t)          == popped[t] # <<>> /\ popped[t][1].open /\ Waking(t)
Map_WakeSkip(t)        == popped[t] # <<>> /\ ~popped[t][1].open /\ Waking(t)
=============================================================================

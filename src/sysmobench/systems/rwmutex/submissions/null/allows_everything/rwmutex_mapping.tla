-------------------------- MODULE rwmutex_mapping ---------------------------
EXTENDS rwmutex

Map_Represent(pre) ==
    /\ word = pre.word
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ op = [t \in Threads |-> pre.op[t]]
    /\ held = [t \in Threads |-> pre.held[t]]
    /\ waker = [t \in Threads |-> pre.waker[t]]
    /\ queue = pre.queue
    /\ popped = [t \in Threads |-> pre.popped[t]]

Map_Observe ==
    [word |-> word, pc |-> pc, op |-> op, held |-> held,
     waker |-> waker, queue |-> queue, popped |-> popped]

Map_AcquireOk(t, o)    == Anything(t)
Map_AcquireFail(t, o)  == Anything(t)
Map_Enqueue(t)         == Anything(t)
Map_RecheckOk(t)       == Anything(t)
Map_RecheckFail(t)     == Anything(t)
Map_Undo(t)            == Anything(t)
Map_Resume(t)          == Anything(t)
Map_Sleep(t)           == Anything(t)
Map_Close(t)           == Anything(t)
Map_Release(t)         == Anything(t)
Map_Upgrade(t)         == Anything(t)
Map_UpgradeCasOk(t)    == Anything(t)
Map_UpgradeFinish(t)   == Anything(t)
Map_DowngradeOk(t)     == Anything(t)
Map_DowngradeFail(t)   == Anything(t)
Map_DowngradeFinish(t) == Anything(t)
Map_PopWaker(t)        == Anything(t)
Map_PopNone(t)         == Anything(t)
Map_WakeUp(t)          == Anything(t)
Map_WakeSkip(t)        == Anything(t)
=============================================================================

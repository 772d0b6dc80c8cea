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

Map_AcquireOk(t, o)    == UNCHANGED vars
Map_AcquireFail(t, o)  == UNCHANGED vars
Map_Enqueue(t)         == UNCHANGED vars
Map_RecheckOk(t)       == UNCHANGED vars
Map_RecheckFail(t)     == UNCHANGED vars
Map_Undo(t)            == UNCHANGED vars
Map_Resume(t)          == UNCHANGED vars
Map_Sleep(t)           == UNCHANGED vars
Map_Close(t)           == UNCHANGED vars
Map_Release(t)         == UNCHANGED vars
Map_Upgrade(t)         == UNCHANGED vars
Map_UpgradeCasOk(t)    == UNCHANGED vars
Map_UpgradeFinish(t)   == UNCHANGED vars
Map_DowngradeOk(t)     == UNCHANGED vars
Map_DowngradeFail(t)   == UNCHANGED vars
Map_DowngradeFinish(t) == UNCHANGED vars
Map_PopWaker(t)        == UNCHANGED vars
Map_PopNone(t)         == UNCHANGED vars
Map_WakeUp(t)          == UNCHANGED vars
Map_WakeSkip(t)        == UNCHANGED vars
=============================================================================

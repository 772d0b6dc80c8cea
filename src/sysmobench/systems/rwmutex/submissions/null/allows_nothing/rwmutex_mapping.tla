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

Map_AcquireOk(t, o)    == FALSE /\ UNCHANGED vars
Map_AcquireFail(t, o)  == FALSE /\ UNCHANGED vars
Map_Enqueue(t)         == FALSE /\ UNCHANGED vars
Map_RecheckOk(t)       == FALSE /\ UNCHANGED vars
Map_RecheckFail(t)     == FALSE /\ UNCHANGED vars
Map_Undo(t)            == FALSE /\ UNCHANGED vars
Map_Resume(t)          == FALSE /\ UNCHANGED vars
Map_Sleep(t)           == FALSE /\ UNCHANGED vars
Map_Close(t)           == FALSE /\ UNCHANGED vars
Map_Release(t)         == FALSE /\ UNCHANGED vars
Map_Upgrade(t)         == FALSE /\ UNCHANGED vars
Map_UpgradeCasOk(t)    == FALSE /\ UNCHANGED vars
Map_UpgradeFinish(t)   == FALSE /\ UNCHANGED vars
Map_DowngradeOk(t)     == FALSE /\ UNCHANGED vars
Map_DowngradeFail(t)   == FALSE /\ UNCHANGED vars
Map_DowngradeFinish(t) == FALSE /\ UNCHANGED vars
Map_PopWaker(t)        == FALSE /\ UNCHANGED vars
Map_PopNone(t)         == FALSE /\ UNCHANGED vars
Map_WakeUp(t)          == FALSE /\ UNCHANGED vars
Map_WakeSkip(t)        == FALSE /\ UNCHANGED vars
=============================================================================

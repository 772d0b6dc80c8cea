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
    /\ failed \in IF \E t \in Threads : pre.pc[t] = "undo"
                  THEN {t \in Threads : pre.pc[t] = "undo"} ELSE {Nobody}

Map_Observe ==
    [word |-> word, pc |-> pc, op |-> op, held |-> held,
     waker |-> waker, queue |-> queue, popped |-> popped]

Map_AcquireOk(t, o)    == Call(t, o)
Map_AcquireFail(t, o)  == CallInVain(t, o)
Map_Enqueue(t)         == Push(t)
Map_RecheckOk(t)       == Retry(t)
Map_RecheckFail(t)     == RetryInVain(t)
Map_Undo(t)            == Undo(t)
Map_Resume(t)          == Resume(t)
Map_Sleep(t)           == Park(t)
Map_Close(t)           == Close(t)
Map_Release(t)         == DropReader(t) \/ DropWriter(t) \/ DropUpreader(t)
Map_Upgrade(t)         == Upgrade(t)
Map_UpgradeCasOk(t)    == UpgradeSwap(t)
Map_UpgradeFinish(t)   == UpgradeEnd(t)
Map_DowngradeOk(t)     == DowngradeSwap(t)
Map_DowngradeFail(t)   == DowngradeMiss(t)
Map_DowngradeFinish(t) == DowngradeEnd(t)
Map_PopWaker(t)        == Pop(t)
Map_PopNone(t)         == PopEmpty(t)
Map_WakeUp(t)          == Wake(t)
Map_WakeSkip(t)        == Skip(t)
=============================================================================

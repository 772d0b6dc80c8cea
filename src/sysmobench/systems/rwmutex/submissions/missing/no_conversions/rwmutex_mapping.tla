-------------------------- MODULE rwmutex_mapping ---------------------------
EXTENDS rwmutex

(* The specification's variables are the observables.                      *)
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
Map_Upgrade(t)         == FALSE
Map_UpgradeCasOk(t)    == FALSE
Map_UpgradeFinish(t)   == FALSE
Map_DowngradeOk(t)     == FALSE
Map_DowngradeFail(t)   == FALSE
Map_DowngradeFinish(t) == FALSE
Map_PopWaker(t)        == Pop(t)
Map_PopNone(t)         == PopEmpty(t)
Map_WakeUp(t)          == Wake(t)
Map_WakeSkip(t)        == Skip(t)
=============================================================================

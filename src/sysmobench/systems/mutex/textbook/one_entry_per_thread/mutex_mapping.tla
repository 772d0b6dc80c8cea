--------------------------- MODULE mutex_mapping ----------------------------
EXTENDS mutex

Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ waker = [t \in Threads |-> pre.waker[t]]
    /\ queue = pre.queue
    /\ popped = [t \in Threads |-> pre.popped[t]]

Map_Observe ==
    [locked |-> locked, pc |-> pc, waker |-> waker, queue |-> queue, popped |-> popped]

Map_LockOk(t)      == TryOk(t, "idle", "held")
Map_LockFail(t)    == LockFail(t)
Map_TryLock(t)     == TryOk(t, "idle", "held")
Map_Enqueue(t)     == Enqueue(t)
Map_RecheckOk(t)   == TryOk(t, "recheck", "close")
Map_RecheckFail(t) == RecheckFail(t)
Map_Resume(t)      == Resume(t)
Map_Sleep(t)       == Sleep(t)
Map_Close(t)       == Close(t)
Map_Unlock(t)      == Unlock(t)
Map_PopWaker(t)    == PopWaker(t)
Map_PopNone(t)     == PopNone(t)
Map_WakeUp(t)      == WakeUp(t)
Map_WakeSkip(t)    == WakeSkip(t)
=============================================================================

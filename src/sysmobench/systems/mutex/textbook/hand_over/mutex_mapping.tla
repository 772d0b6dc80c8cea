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

Map_LockOk(t)      == TakeFree(t, "idle", "held")
Map_LockFail(t)    == StartWaiting(t)
Map_TryLock(t)     == TakeFree(t, "idle", "held")
Map_Enqueue(t)     == Queue(t)
Map_RecheckOk(t)   == TakeFree(t, "recheck", "close")
Map_RecheckFail(t) == StillTaken(t)
Map_Resume(t)      == BecomeOwner(t)
Map_Sleep(t)       == Park(t)
Map_Close(t)       == LeaveQueue(t)
Map_Unlock(t)      == Unlock(t)
Map_PopWaker(t)    == PopNextOwner(t)
Map_PopNone(t)     == Clear(t)
Map_WakeUp(t)      == HandOver(t)
Map_WakeSkip(t)    == PassOver(t)
=============================================================================

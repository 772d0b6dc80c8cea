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

Map_LockOk(t)      == LockAtOnce(t)
Map_LockFail(t)    == Wait(t)
Map_TryLock(t)     == LockAtOnce(t)
Map_Enqueue(t)     == Enqueue(t)
Map_RecheckOk(t)   == Recheck(t)
Map_RecheckFail(t) == Recheck(t)
Map_Resume(t)      == DoWait(t)
Map_Sleep(t)       == DoWait(t)
Map_Close(t)       == Close(t)
Map_Unlock(t)      == Unlock(t)
Map_PopWaker(t)    == Pop(t)
Map_PopNone(t)     == Pop(t)
Map_WakeUp(t)      == WakeUp(t)
Map_WakeSkip(t)    == WakeUp(t)
=============================================================================

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

Map_LockOk(t)      == LockFast(t)
Map_LockFail(t)    == LockSlow(t)
Map_TryLock(t)     == LockFast(t)
Map_Enqueue(t)     == Enqueue(t)
Map_RecheckOk(t)   == RecheckOk(t)
Map_RecheckFail(t) == RecheckErr(t)
Map_Resume(t)      == Resume(t)
Map_Sleep(t)       == Sleep(t)
Map_Close(t)       == Close(t)
Map_Unlock(t)      == Store(t)
Map_PopWaker(t)    == PopFront(t)
Map_PopNone(t)     == PopNothing(t)
Map_WakeUp(t)      == WakeUp(t)
Map_WakeSkip(t)    == WakeUp(t)
=============================================================================

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

Map_LockOk(t)      == Anything(t)
Map_LockFail(t)    == Anything(t)
Map_TryLock(t)     == Anything(t)
Map_Enqueue(t)     == Anything(t)
Map_RecheckOk(t)   == Anything(t)
Map_RecheckFail(t) == Anything(t)
Map_Resume(t)      == Anything(t)
Map_Sleep(t)       == Anything(t)
Map_Close(t)       == Anything(t)
Map_Unlock(t)      == Anything(t)
Map_PopWaker(t)    == Anything(t)
Map_PopNone(t)     == Anything(t)
Map_WakeUp(t)      == Anything(t)
Map_WakeSkip(t)    == Anything(t)
=============================================================================

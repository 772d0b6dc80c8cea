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

Map_LockOk(t)      == UNCHANGED vars
Map_LockFail(t)    == UNCHANGED vars
Map_TryLock(t)     == UNCHANGED vars
Map_Enqueue(t)     == UNCHANGED vars
Map_RecheckOk(t)   == UNCHANGED vars
Map_RecheckFail(t) == UNCHANGED vars
Map_Resume(t)      == UNCHANGED vars
Map_Sleep(t)       == UNCHANGED vars
Map_Close(t)       == UNCHANGED vars
Map_Unlock(t)      == UNCHANGED vars
Map_PopWaker(t)    == UNCHANGED vars
Map_PopNone(t)     == UNCHANGED vars
Map_WakeUp(t)      == UNCHANGED vars
Map_WakeSkip(t)    == UNCHANGED vars
=============================================================================

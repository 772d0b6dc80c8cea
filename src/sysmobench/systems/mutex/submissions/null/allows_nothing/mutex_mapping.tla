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

Map_LockOk(t)      == FALSE /\ UNCHANGED vars
Map_LockFail(t)    == FALSE /\ UNCHANGED vars
Map_TryLock(t)     == FALSE /\ UNCHANGED vars
Map_Enqueue(t)     == FALSE /\ UNCHANGED vars
Map_RecheckOk(t)   == FALSE /\ UNCHANGED vars
Map_RecheckFail(t) == FALSE /\ UNCHANGED vars
Map_Resume(t)      == FALSE /\ UNCHANGED vars
Map_Sleep(t)       == FALSE /\ UNCHANGED vars
Map_Close(t)       == FALSE /\ UNCHANGED vars
Map_Unlock(t)      == FALSE /\ UNCHANGED vars
Map_PopWaker(t)    == FALSE /\ UNCHANGED vars
Map_PopNone(t)     == FALSE /\ UNCHANGED vars
Map_WakeUp(t)      == FALSE /\ UNCHANGED vars
Map_WakeSkip(t)    == FALSE /\ UNCHANGED vars
=============================================================================

--------------------------- MODULE mutex_mapping ----------------------------
EXTENDS mutex

Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ waker = [t \in Threads |-> pre.waker[t]]
    /\ queue = pre.queue
    /\ popped = [t \in Threads |-> pre.popped[t]]

Map_Observe == [locked |-> locked, pc |-> pc, waker |-> waker]

Map_LockOk(t)      == Take(t, "idle", "held")
Map_LockFail(t)    == Begin(t)
Map_TryLock(t)     == Take(t, "idle", "held")
Map_Enqueue(t)     == Push(t)
Map_RecheckOk(t)   == Take(t, "recheck", "close")
Map_RecheckFail(t) == Miss(t)
Map_Resume(t)      == Resume(t)
Map_Sleep(t)       == Sleep(t)
Map_Close(t)       == Close(t)
Map_Unlock(t)      == Free(t)
Map_PopWaker(t)    == Pop(t)
Map_PopNone(t)     == Return(t)
Map_WakeUp(t)      == Wake(t)
Map_WakeSkip(t)    == Skip(t)
=============================================================================

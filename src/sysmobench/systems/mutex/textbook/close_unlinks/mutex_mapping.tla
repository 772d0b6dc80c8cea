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

Map_LockOk(t)      == Try(t, "idle", "held")
Map_LockFail(t)    == pc[t] = "idle" /\ Fail(t)
Map_TryLock(t)     == Try(t, "idle", "held")
Map_Enqueue(t)     == Join(t)
Map_RecheckOk(t)   == Try(t, "recheck", "close")
Map_RecheckFail(t) == pc[t] = "recheck" /\ Fail(t)
Map_Resume(t)      == Rise(t)
Map_Sleep(t)       == Doze(t)
Map_Close(t)       == DropWaiter(t)
Map_Unlock(t)      == Free(t)
Map_PopWaker(t)    == Pop(t)
Map_PopNone(t)     == Return(t)
Map_WakeUp(t)      == Rouse(t)
Map_WakeSkip(t)    == TooLate(t)
=============================================================================

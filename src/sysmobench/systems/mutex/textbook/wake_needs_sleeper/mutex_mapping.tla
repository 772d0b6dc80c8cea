--------------------------- MODULE mutex_mapping ----------------------------
EXTENDS mutex

Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ waiting = {t \in Threads : pre.waker[t] # "none"}
    /\ called = {t \in Threads : pre.waker[t] = "woken"}
    /\ queue = pre.queue
    /\ popped = [t \in Threads |-> pre.popped[t]]

Waker(t) == IF t \in called THEN "woken" ELSE IF t \in waiting THEN "armed" ELSE "none"

Map_Observe ==
    [locked |-> locked,
     pc     |-> pc,
     waker  |-> [t \in Threads |-> Waker(t)],
     queue  |-> queue,
     popped |-> popped]

Map_LockOk(t)      == pc[t] = "idle" /\ TakeFreeLock(t)
Map_LockFail(t)    == pc[t] = "idle" /\ SeeTakenLock(t)
Map_TryLock(t)     == pc[t] = "idle" /\ TakeFreeLock(t)
Map_Enqueue(t)     == Enqueue(t)
Map_RecheckOk(t)   == pc[t] = "recheck" /\ TakeFreeLock(t)
Map_RecheckFail(t) == pc[t] = "recheck" /\ SeeTakenLock(t)
Map_Resume(t)      == RiseAndQueue(t)
Map_Sleep(t)       == FallAsleep(t)
Map_Close(t)       == DropWaiter(t)
Map_Unlock(t)      == Unlock(t)
Map_PopWaker(t)    == Pop(t)
Map_PopNone(t)     == Finish(t)
Map_WakeUp(t)      == CallUp(t)
Map_WakeSkip(t)    == SkipClosed(t)
=============================================================================

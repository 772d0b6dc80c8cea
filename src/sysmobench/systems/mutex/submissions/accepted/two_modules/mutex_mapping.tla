--------------------------- MODULE mutex_mapping ----------------------------
EXTENDS mutex

Waker(e) == <<e.thread, IF e.open THEN "open" ELSE "closed">>
Entry(w) == [thread |-> w[1], open |-> w[2] = "open"]

Map_Represent(pre) ==
    /\ lock = pre.locked
    /\ next = [t \in Threads |-> pre.pc[t]]
    /\ flags = [t \in Threads |-> IF pre.waker[t] = "none" THEN {} ELSE {pre.waker[t] = "woken"}]
    /\ wakers = [i \in DOMAIN pre.queue |-> Waker(pre.queue[i])]
    /\ taken = [t \in Threads |-> IF pre.popped[t] = <<>> THEN <<>> ELSE Waker(pre.popped[t][1])]

Map_Observe ==
    [locked |-> lock,
     pc     |-> next,
     waker  |-> [t \in Threads |-> CASE flags[t] = {}     -> "none"
                                     [] flags[t] = {TRUE} -> "woken"
                                     [] OTHER             -> "armed"],
     queue  |-> [i \in DOMAIN wakers |-> Entry(wakers[i])],
     popped |-> [t \in Threads |-> IF taken[t] = <<>> THEN <<>> ELSE <<Entry(taken[t])>>]]

Map_LockOk(t)      == TryLockOk(t)
Map_LockFail(t)    == LockErr(t)
Map_TryLock(t)     == TryLockOk(t)
Map_Enqueue(t)     == Enqueue(t)
Map_RecheckOk(t)   == CondOk(t)
Map_RecheckFail(t) == CondErr(t)
Map_Resume(t)      == WaitReturns(t)
Map_Sleep(t)       == WaitParks(t)
Map_Close(t)       == DropWaiter(t)
Map_Unlock(t)      == ReleaseLock(t)
Map_PopWaker(t)    == PopOne(t)
Map_PopNone(t)     == NoneLeft(t)
Map_WakeUp(t)      == WakeOne(t)
Map_WakeSkip(t)    == GoOn(t)
=============================================================================

--------------------------- MODULE mutex_mapping ----------------------------
EXTENDS mutex

(* Of the log only the last entry matters, while somebody has the lock.    *)
Holder(pre) == CHOOSE t \in Threads : pre.pc[t] \in {"close", "held"}

Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ waker = [t \in Threads |-> pre.waker[t]]
    /\ queue = pre.queue
    /\ popped = [t \in Threads |-> pre.popped[t]]
    /\ log = IF pre.locked THEN <<<<Holder(pre), "after waiting">>>> ELSE <<>>
    /\ calls = 0

Map_Observe ==
    [locked |-> locked, pc |-> pc, waker |-> waker, queue |-> queue, popped |-> popped]

Map_LockOk(t)      == CallOk(t)
Map_LockFail(t)    == CallWaits(t)
Map_TryLock(t)     == CallOk(t)
Map_Enqueue(t)     == Enqueue(t)
Map_RecheckOk(t)   == RetryOk(t)
Map_RecheckFail(t) == RetryFails(t)
Map_Resume(t)      == Resume(t)
Map_Sleep(t)       == Sleep(t)
Map_Close(t)       == Close(t)
Map_Unlock(t)      == Unlock(t)
Map_PopWaker(t)    == Pop(t)
Map_PopNone(t)     == Return(t)
Map_WakeUp(t)      == Wake(t)
Map_WakeSkip(t)    == Skip(t)
=============================================================================

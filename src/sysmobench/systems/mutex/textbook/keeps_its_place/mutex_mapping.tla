--------------------------- MODULE mutex_mapping ----------------------------
EXTENDS mutex

(* Who has been woken in its present call is not recorded.  It is any of   *)
(* those who wait.                                                         *)
Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ waker = [t \in Threads |-> pre.waker[t]]
    /\ queue = pre.queue
    /\ popped = [t \in Threads |-> pre.popped[t]]
    /\ wasWoken \in SUBSET {t \in Threads : pre.waker[t] # "none"}

Map_Observe ==
    [locked |-> locked, pc |-> pc, waker |-> waker, queue |-> queue, popped |-> popped]

Map_LockOk(t)      == LockFast(t)
Map_LockFail(t)    == NewWaiter(t)
Map_TryLock(t)     == LockFast(t)
Map_Enqueue(t)     == Enqueue(t)
Map_RecheckOk(t)   == LockRetried(t)
Map_RecheckFail(t) == StillLocked(t)
Map_Resume(t)      == waker[t] = "woken" /\ Wait(t)
Map_Sleep(t)       == waker[t] = "armed" /\ Wait(t)
Map_Close(t)       == CloseWaiter(t)
Map_Unlock(t)      == Release(t)
Map_PopWaker(t)    == queue # <<>> /\ Pop(t)
Map_PopNone(t)     == queue = <<>> /\ Pop(t)
Map_WakeUp(t)      == WakeUp(t) /\ pc'[t] = "idle"
Map_WakeSkip(t)    == WakeUp(t) /\ pc'[t] = "wake"
=============================================================================

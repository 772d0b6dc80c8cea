--------------------------- MODULE mutex_mapping ----------------------------
EXTENDS mutex

Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ queue = pre.queue
    /\ popped = [t \in Threads |-> pre.popped[t]]
    /\ hasWoken = [t \in Threads |-> pre.waker[t]]

Map_Observe ==
    [locked |-> locked, pc |-> pc, waker |-> hasWoken, queue |-> queue, popped |-> popped]

(* What a thread makes of its operation is the state's business.           *)
Map_LockOk(t)      == ~locked /\ Call(t)
Map_LockFail(t)    == locked /\ Call(t)
Map_TryLock(t)     == ~locked /\ Call(t)
Map_Enqueue(t)     == Push(t)
Map_RecheckOk(t)   == Retry(t)
Map_RecheckFail(t) == Retry(t)
Map_Resume(t)      == Unpark(t)
Map_Sleep(t)       == Park(t)
Map_Close(t)       == Close(t)
Map_Unlock(t)      == Store(t)
Map_PopWaker(t)    == popped[t] = <<>> /\ WakeOne(t)
Map_PopNone(t)     == popped[t] = <<>> /\ WakeOne(t)
Map_WakeUp(t)      == popped[t] # <<>> /\ WakeOne(t)
Map_WakeSkip(t)    == popped[t] # <<>> /\ WakeOne(t)
=============================================================================

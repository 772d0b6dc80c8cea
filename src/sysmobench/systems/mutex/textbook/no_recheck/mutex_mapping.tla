--------------------------- MODULE mutex_mapping ----------------------------
EXTENDS mutex

(* The labels of the algorithm are those of the recordings.                *)
Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ waker = [t \in Threads |-> pre.waker[t]]
    /\ queue = pre.queue
    /\ popped = [t \in Threads |-> pre.popped[t]]

Map_Observe ==
    [locked |-> locked, pc |-> pc, waker |-> waker, queue |-> queue, popped |-> popped]

Map_LockOk(t)      == ~locked /\ idle(t)
Map_LockFail(t)    == locked /\ idle(t)
Map_TryLock(t)     == ~locked /\ idle(t)
Map_Enqueue(t)     == enqueue(t)
Map_RecheckOk(t)   == ~locked /\ recheck(t)
Map_RecheckFail(t) == locked /\ recheck(t)
Map_Resume(t)      == waker[t] = "woken" /\ (wait(t) \/ asleep(t))
Map_Sleep(t)       == waker[t] = "armed" /\ wait(t)
Map_Close(t)       == close(t)
Map_Unlock(t)      == held(t)

(* The label `wake` stands for both operations of wake_one.                *)
Map_PopWaker(t)    == popped[t] = <<>> /\ queue # <<>> /\ wake(t)
Map_PopNone(t)     == popped[t] = <<>> /\ queue = <<>> /\ wake(t)
Map_WakeUp(t)      == popped[t] # <<>> /\ popped[t][1].open /\ wake(t)
Map_WakeSkip(t)    == popped[t] # <<>> /\ ~popped[t][1].open /\ wake(t)
=============================================================================

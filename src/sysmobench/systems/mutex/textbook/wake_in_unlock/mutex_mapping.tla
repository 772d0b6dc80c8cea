--------------------------- MODULE mutex_mapping ----------------------------
EXTENDS mutex

(* The specification's variables are the observables.                      *)
Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ waker = [t \in Threads |-> pre.waker[t]]
    /\ queue = pre.queue
    /\ popped = [t \in Threads |-> pre.popped[t]]

Map_Observe ==
    [locked |-> locked, pc |-> pc, waker |-> waker, queue |-> queue, popped |-> popped]

Map_LockOk(t)      == Acquire(t, "idle", "held")
Map_LockFail(t)    == Begin(t)
Map_TryLock(t)     == Acquire(t, "idle", "held")
Map_Enqueue(t)     == Enqueue(t)
Map_RecheckOk(t)   == Acquire(t, "recheck", "close")
Map_RecheckFail(t) == Again(t)
Map_Resume(t)      == Awake(t)
Map_Sleep(t)       == Sleep(t)
Map_Close(t)       == Close(t)
Map_Unlock(t)      == Unlock(t)

(* Waking is part of Unlock.                                               *)
Map_PopWaker(t)    == FALSE
Map_PopNone(t)     == FALSE
Map_WakeUp(t)      == FALSE
Map_WakeSkip(t)    == FALSE
=============================================================================

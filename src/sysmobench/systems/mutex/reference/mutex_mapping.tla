--------------------------- MODULE mutex_mapping ----------------------------
(***************************************************************************)
(* The specification uses the contract's own variables and values, so the  *)
(* mapping is the identity.  A successful attempt from outside is one step *)
(* for both calls: nothing tells lock() from try_lock() after it.          *)
(***************************************************************************)
EXTENDS mutex

(* The one state that stands for the recorded state `pre`.                 *)
Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ waker = [t \in Threads |-> pre.waker[t]]
    /\ queue = pre.queue
    /\ popped = [t \in Threads |-> pre.popped[t]]

(* The observables of a state.                                             *)
Map_Observe ==
    [locked |-> locked, pc |-> pc, waker |-> waker, queue |-> queue, popped |-> popped]

(* One operator for each action of the contract.                           *)
Map_LockOk(t)      == AcquireAtOnce(t)
Map_LockFail(t)    == BeginWaiting(t)
Map_TryLock(t)     == AcquireAtOnce(t)
Map_Enqueue(t)     == Enqueue(t)
Map_RecheckOk(t)   == AcquireQueued(t)
Map_RecheckFail(t) == KeepWaiting(t)
Map_Resume(t)      == Resume(t)
Map_Sleep(t)       == Sleep(t)
Map_Close(t)       == Close(t)
Map_Unlock(t)      == Release(t)
Map_PopWaker(t)    == Pop(t)
Map_PopNone(t)     == FindQueueEmpty(t)
Map_WakeUp(t)      == Wake(t)
Map_WakeSkip(t)    == Skip(t)
=============================================================================

--------------------------- MODULE mutex_mapping ----------------------------
EXTENDS mutex

(* Nobody has the deque's spin lock, and a thread in wake_one may or may   *)
(* not have looked at the count; who has popped something has.             *)
Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ waker = [t \in Threads |-> pre.waker[t]]
    /\ queue = pre.queue
    /\ popped = [t \in Threads |-> pre.popped[t]]
    /\ numWakers = Len(pre.queue)
    /\ inner = {}
    /\ LET must == {t \in Threads : pre.popped[t] # <<>>}
           may  == {t \in Threads : pre.pc[t] = "wake"}
       IN  looked \in {must \cup some : some \in SUBSET may}

Map_Observe ==
    [locked |-> locked, pc |-> pc, waker |-> waker, queue |-> queue, popped |-> popped]

Map_LockOk(t)      == CasOk(t, "idle", "held")
Map_LockFail(t)    == BeginToWait(t)
Map_TryLock(t)     == CasOk(t, "idle", "held")
Map_Enqueue(t)     == Push(t)
Map_RecheckOk(t)   == CasOk(t, "recheck", "close")
Map_RecheckFail(t) == CasErr(t)
Map_Resume(t)      == waker[t] = "woken" /\ DoWait(t)
Map_Sleep(t)       == waker[t] = "armed" /\ DoWait(t)
Map_Close(t)       == Close(t)
Map_Unlock(t)      == Store(t)
Map_PopWaker(t)    == Pop(t)
Map_PopNone(t)     == ReturnAtOnce(t) \/ PopNothing(t)
Map_WakeUp(t)      == popped[t] # <<>> /\ popped[t][1].open /\ Wake(t)
Map_WakeSkip(t)    == popped[t] # <<>> /\ ~popped[t][1].open /\ Wake(t)
=============================================================================

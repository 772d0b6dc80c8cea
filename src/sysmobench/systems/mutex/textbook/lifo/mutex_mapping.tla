--------------------------- MODULE mutex_mapping ----------------------------
EXTENDS mutex

(* The one to be popped next comes first in the recordings, last here.     *)
Map_Represent(pre) ==
    /\ free = ~pre.locked
    /\ state = [t \in Threads |-> pre.pc[t]]
    /\ flag = [t \in Threads |-> pre.waker[t]]
    /\ stack = Reverse(pre.queue)
    /\ top = [t \in Threads |-> pre.popped[t]]

Map_Observe ==
    [locked |-> ~free, pc |-> state, waker |-> flag, queue |-> Reverse(stack), popped |-> top]

Map_LockOk(t)      == state[t] = "idle" /\ Grab(t)
Map_LockFail(t)    == state[t] = "idle" /\ Busy(t)
Map_TryLock(t)     == state[t] = "idle" /\ Grab(t)
Map_Enqueue(t)     == Push(t)
Map_RecheckOk(t)   == state[t] = "recheck" /\ Grab(t)
Map_RecheckFail(t) == state[t] = "recheck" /\ Busy(t)
Map_Resume(t)      == Alert(t)
Map_Sleep(t)       == Nap(t)
Map_Close(t)       == End(t)
Map_Unlock(t)      == Unlock(t)
Map_PopWaker(t)    == Pop(t)
Map_PopNone(t)     == StackIsEmpty(t)
Map_WakeUp(t)      == Wake(t)
Map_WakeSkip(t)    == Discard(t)
=============================================================================

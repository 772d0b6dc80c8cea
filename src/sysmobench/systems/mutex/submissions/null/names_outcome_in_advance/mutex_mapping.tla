--------------------------- MODULE mutex_mapping ----------------------------
EXTENDS mutex

Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ waker = [t \in Threads |-> pre.waker[t]]
    /\ queue = pre.queue
    /\ popped = [t \in Threads |-> pre.popped[t]]
    /\ named = Nothing

Map_Observe ==
    [locked |-> locked, pc |-> pc, waker |-> waker, queue |-> queue, popped |-> popped]

(* The right operation was named, and this is where it happens.            *)
Named(t, here, op) == pc[t] \in here /\ named = <<t, op>> /\ ComeTrue

Holding(t, open) == popped[t] # <<>> /\ popped[t][1].open = open

Map_LockOk(t)      == ~locked /\ Named(t, {"idle"}, "take")
Map_LockFail(t)    == locked /\ Named(t, {"idle"}, "begin")
Map_TryLock(t)     == ~locked /\ Named(t, {"idle"}, "take")
Map_Enqueue(t)     == Named(t, {"enqueue"}, "push")
Map_RecheckOk(t)   == ~locked /\ Named(t, {"recheck"}, "take queued")
Map_RecheckFail(t) == locked /\ Named(t, {"recheck"}, "miss")
Map_Resume(t)      == waker[t] = "woken" /\ Named(t, {"wait", "asleep"}, "resume")
Map_Sleep(t)       == waker[t] = "armed" /\ Named(t, {"wait"}, "sleep")
Map_Close(t)       == Named(t, {"close"}, "close")
Map_Unlock(t)      == Named(t, {"held"}, "free")
Map_PopWaker(t)    == popped[t] = <<>> /\ queue # <<>> /\ Named(t, {"wake"}, "pop")
Map_PopNone(t)     == popped[t] = <<>> /\ queue = <<>> /\ Named(t, {"wake"}, "return")
Map_WakeUp(t)      == Holding(t, TRUE) /\ Named(t, {"wake"}, "wake")
Map_WakeSkip(t)    == Holding(t, FALSE) /\ Named(t, {"wake"}, "skip")
=============================================================================

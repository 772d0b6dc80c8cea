--------------------------- MODULE mutex_mapping ----------------------------
EXTENDS mutex

ThreadsOf(entries) == [i \in DOMAIN entries |-> entries[i].thread]

Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ waker = [t \in Threads |-> pre.waker[t]]
    /\ queue = ThreadsOf(pre.queue)
    /\ popped = [t \in Threads |-> ThreadsOf(pre.popped[t])]

(* An entry is open while its thread has a waker.                          *)
Entries(threads) == [i \in DOMAIN threads |-> [thread |-> threads[i], open |-> waker[threads[i]] # "none"]]

Map_Observe ==
    [locked |-> locked,
     pc     |-> pc,
     waker  |-> waker,
     queue  |-> Entries(queue),
     popped |-> [t \in Threads |-> Entries(popped[t])]]

Map_LockOk(t)      == Take(t, "idle", "held")
Map_LockFail(t)    == Begin(t)
Map_TryLock(t)     == Take(t, "idle", "held")
Map_Enqueue(t)     == Push(t)
Map_RecheckOk(t)   == Take(t, "recheck", "close")
Map_RecheckFail(t) == Miss(t)
Map_Resume(t)      == Resume(t)
Map_Sleep(t)       == Sleep(t)
Map_Close(t)       == Close(t)
Map_Unlock(t)      == Free(t)
Map_PopWaker(t)    == Pop(t)
Map_PopNone(t)     == Return(t)
Map_WakeUp(t)      == Wake(t)
Map_WakeSkip(t)    == Skip(t)
=============================================================================

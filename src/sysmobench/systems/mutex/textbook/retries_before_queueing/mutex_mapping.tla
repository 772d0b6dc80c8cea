--------------------------- MODULE mutex_mapping ----------------------------
EXTENDS mutex

Pairs(entries)   == [i \in DOMAIN entries |-> <<entries[i].thread, entries[i].open>>]
Records(entries) == [i \in DOMAIN entries |-> [thread |-> entries[i][1], open |-> entries[i][2]]]

(* The recordings do not show the variable queued: whoever is past its     *)
(* push has queued.                                                        *)
Map_Represent(pre) ==
    /\ word = pre.locked
    /\ at = [t \in Threads |-> pre.pc[t]]
    /\ queued = [t \in Threads |-> pre.pc[t] \in {"recheck", "wait", "asleep", "close"}]
    /\ flag = [t \in Threads |-> pre.waker[t]]
    /\ line = Pairs(pre.queue)
    /\ hand = [t \in Threads |-> Pairs(pre.popped[t])]

Map_Observe ==
    [locked |-> word,
     pc     |-> at,
     waker  |-> flag,
     queue  |-> Records(line),
     popped |-> [t \in Threads |-> Records(hand[t])]]

Map_LockOk(t)      == FirstTryWins(t)
Map_LockFail(t)    == FirstTryLoses(t)
Map_TryLock(t)     == FirstTryWins(t)
Map_Enqueue(t)     == Enqueue(t)
Map_RecheckOk(t)   == TryWins(t)
Map_RecheckFail(t) == TryLoses(t)
Map_Resume(t)      == Awake(t)
Map_Sleep(t)       == Sleep(t)
Map_Close(t)       == Close(t)
Map_Unlock(t)      == Unlock(t)
Map_PopWaker(t)    == TakeOne(t)
Map_PopNone(t)     == TakeNone(t)
Map_WakeUp(t)      == WakeIt(t)
Map_WakeSkip(t)    == DropIt(t)
=============================================================================

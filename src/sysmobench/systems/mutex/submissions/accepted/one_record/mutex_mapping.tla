--------------------------- MODULE mutex_mapping ----------------------------
EXTENDS mutex

Map_Represent(pre) ==
    m = [word   |-> pre.locked,
         queue  |-> pre.queue,
         thread |-> [t \in Threads |-> [does  |-> pre.pc[t],
                                        waker |-> pre.waker[t],
                                        got   |-> pre.popped[t]]]]

Map_Observe ==
    [locked |-> m.word,
     pc     |-> [t \in Threads |-> m.thread[t].does],
     waker  |-> [t \in Threads |-> m.thread[t].waker],
     queue  |-> m.queue,
     popped |-> [t \in Threads |-> m.thread[t].got]]

(* Both actions of a decision are the same set of records: the state says  *)
(* which of them it is.                                                    *)
Map_LockOk(t)      == m' \in Locked(m, t)
Map_LockFail(t)    == m' \in Locked(m, t)
Map_TryLock(t)     == m' \in Trylocked(m, t)
Map_Enqueue(t)     == m' \in Pushed(m, t)
Map_RecheckOk(t)   == m' \in Rechecked(m, t)
Map_RecheckFail(t) == m' \in Rechecked(m, t)
Map_Resume(t)      == m' \in Waited(m, t)
Map_Sleep(t)       == m' \in Waited(m, t)
Map_Close(t)       == m' \in Closed(m, t)
Map_Unlock(t)      == m' \in Released(m, t)
Map_PopWaker(t)    == m' \in Popped(m, t)
Map_PopNone(t)     == m' \in Popped(m, t)
Map_WakeUp(t)      == m' \in Woke(m, t)
Map_WakeSkip(t)    == m' \in Woke(m, t)
=============================================================================

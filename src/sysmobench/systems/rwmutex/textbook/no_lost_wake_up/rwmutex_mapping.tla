-------------------------- MODULE rwmutex_mapping ---------------------------
EXTENDS rwmutex

Map_Represent(pre) ==
    /\ writer = pre.word.writer
    /\ upreader = pre.word.upreader
    /\ upgrading = pre.word.upgrading
    /\ readers = pre.word.readers
    /\ thread = [t \in Threads |->
                    [is |-> pre.pc[t], call |-> pre.op[t], guard |-> pre.held[t],
                     waker |-> pre.waker[t], hand |-> pre.popped[t]]]
    /\ line = pre.queue

Map_Observe ==
    [word   |-> [writer |-> writer, upreader |-> upreader, upgrading |-> upgrading, readers |-> readers],
     pc     |-> [t \in Threads |-> thread[t].is],
     op     |-> [t \in Threads |-> thread[t].call],
     held   |-> [t \in Threads |-> thread[t].guard],
     waker  |-> [t \in Threads |-> thread[t].waker],
     queue  |-> line,
     popped |-> [t \in Threads |-> thread[t].hand]]

Map_AcquireOk(t, o)    == Begins(t, o) /\ In(t, o)
Map_AcquireFail(t, o)  == Begins(t, o) /\ InVain(t, o)
Map_Enqueue(t)         == JoinLine(t)
Map_RecheckOk(t)       == \E call \in Blocking : Repeats(t, call) /\ In(t, call)
Map_RecheckFail(t)     == \E call \in Blocking : Repeats(t, call) /\ InVain(t, call)
Map_Undo(t)            == ReadUndo(t) \/ UpreadUndo(t)
Map_Close(t)           == LeaveLine(t)
Map_Release(t)         == DropR(t) \/ DropW(t) \/ DropU(t)
Map_Upgrade(t)         == UpgradeBegins(t)
Map_UpgradeCasOk(t)    == UpgradeSwaps(t)
Map_UpgradeFinish(t)   == UpgradeEnds(t)
Map_DowngradeFinish(t) == DowngradeEnds(t)

(* The actions of one decision are one operator of the specification       *)
(* where its state decides between them.                                   *)
Map_Resume(t)          == LookAtWaker(t)
Map_Sleep(t)           == LookAtWaker(t)
Map_DowngradeOk(t)     == DowngradeSwaps(t)
Map_DowngradeFail(t)   == DowngradeSwaps(t)
Map_PopWaker(t)        == TakeFirst(t)
Map_PopNone(t)         == TakeFirst(t)
Map_WakeUp(t)          == Rouse(t)
Map_WakeSkip(t)        == Rouse(t)
=============================================================================

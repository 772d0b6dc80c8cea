-------------------------- MODULE rwmutex_mapping ---------------------------
EXTENDS rwmutex

Map_Represent(pre) ==
    state = [word   |-> pre.word,
             queue  |-> pre.queue,
             thread |-> [t \in Threads |-> [at    |-> pre.pc[t],
                                            call  |-> pre.op[t],
                                            guard |-> pre.held[t],
                                            waker |-> pre.waker[t],
                                            hand  |-> pre.popped[t]]]]

Map_Observe ==
    [word   |-> state.word,
     pc     |-> [t \in Threads |-> state.thread[t].at],
     op     |-> [t \in Threads |-> state.thread[t].call],
     held   |-> [t \in Threads |-> state.thread[t].guard],
     waker  |-> [t \in Threads |-> state.thread[t].waker],
     queue  |-> state.queue,
     popped |-> [t \in Threads |-> state.thread[t].hand]]

Map_AcquireOk(t, o)    == state' \in Called(state, t, o)
Map_AcquireFail(t, o)  == state' \in CalledInVain(state, t, o)
Map_Enqueue(t)         == state' \in Queued(state, t)
Map_RecheckOk(t)       == state' \in Repeated(state, t)
Map_RecheckFail(t)     == state' \in RepeatedInVain(state, t)
Map_Undo(t)            == state' \in Undone(state, t)
Map_Resume(t)          == state' \in Resumed(state, t)
Map_Sleep(t)           == state' \in Slept(state, t)
Map_Close(t)           == state' \in Closed(state, t)
Map_Release(t)         == state' \in Dropped(state, t)
Map_Upgrade(t)         == state' \in Announced(state, t)
Map_UpgradeCasOk(t)    == state' \in Upgraded(state, t)
Map_UpgradeFinish(t)   == state' \in FinishedUp(state, t)
Map_DowngradeOk(t)     == state' \in Downgraded(state, t)
Map_DowngradeFail(t)   == state' \in Hindered(state, t)
Map_DowngradeFinish(t) == state' \in FinishedDown(state, t)
Map_PopWaker(t)        == state' \in Popped(state, t)
Map_PopNone(t)         == state' \in FoundEmpty(state, t)
Map_WakeUp(t)          == state' \in Woke(state, t)
Map_WakeSkip(t)        == state' \in Skipped(state, t)
=============================================================================

-------------------------- MODULE rwmutex_mapping ---------------------------
EXTENDS rwmutex

(* A set bit's value, and a flag's.                                        *)
Bit(flag, value) == IF flag THEN value ELSE 0

Code == [none |-> None, armed |-> 0, woken |-> 1]
Name == [i \in 0 .. 2 |-> CASE i = 0 -> "armed" [] i = 1 -> "woken" [] i = 2 -> "none"]

Map_Represent(pre) ==
    /\ lock = Bit(pre.word.writer, WRITER) + Bit(pre.word.upreader, UPGRADEABLE)
                + Bit(pre.word.upgrading, BEING_UPGRADED) + pre.word.readers
    /\ at = [t \in Threads |-> pre.pc[t]]
    /\ call = [t \in Threads |-> pre.op[t]]
    /\ guard = [t \in Threads |-> pre.held[t]]
    /\ has_woken = [t \in Threads |-> Code[pre.waker[t]]]
    /\ wakers = [i \in DOMAIN pre.queue |-> <<pre.queue[i].thread, pre.queue[i].open>>]
    /\ taken = {<<t, pre.popped[t][1].thread, pre.popped[t][1].open>> :
                   t \in {u \in Threads : pre.popped[u] # <<>>}}

Entry(thread, alive) == [thread |-> thread, open |-> alive]

Map_Observe ==
    [word   |-> [writer |-> IsSet(WRITER), upreader |-> IsSet(UPGRADEABLE),
                 upgrading |-> IsSet(BEING_UPGRADED), readers |-> lock % BEING_UPGRADED],
     pc     |-> at,
     op     |-> call,
     held   |-> guard,
     waker  |-> [t \in Threads |-> Name[has_woken[t]]],
     queue  |-> [i \in DOMAIN wakers |-> Entry(wakers[i][1], wakers[i][2])],
     popped |-> [t \in Threads |->
                    IF InHand(t) = {} THEN <<>>
                    ELSE LET h == CHOOSE h \in InHand(t) : TRUE IN <<Entry(h[2], h[3])>>]]

Map_AcquireOk(t, o)    == CallOk(t, o)
Map_AcquireFail(t, o)  == CallErr(t, o)
Map_Enqueue(t)         == PushBack(t)
Map_RecheckOk(t)       == AgainOk(t)
Map_RecheckFail(t)     == AgainErr(t)
Map_Undo(t)            == FetchSub(t)
Map_Resume(t)          == SwapTrue(t)
Map_Sleep(t)           == SwapFalse(t)
Map_Close(t)           == DropWaiter(t)
Map_Release(t)         == DropR(t) \/ DropW(t) \/ DropU(t)
Map_Upgrade(t)         == FetchOr(t)
Map_UpgradeCasOk(t)    == TryUpgrade(t)
Map_UpgradeFinish(t)   == DropOldU(t)
Map_DowngradeOk(t)     == TryDowngrade(t)
Map_DowngradeFail(t)   == TryDowngradeErr(t)
Map_DowngradeFinish(t) == DropOldW(t)
Map_PopWaker(t)        == PopFront(t)
Map_PopNone(t)         == PopNone(t)
Map_WakeUp(t)          == WakeUp(t, TRUE)
Map_WakeSkip(t)        == WakeUp(t, FALSE)
=============================================================================

-------------------------- MODULE rwmutex_mapping ---------------------------
EXTENDS rwmutex, SequencesExt

(* Numbers for a recorded state: one for each place where a closed waker   *)
(* is, and one for each thread that has a Waiter, at all of its places.    *)
(* Any numbers will do.                                                    *)
Having(pre)  == SetToSeq({t \in Threads : pre.waker[t] # "none"})
Handing(pre) == SetToSeq({t \in Threads : pre.popped[t] # <<>>})

Mine(pre, t) == CHOOSE n \in 1 .. Len(Having(pre)) : Having(pre)[n] = t

InQueue(pre, i) ==
    IF pre.queue[i].open THEN Mine(pre, pre.queue[i].thread) ELSE Len(Having(pre)) + i

InHand(pre, t) ==
    CASE pre.popped[t] = <<>>   -> 0
      [] pre.popped[t] # <<>> /\ pre.popped[t][1].open -> Mine(pre, pre.popped[t][1].thread)
      [] OTHER -> Len(Having(pre)) + Len(pre.queue)
                    + CHOOSE n \in 1 .. Len(Handing(pre)) : Handing(pre)[n] = t

(* Which numbers stand for closed wakers, with their owners.               *)
Closed(pre) ==
    {<<InQueue(pre, i), pre.queue[i].thread>> : i \in {j \in DOMAIN pre.queue : ~pre.queue[j].open}}
        \cup {<<InHand(pre, t), pre.popped[t][1].thread>> :
                 t \in {u \in Threads : pre.popped[u] # <<>> /\ ~pre.popped[u][1].open}}

Open(pre) == {<<Mine(pre, t), t>> : t \in ToSet(Having(pre))}

Map_Represent(pre) ==
    /\ word = [w |-> pre.word.writer, u |-> pre.word.upreader,
               b |-> pre.word.upgrading, r |-> pre.word.readers]
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ op = [t \in Threads |-> pre.op[t]]
    /\ held = [t \in Threads |-> pre.held[t]]
    /\ owner = [w \in {pair[1] : pair \in Open(pre) \cup Closed(pre)} |->
                   (CHOOSE pair \in Open(pre) \cup Closed(pre) : pair[1] = w)[2]]
    /\ has_woken = {pair[1] : pair \in Closed(pre)}
                       \cup {Mine(pre, t) : t \in {u \in Threads : pre.waker[u] = "woken"}}
    /\ waiter = [t \in Threads |-> IF pre.waker[t] = "none" THEN 0 ELSE Mine(pre, t)]
    /\ queue = [i \in DOMAIN pre.queue |-> InQueue(pre, i)]
    /\ in_hand = [t \in Threads |-> InHand(pre, t)]

(* A waker is open while it is that of a Waiter.                           *)
Entry(w) == [thread |-> owner[w], open |-> waiter[owner[w]] = w]

Map_Observe ==
    [word   |-> [writer |-> word.w, upreader |-> word.u, upgrading |-> word.b, readers |-> word.r],
     pc     |-> pc,
     op     |-> op,
     held   |-> held,
     waker  |-> [t \in Threads |-> CASE waiter[t] = 0 -> "none"
                                     [] waiter[t] \in has_woken -> "woken"
                                     [] OTHER -> "armed"],
     queue  |-> [i \in DOMAIN queue |-> Entry(queue[i])],
     popped |-> [t \in Threads |-> IF in_hand[t] = 0 THEN <<>> ELSE <<Entry(in_hand[t])>>]]

Map_AcquireOk(t, o)    == CallSucceeds(t, o)
Map_AcquireFail(t, o)  == CallFails(t, o)
Map_Enqueue(t)         == Enqueue(t)
Map_RecheckOk(t)       == RetrySucceeds(t)
Map_RecheckFail(t)     == RetryFails(t)
Map_Undo(t)            == Undo(t)
Map_Resume(t)          == SwapGivesTrue(t)
Map_Sleep(t)           == SwapGivesFalse(t)
Map_Close(t)           == DropWaiter(t)
Map_Release(t)         == Drop(t)
Map_Upgrade(t)         == Upgrade(t)
Map_UpgradeCasOk(t)    == TryUpgrade(t)
Map_UpgradeFinish(t)   == AfterUpgrade(t)
Map_DowngradeOk(t)     == TryDowngrade(t, TRUE)
Map_DowngradeFail(t)   == TryDowngrade(t, FALSE)
Map_DowngradeFinish(t) == AfterDowngrade(t)
Map_PopWaker(t)        == Pop(t)
Map_PopNone(t)         == PopFails(t)
Map_WakeUp(t)          == WakeUp(t)
Map_WakeSkip(t)        == WakeUpInVain(t)
=============================================================================

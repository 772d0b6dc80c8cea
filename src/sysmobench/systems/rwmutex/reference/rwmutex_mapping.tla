-------------------------- MODULE rwmutex_mapping ---------------------------
(***************************************************************************)
(* The specification uses the contract's own names and values, so the      *)
(* mapping is the identity.                                                *)
(***************************************************************************)
EXTENDS rwmutex

(* The one state that stands for the recorded state `pre`.                 *)
Map_Represent(pre) ==
    /\ word = pre.word
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ op = [t \in Threads |-> pre.op[t]]
    /\ held = [t \in Threads |-> pre.held[t]]
    /\ waker = [t \in Threads |-> pre.waker[t]]
    /\ queue = pre.queue
    /\ popped = [t \in Threads |-> pre.popped[t]]

(* The observables of a state.                                             *)
Map_Observe ==
    [word |-> word, pc |-> pc, op |-> op, held |-> held,
     waker |-> waker, queue |-> queue, popped |-> popped]

(* One operator for each action of the contract.                           *)
Map_AcquireOk(t, o)    == AcquireAtOnce(t, o)
Map_AcquireFail(t, o)  == FailAtFirst(t, o)
Map_Enqueue(t)         == Enqueue(t)
Map_RecheckOk(t)       == AcquireQueued(t)
Map_RecheckFail(t)     == FailQueued(t)
Map_Undo(t)            == Undo(t)
Map_Resume(t)          == Resume(t)
Map_Sleep(t)           == Sleep(t)
Map_Close(t)           == Close(t)
Map_Release(t)         == Release(t)
Map_Upgrade(t)         == BeginUpgrade(t)
Map_UpgradeCasOk(t)    == SwapUp(t)
Map_UpgradeFinish(t)   == FinishUpgrade(t)
Map_DowngradeOk(t)     == SwapDown(t)
Map_DowngradeFail(t)   == MissDown(t)
Map_DowngradeFinish(t) == FinishDowngrade(t)
Map_PopWaker(t)        == Pop(t)
Map_PopNone(t)         == FindQueueEmpty(t)
Map_WakeUp(t)          == Wake(t)
Map_WakeSkip(t)        == Skip(t)
=============================================================================

-------------------------- MODULE rwmutex_mapping ---------------------------
EXTENDS rwmutex

(* The instructions with a label: several, where hidden steps lie between. *)
Label ==
    [idle |-> "idle", undo |-> "undo", enqueue |-> "enqueue", recheck |-> "recheck",
     swap |-> "wait", park |-> "asleep", parked |-> "asleep",
     close |-> "close", upgrading |-> "upgrading", upgrade_finish |-> "upgrade_finish",
     downgrading |-> "downgrading", downgrade_finish |-> "downgrade_finish",
     look_one |-> "wake_one", pop_one |-> "wake_one", wake_one |-> "wake_one",
     look_all |-> "wake_all", pop_all |-> "wake_all", wake_all |-> "wake_all"]

(* One of the instructions is enough: the others are a hidden step away,   *)
(* or lead to the same.                                                    *)
Instruction(pre, t) ==
    CASE pre.pc[t] = "wait"   -> "swap"
      [] pre.pc[t] = "asleep" -> "parked"
      [] pre.pc[t] = "wake_one" /\ pre.popped[t] = <<>> -> "pop_one"
      [] pre.pc[t] = "wake_all" /\ pre.popped[t] = <<>> -> "pop_all"
      [] OTHER -> pre.pc[t]

Flag == [none |-> "none", armed |-> "false", woken |-> "true"]
Waker(flag) == CHOOSE w \in {"none", "armed", "woken"} : Flag[w] = flag

Map_Represent(pre) ==
    /\ word = pre.word
    /\ op = [t \in Threads |-> pre.op[t]]
    /\ held = [t \in Threads |-> pre.held[t]]
    /\ queue = pre.queue
    /\ popped = [t \in Threads |-> pre.popped[t]]
    /\ num_wakers = Len(pre.queue)
    /\ has_woken = [t \in Threads |-> Flag[pre.waker[t]]]
    /\ at = [t \in Threads |-> Instruction(pre, t)]

Map_Observe ==
    [word   |-> word,
     pc     |-> [t \in Threads |-> Label[at[t]]],
     op     |-> op,
     held   |-> held,
     waker  |-> [t \in Threads |-> Waker(has_woken[t])],
     queue  |-> queue,
     popped |-> popped]

(* A call by the contract's name.                                          *)
Calling(t, o) == Call(t, KindOf(o), o \in Blocking)

Map_AcquireOk(t, o)    == Calling(t, o) /\ held'[t] # "none"
Map_AcquireFail(t, o)  == Calling(t, o) /\ held'[t] = "none"
Map_Enqueue(t)         == Push(t)
Map_RecheckOk(t)       == Retry(t) /\ at'[t] = "close"
Map_RecheckFail(t)     == Retry(t) /\ at'[t] # "close"
Map_Undo(t)            == Undo(t)
Map_Resume(t)          == SwapTrue(t)
Map_Sleep(t)           == SwapFalse(t)
Map_Close(t)           == CloseWaiter(t)
Map_Release(t)         == DropRead(t) \/ DropWrite(t) \/ DropUpread(t)
Map_Upgrade(t)         == Upgrade(t)
Map_UpgradeCasOk(t)    == UpgradeSwap(t)
Map_UpgradeFinish(t)   == UpgradeFinish(t)
Map_DowngradeOk(t)     == DowngradeSwap(t)
Map_DowngradeFail(t)   == DowngradeMiss(t)
Map_DowngradeFinish(t) == DowngradeFinish(t)
Map_PopWaker(t)        == Pop(t)
Map_PopNone(t)         == Over(t)
Map_WakeUp(t)          == Wake(t)
Map_WakeSkip(t)        == WakeInVain(t)
=============================================================================

------------------------------- MODULE mutex --------------------------------
(***************************************************************************)
(* The mutex, in two modules like the source: this one has the lock word   *)
(* and the order of the steps, the module wait has the wait queue.         *)
(***************************************************************************)
EXTENDS wait

VARIABLES
    lock,           \* the AtomicBool
    next            \* what each thread does next

vars == <<lock, next, wait_vars>>

Init ==
    /\ lock = FALSE
    /\ next = [t \in Threads |-> "idle"]
    /\ Empty

Then(t, here, there) == next[t] = here /\ next' = [next EXCEPT ![t] = there]

(* compare_exchange(false, true): it succeeds, or it fails.                *)
CasOk  == lock = FALSE /\ lock' = TRUE /\ UNCHANGED wait_vars
CasErr == lock = TRUE /\ UNCHANGED lock

TryLockOk(t)   == Then(t, "idle", "held") /\ CasOk
LockErr(t)     == Then(t, "idle", "enqueue") /\ CasErr /\ NewWaiter(t)
Enqueue(t)     == Then(t, "enqueue", "recheck") /\ PushBack(t) /\ UNCHANGED lock
CondOk(t)      == Then(t, "recheck", "close") /\ CasOk
CondErr(t)     == Then(t, "recheck", "wait") /\ CasErr /\ UNCHANGED wait_vars
WaitReturns(t) == /\ Then(t, "wait", "enqueue") \/ Then(t, "asleep", "enqueue")
                  /\ SwapFindsWoken(t)
                  /\ UNCHANGED lock
WaitParks(t)   == Then(t, "wait", "asleep") /\ SwapFindsNothing(t) /\ UNCHANGED lock
DropWaiter(t)  == Then(t, "close", "held") /\ CloseWaker(t) /\ UNCHANGED lock

ReleaseLock(t) == Then(t, "held", "wake") /\ lock' = FALSE /\ UNCHANGED wait_vars
PopOne(t)      == Then(t, "wake", "wake") /\ PopFront(t) /\ UNCHANGED lock
NoneLeft(t)    == Then(t, "wake", "idle") /\ IsEmpty(t) /\ UNCHANGED lock
WakeOne(t)     == Then(t, "wake", "idle") /\ WakesUp(t) /\ UNCHANGED lock
GoOn(t)        == Then(t, "wake", "wake") /\ WakesNobody(t) /\ UNCHANGED lock

Next ==
    \E t \in Threads :
        \/ TryLockOk(t)
        \/ LockErr(t)
        \/ Enqueue(t)
        \/ CondOk(t)
        \/ CondErr(t)
        \/ WaitReturns(t)
        \/ WaitParks(t)
        \/ DropWaiter(t)
        \/ ReleaseLock(t)
        \/ PopOne(t)
        \/ NoneLeft(t)
        \/ WakeOne(t)
        \/ GoOn(t)
=============================================================================

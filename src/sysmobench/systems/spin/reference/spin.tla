-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* The spin lock of Asterinas (crate ostd, src/sync/spin.rs).              *)
(*                                                                         *)
(* The lock is one atomic Boolean.  To acquire it is to compare-and-swap   *)
(* FALSE into TRUE, to release it is to store FALSE.  lock() repeats the   *)
(* compare-and-swap until it succeeds, try_lock() does it once.  Nobody    *)
(* queues: whoever swaps first after a release has the lock.               *)
(*                                                                         *)
(* Around the lock goes a guardian, an object whose lifetime keeps         *)
(* preemption or local interrupts off on this processor.  Both calls       *)
(* create it before they touch the lock word, and it goes last: after the  *)
(* store that releases the lock, or after the failed compare-and-swap of a *)
(* try_lock() that returns without the lock.                               *)
(*                                                                         *)
(* One step is one atomic operation on the lock word, or the taking or the *)
(* dropping of a guardian, with all that the thread does by itself up to   *)
(* the next such operation.  Memory is sequentially consistent here: the   *)
(* Acquire and Release orderings of the source cannot be told apart.       *)
(***************************************************************************)
CONSTANT Threads    \* the threads that share the lock

VARIABLES
    locked,         \* the lock word
    pc,             \* pc[t] says what thread t does next, see Labels
    guard           \* guard[t] is the guardian of thread t, see Guardians

vars == <<locked, pc, guard>>

-----------------------------------------------------------------------------

(* What a guardian keeps off: preemption, as a SpinLock does by default,   *)
(* or local interrupts, as after disable_irq().                            *)
Guardians == {"preempt", "irq"}

(* The places where a thread can be, each named for what comes next:       *)
(*    idle       a call of lock() or try_lock()                            *)
(*    lock       the first compare-and-swap of lock()                      *)
(*    spin       a later compare-and-swap of lock(), the first one failed  *)
(*    try        the compare-and-swap of try_lock()                        *)
(*    locked     the store that releases: this thread holds the lock       *)
(*    released   dropping the guardian, after the store                    *)
(*    failed     dropping the guardian, after a try_lock() in vain         *)
Labels == {"idle", "lock", "spin", "try", "locked", "released", "failed"}

(* The labels before a compare-and-swap.                                   *)
BeforeSwap == {"lock", "spin", "try"}

(* The type of the variables.                                              *)
TypeOK ==
    /\ locked \in BOOLEAN
    /\ pc \in [Threads -> Labels]
    /\ guard \in [Threads -> Guardians \cup {"none"}]

-----------------------------------------------------------------------------

(* Every thread is outside the lock, and the lock word is FALSE.           *)
Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ guard = [t \in Threads |-> "none"]

(* Thread t calls lock() or try_lock() and is then before the              *)
(* compare-and-swap `label`.  Either call begins with `G::guard()`.        *)
Enter(t, label, g) ==
    /\ pc[t] = "idle"
    /\ guard' = [guard EXCEPT ![t] = g]
    /\ pc' = [pc EXCEPT ![t] = label]
    /\ UNCHANGED locked

CallLock(t, g)    == Enter(t, "lock", g)
CallTryLock(t, g) == Enter(t, "try", g)

(* Thread t finds the lock word FALSE and sets it: the lock is its own,    *)
(* whichever call it is in and whoever else has been waiting longer.       *)
SwapSucceeds(t) ==
    /\ pc[t] \in BeforeSwap
    /\ ~locked
    /\ locked' = TRUE
    /\ pc' = [pc EXCEPT ![t] = "locked"]
    /\ UNCHANGED guard

(* Thread t finds the lock word TRUE and leaves it so.  This is a strong   *)
(* compare-and-swap: there is no other way for it to fail.  In try_lock()  *)
(* it was the only attempt; in lock() more will follow, and for a thread   *)
(* that already spins nothing changes.                                     *)
SwapFails(t) ==
    /\ pc[t] \in BeforeSwap
    /\ locked
    /\ pc' = [pc EXCEPT ![t] = IF pc[t] = "try" THEN "failed" ELSE "spin"]
    /\ UNCHANGED <<locked, guard>>

(* Thread t drops its SpinLockGuard.  First comes `release_lock`, a plain  *)
(* store; the field `guard` is dropped only after it, in DropGuard.        *)
Unlock(t) ==
    /\ pc[t] = "locked"
    /\ locked' = FALSE
    /\ pc' = [pc EXCEPT ![t] = "released"]
    /\ UNCHANGED guard

(* Thread t drops its guardian, and preemption or interrupts are on again. *)
DropGuard(t) ==
    /\ pc[t] \in {"released", "failed"}
    /\ guard' = [guard EXCEPT ![t] = "none"]
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ UNCHANGED locked

-----------------------------------------------------------------------------

(* Whatever thread t may do next.                                          *)
Step(t) ==
    \/ \E g \in Guardians : CallLock(t, g) \/ CallTryLock(t, g)
    \/ SwapSucceeds(t)
    \/ SwapFails(t)
    \/ Unlock(t)
    \/ DropGuard(t)

Next == \E t \in Threads : Step(t)

(* A thread that holds the lock releases it, one that can return returns,  *)
(* and one that finds the lock free again and again takes it at last.      *)
Fairness ==
    \A t \in Threads :
        /\ WF_vars(SwapFails(t))
        /\ WF_vars(Unlock(t))
        /\ WF_vars(DropGuard(t))
        /\ SF_vars(SwapSucceeds(t))

Spec == Init /\ [][Next]_vars /\ Fairness
=============================================================================

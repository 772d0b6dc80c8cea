----------------------------- MODULE Properties -----------------------------
(***************************************************************************)
(* What is true of the spin lock, whoever specifies it.                    *)
(*                                                                         *)
(* The properties speak about `observed`, the record of the contract's     *)
(* observables:                                                            *)
(*                                                                         *)
(*    observed.locked     BOOLEAN: the lock word                           *)
(*    observed.pc[t]      what thread t does next                          *)
(*    observed.guard[t]   the guardian that t holds, or "none"             *)
(*                                                                         *)
(* They are written once and instantiated for each specification, with     *)
(* `observed` replaced by its own Map_Observe.                             *)
(*                                                                         *)
(* Three forms occur.  An invariant is a state predicate, to hold in every *)
(* state.  A step property is an action predicate P, to be read as         *)
(* [][P]_observed: it holds of every step that changes an observable.  A   *)
(* liveness property is of the form \A t : P ~> Q.                         *)
(*                                                                         *)
(* Each invariant and each step property P comes with P_Witness, which is  *)
(* true of the states or steps that P speaks about.  P counts as checked   *)
(* only where its witness happened: mutual exclusion says nothing about a  *)
(* lock that nobody ever takes.                                            *)
(***************************************************************************)
CONSTANT Threads
VARIABLE observed

-----------------------------------------------------------------------------
(***************************************************************************)
(* Words                                                                   *)
(***************************************************************************)

(* The threads between their successful compare-and-swap and their store.  *)
Holders == {t \in Threads : observed.pc[t] = "locked"}

(* Thread t moves in this step from one label to another.                  *)
Leaves(t, label) == observed.pc[t] = label /\ observed'.pc[t] # label
Comes(t, labels) == observed.pc[t] \notin labels /\ observed'.pc[t] \in labels

-----------------------------------------------------------------------------
(***************************************************************************)
(* Invariants                                                              *)
(***************************************************************************)

(* At most one thread holds the lock.                                      *)
MutualExclusion == \A t, u \in Holders : t = u
MutualExclusion_Witness == Holders # {}

(* The lock word tells the truth: it is set if and only if some thread     *)
(* holds the lock.                                                         *)
LockedIffHeld == observed.locked <=> Holders # {}
LockedIffHeld_Witness == observed.locked

(* A thread has a guardian exactly while it is inside a call or holds the  *)
(* lock: from before its first compare-and-swap until after its store, and *)
(* also while a failed try_lock returns.                                   *)
GuardIffInside ==
    \A t \in Threads : (observed.guard[t] # "none") <=> (observed.pc[t] # "idle")
GuardIffInside_Witness == \E t \in Threads : observed.guard[t] # "none"

-----------------------------------------------------------------------------
(***************************************************************************)
(* Step properties                                                         *)
(***************************************************************************)

(* Whoever gives up the lock still has its guardian right afterwards: the  *)
(* word is free before preemption or interrupts are allowed again.         *)
GuardOutlivesLock ==
    \A t \in Threads :
        Leaves(t, "locked") => /\ observed'.pc[t] = "released"
                               /\ observed'.guard[t] = observed.guard[t]
                               /\ ~observed'.locked
GuardOutlivesLock_Witness == \E t \in Threads : Leaves(t, "locked")

(* try_lock does not wait: its only compare-and-swap decides.              *)
TryNeverSpins ==
    \A t \in Threads :
        Leaves(t, "try") => observed'.pc[t] \in {"locked", "failed"}
TryNeverSpins_Witness == \E t \in Threads : Leaves(t, "try")

(* A compare-and-swap fails only where the word is set, and leaves it set. *)
FailOnlyIfLocked ==
    \A t \in Threads :
        Comes(t, {"spin"}) \/ Comes(t, {"failed"}) => /\ observed.locked
                                                      /\ observed'.locked
FailOnlyIfLocked_Witness ==
    \E t \in Threads : Comes(t, {"spin"}) \/ Comes(t, {"failed"})

(* A compare-and-swap succeeds only where the word is free.                *)
AcquireOnlyIfFree == \A t \in Threads : Comes(t, {"locked"}) => ~observed.locked
AcquireOnlyIfFree_Witness == \E t \in Threads : Comes(t, {"locked"})

(* Only the thread that holds the lock frees the word.                     *)
OnlyHolderFrees ==
    observed.locked /\ ~observed'.locked =>
        \E t \in Threads : /\ observed.pc[t] = "locked"
                           /\ observed'.pc[t] = "released"
OnlyHolderFrees_Witness == observed.locked /\ ~observed'.locked

(* A guardian is taken and dropped, and never exchanged for the other one. *)
GuardKept ==
    \A t \in Threads :
        \/ observed.guard[t] = observed'.guard[t]
        \/ "none" \in {observed.guard[t], observed'.guard[t]}
GuardKept_Witness == \E t \in Threads : observed.guard[t] # observed'.guard[t]

-----------------------------------------------------------------------------
(***************************************************************************)
(* Liveness                                                                *)
(*                                                                         *)
(* Under the contract's fairness: a holder releases, a thread drops its    *)
(* guardian, a failing compare-and-swap returns (weak fairness each), and  *)
(* a compare-and-swap that could succeed again and again does succeed      *)
(* (strong fairness).  With weak fairness in its place LockIsTaken is      *)
(* false: the lock is not fair, and a spinner may find it taken each time. *)
(***************************************************************************)

(* Who waits in lock() gets the lock.                                      *)
LockIsTaken ==
    \A t \in Threads :
        (observed.pc[t] \in {"lock", "spin"}) ~> (observed.pc[t] = "locked")

(* try_lock comes back, with the lock or without it.                       *)
TryReturns ==
    \A t \in Threads :
        (observed.pc[t] = "try") ~> (observed.pc[t] \in {"locked", "idle"})
=============================================================================

----------------------------- MODULE Properties -----------------------------
(***************************************************************************)
(* What is true of the mutex, whoever specifies it.                        *)
(*                                                                         *)
(* The properties speak about `observed`, the record of the contract's     *)
(* observables:                                                            *)
(*                                                                         *)
(*    observed.locked     BOOLEAN: the lock word                           *)
(*    observed.pc[t]      what thread t does next                          *)
(*    observed.waker[t]   the waker of t's Waiter: "none", "armed" if it   *)
(*                        has not been woken, or "woken"                   *)
(*    observed.queue      the wait queue: a sequence of entries            *)
(*                        [thread, open], its head first; an entry is open *)
(*                        until its Waiter is dropped                      *)
(*    observed.popped[t]  the entry that t has popped in order to wake it, *)
(*                        as a sequence of at most one                     *)
(*                                                                         *)
(* They are written once and instantiated for each specification, with     *)
(* `observed` replaced by its own Map_Observe.                             *)
(*                                                                         *)
(* Three forms occur.  An invariant is a state predicate, to hold in every *)
(* state.  A step property is an action predicate P, to be read as         *)
(* [][P]_observed: it holds of every step that changes an observable.  A   *)
(* liveness property is of the form \A t : P ~> Q, or P ~> Q.              *)
(*                                                                         *)
(* Each invariant and each step property P comes with P_Witness, which is  *)
(* true of the states or steps that P speaks about.  P counts as checked   *)
(* only where its witness happened: that no wake-up is lost says nothing   *)
(* about a lock on which nobody ever sleeps.                               *)
(*                                                                         *)
(* Not among them is what one would like to be true and is not:            *)
(*                                                                         *)
(*  - "Somebody waits only while the lock is taken."  Between the store    *)
(*    that frees the word and the wake-up the word is FALSE, and it may be *)
(*    FALSE after the wake-up, until the woken thread runs.                *)
(*  - "Threads get the lock in the order in which they queued."  Wakers    *)
(*    are popped in that order, and then everybody races for the word.  A  *)
(*    newcomer may win, and whoever was woken queues again, at the tail.   *)
(*  - "Whoever sleeps gets the lock."  It is woken, but may lose each race.*)
(*  - "Whoever is in the queue waits."  A thread that gets the lock by the *)
(*    attempt after queueing leaves its entry behind, closed.              *)
(*  - "A thread is in the queue at most once."  It may call again while    *)
(*    closed entries of it are still there.                                *)
(*  - "An unlock wakes somebody if somebody sleeps."  The waker may belong *)
(*    to a thread that does not sleep yet, or that has the lock already.   *)
(*  - "An unlock comes to an end."  With three threads, two others can     *)
(*    leave closed entries behind for ever, faster than it skips them.     *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANT Threads
VARIABLE observed

-----------------------------------------------------------------------------
(***************************************************************************)
(* Words                                                                   *)
(***************************************************************************)

(* The threads that have the lock: those between a successful attempt and  *)
(* their store.                                                            *)
Holders == {t \in Threads : observed.pc[t] \in {"close", "held"}}

(* The threads that have failed to get the lock in lock(), and go on.      *)
Waiting == {t \in Threads : observed.pc[t] \in {"enqueue", "recheck", "wait", "asleep"}}

(* Thread t sleeps, and nobody has woken it.                               *)
SleepsUnwoken(t) == observed.pc[t] = "asleep" /\ observed.waker[t] = "armed"

(* How many open entries of thread t there are, in the queue and popped.   *)
OpenIn(entries, t) ==
    Cardinality({i \in DOMAIN entries : entries[i].thread = t /\ entries[i].open})
OpenPopped(t) ==
    Cardinality({u \in Threads : OpenIn(observed.popped[u], t) > 0})
OpenEntries(t) == OpenIn(observed.queue, t) + OpenPopped(t)

(* The threads of a sequence of entries.                                   *)
ThreadsOf(entries) == [i \in DOMAIN entries |-> entries[i].thread]

-----------------------------------------------------------------------------
(***************************************************************************)
(* Invariants                                                              *)
(***************************************************************************)

(* At most one thread has the lock.                                        *)
MutualExclusion == \A t, u \in Holders : t = u
MutualExclusion_Witness == Holders # {}

(* The lock word tells the truth: it is set if and only if some thread has *)
(* the lock.                                                               *)
LockedIffHeld == observed.locked <=> Holders # {}
LockedIffHeld_Witness == observed.locked

(* A thread has a Waiter, and thus an open waker, from its first failed    *)
(* attempt until it has closed the waker, the lock in hand.                *)
WakerIffWaiting ==
    \A t \in Threads :
        (observed.waker[t] # "none") <=> (t \in Waiting \/ observed.pc[t] = "close")
WakerIffWaiting_Witness == \E t \in Threads : observed.waker[t] # "none"

(* No thread has more than one open entry, in the queue or on the way from *)
(* there to its wake-up; and who has one has not been woken.               *)
OneOpenEntry ==
    \A t \in Threads :
        OpenEntries(t) > 0 => OpenEntries(t) = 1 /\ observed.waker[t] = "armed"
OneOpenEntry_Witness == \E t \in Threads : OpenEntries(t) > 0

(* Who has queued and has not been woken can be woken: there is an open    *)
(* entry of it somewhere.                                                  *)
MustBeReachable(t) ==
    observed.pc[t] \in {"recheck", "wait", "asleep", "close"} /\ observed.waker[t] = "armed"
WaiterIsReachable == \A t \in Threads : MustBeReachable(t) => OpenEntries(t) > 0
WaiterIsReachable_Witness == \E t \in Threads : MustBeReachable(t)

(* Only a thread that is dropping its guard has popped an entry.           *)
PoppedOnlyInWake ==
    \A t \in Threads : observed.popped[t] # <<>> => observed.pc[t] = "wake"
PoppedOnlyInWake_Witness == \E t \in Threads : observed.popped[t] # <<>>

(* A thread never sleeps for want of somebody who wakes it: while the lock *)
(* is free and somebody sleeps unwoken, a thread is about to wake others,  *)
(* or a waiting thread is up, which will get the lock or see it taken.     *)
NoLostWakeup ==
    ~observed.locked /\ (\E t \in Threads : SleepsUnwoken(t)) =>
        \E u \in Threads : \/ observed.pc[u] = "wake"
                           \/ u \in Waiting /\ ~SleepsUnwoken(u)
NoLostWakeup_Witness ==
    ~observed.locked /\ \E t \in Threads : SleepsUnwoken(t)

-----------------------------------------------------------------------------
(***************************************************************************)
(* Step properties                                                         *)
(***************************************************************************)

(* The queue is first in, first out: a step adds one entry at the tail, or *)
(* takes the head away, or does neither.                                   *)
QueueIsFifo ==
    LET before == ThreadsOf(observed.queue)
        after  == ThreadsOf(observed'.queue)
    IN  \/ after = before
        \/ before # <<>> /\ after = Tail(before)
        \/ \E t \in Threads : after = Append(before, t)
QueueIsFifo_Witness == ThreadsOf(observed'.queue) # ThreadsOf(observed.queue)

(* A thread gets the lock only while it is free.                           *)
Gets(t) == t \notin Holders /\ observed'.pc[t] \in {"close", "held"}
AcquireOnlyIfFree == \A t \in Threads : Gets(t) => ~observed.locked
AcquireOnlyIfFree_Witness == \E t \in Threads : Gets(t)

(* Only the holder frees the word; it wakes nobody in that step, and has   *)
(* yet to do so.                                                           *)
Frees == observed.locked /\ ~observed'.locked
ReleaseThenWake ==
    Frees => /\ \E t \in Threads : observed.pc[t] = "held" /\ observed'.pc[t] = "wake"
             /\ observed'.waker = observed.waker
ReleaseThenWake_Witness == Frees

(* A wake-up lasts until its thread takes it and queues again: it does not *)
(* matter that the thread was not asleep yet.                              *)
UsesUp(t) == observed.waker[t] = "woken" /\ observed'.waker[t] = "armed"
WakeIsKept ==
    \A t \in Threads : UsesUp(t) => /\ observed.pc[t] \in {"wait", "asleep"}
                                    /\ observed'.pc[t] = "enqueue"
WakeIsKept_Witness == \E t \in Threads : UsesUp(t)

-----------------------------------------------------------------------------
(***************************************************************************)
(* Liveness                                                                *)
(*                                                                         *)
(* Under the contract's fairness: every thread goes on with the call or    *)
(* the drop that it is in (weak fairness of each decision but the two      *)
(* calls).  A decision is fair, not each of its actions: an attempt that   *)
(* finds the lock free now and taken then would never have to be made      *)
(* otherwise.                                                              *)
(***************************************************************************)

(* Who sleeps is woken, since wakers are popped in the order of the queue. *)
(* Getting the lock is another matter.                                     *)
SleeperIsWoken ==
    \A t \in Threads :
        (observed.pc[t] = "asleep") ~> (observed.waker[t] = "woken")

(* While somebody waits the lock does not rest: some thread gets it.       *)
SomebodyHolds == (Waiting # {}) ~> (Holders # {})
=============================================================================

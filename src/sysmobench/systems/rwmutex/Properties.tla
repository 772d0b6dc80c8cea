----------------------------- MODULE Properties -----------------------------
(***************************************************************************)
(* What is true of the read-write lock, whoever specifies it.              *)
(*                                                                         *)
(* The properties speak about `observed`, the record of the contract's     *)
(* observables:                                                            *)
(*                                                                         *)
(*    observed.word       the lock word, decoded: the bits `writer`,       *)
(*                        `upreader` and `upgrading`, and the count        *)
(*                        `readers`                                        *)
(*    observed.pc[t]      what thread t does next                          *)
(*    observed.op[t]      the acquiring call that t is in, or "none"       *)
(*    observed.held[t]    the guard that t has: "R", "W", "U", or "none"   *)
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
(* only where its witness happened: that a writer is alone says nothing    *)
(* about a lock that nobody writes.                                        *)
(*                                                                         *)
(* Not among them is what one would like to be true and is not:            *)
(*                                                                         *)
(*  - "A parked writer is woken", or whoever else is parked.  A failed     *)
(*    try_read or try_upread stays in the word until it is taken back.  A  *)
(*    writer that meets it there fails, queues, fails again and parks.     *)
(*    Taking the attempt back then leaves the word free, and wakes nobody. *)
(*    If every other thread stays outside from then on, the writer sleeps  *)
(*    on a free lock for ever.  Two threads are enough for this.           *)
(*  - "Somebody sleeps only while the word is not free", for that reason.  *)
(*    Even where nothing goes wrong, the word is free between the drop of  *)
(*    a guard and the wake-ups that follow, and after them until those who *)
(*    were woken run.                                                      *)
(*  - "try_write fails only if somebody has a guard."  It goes by the      *)
(*    word, and a failed attempt of another thread may be all that is in   *)
(*    there.                                                               *)
(*  - "downgrade succeeds at once", as its comment in the source says.     *)
(*    Its compare-and-swap wants to see the writer bit alone, and spins    *)
(*    while a failed attempt is in the word.                               *)
(*  - "upgrade comes to an end", and downgrade.  With three threads, two   *)
(*    whose attempts to read overlap keep the count of readers above zero  *)
(*    for ever.                                                            *)
(*  - "wake_all comes to an end."  Threads that it has woken may push      *)
(*    their wakers again while it still pops.                              *)
(*  - "Threads get the lock in the order in which they queued", as the     *)
(*    comments at read, write and upread say.  Wakers are popped in that   *)
(*    order; then everybody goes for the word, and so do newcomers.        *)
(*  - "Whoever is in the queue waits."  A thread that gets its guard by    *)
(*    the attempt after queueing leaves its entry behind, closed.          *)
(*  - "The last reader wakes a writer."  It wakes the head of the queue,   *)
(*    whatever that waits for, and nobody at all if a bit is set.          *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANT Threads
VARIABLE observed

-----------------------------------------------------------------------------
(***************************************************************************)
(* Words                                                                   *)
(***************************************************************************)

(* The threads that have a guard of one kind.                              *)
With(guard) == {t \in Threads : observed.held[t] = guard}

(* The threads whose failed attempt is still in the word, by its call.     *)
Undoing(calls) ==
    {t \in Threads : observed.pc[t] = "undo" /\ observed.op[t] \in calls}

(* The word 0.                                                             *)
WordIsFree ==
    /\ ~observed.word.writer
    /\ ~observed.word.upreader
    /\ ~observed.word.upgrading
    /\ observed.word.readers = 0

(* How many open entries of thread t there are, in the queue and popped.   *)
OpenIn(entries, t) ==
    Cardinality({i \in DOMAIN entries : entries[i].thread = t /\ entries[i].open})
OpenPopped(t) ==
    Cardinality({u \in Threads : OpenIn(observed.popped[u], t) > 0})
OpenEntries(t) == OpenIn(observed.queue, t) + OpenPopped(t)

(* The threads of a sequence of entries.                                   *)
ThreadsOf(entries) == [i \in DOMAIN entries |-> entries[i].thread]

(* In this step thread t exchanges one guard, or "none", for another.      *)
Becomes(t, before, after) == observed.held[t] = before /\ observed'.held[t] = after

-----------------------------------------------------------------------------
(***************************************************************************)
(* Invariants                                                              *)
(***************************************************************************)

(* Who may write is alone.                                                 *)
WriterExcludes ==
    \A t \in With("W") : \A u \in Threads \ {t} : observed.held[u] = "none"
WriterExcludes_Witness == With("W") # {}

(* At most one thread has an upgradeable guard.                            *)
OneUpreader == \A t, u \in With("U") : t = u
OneUpreader_Witness == With("U") # {}

(* The writer bit tells the truth.                                         *)
WriterBit == observed.word.writer <=> With("W") # {}
WriterBit_Witness == observed.word.writer

(* The count of readers counts those who may read, and also those who may  *)
(* not and have yet to take that back.                                     *)
ReaderCount ==
    observed.word.readers =
        Cardinality(With("R")) + Cardinality(Undoing({"read", "try_read"}))
ReaderCount_Witness == observed.word.readers > 0

(* The upreader bit is set while somebody has an upgradeable guard, or has *)
(* failed to get one and not yet taken that back, or has become the writer *)
(* and not yet cleared it.                                                 *)
UpreaderBit ==
    observed.word.upreader <=>
        \/ With("U") # {}
        \/ Undoing({"upread", "try_upread"}) # {}
        \/ \E t \in Threads : observed.pc[t] = "upgrade_finish"
UpreaderBit_Witness == observed.word.upreader

(* The upgrading bit is set exactly while somebody waits for the readers   *)
(* to leave.                                                               *)
UpgradingBit ==
    observed.word.upgrading <=> \E t \in Threads : observed.pc[t] = "upgrading"
UpgradingBit_Witness == observed.word.upgrading

(* No thread has more than one open entry, in the queue or on the way from *)
(* there to its wake-up; and who has one has not been woken.               *)
OneOpenEntry ==
    \A t \in Threads :
        OpenEntries(t) > 0 => OpenEntries(t) = 1 /\ observed.waker[t] = "armed"
OneOpenEntry_Witness == \E t \in Threads : OpenEntries(t) > 0

(* Who has queued and has not been woken can be woken: there is an open    *)
(* entry of it somewhere.  That somebody does it, is another matter.       *)
MustBeReachable(t) ==
    observed.pc[t] \in {"recheck", "wait", "asleep", "close"} /\ observed.waker[t] = "armed"
WaiterIsReachable == \A t \in Threads : MustBeReachable(t) => OpenEntries(t) > 0
WaiterIsReachable_Witness == \E t \in Threads : MustBeReachable(t)

(* Only a thread that is waking others has popped an entry.                *)
PoppedOnlyInWake ==
    \A t \in Threads :
        observed.popped[t] # <<>> => observed.pc[t] \in {"wake_one", "wake_all"}
PoppedOnlyInWake_Witness == \E t \in Threads : observed.popped[t] # <<>>

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

(* A thread is admitted to read only while nobody writes or is about to.   *)
ReadEntry ==
    \A t \in Threads :
        Becomes(t, "none", "R") => ~observed.word.writer /\ ~observed.word.upgrading
ReadEntry_Witness == \E t \in Threads : Becomes(t, "none", "R")

(* A thread is admitted to write only if the word is 0, unless it comes by *)
(* way of an upgrade.                                                      *)
WriteEntry == \A t \in Threads : Becomes(t, "none", "W") => WordIsFree
WriteEntry_Witness == \E t \in Threads : Becomes(t, "none", "W")

(* An upgrade succeeds when no reader is left, and leaves the upreader bit *)
(* to be cleared later.  A downgrade succeeds when nothing but the writer  *)
(* is in the word.                                                         *)
Conversions ==
    \A t \in Threads :
        /\ Becomes(t, "U", "W") => /\ observed.word.readers = 0
                                   /\ observed'.word.writer
                                   /\ observed'.word.upreader
        /\ Becomes(t, "W", "U") => /\ observed.word.readers = 0
                                   /\ ~observed.word.upreader
Conversions_Witness == \E t \in Threads : Becomes(t, "U", "W") \/ Becomes(t, "W", "U")

(* Taking back a failed attempt touches neither the queue nor another      *)
(* thread's waker.  This is how a wake-up can be missing.                  *)
Undoes(t) == observed.pc[t] = "undo" /\ observed'.pc[t] # "undo"
UndoWakesNobody ==
    \A t \in Threads :
        Undoes(t) => /\ observed'.queue = observed.queue
                     /\ observed'.popped = observed.popped
                     /\ observed'.pc[t] \notin {"wake_one", "wake_all"}
                     /\ \A u \in Threads \ {t} : observed'.waker[u] = observed.waker[u]
UndoWakesNobody_Witness == \E t \in Threads : Undoes(t)

-----------------------------------------------------------------------------
(***************************************************************************)
(* Liveness                                                                *)
(*                                                                         *)
(* Under the contract's fairness: every thread goes on with the call or    *)
(* the drop that it is in, and gives its guard back some time (weak        *)
(* fairness of each decision but those that begin a call), and the         *)
(* compare-and-swaps of upgrade and downgrade, which spin, succeed if they *)
(* could again and again (strong fairness).                                *)
(***************************************************************************)

(* A failed attempt does not stay in the word.                             *)
UndoEnds ==
    \A t \in Threads : (observed.pc[t] = "undo") ~> (observed.pc[t] # "undo")

(* A wake-up that was given arrives: the thread queues and tries again.    *)
WokenRuns ==
    \A t \in Threads :
        (observed.pc[t] = "asleep" /\ observed.waker[t] = "woken")
            ~> (observed.pc[t] = "enqueue")

(* A writer does not stay for ever.                                        *)
WriterLeaves == observed.word.writer ~> ~observed.word.writer

(* Whoever upgrades becomes the writer.  This is true of two threads, with *)
(* which liveness is explored, and not of three: see the head of this      *)
(* module.                                                                 *)
UpgradeEnds ==
    \A t \in Threads : (observed.pc[t] = "upgrading") ~> (observed.held[t] = "W")
=============================================================================

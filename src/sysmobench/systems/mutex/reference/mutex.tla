------------------------------- MODULE mutex --------------------------------
(***************************************************************************)
(* The mutex of Asterinas (crate ostd, src/sync/mutex.rs), and as much of  *)
(* its wait queue (src/sync/wait.rs) as the mutex uses.                    *)
(*                                                                         *)
(* The lock is one atomic Boolean.  Beside it is a queue of wakers, on     *)
(* which threads wait that have found it taken.  The queue does not say    *)
(* who gets the lock: whoever swaps FALSE into TRUE first has it, be it a  *)
(* thread that was woken, one that is about to go to sleep, or one that    *)
(* has just come.                                                          *)
(*                                                                         *)
(* lock() tries once.  If that fails it makes a Waiter, and from then on   *)
(* goes round a loop: push the Waiter's waker, try again, sleep until the  *)
(* waker is woken.  Pushing comes before trying, so that a release between *)
(* the two finds the waker in the queue.  It also means that a thread may  *)
(* get the lock with its waker still in the queue.  It closes the waker    *)
(* then and leaves it where it is, for some release to skip.               *)
(*                                                                         *)
(* Dropping the guard stores FALSE first, and only then pops one waker     *)
(* after the other, until it has woken one or the queue is empty.          *)
(*                                                                         *)
(* One step is one atomic operation on the lock word or on a waker, or the *)
(* work under the queue's own lock, with all that the thread does by       *)
(* itself up to its next such operation.  Memory is sequentially           *)
(* consistent here.                                                        *)
(***************************************************************************)
EXTENDS Sequences

CONSTANT Threads    \* the threads that share the mutex

VARIABLES
    locked,         \* the lock word
    pc,             \* pc[t] says what thread t does next, see Labels
    waker,          \* waker[t] is the state of t's open waker, see Wakers
    queue,          \* the wait queue, a sequence of entries, its head first
    popped          \* popped[t] holds the entry that t has popped to wake it

vars == <<locked, pc, waker, queue, popped>>

-----------------------------------------------------------------------------

(* The places where a thread can be, each named for what comes next:       *)
(*    idle      a call of lock() or try_lock()                             *)
(*    enqueue   pushing its waker                                          *)
(*    recheck   the attempt that follows                                   *)
(*    wait      do_wait(): looking whether its waker has been woken        *)
(*    asleep    the same, after it was parked                              *)
(*    close     closing its waker: this thread has the lock already        *)
(*    held      dropping the guard: this thread has the lock               *)
(*    wake      popping a waker, or waking the one that it has popped      *)
Labels == {"idle", "enqueue", "recheck", "wait", "asleep", "close", "held", "wake"}

(* The waker of the Waiter that a thread has at the moment: there is none, *)
(* its `has_woken` is FALSE, or its `has_woken` is TRUE.                   *)
Wakers == {"none", "armed", "woken"}

(* A waker in the queue, or on its way out of it.  One thread makes a new  *)
(* waker for each call that has to wait, so several may be about.  All but *)
(* the present one are closed: `has_woken` is TRUE in them for good.       *)
Entries == [thread : Threads, open : BOOLEAN]

(* The type of the variables.                                              *)
TypeOK ==
    /\ locked \in BOOLEAN
    /\ pc \in [Threads -> Labels]
    /\ waker \in [Threads -> Wakers]
    /\ queue \in Seq(Entries)
    /\ popped \in [Threads -> {<<>>} \cup {<<e>> : e \in Entries}]

(* The lock word is FALSE, and every thread is outside.                    *)
Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ waker = [t \in Threads |-> "none"]
    /\ queue = <<>>
    /\ popped = [t \in Threads |-> <<>>]

Goto(t, label) == pc' = [pc EXCEPT ![t] = label]
SetWaker(t, w) == waker' = [waker EXCEPT ![t] = w]

-----------------------------------------------------------------------------
(***************************************************************************)
(* lock() and try_lock()                                                   *)
(***************************************************************************)

(* Thread t, before the attempt `here`, finds the lock word FALSE and sets *)
(* it.  An attempt looks at the word alone, not at the queue.              *)
AttemptSucceeds(t, here, there) ==
    /\ pc[t] = here
    /\ ~locked
    /\ locked' = TRUE
    /\ Goto(t, there)
    /\ UNCHANGED <<waker, queue, popped>>

(* The first attempt of lock(), or the only one of try_lock().  There is   *)
(* no Waiter yet, so the guard is returned at once.                        *)
AcquireAtOnce(t) == AttemptSucceeds(t, "idle", "held")

(* The attempt after pushing.  The Waiter is dropped before lock() returns.*)
AcquireQueued(t) == AttemptSucceeds(t, "recheck", "close")

(* The first attempt of lock() fails, and the thread makes its Waiter.     *)
(* When the attempt of try_lock() fails, nothing happens.                  *)
BeginWaiting(t) ==
    /\ pc[t] = "idle"
    /\ locked
    /\ SetWaker(t, "armed")
    /\ Goto(t, "enqueue")
    /\ UNCHANGED <<locked, queue, popped>>

(* `enqueue`: in each round of the loop, and always at the tail.           *)
Enqueue(t) ==
    /\ pc[t] = "enqueue"
    /\ queue' = Append(queue, [thread |-> t, open |-> TRUE])
    /\ Goto(t, "recheck")
    /\ UNCHANGED <<locked, waker, popped>>

(* The attempt after pushing fails.                                        *)
KeepWaiting(t) ==
    /\ pc[t] = "recheck"
    /\ locked
    /\ Goto(t, "wait")
    /\ UNCHANGED <<locked, waker, queue, popped>>

(* `do_wait` finds that the waker has been woken, and takes that back: the *)
(* waker serves for the next round.  It does not matter whether the        *)
(* wake-up came before the thread slept or after.                          *)
Resume(t) ==
    /\ pc[t] \in {"wait", "asleep"}
    /\ waker[t] = "woken"
    /\ SetWaker(t, "armed")
    /\ Goto(t, "enqueue")
    /\ UNCHANGED <<locked, queue, popped>>

(* `do_wait` finds that it has not, and the thread is parked.  A thread    *)
(* that returns from there although nobody woke it does the same again,    *)
(* and nothing changes.                                                    *)
Sleep(t) ==
    /\ pc[t] \in {"wait", "asleep"}
    /\ waker[t] = "armed"
    /\ Goto(t, "asleep")
    /\ UNCHANGED <<locked, waker, queue, popped>>

(* The entries of a sequence, those of thread t closed.                    *)
Closed(entries, t) ==
    [i \in DOMAIN entries |->
        IF entries[i].thread = t THEN [entries[i] EXCEPT !.open = FALSE] ELSE entries[i]]

(* The Waiter is dropped, which closes its waker: `has_woken` becomes TRUE *)
(* and stays so.  If it was TRUE before, that wake-up is swallowed; nobody *)
(* passes it on.  The waker stays in the queue, if it is there, or in the  *)
(* hands of a thread that has popped it.                                   *)
Close(t) ==
    /\ pc[t] = "close"
    /\ SetWaker(t, "none")
    /\ queue' = Closed(queue, t)
    /\ popped' = [u \in Threads |-> Closed(popped[u], t)]
    /\ Goto(t, "held")
    /\ UNCHANGED locked

-----------------------------------------------------------------------------
(***************************************************************************)
(* The drop of the guard                                                   *)
(***************************************************************************)

(* `release_lock`, a plain store.  From here on anybody may take the lock, *)
(* and nobody has been woken yet.                                          *)
Release(t) ==
    /\ pc[t] = "held"
    /\ locked' = FALSE
    /\ Goto(t, "wake")
    /\ UNCHANGED <<waker, queue, popped>>

(* `wake_one` takes the head out of the queue, open or closed.             *)
Pop(t) ==
    /\ pc[t] = "wake"
    /\ popped[t] = <<>>
    /\ queue # <<>>
    /\ popped' = [popped EXCEPT ![t] = <<Head(queue)>>]
    /\ queue' = Tail(queue)
    /\ UNCHANGED <<locked, pc, waker>>

(* There is none, or none any more, and the drop is over.                  *)
FindQueueEmpty(t) ==
    /\ pc[t] = "wake"
    /\ popped[t] = <<>>
    /\ queue = <<>>
    /\ Goto(t, "idle")
    /\ UNCHANGED <<locked, waker, queue, popped>>

(* `wake_up` sets `has_woken`, and if the thread is parked it may run      *)
(* again.  One is enough.  That thread gets no lock, but another attempt.  *)
Wake(t) ==
    /\ popped[t] # <<>>
    /\ popped[t][1].open
    /\ SetWaker(popped[t][1].thread, "woken")
    /\ popped' = [popped EXCEPT ![t] = <<>>]
    /\ Goto(t, "idle")
    /\ UNCHANGED <<locked, queue>>

(* `wake_up` finds `has_woken` set: the waker is closed.  Only a closed    *)
(* one can be found like that, since an open waker is pushed again only    *)
(* after it was popped and woken.  The loop goes on with the next one.     *)
Skip(t) ==
    /\ popped[t] # <<>>
    /\ ~popped[t][1].open
    /\ popped' = [popped EXCEPT ![t] = <<>>]
    /\ UNCHANGED <<locked, pc, waker, queue>>

-----------------------------------------------------------------------------

(* Whatever thread t may do next.                                          *)
Step(t) ==
    \/ AcquireAtOnce(t)
    \/ BeginWaiting(t)
    \/ Enqueue(t)
    \/ AcquireQueued(t)
    \/ KeepWaiting(t)
    \/ Resume(t)
    \/ Sleep(t)
    \/ Close(t)
    \/ Release(t)
    \/ Pop(t)
    \/ FindQueueEmpty(t)
    \/ Wake(t)
    \/ Skip(t)

Next == \E t \in Threads : Step(t)

(* Every thread goes on with what it has begun.  No one has to call.       *)
Fairness ==
    \A t \in Threads :
        /\ WF_vars(Enqueue(t))
        /\ WF_vars(AcquireQueued(t) \/ KeepWaiting(t))
        /\ WF_vars(Resume(t) \/ Sleep(t))
        /\ WF_vars(Close(t))
        /\ WF_vars(Release(t))
        /\ WF_vars(Pop(t) \/ FindQueueEmpty(t))
        /\ WF_vars(Wake(t) \/ Skip(t))

Spec == Init /\ [][Next]_vars /\ Fairness
=============================================================================

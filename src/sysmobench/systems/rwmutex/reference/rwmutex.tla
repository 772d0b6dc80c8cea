------------------------------ MODULE rwmutex -------------------------------
(***************************************************************************)
(* The sleeping read-write lock of Asterinas (crate ostd,                  *)
(* src/sync/rwmutex.rs), and as much of its wait queue (src/sync/wait.rs)  *)
(* as the lock uses.                                                       *)
(*                                                                         *)
(* The lock is one atomic word: a bit for the writer, a bit for the        *)
(* upgradeable reader, a bit that says that this reader is upgrading, and  *)
(* a count of readers.  An attempt to acquire is one atomic operation on   *)
(* the word.  A writer compares and swaps, and if it fails the word is as  *)
(* it was.  A reader counts itself in and then looks at what the word was  *)
(* before.  If it should not have come in it counts itself out again, in a *)
(* second operation.  An upgradeable reader does the same with its bit.    *)
(* Between the two operations the word shows somebody who has nothing, and *)
(* everybody else goes by the word: a writer fails on a lock that nobody   *)
(* holds, and the writer's own downgrade() has to wait.                    *)
(*                                                                         *)
(* Who has failed in read(), write() or upread() goes round a loop: push a *)
(* waker, try again, sleep until the waker is woken.  Wakers are woken by  *)
(* a writer that leaves or becomes an upgradeable reader, and by any other *)
(* who gives a guard back if it was alone in the word.  Taking a failed    *)
(* attempt back wakes nobody, even where it leaves the word free.  So a    *)
(* writer may be asleep on a free lock, with no wake-up on its way to it.  *)
(*                                                                         *)
(* One step is one atomic operation on the lock word or on a waker, or the *)
(* work under the queue's own lock, with all that the thread does by       *)
(* itself up to its next such operation.  Memory is sequentially           *)
(* consistent here.                                                        *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANT Threads    \* the threads that share the lock

VARIABLES
    word,           \* the lock word, see Words
    pc,             \* pc[t] says what thread t does next, see Labels
    op,             \* op[t] is the acquiring call that t is in, or "none"
    held,           \* held[t] is the guard that t has, see Guards
    waker,          \* waker[t] is the state of t's open waker, see Wakers
    queue,          \* the wait queue, a sequence of entries, its head first
    popped          \* popped[t] holds the entry that t has popped to wake it

vars == <<word, pc, op, held, waker, queue, popped>>

-----------------------------------------------------------------------------

(* What the lock word says: WRITER, UPGRADEABLE_READER, BEING_UPGRADED,    *)
(* and the number of READERs.                                              *)
Words == [writer : BOOLEAN, upreader : BOOLEAN, upgrading : BOOLEAN, readers : Nat]

(* The words that the code compares with as a whole.                       *)
Free          == [writer |-> FALSE, upreader |-> FALSE, upgrading |-> FALSE, readers |-> 0]
OnlyWriter    == [Free EXCEPT !.writer = TRUE]
OnlyUpreader  == [Free EXCEPT !.upreader = TRUE]
OnlyOneReader == [Free EXCEPT !.readers = 1]
OnlyUpgrading == [Free EXCEPT !.upreader = TRUE, !.upgrading = TRUE]

(* The calls that acquire, and those among them that do not wait.          *)
Calls       == {"read", "write", "upread", "try_read", "try_write", "try_upread"}
TryingCalls == {"try_read", "try_write", "try_upread"}

(* What a thread can have: a guard for reading, for writing, or for        *)
(* reading and perhaps writing later.                                      *)
Guards == {"R", "W", "U"}

(* The guard that a call is about.                                         *)
Wanted(call) ==
    CASE call \in {"read", "try_read"}     -> "R"
      [] call \in {"write", "try_write"}   -> "W"
      [] call \in {"upread", "try_upread"} -> "U"

(* The places where a thread can be, each named for what comes next:       *)
(*    idle               any call; a thread has a guard or has none        *)
(*    undo               taking a failed attempt back out of the word      *)
(*    enqueue            pushing its waker                                 *)
(*    recheck            the attempt that follows                          *)
(*    wait               do_wait(): looking whether its waker was woken    *)
(*    asleep             the same, after it was parked                     *)
(*    close              closing its waker: this thread has its guard      *)
(*    upgrading          the compare-and-swap of upgrade()                 *)
(*    upgrade_finish     clearing its upreader bit, with a W guard         *)
(*    downgrading        another compare-and-swap of downgrade()           *)
(*    downgrade_finish   clearing the writer bit, with a U guard           *)
(*    wake_one           popping a waker, or waking the one that it has    *)
(*    wake_all           popped; until one is woken, until none is left    *)
Labels == {"idle", "undo", "enqueue", "recheck", "wait", "asleep", "close",
           "upgrading", "upgrade_finish", "downgrading", "downgrade_finish",
           "wake_one", "wake_all"}

(* The waker of the Waiter that a thread has at the moment: there is none, *)
(* its `has_woken` is FALSE, or its `has_woken` is TRUE.                   *)
Wakers == {"none", "armed", "woken"}

(* A waker in the queue, or on its way out of it.  A thread makes a new    *)
(* one for each call that has to wait, so several may be about.  All but   *)
(* the present one are closed: `has_woken` is TRUE in them for good.       *)
Entries == [thread : Threads, open : BOOLEAN]

(* The type of the variables.                                              *)
TypeOK ==
    /\ word \in Words
    /\ pc \in [Threads -> Labels]
    /\ op \in [Threads -> Calls \cup {"none"}]
    /\ held \in [Threads -> Guards \cup {"none"}]
    /\ waker \in [Threads -> Wakers]
    /\ queue \in Seq(Entries)
    /\ popped \in [Threads -> {<<>>} \cup {<<e>> : e \in Entries}]

(* The lock word is 0, nobody queues, and every thread is outside.         *)
Init ==
    /\ word = Free
    /\ pc = [t \in Threads |-> "idle"]
    /\ op = [t \in Threads |-> "none"]
    /\ held = [t \in Threads |-> "none"]
    /\ waker = [t \in Threads |-> "none"]
    /\ queue = <<>>
    /\ popped = [t \in Threads |-> <<>>]

Goto(t, label) == pc' = [pc EXCEPT ![t] = label]
Inside(t, call) == op' = [op EXCEPT ![t] = call]
Hold(t, guard) == held' = [held EXCEPT ![t] = guard]
SetWaker(t, w) == waker' = [waker EXCEPT ![t] = w]

-----------------------------------------------------------------------------
(***************************************************************************)
(* One attempt: try_read(), try_write(), try_upread()                      *)
(***************************************************************************)

(* Whether the word lets a guard in, seen before the attempt.  A reader    *)
(* cares neither for other readers nor for an upgradeable reader, unless   *)
(* that one is upgrading; an upgradeable reader does not care for readers. *)
Admits(guard) ==
    CASE guard = "R" -> ~word.writer /\ ~word.upgrading
      [] guard = "W" -> word = Free
      [] guard = "U" -> ~word.writer /\ ~word.upreader

(* The word after the attempt, whether or not it was admitted: `fetch_add` *)
(* of READER, a compare-and-swap of 0 into WRITER, or `fetch_or` of        *)
(* UPGRADEABLE_READER.                                                     *)
Attempted(guard) ==
    CASE guard = "R" -> [word EXCEPT !.readers = @ + 1]
      [] guard = "W" -> IF word = Free THEN OnlyWriter ELSE word
      [] guard = "U" -> [word EXCEPT !.upreader = TRUE]

(* Thread t has its guard with this very operation.                        *)
Succeed(t, guard) ==
    /\ Admits(guard)
    /\ word' = Attempted(guard)
    /\ Hold(t, guard)
    /\ UNCHANGED <<waker, queue, popped>>

(* Thread t is through with a failed attempt of the call.  A call that     *)
(* does not wait returns None.  The first time in a call that waits, the   *)
(* thread makes a Waiter and is going to push its waker.  Any later time   *)
(* it has pushed it already and is going to sleep.                         *)
GiveUp(t, call) ==
    IF call \in TryingCalls
       THEN Goto(t, "idle") /\ Inside(t, "none") /\ UNCHANGED waker
       ELSE /\ Inside(t, call)
            /\ IF waker[t] = "none"
                  THEN Goto(t, "enqueue") /\ SetWaker(t, "armed")
                  ELSE Goto(t, "wait") /\ UNCHANGED waker

(* Thread t is not admitted.  What its attempt has changed it must take    *)
(* back first: always the count of readers, and the upreader bit if only   *)
(* the writer was in the way.  If the bit was set before, then it is       *)
(* another's, and stays.                                                   *)
Fail(t, call) ==
    LET guard == Wanted(call) IN
    /\ ~Admits(guard)
    /\ word' = Attempted(guard)
    /\ IF Attempted(guard) # word
          THEN Goto(t, "undo") /\ Inside(t, call) /\ UNCHANGED waker
          ELSE GiveUp(t, call)
    /\ UNCHANGED <<held, queue, popped>>

(* Thread t takes its failed attempt back.  Whatever the word has become   *)
(* meanwhile, this wakes nobody.                                           *)
Undo(t) ==
    /\ pc[t] = "undo"
    /\ word' = IF Wanted(op[t]) = "R" THEN [word EXCEPT !.readers = @ - 1]
                                      ELSE [word EXCEPT !.upreader = FALSE]
    /\ GiveUp(t, op[t])
    /\ UNCHANGED <<held, queue, popped>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* The calls: `wait_until` around an attempt, or the attempt alone         *)
(***************************************************************************)

(* The first attempt does not look at the queue.  If it succeeds, the call *)
(* has returned.                                                           *)
AcquireAtOnce(t, call) ==
    /\ pc[t] = "idle" /\ held[t] = "none"
    /\ Succeed(t, Wanted(call))
    /\ UNCHANGED <<pc, op>>

FailAtFirst(t, call) ==
    /\ pc[t] = "idle" /\ held[t] = "none"
    /\ Fail(t, call)

(* `enqueue`: in each round of the loop, and always at the tail.           *)
Enqueue(t) ==
    /\ pc[t] = "enqueue"
    /\ queue' = Append(queue, [thread |-> t, open |-> TRUE])
    /\ Goto(t, "recheck")
    /\ UNCHANGED <<word, op, held, waker, popped>>

(* The attempt after pushing.  If it succeeds, there is a Waiter to drop   *)
(* before the call returns.                                                *)
AcquireQueued(t) ==
    /\ pc[t] = "recheck"
    /\ Succeed(t, Wanted(op[t]))
    /\ Goto(t, "close")
    /\ UNCHANGED op

FailQueued(t) ==
    /\ pc[t] = "recheck"
    /\ Fail(t, op[t])

(* `do_wait` finds that the waker has been woken, and takes that back: the *)
(* waker serves for the next round.  It does not matter whether the        *)
(* wake-up came before the thread slept or after.                          *)
Resume(t) ==
    /\ pc[t] \in {"wait", "asleep"}
    /\ waker[t] = "woken"
    /\ SetWaker(t, "armed")
    /\ Goto(t, "enqueue")
    /\ UNCHANGED <<word, op, held, queue, popped>>

(* `do_wait` finds that it has not, and the thread is parked.  A thread    *)
(* that returns from there although nobody woke it does the same again,    *)
(* and nothing changes.                                                    *)
Sleep(t) ==
    /\ pc[t] \in {"wait", "asleep"}
    /\ waker[t] = "armed"
    /\ Goto(t, "asleep")
    /\ UNCHANGED <<word, op, held, waker, queue, popped>>

(* The entries of a sequence, those of thread t closed.                    *)
Closed(entries, t) ==
    [i \in DOMAIN entries |->
        IF entries[i].thread = t THEN [entries[i] EXCEPT !.open = FALSE] ELSE entries[i]]

(* The Waiter is dropped, which closes its waker: `has_woken` becomes TRUE *)
(* and stays so.  If it was TRUE before, that wake-up is swallowed; nobody *)
(* passes it on.  The waker stays in the queue, if it is there, or in the  *)
(* hands of a thread that has popped it.  With that the call has returned. *)
Close(t) ==
    /\ pc[t] = "close"
    /\ SetWaker(t, "none")
    /\ queue' = Closed(queue, t)
    /\ popped' = [u \in Threads |-> Closed(popped[u], t)]
    /\ Goto(t, "idle")
    /\ Inside(t, "none")
    /\ UNCHANGED <<word, held>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* The drop of a guard                                                     *)
(***************************************************************************)

(* Thread t gives its guard back with one operation on the word, and goes  *)
(* on to wake others or is done.                                           *)
Drop(t, guard, after, label) ==
    /\ pc[t] = "idle"
    /\ held[t] = guard
    /\ word' = after
    /\ Hold(t, "none")
    /\ Goto(t, label)
    /\ UNCHANGED <<op, waker, queue, popped>>

(* A reader wakes one waiting thread if the word was one reader and        *)
(* nothing else.  With any bit set, it wakes nobody.                       *)
DropReader(t) ==
    Drop(t, "R", [word EXCEPT !.readers = @ - 1],
         IF word = OnlyOneReader THEN "wake_one" ELSE "idle")

(* A writer clears its own bit, whatever else has been added to the word,  *)
(* and always wakes all.                                                   *)
DropWriter(t) == Drop(t, "W", [word EXCEPT !.writer = FALSE], "wake_all")

(* An upgradeable reader wakes all if the word was its bit and nothing     *)
(* else.                                                                   *)
DropUpreader(t) ==
    Drop(t, "U", [word EXCEPT !.upreader = FALSE],
         IF word = OnlyUpreader THEN "wake_all" ELSE "idle")

Release(t) == DropReader(t) \/ DropWriter(t) \/ DropUpreader(t)

-----------------------------------------------------------------------------
(***************************************************************************)
(* upgrade() and downgrade()                                               *)
(***************************************************************************)

(* From now on no new reader is admitted.                                  *)
BeginUpgrade(t) ==
    /\ pc[t] = "idle"
    /\ held[t] = "U"
    /\ word' = [word EXCEPT !.upgrading = TRUE]
    /\ Goto(t, "upgrading")
    /\ UNCHANGED <<op, held, waker, queue, popped>>

(* The upgradeable reader becomes the writer as soon as there is no reader *)
(* left in the word, not even one who is about to go.  It spins until      *)
(* then: a compare-and-swap that fails changes nothing.  The upreader bit  *)
(* stays for now.                                                          *)
SwapUp(t) ==
    /\ pc[t] = "upgrading"
    /\ word = OnlyUpgrading
    /\ word' = [OnlyWriter EXCEPT !.upreader = TRUE]
    /\ Hold(t, "W")
    /\ Goto(t, "upgrade_finish")
    /\ UNCHANGED <<op, waker, queue, popped>>

(* The old guard is dropped as any other is, which clears its bit.  Since  *)
(* the writer bit is set, the word was more than that bit, and nobody is   *)
(* woken.                                                                  *)
FinishUpgrade(t) ==
    /\ pc[t] = "upgrade_finish"
    /\ word' = [word EXCEPT !.upreader = FALSE]
    /\ Goto(t, "idle")
    /\ UNCHANGED <<op, held, waker, queue, popped>>

(* The writer becomes an upgradeable reader, if the word is its own bit    *)
(* and nothing else: in downgrade() at once, or after some turns.          *)
SwapDown(t) ==
    /\ pc[t] = "downgrading" \/ (pc[t] = "idle" /\ held[t] = "W")
    /\ word = OnlyWriter
    /\ word' = OnlyUpreader
    /\ Hold(t, "U")
    /\ Goto(t, "downgrade_finish")
    /\ UNCHANGED <<op, waker, queue, popped>>

(* Somebody's failed attempt is in the word, and the writer spins.  From   *)
(* the second turn on a compare-and-swap that fails changes nothing.       *)
MissDown(t) ==
    /\ pc[t] = "idle" /\ held[t] = "W"
    /\ word # OnlyWriter
    /\ Goto(t, "downgrading")
    /\ UNCHANGED <<word, op, held, waker, queue, popped>>

(* The old guard is dropped as any other is.  Its bit is clear already,    *)
(* and stays clear, since nobody writes beside an upgradeable reader.      *)
(* Then all are woken.                                                     *)
FinishDowngrade(t) ==
    /\ pc[t] = "downgrade_finish"
    /\ word' = [word EXCEPT !.writer = FALSE]
    /\ Goto(t, "wake_all")
    /\ UNCHANGED <<op, held, waker, queue, popped>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* wake_one() and wake_all()                                               *)
(***************************************************************************)

(* The head leaves the queue, open or closed.                              *)
Pop(t) ==
    /\ pc[t] \in {"wake_one", "wake_all"}
    /\ popped[t] = <<>>
    /\ queue # <<>>
    /\ popped' = [popped EXCEPT ![t] = <<Head(queue)>>]
    /\ queue' = Tail(queue)
    /\ UNCHANGED <<word, pc, op, held, waker>>

(* There is none, or none any more, and the call that wakes is over.       *)
FindQueueEmpty(t) ==
    /\ pc[t] \in {"wake_one", "wake_all"}
    /\ popped[t] = <<>>
    /\ queue = <<>>
    /\ Goto(t, "idle")
    /\ UNCHANGED <<word, op, held, waker, queue, popped>>

(* `wake_up` sets `has_woken`, and if the thread is parked it may run      *)
(* again.  What it gets is not the lock, but another attempt.  With that   *)
(* wake_one() is over; wake_all() goes on to the next waker, even to those *)
(* that are pushed while it is at it.                                      *)
Wake(t) ==
    /\ popped[t] # <<>>
    /\ popped[t][1].open
    /\ SetWaker(popped[t][1].thread, "woken")
    /\ popped' = [popped EXCEPT ![t] = <<>>]
    /\ Goto(t, IF pc[t] = "wake_one" THEN "idle" ELSE "wake_all")
    /\ UNCHANGED <<word, op, held, queue>>

(* `wake_up` finds `has_woken` set: the waker is closed.  Only a closed    *)
(* one can be found like that, since an open waker is pushed again only    *)
(* after it was popped and woken.  Both loops go on with the next one.     *)
Skip(t) ==
    /\ popped[t] # <<>>
    /\ ~popped[t][1].open
    /\ popped' = [popped EXCEPT ![t] = <<>>]
    /\ UNCHANGED <<word, pc, op, held, waker, queue>>

-----------------------------------------------------------------------------

(* Whatever thread t may do next.                                          *)
Step(t) ==
    \/ \E call \in Calls : AcquireAtOnce(t, call) \/ FailAtFirst(t, call)
    \/ Enqueue(t)
    \/ AcquireQueued(t) \/ FailQueued(t)
    \/ Undo(t)
    \/ Resume(t) \/ Sleep(t)
    \/ Close(t)
    \/ Release(t)
    \/ BeginUpgrade(t) \/ SwapUp(t) \/ FinishUpgrade(t)
    \/ SwapDown(t) \/ MissDown(t) \/ FinishDowngrade(t)
    \/ Pop(t) \/ FindQueueEmpty(t)
    \/ Wake(t) \/ Skip(t)

Next == \E t \in Threads : Step(t)

(* A thread goes on with what it has begun, and gives its guard back some  *)
(* time; it need not call.  A compare-and-swap that spins and could        *)
(* succeed again and again succeeds at last.                               *)
Fairness ==
    \A t \in Threads :
        /\ WF_vars(Enqueue(t))
        /\ WF_vars(AcquireQueued(t) \/ FailQueued(t))
        /\ WF_vars(Undo(t))
        /\ WF_vars(Resume(t) \/ Sleep(t))
        /\ WF_vars(Close(t))
        /\ WF_vars(Release(t))
        /\ SF_vars(SwapUp(t))
        /\ WF_vars(FinishUpgrade(t))
        /\ SF_vars(SwapDown(t))
        /\ WF_vars(FinishDowngrade(t))
        /\ WF_vars(Pop(t) \/ FindQueueEmpty(t))
        /\ WF_vars(Wake(t) \/ Skip(t))

Spec == Init /\ [][Next]_vars /\ Fairness
=============================================================================

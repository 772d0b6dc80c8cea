------------------------------ MODULE rwmutex -------------------------------
(***************************************************************************)
(* The read-write lock told by who is where. What others can see of the    *)
(* threads is the lock word.                                               *)
(*                                                                         *)
(* Belief: an upgradeable reader lets other readers in until it has become *)
(* the writer. An upgrade that waits keeps nobody out; it waits for a      *)
(* moment without readers.                                                 *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANT Threads

VARIABLES
    reading, writing, upreading,    \* those who have a guard
    strayReaders, strayUpreader,    \* those who have failed and not yet taken it back
    climbing,                       \* those of `upreading` in upgrade()
    climbed,                        \* those of `writing` that have still to clear the upreader bit
    stooping,                       \* those of `writing` that spin in downgrade()
    stooped,                        \* those of `upreading` that have still to wake others
    stage,                          \* for all others: where they are
    wants,                          \* the call that a thread is in
    armed, woken,                   \* those who have a waker, not woken or woken
    queue, hand

guards == <<reading, writing, upreading>>
strays == <<strayReaders, strayUpreader>>
turns  == <<climbing, climbed, stooping, stooped>>
wakers == <<armed, woken>>
queues == <<queue, hand>>

vars == <<guards, strays, turns, stage, wants, wakers, queues>>

Init ==
    /\ reading = {} /\ writing = {} /\ upreading = {}
    /\ strayReaders = {} /\ strayUpreader = {}
    /\ climbing = {} /\ climbed = {} /\ stooping = {} /\ stooped = {}
    /\ stage = [t \in Threads |-> "idle"]
    /\ wants = [t \in Threads |-> "none"]
    /\ armed = {} /\ woken = {}
    /\ queue = <<>>
    /\ hand = [t \in Threads |-> <<>>]

-----------------------------------------------------------------------------
(* What others can see of a thread in the word.                            *)

SeenWriting   == writing # {}
SeenUpreading == upreading \cup strayUpreader \cup climbed # {}
SeenUpgrading == climbing # {}
SeenReaders   == Cardinality(reading \cup strayReaders)

NothingSeen == ~SeenWriting /\ ~SeenUpreading /\ ~SeenUpgrading /\ SeenReaders = 0

Stray == strayReaders \cup strayUpreader
Busy  == Stray \cup climbing \cup climbed \cup stooping \cup stooped
Idle(t) == t \notin Busy /\ stage[t] = "idle"

Holding == reading \cup writing \cup upreading

Calls == {"read", "write", "upread", "try_read", "try_write", "try_upread"}
Waits(call) == call \in {"read", "write", "upread"}

Stage(t, s) == stage' = [stage EXCEPT ![t] = s]
Wants(t, call) == wants' = [wants EXCEPT ![t] = call]

-----------------------------------------------------------------------------

(* Thread t joins those who have a guard.  Until the upgrade is through    *)
(* its owner is a reader among others, and readers may join it.            *)
Join(t, call) ==
    \/ /\ call \in {"read", "try_read"}
       /\ ~SeenWriting
       /\ reading' = reading \cup {t}
       /\ UNCHANGED <<writing, upreading>>
    \/ /\ call \in {"write", "try_write"}
       /\ NothingSeen
       /\ writing' = writing \cup {t}
       /\ UNCHANGED <<reading, upreading>>
    \/ /\ call \in {"upread", "try_upread"}
       /\ ~SeenWriting /\ ~SeenUpreading
       /\ upreading' = upreading \cup {t}
       /\ UNCHANGED <<reading, writing>>

(* Thread t may not, and is seen all the same for a while.                 *)
GoesAstray(t, call) ==
    \/ /\ call \in {"read", "try_read"}
       /\ SeenWriting
       /\ strayReaders' = strayReaders \cup {t}
       /\ UNCHANGED strayUpreader
    \/ /\ call \in {"upread", "try_upread"}
       /\ SeenWriting /\ ~SeenUpreading
       /\ strayUpreader' = strayUpreader \cup {t}
       /\ UNCHANGED strayReaders

(* Thread t may not, and nobody sees it.                                   *)
Unseen(call) ==
    \/ call \in {"write", "try_write"} /\ ~NothingSeen
    \/ call \in {"upread", "try_upread"} /\ SeenUpreading

(* Thread t has failed in the call, and leaves or waits.                   *)
TurnedAway(t, call) ==
    IF Waits(call)
    THEN /\ Wants(t, call)
         /\ IF t \in armed \cup woken
            THEN Stage(t, "wait") /\ UNCHANGED wakers
            ELSE Stage(t, "enqueue") /\ armed' = armed \cup {t} /\ UNCHANGED woken
    ELSE Stage(t, "idle") /\ Wants(t, "none") /\ UNCHANGED wakers

First(t)        == Idle(t) /\ t \notin Holding
Again(t)        == stage[t] = "recheck" /\ t \notin Stray

FirstJoins(t, call) ==
    /\ First(t)
    /\ Join(t, call)
    /\ UNCHANGED <<strays, turns, stage, wants, wakers, queues>>

AgainJoins(t) ==
    /\ Again(t)
    /\ Join(t, wants[t])
    /\ Stage(t, "close")
    /\ UNCHANGED <<strays, turns, wants, wakers, queues>>

Fails(t, call) ==
    /\ UNCHANGED <<guards, turns, queues>>
    /\ \/ GoesAstray(t, call) /\ Wants(t, call) /\ UNCHANGED <<stage, wakers>>
       \/ Unseen(call) /\ TurnedAway(t, call) /\ UNCHANGED strays

FirstFails(t, call) == First(t) /\ Fails(t, call)
AgainFails(t)       == Again(t) /\ Fails(t, wants[t])

(* A stray thread is not seen any more.                                    *)
Returns(t) ==
    /\ t \in Stray
    /\ strayReaders' = strayReaders \ {t}
    /\ strayUpreader' = strayUpreader \ {t}
    /\ TurnedAway(t, wants[t])
    /\ UNCHANGED <<guards, turns, queues>>

-----------------------------------------------------------------------------

Queues(t) ==
    /\ stage[t] = "enqueue"
    /\ queue' = Append(queue, [thread |-> t, open |-> TRUE])
    /\ Stage(t, "recheck")
    /\ UNCHANGED <<guards, strays, turns, wants, wakers, hand>>

WakesUp(t) ==
    /\ stage[t] \in {"wait", "asleep"}
    /\ t \in woken
    /\ woken' = woken \ {t}
    /\ armed' = armed \cup {t}
    /\ Stage(t, "enqueue")
    /\ UNCHANGED <<guards, strays, turns, wants, queues>>

FallsAsleep(t) ==
    /\ stage[t] = "wait"
    /\ t \in armed
    /\ Stage(t, "asleep")
    /\ UNCHANGED <<guards, strays, turns, wants, wakers, queues>>

Without(entries, t) ==
    [i \in DOMAIN entries |-> [entries[i] EXCEPT !.open = @ /\ entries[i].thread # t]]

Closes(t) ==
    /\ stage[t] = "close"
    /\ armed' = armed \ {t}
    /\ woken' = woken \ {t}
    /\ queue' = Without(queue, t)
    /\ hand' = [u \in Threads |-> Without(hand[u], t)]
    /\ Stage(t, "idle")
    /\ Wants(t, "none")
    /\ UNCHANGED <<guards, strays, turns>>

-----------------------------------------------------------------------------

(* The thread was all that was to be seen.                                 *)
OnlySeen(t) ==
    /\ reading \cup writing \cup upreading \cup Stray = {t}
    /\ climbing \cup climbed = {}

Leaves(t) ==
    /\ Idle(t)
    /\ t \in Holding
    /\ reading' = reading \ {t}
    /\ writing' = writing \ {t}
    /\ upreading' = upreading \ {t}
    /\ Stage(t, CASE t \in writing -> "wake_all"
                  [] t \in upreading /\ OnlySeen(t) -> "wake_all"
                  [] t \in reading /\ OnlySeen(t) -> "wake_one"
                  [] OTHER -> "idle")
    /\ UNCHANGED <<strays, turns, wants, wakers, queues>>

Climbs(t) ==
    /\ Idle(t)
    /\ t \in upreading
    /\ climbing' = climbing \cup {t}
    /\ UNCHANGED <<guards, strays, climbed, stooping, stooped, stage, wants, wakers, queues>>

ReachesTop(t) ==
    /\ t \in climbing
    /\ SeenReaders = 0
    /\ climbing' = climbing \ {t}
    /\ climbed' = climbed \cup {t}
    /\ upreading' = upreading \ {t}
    /\ writing' = writing \cup {t}
    /\ UNCHANGED <<reading, strays, stooping, stooped, stage, wants, wakers, queues>>

Settles(t) ==
    /\ t \in climbed
    /\ climbed' = climbed \ {t}
    /\ UNCHANGED <<guards, strays, climbing, stooping, stooped, stage, wants, wakers, queues>>

Stoops(t) == t \in stooping \/ (Idle(t) /\ t \in writing)

ReachesBottom(t) ==
    /\ Stoops(t)
    /\ Stray = {}
    /\ stooping' = stooping \ {t}
    /\ stooped' = stooped \cup {t}
    /\ writing' = writing \ {t}
    /\ upreading' = upreading \cup {t}
    /\ UNCHANGED <<reading, strays, climbing, climbed, stage, wants, wakers, queues>>

IsHeldUp(t) ==
    /\ Stoops(t)
    /\ Stray # {}
    /\ stooping' = stooping \cup {t}
    /\ UNCHANGED <<guards, strays, climbing, climbed, stooped, stage, wants, wakers, queues>>

StandsUp(t) ==
    /\ t \in stooped
    /\ stooped' = stooped \ {t}
    /\ Stage(t, "wake_all")
    /\ UNCHANGED <<guards, strays, climbing, climbed, stooping, wants, wakers, queues>>

-----------------------------------------------------------------------------

Calling(t) == stage[t] \in {"wake_one", "wake_all"}

TakesHead(t) ==
    /\ Calling(t) /\ hand[t] = <<>> /\ queue # <<>>
    /\ hand' = [hand EXCEPT ![t] = <<Head(queue)>>]
    /\ queue' = Tail(queue)
    /\ UNCHANGED <<guards, strays, turns, stage, wants, wakers>>

FindsNobody(t) ==
    /\ Calling(t) /\ hand[t] = <<>> /\ queue = <<>>
    /\ Stage(t, "idle")
    /\ UNCHANGED <<guards, strays, turns, wants, wakers, queues>>

Rouses(t) ==
    /\ hand[t] # <<>> /\ hand[t][1].open
    /\ armed' = armed \ {hand[t][1].thread}
    /\ woken' = woken \cup {hand[t][1].thread}
    /\ hand' = [hand EXCEPT ![t] = <<>>]
    /\ Stage(t, IF stage[t] = "wake_one" THEN "idle" ELSE "wake_all")
    /\ UNCHANGED <<guards, strays, turns, wants, queue>>

Discards(t) ==
    /\ hand[t] # <<>> /\ ~hand[t][1].open
    /\ hand' = [hand EXCEPT ![t] = <<>>]
    /\ UNCHANGED <<guards, strays, turns, stage, wants, wakers, queue>>

Next ==
    \E t \in Threads :
        \/ \E call \in Calls : FirstJoins(t, call) \/ FirstFails(t, call)
        \/ AgainJoins(t) \/ AgainFails(t) \/ Returns(t)
        \/ Queues(t) \/ WakesUp(t) \/ FallsAsleep(t) \/ Closes(t)
        \/ Leaves(t)
        \/ Climbs(t) \/ ReachesTop(t) \/ Settles(t)
        \/ ReachesBottom(t) \/ IsHeldUp(t) \/ StandsUp(t)
        \/ TakesHead(t) \/ FindsNobody(t) \/ Rouses(t) \/ Discards(t)
=============================================================================

------------------------------- MODULE mutex --------------------------------
(***************************************************************************)
(* Mutex with a queue of threads, built like a condition variable.         *)
(*                                                                         *)
(* Belief: to wake is to make a sleeping thread run.  If the thread is not *)
(* asleep at that moment the wake-up has no effect, and nothing remembers  *)
(* it.                                                                     *)
(***************************************************************************)
EXTENDS Sequences, Naturals

CONSTANT Threads

VARIABLES
    locked,
    pc,
    waiting,        \* the threads that have a waiter
    called,         \* those among them that were called while asleep
    queue,          \* of records: whose, and does it still wait
    popped

vars == <<locked, pc, waiting, called, queue, popped>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ waiting = {}
    /\ called = {}
    /\ queue = <<>>
    /\ popped = [t \in Threads |-> <<>>]

Move(t, label) == pc' = [pc EXCEPT ![t] = label]

TakeFreeLock(t) ==
    /\ ~locked
    /\ \/ pc[t] = "idle" /\ Move(t, "held")
       \/ pc[t] = "recheck" /\ Move(t, "close")
    /\ locked' = TRUE
    /\ UNCHANGED <<waiting, called, queue, popped>>

SeeTakenLock(t) ==
    /\ locked
    /\ \/ pc[t] = "idle" /\ Move(t, "enqueue") /\ waiting' = waiting \cup {t}
       \/ pc[t] = "recheck" /\ Move(t, "wait") /\ UNCHANGED waiting
    /\ UNCHANGED <<locked, called, queue, popped>>

Enqueue(t) ==
    /\ pc[t] = "enqueue"
    /\ queue' = Append(queue, [thread |-> t, open |-> TRUE])
    /\ Move(t, "recheck")
    /\ UNCHANGED <<locked, waiting, called, popped>>

FallAsleep(t) ==
    /\ pc[t] = "wait"
    /\ Move(t, "asleep")
    /\ UNCHANGED <<locked, waiting, called, queue, popped>>

RiseAndQueue(t) ==
    /\ pc[t] = "asleep"
    /\ t \in called
    /\ called' = called \ {t}
    /\ Move(t, "enqueue")
    /\ UNCHANGED <<locked, waiting, queue, popped>>

WaitsNoMore(q, t) ==
    [i \in DOMAIN q |-> [q[i] EXCEPT !.open = IF q[i].thread = t THEN FALSE ELSE @]]

DropWaiter(t) ==
    /\ pc[t] = "close"
    /\ waiting' = waiting \ {t}
    /\ called' = called \ {t}
    /\ queue' = WaitsNoMore(queue, t)
    /\ popped' = [u \in Threads |-> WaitsNoMore(popped[u], t)]
    /\ Move(t, "held")
    /\ UNCHANGED locked

Unlock(t) ==
    /\ pc[t] = "held"
    /\ locked' = FALSE
    /\ Move(t, "wake")
    /\ UNCHANGED <<waiting, called, queue, popped>>

Pop(t) ==
    /\ pc[t] = "wake" /\ popped[t] = <<>>
    /\ queue # <<>>
    /\ popped' = [popped EXCEPT ![t] = <<Head(queue)>>]
    /\ queue' = Tail(queue)
    /\ UNCHANGED <<locked, pc, waiting, called>>

Finish(t) ==
    /\ pc[t] = "wake" /\ popped[t] = <<>>
    /\ queue = <<>>
    /\ Move(t, "idle")
    /\ UNCHANGED <<locked, waiting, called, queue, popped>>

(* Only a sleeper hears the call.                                          *)
CallUp(t) ==
    /\ popped[t] # <<>> /\ popped[t][1].open
    /\ called' = called \cup {u \in Threads : u = popped[t][1].thread /\ pc[u] = "asleep"}
    /\ popped' = [popped EXCEPT ![t] = <<>>]
    /\ Move(t, "idle")
    /\ UNCHANGED <<locked, waiting, queue>>

SkipClosed(t) ==
    /\ popped[t] # <<>> /\ ~popped[t][1].open
    /\ popped' = [popped EXCEPT ![t] = <<>>]
    /\ UNCHANGED <<locked, pc, waiting, called, queue>>

Next ==
    \E t \in Threads :
        \/ TakeFreeLock(t) \/ SeeTakenLock(t)
        \/ Enqueue(t) \/ FallAsleep(t) \/ RiseAndQueue(t) \/ DropWaiter(t)
        \/ Unlock(t) \/ Pop(t) \/ Finish(t) \/ CallUp(t) \/ SkipClosed(t)
=============================================================================

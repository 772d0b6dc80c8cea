------------------------------- MODULE mutex --------------------------------
(***************************************************************************)
(* Mutex: a word, and a queue of wakers.                                   *)
(*                                                                         *)
(* Belief: waiting is parking.  A thread that could not get the lock gives *)
(* up its processor first, and looks at its flag when it runs again.  A    *)
(* wake-up that came too early is not lost, it just makes it run again     *)
(* soon.                                                                   *)
(***************************************************************************)
EXTENDS Sequences, Naturals

CONSTANT Threads

VARIABLES
    locked, pc, queue, popped,
    hasWoken        \* the flag of the thread's Waiter, "none" without a Waiter

vars == <<locked, pc, queue, popped, hasWoken>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ queue = <<>>
    /\ popped = [t \in Threads |-> <<>>]
    /\ hasWoken = [t \in Threads |-> "none"]

(* One round of thread t: where it goes, depending on what it finds.       *)
Goto(t, label) == pc' = [pc EXCEPT ![t] = label]
Flag(t, value) == hasWoken' = [hasWoken EXCEPT ![t] = value]

Call(t) ==
    /\ pc[t] = "idle"
    /\ IF locked
          THEN Goto(t, "enqueue") /\ Flag(t, "armed") /\ UNCHANGED locked
          ELSE Goto(t, "held") /\ locked' = TRUE /\ UNCHANGED hasWoken
    /\ UNCHANGED <<queue, popped>>

Push(t) ==
    /\ pc[t] = "enqueue"
    /\ Goto(t, "recheck")
    /\ queue' = Append(queue, [thread |-> t, open |-> TRUE])
    /\ UNCHANGED <<locked, popped, hasWoken>>

Retry(t) ==
    /\ pc[t] = "recheck"
    /\ IF locked THEN Goto(t, "wait") ELSE Goto(t, "close")
    /\ locked' = TRUE
    /\ UNCHANGED <<queue, popped, hasWoken>>

(* Park; look at the flag afterwards.                                      *)
Park(t) ==
    /\ pc[t] = "wait"
    /\ Goto(t, "asleep")
    /\ UNCHANGED <<locked, queue, popped, hasWoken>>

Unpark(t) ==
    /\ pc[t] = "asleep"
    /\ hasWoken[t] = "woken"
    /\ Goto(t, "enqueue")
    /\ Flag(t, "armed")
    /\ UNCHANGED <<locked, queue, popped>>

Closed(e, t) == IF e.thread = t THEN [thread |-> t, open |-> FALSE] ELSE e

Close(t) ==
    /\ pc[t] = "close"
    /\ Goto(t, "held")
    /\ Flag(t, "none")
    /\ queue' = [i \in DOMAIN queue |-> Closed(queue[i], t)]
    /\ popped' = [u \in Threads |-> [i \in DOMAIN popped[u] |-> Closed(popped[u][i], t)]]
    /\ UNCHANGED locked

Store(t) ==
    /\ pc[t] = "held"
    /\ Goto(t, "wake")
    /\ locked' = FALSE
    /\ UNCHANGED <<queue, popped, hasWoken>>

WakeOne(t) ==
    /\ pc[t] = "wake"
    /\ CASE popped[t] = <<>> /\ queue = <<>> ->
              Goto(t, "idle") /\ UNCHANGED <<queue, popped, hasWoken>>
         [] popped[t] = <<>> /\ queue # <<>> ->
              /\ popped' = [popped EXCEPT ![t] = <<Head(queue)>>]
              /\ queue' = Tail(queue)
              /\ UNCHANGED <<pc, hasWoken>>
         [] popped[t] # <<>> ->
              /\ popped' = [popped EXCEPT ![t] = <<>>]
              /\ IF popped[t][1].open
                    THEN Flag(popped[t][1].thread, "woken") /\ Goto(t, "idle")
                    ELSE UNCHANGED <<hasWoken, pc>>
              /\ UNCHANGED queue
    /\ UNCHANGED locked

Next ==
    \E t \in Threads :
        Call(t) \/ Push(t) \/ Retry(t) \/ Park(t) \/ Unpark(t) \/ Close(t) \/ Store(t) \/ WakeOne(t)
=============================================================================

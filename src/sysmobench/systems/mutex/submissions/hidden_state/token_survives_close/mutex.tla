------------------------------- MODULE mutex --------------------------------
(***************************************************************************)
(* The mutex whose threads have a token for life, as with the park and     *)
(* unpark of many runtimes: waking a thread leaves a token, and sleeping   *)
(* takes it. The token of a thread that got the lock without sleeping is   *)
(* still there when it waits the next time, and its new waker counts as    *)
(* woken then.                                                             *)
(***************************************************************************)
EXTENDS Sequences

CONSTANT Threads

VARIABLES
    locked, pc, queue, popped,
    waits,          \* the threads that have a Waiter
    token           \* the threads that have a token

vars == <<locked, pc, queue, popped, waits, token>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ queue = <<>>
    /\ popped = [t \in Threads |-> <<>>]
    /\ waits = {}
    /\ token = {}

(* The word is free: a thread outside, or one that has queued, takes it.   *)
Take(t, here, there) ==
    /\ pc[t] = here
    /\ ~locked
    /\ locked' = TRUE
    /\ pc' = [pc EXCEPT ![t] = there]
    /\ UNCHANGED <<waits, token, queue, popped>>

(* It is taken: the thread makes a Waiter.                                 *)
Begin(t) ==
    /\ pc[t] = "idle"
    /\ locked
    /\ waits' = waits \cup {t}
    /\ pc' = [pc EXCEPT ![t] = "enqueue"]
    /\ UNCHANGED <<locked, queue, popped, token>>

Push(t) ==
    /\ pc[t] = "enqueue"
    /\ queue' = Append(queue, [thread |-> t, open |-> TRUE])
    /\ pc' = [pc EXCEPT ![t] = "recheck"]
    /\ UNCHANGED <<locked, waits, token, popped>>

Miss(t) ==
    /\ pc[t] = "recheck"
    /\ locked
    /\ pc' = [pc EXCEPT ![t] = "wait"]
    /\ UNCHANGED <<locked, waits, token, queue, popped>>

(* The thread takes its token and starts over; or it has none, and sleeps. *)
Resume(t) ==
    /\ pc[t] \in {"wait", "asleep"}
    /\ t \in token
    /\ token' = token \ {t}
    /\ pc' = [pc EXCEPT ![t] = "enqueue"]
    /\ UNCHANGED <<locked, queue, popped, waits>>

Sleep(t) ==
    /\ pc[t] = "wait"
    /\ t \notin token
    /\ pc' = [pc EXCEPT ![t] = "asleep"]
    /\ UNCHANGED <<locked, queue, popped, waits, token>>

(* The thread has the lock and closes its waker, wherever that is.         *)
Shut(entries, t) ==
    [i \in DOMAIN entries |-> [entries[i] EXCEPT !.open = @ /\ entries[i].thread # t]]

Close(t) ==
    /\ pc[t] = "close"
    /\ waits' = waits \ {t}
    /\ queue' = Shut(queue, t)
    /\ popped' = [u \in Threads |-> Shut(popped[u], t)]
    /\ pc' = [pc EXCEPT ![t] = "held"]
    /\ UNCHANGED <<locked, token>>

Free(t) ==
    /\ pc[t] = "held"
    /\ locked' = FALSE
    /\ pc' = [pc EXCEPT ![t] = "wake"]
    /\ UNCHANGED <<waits, token, queue, popped>>

(* wake_one: take the first waker, or return if there is none.             *)
Pop(t) ==
    /\ pc[t] = "wake"
    /\ popped[t] = <<>>
    /\ queue # <<>>
    /\ popped' = [popped EXCEPT ![t] = <<Head(queue)>>]
    /\ queue' = Tail(queue)
    /\ UNCHANGED <<locked, pc, waits, token>>

Return(t) ==
    /\ pc[t] = "wake"
    /\ popped[t] = <<>>
    /\ queue = <<>>
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ UNCHANGED <<locked, waits, token, queue, popped>>

(* Leave a token with its thread; or, if it is closed, go on.              *)
Wake(t) ==
    /\ popped[t] # <<>>
    /\ popped[t][1].open
    /\ token' = token \cup {popped[t][1].thread}
    /\ popped' = [popped EXCEPT ![t] = <<>>]
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ UNCHANGED <<locked, queue, waits>>

Skip(t) ==
    /\ popped[t] # <<>>
    /\ ~popped[t][1].open
    /\ popped' = [popped EXCEPT ![t] = <<>>]
    /\ UNCHANGED <<locked, pc, queue, waits, token>>

Next ==
    \E t \in Threads :
        \/ Take(t, "idle", "held") \/ Begin(t)
        \/ Push(t) \/ Take(t, "recheck", "close") \/ Miss(t)
        \/ Resume(t) \/ Sleep(t) \/ Close(t)
        \/ Free(t) \/ Pop(t) \/ Return(t) \/ Wake(t) \/ Skip(t)
=============================================================================

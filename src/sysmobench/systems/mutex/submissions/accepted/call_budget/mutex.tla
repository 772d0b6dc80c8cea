------------------------------- MODULE mutex --------------------------------
(***************************************************************************)
(* The mutex with a log of who got it and how, and with a bounded number   *)
(* of calls, so that the log is bounded, too.                              *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANTS Threads, MaxOps

VARIABLES
    locked, pc, waker, queue, popped,
    log,            \* pairs of a thread and "at once" or "after waiting", the latest last
    calls           \* how many calls have begun

kept == <<log, calls>>
vars == <<locked, pc, waker, queue, popped, log, calls>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ waker = [t \in Threads |-> "none"]
    /\ queue = <<>>
    /\ popped = [t \in Threads |-> <<>>]
    /\ log = <<>>
    /\ calls = 0

(* A call is counted when its first attempt succeeds, or when it begins to *)
(* wait.  A try_lock() in vain changes nothing and does not count.         *)
CallOk(t) ==
    /\ calls < MaxOps
    /\ pc[t] = "idle" /\ ~locked
    /\ locked' = TRUE
    /\ pc' = [pc EXCEPT ![t] = "held"]
    /\ log' = Append(log, <<t, "at once">>)
    /\ calls' = calls + 1
    /\ UNCHANGED <<waker, queue, popped>>

CallWaits(t) ==
    /\ calls < MaxOps
    /\ pc[t] = "idle" /\ locked
    /\ waker' = [waker EXCEPT ![t] = "armed"]
    /\ pc' = [pc EXCEPT ![t] = "enqueue"]
    /\ calls' = calls + 1
    /\ UNCHANGED <<locked, queue, popped, log>>

Enqueue(t) ==
    /\ pc[t] = "enqueue"
    /\ queue' = Append(queue, [thread |-> t, open |-> TRUE])
    /\ pc' = [pc EXCEPT ![t] = "recheck"]
    /\ UNCHANGED <<locked, waker, popped, kept>>

RetryOk(t) ==
    /\ pc[t] = "recheck" /\ ~locked
    /\ locked' = TRUE
    /\ pc' = [pc EXCEPT ![t] = "close"]
    /\ log' = Append(log, <<t, "after waiting">>)
    /\ UNCHANGED <<waker, queue, popped, calls>>

RetryFails(t) ==
    /\ pc[t] = "recheck" /\ locked
    /\ pc' = [pc EXCEPT ![t] = "wait"]
    /\ UNCHANGED <<locked, waker, queue, popped, kept>>

Resume(t) ==
    /\ pc[t] \in {"wait", "asleep"} /\ waker[t] = "woken"
    /\ waker' = [waker EXCEPT ![t] = "armed"]
    /\ pc' = [pc EXCEPT ![t] = "enqueue"]
    /\ UNCHANGED <<locked, queue, popped, kept>>

Sleep(t) ==
    /\ pc[t] = "wait" /\ waker[t] = "armed"
    /\ pc' = [pc EXCEPT ![t] = "asleep"]
    /\ UNCHANGED <<locked, waker, queue, popped, kept>>

Shut(e, t) == IF e.thread = t THEN [e EXCEPT !.open = FALSE] ELSE e

(* Who closes is the one whom the log names last.                          *)
Close(t) ==
    /\ pc[t] = "close" /\ log[Len(log)] = <<t, "after waiting">>
    /\ waker' = [waker EXCEPT ![t] = "none"]
    /\ queue' = [i \in DOMAIN queue |-> Shut(queue[i], t)]
    /\ popped' = [u \in Threads |-> [i \in DOMAIN popped[u] |-> Shut(popped[u][i], t)]]
    /\ pc' = [pc EXCEPT ![t] = "held"]
    /\ UNCHANGED <<locked, kept>>

Unlock(t) ==
    /\ pc[t] = "held" /\ log[Len(log)][1] = t
    /\ locked' = FALSE
    /\ pc' = [pc EXCEPT ![t] = "wake"]
    /\ UNCHANGED <<waker, queue, popped, kept>>

Pop(t) ==
    /\ pc[t] = "wake" /\ popped[t] = <<>> /\ queue # <<>>
    /\ popped' = [popped EXCEPT ![t] = <<Head(queue)>>]
    /\ queue' = Tail(queue)
    /\ UNCHANGED <<locked, pc, waker, kept>>

Return(t) ==
    /\ pc[t] = "wake" /\ popped[t] = <<>> /\ queue = <<>>
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ UNCHANGED <<locked, waker, queue, popped, kept>>

Wake(t) ==
    /\ popped[t] # <<>> /\ popped[t][1].open
    /\ waker' = [waker EXCEPT ![popped[t][1].thread] = "woken"]
    /\ popped' = [popped EXCEPT ![t] = <<>>]
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ UNCHANGED <<locked, queue, kept>>

Skip(t) ==
    /\ popped[t] # <<>> /\ ~popped[t][1].open
    /\ popped' = [popped EXCEPT ![t] = <<>>]
    /\ UNCHANGED <<locked, pc, waker, queue, kept>>

Next ==
    \E t \in Threads :
        \/ CallOk(t) \/ CallWaits(t)
        \/ Enqueue(t) \/ RetryOk(t) \/ RetryFails(t) \/ Resume(t) \/ Sleep(t) \/ Close(t)
        \/ Unlock(t) \/ Pop(t) \/ Return(t) \/ Wake(t) \/ Skip(t)
=============================================================================

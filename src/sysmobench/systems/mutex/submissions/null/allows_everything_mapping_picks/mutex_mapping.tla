--------------------------- MODULE mutex_mapping ----------------------------
EXTENDS mutex

Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ waker = [t \in Threads |-> pre.waker[t]]
    /\ queue = pre.queue
    /\ popped = [t \in Threads |-> pre.popped[t]]

Map_Observe ==
    [locked |-> locked, pc |-> pc, waker |-> waker, queue |-> queue, popped |-> popped]

(* The right steps: thread t goes from here to there, with this word,      *)
(* these wakers, this queue and these hands afterwards.                    *)
Right(t, here, there, word, wakers, line, hands) ==
    /\ pc[t] = here
    /\ pc' = [pc EXCEPT ![t] = there]
    /\ locked' = word
    /\ waker' = wakers
    /\ queue' = line
    /\ popped' = hands

Waker(t, w) == [waker EXCEPT ![t] = w]
Hand(t, h)  == [popped EXCEPT ![t] = h]

Map_LockOk(t)      == ~locked /\ Right(t, "idle", "held", TRUE, waker, queue, popped)
Map_LockFail(t)    == locked /\ Right(t, "idle", "enqueue", TRUE, Waker(t, "armed"), queue, popped)
Map_TryLock(t)     == ~locked /\ Right(t, "idle", "held", TRUE, waker, queue, popped)
Map_Enqueue(t)     ==
    Right(t, "enqueue", "recheck", locked, waker, Append(queue, [thread |-> t, open |-> TRUE]), popped)
Map_RecheckOk(t)   == ~locked /\ Right(t, "recheck", "close", TRUE, waker, queue, popped)
Map_RecheckFail(t) == locked /\ Right(t, "recheck", "wait", TRUE, waker, queue, popped)
Map_Resume(t)      ==
    \E here \in {"wait", "asleep"} :
        waker[t] = "woken" /\ Right(t, here, "enqueue", locked, Waker(t, "armed"), queue, popped)
Map_Sleep(t)       == waker[t] = "armed" /\ Right(t, "wait", "asleep", locked, waker, queue, popped)
Map_Close(t)       ==
    Right(t, "close", "held", locked, Waker(t, "none"), Shut(queue, t), [u \in Threads |-> Shut(popped[u], t)])
Map_Unlock(t)      == Right(t, "held", "wake", FALSE, waker, queue, popped)
Map_PopWaker(t)    ==
    /\ popped[t] = <<>> /\ queue # <<>>
    /\ Right(t, "wake", "wake", locked, waker, Tail(queue), Hand(t, <<Head(queue)>>))
Map_PopNone(t)     ==
    popped[t] = <<>> /\ queue = <<>> /\ Right(t, "wake", "idle", locked, waker, queue, popped)
Map_WakeUp(t)      ==
    /\ popped[t] # <<>> /\ popped[t][1].open
    /\ Right(t, "wake", "idle", locked, Waker(popped[t][1].thread, "woken"), queue, Hand(t, <<>>))
Map_WakeSkip(t)    ==
    /\ popped[t] # <<>> /\ ~popped[t][1].open
    /\ Right(t, "wake", "wake", locked, waker, queue, Hand(t, <<>>))
=============================================================================

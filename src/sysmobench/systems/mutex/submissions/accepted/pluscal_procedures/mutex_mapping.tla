--------------------------- MODULE mutex_mapping ----------------------------
EXTENDS mutex

(* The frames of a thread that is inside a procedure, with the label where *)
(* it goes on after the return.                                            *)
Frames(label) ==
    CASE label \in {"enqueue", "recheck", "wait", "asleep", "close"} ->
             <<[procedure |-> "waitUntil", pc |-> "held"]>>
      [] label = "wake" -> <<[procedure |-> "wakeOne", pc |-> "back"]>>
      [] OTHER -> <<>>

(* Two labels of the algorithm are one of the recordings: which of them it *)
(* is depends on whether the thread has popped a waker.  A third one comes *)
(* after the return, where the thread is outside again.                    *)
Label(t) ==
    CASE pc[t] \in {"pop", "wakeUp"} -> "wake"
      [] pc[t] = "back"              -> "idle"
      [] OTHER                       -> pc[t]

Map_Represent(pre) ==
    /\ word = pre.locked
    /\ flag = [t \in Threads |-> pre.waker[t]]
    /\ wakers = pre.queue
    /\ got = [t \in Threads |-> pre.popped[t]]
    /\ stack = [t \in Threads |-> Frames(pre.pc[t])]
    /\ pc = [t \in Threads |->
                IF pre.pc[t] # "wake" THEN pre.pc[t]
                ELSE IF pre.popped[t] = <<>> THEN "pop" ELSE "wakeUp"]

Map_Observe ==
    [locked |-> word,
     pc     |-> [t \in Threads |-> Label(t)],
     waker  |-> flag,
     queue  |-> wakers,
     popped |-> got]

(* A label that decides by the state stands for both actions.              *)
Map_LockOk(t)      == idle(t)
Map_LockFail(t)    == idle(t)
Map_TryLock(t)     == ~word /\ idle(t)
Map_Enqueue(t)     == enqueue(t)
Map_RecheckOk(t)   == recheck(t)
Map_RecheckFail(t) == recheck(t)
Map_Resume(t)      == wait(t) \/ asleep(t)
Map_Sleep(t)       == wait(t)
Map_Close(t)       == close(t)
Map_Unlock(t)      == held(t)
Map_PopWaker(t)    == pop(t)
Map_PopNone(t)     == pop(t)
Map_WakeUp(t)      == wakeUp(t)
Map_WakeSkip(t)    == wakeUp(t)
=============================================================================

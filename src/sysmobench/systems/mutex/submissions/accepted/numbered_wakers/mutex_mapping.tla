--------------------------- MODULE mutex_mapping ----------------------------
EXTENDS mutex, FiniteSets

(* Labels of the contract and places of the specification, pair by pair.   *)
Pairs == {<<"idle", "outside">>, <<"enqueue", "pushing">>, <<"recheck", "trying">>,
          <<"wait", "waiting">>, <<"asleep", "sleeping">>, <<"close", "closing">>,
          <<"held", "inside">>, <<"wake", "waking">>}

Place(label) == (CHOOSE p \in Pairs : p[1] = label)[2]
Label(place) == (CHOOSE p \in Pairs : p[2] = place)[1]

(* The present waker of a thread, open, has the number 1.  Closed ones may *)
(* have any numbers that tell them apart: those in the queue are numbered  *)
(* by their places, those in hands by the hand that has them.              *)
Rank == CHOOSE f \in [Threads -> 1..Cardinality(Threads)] : \A t, u \in Threads : f[t] = f[u] => t = u

Numbered(entry, n) == <<entry.thread, IF entry.open THEN 1 ELSE n>>
Line(pre)    == [i \in DOMAIN pre.queue |-> Numbered(pre.queue[i], 1 + i)]
Hand(pre, t) == {Numbered(pre.popped[t][i], 1 + Len(pre.queue) + Rank[t]) : i \in DOMAIN pre.popped[t]}

Wakers(pre)  == {Line(pre)[i] : i \in DOMAIN pre.queue} \cup UNION {Hand(pre, t) : t \in Threads}

Map_Represent(pre) ==
    /\ holder = IF pre.locked THEN CHOOSE t \in Threads : pre.pc[t] \in {"close", "held"} ELSE Nobody
    /\ at = [t \in Threads |-> Place(pre.pc[t])]
    /\ number = [t \in Threads |-> IF pre.waker[t] = "none" THEN 0 ELSE 1]
    /\ hasWoken = {<<t, 1>> : t \in {u \in Threads : pre.waker[u] = "woken"}}
                      \cup {w \in Wakers(pre) : w[2] > 1}
    /\ line = Line(pre)
    /\ hand = [t \in Threads |-> Hand(pre, t)]

(* A waker is open while its thread has it.                                *)
Entry(w) == [thread |-> w[1], open |-> number[w[1]] = w[2]]

Flag(t) == IF number[t] = 0 THEN "none" ELSE IF Waker(t) \in hasWoken THEN "woken" ELSE "armed"

Map_Observe ==
    [locked |-> holder # Nobody,
     pc     |-> [t \in Threads |-> Label(at[t])],
     waker  |-> [t \in Threads |-> Flag(t)],
     queue  |-> [i \in DOMAIN line |-> Entry(line[i])],
     popped |-> [t \in Threads |-> IF hand[t] = {} THEN <<>> ELSE <<Entry(CHOOSE w \in hand[t] : TRUE)>>]]

(* The specification's actions decide by the state, as the code does.      *)
Map_LockOk(t)      == Attempt(t)
Map_LockFail(t)    == Attempt(t)
Map_TryLock(t)     == holder = Nobody /\ Attempt(t)
Map_Enqueue(t)     == Push(t)
Map_RecheckOk(t)   == AttemptAgain(t)
Map_RecheckFail(t) == AttemptAgain(t)
Map_Resume(t)      == DoWait(t)
Map_Sleep(t)       == DoWait(t)
Map_Close(t)       == Close(t)
Map_Unlock(t)      == Leave(t)
Map_PopWaker(t)    == Pop(t)
Map_PopNone(t)     == Pop(t)
Map_WakeUp(t)      == WakeUp(t)
Map_WakeSkip(t)    == WakeUp(t)
=============================================================================

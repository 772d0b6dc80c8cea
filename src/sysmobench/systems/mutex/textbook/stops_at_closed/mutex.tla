------------------------------- MODULE mutex --------------------------------
(***************************************************************************)
(* Mutex over WaitQueue.                                                   *)
(*                                                                         *)
(* Belief: wake_one wakes one waker, as its name says: it pops one and     *)
(* calls wake_up on it.  If that waker happens to be closed there was      *)
(* nobody to wake, and that is that.                                       *)
(***************************************************************************)
EXTENDS Sequences, Naturals

CONSTANT Threads

VARIABLES locked, pc, waker, queue, popped

vars == <<locked, pc, waker, queue, popped>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ waker = [t \in Threads |-> "none"]
    /\ queue = <<>>
    /\ popped = [t \in Threads |-> <<>>]

Jump(t, from, to) == pc[t] = from /\ pc' = [pc EXCEPT ![t] = to]

CasOk  == ~locked /\ locked' = TRUE
CasErr == locked /\ UNCHANGED locked

-----------------------------------------------------------------------------

LockFast(t)  == CasOk /\ Jump(t, "idle", "held") /\ UNCHANGED <<waker, queue, popped>>

LockSlow(t) ==
    /\ CasErr
    /\ Jump(t, "idle", "enqueue")
    /\ waker' = [waker EXCEPT ![t] = "armed"]
    /\ UNCHANGED <<queue, popped>>

Enqueue(t) ==
    /\ Jump(t, "enqueue", "recheck")
    /\ queue' = Append(queue, [thread |-> t, open |-> TRUE])
    /\ UNCHANGED <<locked, waker, popped>>

RecheckOk(t)  == CasOk /\ Jump(t, "recheck", "close") /\ UNCHANGED <<waker, queue, popped>>
RecheckErr(t) == CasErr /\ Jump(t, "recheck", "wait") /\ UNCHANGED <<waker, queue, popped>>

Sleep(t) ==
    /\ waker[t] = "armed"
    /\ Jump(t, "wait", "asleep")
    /\ UNCHANGED <<locked, waker, queue, popped>>

Resume(t) ==
    /\ waker[t] = "woken"
    /\ Jump(t, "wait", "enqueue") \/ Jump(t, "asleep", "enqueue")
    /\ waker' = [waker EXCEPT ![t] = "armed"]
    /\ UNCHANGED <<locked, queue, popped>>

Close(t) ==
    LET Close1(e)  == [e EXCEPT !.open = e.open /\ e.thread # t]
        CloseAll(s) == [i \in DOMAIN s |-> Close1(s[i])]
    IN  /\ Jump(t, "close", "held")
        /\ waker' = [waker EXCEPT ![t] = "none"]
        /\ queue' = CloseAll(queue)
        /\ popped' = [u \in Threads |-> CloseAll(popped[u])]
        /\ UNCHANGED locked

-----------------------------------------------------------------------------

Store(t) == Jump(t, "held", "wake") /\ locked' = FALSE /\ UNCHANGED <<waker, queue, popped>>

PopFront(t) ==
    /\ pc[t] = "wake" /\ popped[t] = <<>>
    /\ queue # <<>>
    /\ popped' = [popped EXCEPT ![t] = SubSeq(queue, 1, 1)]
    /\ queue' = Tail(queue)
    /\ UNCHANGED <<locked, pc, waker>>

PopNothing(t) ==
    /\ popped[t] = <<>> /\ queue = <<>>
    /\ Jump(t, "wake", "idle")
    /\ UNCHANGED <<locked, waker, queue, popped>>

(* Open or closed, this is the end of the unlock.                          *)
WakeUp(t) ==
    /\ popped[t] # <<>>
    /\ Jump(t, "wake", "idle")
    /\ popped' = [popped EXCEPT ![t] = <<>>]
    /\ waker' = IF popped[t][1].open THEN [waker EXCEPT ![popped[t][1].thread] = "woken"]
                                     ELSE waker
    /\ UNCHANGED <<locked, queue>>

Next ==
    \E t \in Threads :
        \/ LockFast(t) \/ LockSlow(t)
        \/ Enqueue(t) \/ RecheckOk(t) \/ RecheckErr(t) \/ Sleep(t) \/ Resume(t) \/ Close(t)
        \/ Store(t) \/ PopFront(t) \/ PopNothing(t) \/ WakeUp(t)
=============================================================================

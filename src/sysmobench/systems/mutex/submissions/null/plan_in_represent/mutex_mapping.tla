--------------------------- MODULE mutex_mapping ----------------------------
EXTENDS mutex, Sequences

(* What the code can do in the recorded state, each with the state after   *)
(* it: the model, in the mapping.                                          *)
Now(pre) == [locked |-> pre.locked,
             pc     |-> [t \in Threads |-> pre.pc[t]],
             waker  |-> [t \in Threads |-> pre.waker[t]],
             queue  |-> pre.queue,
             popped |-> [t \in Threads |-> pre.popped[t]]]

Moves == {"LockOk", "LockFail", "Enqueue", "RecheckOk", "RecheckFail", "Resume", "Sleep",
          "Close", "Unlock", "PopWaker", "PopNone", "WakeUp", "WakeSkip"} \X Threads

Possible(s, m) ==
    LET t == m[2]
        here == s.pc[t]
        hand == s.popped[t]
    IN  CASE m[1] = "LockOk"      -> here = "idle" /\ ~s.locked
          [] m[1] = "LockFail"    -> here = "idle" /\ s.locked
          [] m[1] = "Enqueue"     -> here = "enqueue"
          [] m[1] = "RecheckOk"   -> here = "recheck" /\ ~s.locked
          [] m[1] = "RecheckFail" -> here = "recheck" /\ s.locked
          [] m[1] = "Resume"      -> here \in {"wait", "asleep"} /\ s.waker[t] = "woken"
          [] m[1] = "Sleep"       -> here = "wait" /\ s.waker[t] = "armed"
          [] m[1] = "Close"       -> here = "close"
          [] m[1] = "Unlock"      -> here = "held"
          [] m[1] = "PopWaker"    -> here = "wake" /\ hand = <<>> /\ s.queue # <<>>
          [] m[1] = "PopNone"     -> here = "wake" /\ hand = <<>> /\ s.queue = <<>>
          [] m[1] = "WakeUp"      -> hand # <<>> /\ hand[1].open
          [] m[1] = "WakeSkip"    -> hand # <<>> /\ ~hand[1].open

Shut(entries, t) ==
    [i \in DOMAIN entries |-> [entries[i] EXCEPT !.open = @ /\ entries[i].thread # t]]

After(s, m) ==
    LET t == m[2]
        hand == s.popped[t]
    IN  CASE m[1] = "LockOk"      -> [s EXCEPT !.locked = TRUE, !.pc[t] = "held"]
          [] m[1] = "LockFail"    -> [s EXCEPT !.pc[t] = "enqueue", !.waker[t] = "armed"]
          [] m[1] = "Enqueue"     -> [s EXCEPT !.pc[t] = "recheck",
                                               !.queue = Append(@, [thread |-> t, open |-> TRUE])]
          [] m[1] = "RecheckOk"   -> [s EXCEPT !.locked = TRUE, !.pc[t] = "close"]
          [] m[1] = "RecheckFail" -> [s EXCEPT !.pc[t] = "wait"]
          [] m[1] = "Resume"      -> [s EXCEPT !.pc[t] = "enqueue", !.waker[t] = "armed"]
          [] m[1] = "Sleep"       -> [s EXCEPT !.pc[t] = "asleep"]
          [] m[1] = "Close"       -> [s EXCEPT !.pc[t] = "held", !.waker[t] = "none",
                                               !.queue = Shut(@, t),
                                               !.popped = [u \in Threads |-> Shut(s.popped[u], t)]]
          [] m[1] = "Unlock"      -> [s EXCEPT !.locked = FALSE, !.pc[t] = "wake"]
          [] m[1] = "PopWaker"    -> [s EXCEPT !.popped[t] = <<Head(s.queue)>>, !.queue = Tail(@)]
          [] m[1] = "PopNone"     -> [s EXCEPT !.pc[t] = "idle"]
          [] m[1] = "WakeUp"      -> [s EXCEPT !.pc[t] = "idle", !.waker[hand[1].thread] = "woken",
                                               !.popped[t] = <<>>]
          [] m[1] = "WakeSkip"    -> [s EXCEPT !.popped[t] = <<>>]

Plan(s) == [m \in {m \in Moves : Possible(s, m)} |-> After(s, m)]

Map_Represent(pre) == shown = Now(pre) /\ plan = Plan(Now(pre))

Map_Observe == shown

Map_LockOk(t)      == Do(<<"LockOk", t>>)
Map_LockFail(t)    == Do(<<"LockFail", t>>)
Map_TryLock(t)     == Do(<<"LockOk", t>>)
Map_Enqueue(t)     == Do(<<"Enqueue", t>>)
Map_RecheckOk(t)   == Do(<<"RecheckOk", t>>)
Map_RecheckFail(t) == Do(<<"RecheckFail", t>>)
Map_Resume(t)      == Do(<<"Resume", t>>)
Map_Sleep(t)       == Do(<<"Sleep", t>>)
Map_Close(t)       == Do(<<"Close", t>>)
Map_Unlock(t)      == Do(<<"Unlock", t>>)
Map_PopWaker(t)    == Do(<<"PopWaker", t>>)
Map_PopNone(t)     == Do(<<"PopNone", t>>)
Map_WakeUp(t)      == Do(<<"WakeUp", t>>)
Map_WakeSkip(t)    == Do(<<"WakeSkip", t>>)
=============================================================================

--------------------------- MODULE mutex_mapping ----------------------------
EXTENDS mutex

(* The law of the code.                                                    *)
Law ==
    {<<"LockOk",      "idle",    "free",   "set",     "held">>,
     <<"LockFail",    "idle",    "taken",  "arm",     "enqueue">>,
     <<"Enqueue",     "enqueue", "always", "push",    "recheck">>,
     <<"RecheckOk",   "recheck", "free",   "set",     "close">>,
     <<"RecheckFail", "recheck", "taken",  "nothing", "wait">>,
     <<"Resume",      "wait",    "woken",  "arm",     "enqueue">>,
     <<"Resume",      "asleep",  "woken",  "arm",     "enqueue">>,
     <<"Sleep",       "wait",    "armed",  "nothing", "asleep">>,
     <<"Close",       "close",   "always", "close",   "held">>,
     <<"Unlock",      "held",    "always", "clear",   "wake">>,
     <<"PopWaker",    "wake",    "some",   "pop",     "wake">>,
     <<"PopNone",     "wake",    "none",   "nothing", "idle">>,
     <<"WakeUp",      "wake",    "open",   "wake",    "idle">>,
     <<"WakeSkip",    "wake",    "closed", "forget",  "wake">>}

(* In the initial state there is no law, as in Init: so the first failure  *)
(* is an ordinary one.                                                     *)
Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ waker = [t \in Threads |-> pre.waker[t]]
    /\ queue = pre.queue
    /\ popped = [t \in Threads |-> pre.popped[t]]
    /\ law = IF \A t \in Threads : pre.pc[t] = "idle" THEN {} ELSE Law

Map_Observe ==
    [locked |-> locked, pc |-> pc, waker |-> waker, queue |-> queue, popped |-> popped]

Map_LockOk(t)      == Do(t, "LockOk")
Map_LockFail(t)    == Do(t, "LockFail")
Map_TryLock(t)     == Do(t, "LockOk")
Map_Enqueue(t)     == Do(t, "Enqueue")
Map_RecheckOk(t)   == Do(t, "RecheckOk")
Map_RecheckFail(t) == Do(t, "RecheckFail")
Map_Resume(t)      == Do(t, "Resume")
Map_Sleep(t)       == Do(t, "Sleep")
Map_Close(t)       == Do(t, "Close")
Map_Unlock(t)      == Do(t, "Unlock")
Map_PopWaker(t)    == Do(t, "PopWaker")
Map_PopNone(t)     == Do(t, "PopNone")
Map_WakeUp(t)      == Do(t, "WakeUp")
Map_WakeSkip(t)    == Do(t, "WakeSkip")
=============================================================================

---------------------------- MODULE spin_mapping ----------------------------
EXTENDS spin

(* Call and phase of a thread with the label l.  Which call a holder is in *)
(* does not matter any more.                                               *)
Where(l) ==
    CASE l = "idle"     -> <<"no call", "none">>
      [] l = "lock"     -> <<"lock", "first">>
      [] l = "spin"     -> <<"lock", "again">>
      [] l = "try"      -> <<"try_lock", "first">>
      [] l = "locked"   -> <<"lock", "holds">>
      [] l = "released" -> <<"unlock", "leaves">>
      [] l = "failed"   -> <<"try_lock", "leaves">>

Map_Represent(pre) ==
    lock = [taken  |-> pre.locked,
            thread |-> [t \in Threads |-> [call     |-> Where(pre.pc[t])[1],
                                           phase    |-> Where(pre.pc[t])[2],
                                           guardian |-> pre.guard[t]]]]

Label(thread) ==
    CASE thread.phase = "none"   -> "idle"
      [] thread.phase = "holds"  -> "locked"
      [] thread.phase = "again"  -> "spin"
      [] thread.phase = "first"  -> IF thread.call = "lock" THEN "lock" ELSE "try"
      [] thread.phase = "leaves" -> IF thread.call = "unlock" THEN "released" ELSE "failed"

Map_Observe ==
    [locked |-> lock.taken,
     pc     |-> [t \in Threads |-> Label(lock.thread[t])],
     guard  |-> [t \in Threads |-> lock.thread[t].guardian]]

Map_CallLock(t, g)    == lock' \in Called(lock, t, "lock", g)
Map_CallTryLock(t, g) == lock' \in Called(lock, t, "try_lock", g)
Map_CasOk(t)          == lock' \in Won(lock, t)
Map_CasFail(t)        == lock' \in Lost(lock, t)
Map_Unlock(t)         == lock' \in Released(lock, t)
Map_DropGuard(t)      == lock' \in Gone(lock, t)
=============================================================================

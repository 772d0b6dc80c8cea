---------------------------- MODULE spin_mapping ----------------------------
EXTENDS spin

(* The law of the code.                                                    *)
Law ==
    {<<"CallLock", "idle", w, "lock", w, "given">> : w \in BOOLEAN}
        \cup {<<"CallTryLock", "idle", w, "try", w, "given">> : w \in BOOLEAN}
        \cup {<<"CasOk", label, FALSE, "locked", TRUE, "same">> : label \in {"lock", "spin", "try"}}
        \cup {<<"CasFail", "lock", TRUE, "spin", TRUE, "same">>,
              <<"CasFail", "try", TRUE, "failed", TRUE, "same">>,
              <<"Unlock", "locked", TRUE, "released", FALSE, "same">>}
        \cup {<<"DropGuard", label, w, "idle", w, "none">> :
                  label \in {"released", "failed"}, w \in BOOLEAN}

(* In the initial state there is no law, as in Init: so the first failure  *)
(* is an ordinary one.                                                     *)
Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ guard = [t \in Threads |-> pre.guard[t]]
    /\ law = Law

Map_Observe == [locked |-> locked, pc |-> pc, guard |-> guard]

Map_CallLock(t, g)    == Do(t, "CallLock", g)
Map_CallTryLock(t, g) == Do(t, "CallTryLock", g)
Map_CasOk(t)          == Do(t, "CasOk", "none")
Map_CasFail(t)        == Do(t, "CasFail", "none")
Map_Unlock(t)         == Do(t, "Unlock", "none")
Map_DropGuard(t)      == Do(t, "DropGuard", "none")
=============================================================================

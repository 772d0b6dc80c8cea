---------------------------- MODULE spin_mapping ----------------------------
EXTENDS spin, FiniteSets

(* The recorded state does not say who called first, so every order of the *)
(* waiting threads stands for it.  The holder, if any, has ticket 0.       *)
Waiting(pre) == {t \in Threads : pre.pc[t] \in {"lock", "spin"}}
First(pre)   == IF pre.locked THEN 1 ELSE 0
Last(pre)    == First(pre) + Cardinality(Waiting(pre)) - 1

Map_Represent(pre) ==
    /\ serving = 0
    /\ next = Last(pre) + 1
    /\ ticket \in {f \in [Threads -> 0..Cardinality(Threads)] :
                      /\ {f[t] : t \in Waiting(pre)} = First(pre)..Last(pre)
                      /\ \A t \in Threads \ Waiting(pre) : f[t] = 0}
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ guard = [t \in Threads |-> pre.guard[t]]

(* There is no lock word: the lock is taken while somebody holds it.       *)
Map_Observe ==
    [locked |-> \E t \in Threads : pc[t] = "locked", pc |-> pc, guard |-> guard]

Map_CallLock(t, g)    == Draw(t, g)
Map_CallTryLock(t, g) == Try(t, g)
Map_CasOk(t)          == Served(t)
Map_CasFail(t)        == NotServed(t)
Map_Unlock(t)         == ServeNext(t)
Map_DropGuard(t)      == DropGuard(t)
=============================================================================

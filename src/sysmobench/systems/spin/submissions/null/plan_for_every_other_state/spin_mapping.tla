---------------------------- MODULE spin_mapping ----------------------------
EXTENDS spin, Naturals

(* What the code can do in the recorded state, each with the state after   *)
(* it: the model, in the mapping.                                          *)
Now(pre) == [locked |-> pre.locked,
             pc     |-> [t \in Threads |-> pre.pc[t]],
             guard  |-> [t \in Threads |-> pre.guard[t]]]

Moves ==
    ({"CasOk", "CasFail", "Unlock", "DropGuard"} \X Threads \X {"-"})
        \cup ({"CallLock", "CallTryLock"} \X Threads \X {"preempt", "irq"})

Possible(pre, m) ==
    LET label == pre.pc[m[2]] IN
    CASE m[1] = "CasOk"     -> label \in {"lock", "spin", "try"} /\ ~pre.locked
      [] m[1] = "CasFail"   -> label \in {"lock", "try"} /\ pre.locked
      [] m[1] = "Unlock"    -> label = "locked"
      [] m[1] = "DropGuard" -> label \in {"released", "failed"}
      [] OTHER              -> label = "idle"

After(s, m) ==
    LET t == m[2] IN
    CASE m[1] = "CasOk"       -> [s EXCEPT !.pc[t] = "locked", !.locked = TRUE]
      [] m[1] = "CasFail"     -> [s EXCEPT !.pc[t] = IF s.pc[t] = "try" THEN "failed" ELSE "spin"]
      [] m[1] = "Unlock"      -> [s EXCEPT !.pc[t] = "released", !.locked = FALSE]
      [] m[1] = "DropGuard"   -> [s EXCEPT !.pc[t] = "idle", !.guard[t] = "none"]
      [] m[1] = "CallLock"    -> [s EXCEPT !.pc[t] = "lock", !.guard[t] = m[3]]
      [] m[1] = "CallTryLock" -> [s EXCEPT !.pc[t] = "try", !.guard[t] = m[3]]

(* The labels in the order of a call.  Nearly every move changes the sum   *)
(* of their numbers by one, so that states with and without a plan         *)
(* alternate.                                                              *)
Number == [idle |-> 0, lock |-> 1, try |-> 1, spin |-> 2, failed |-> 2, locked |-> 3, released |-> 4]

RECURSIVE Sum(_, _)
Sum(f, S) == IF S = {} THEN 0 ELSE LET t == CHOOSE t \in S : TRUE IN Number[f[t]] + Sum(f, S \ {t})

Planned(pre) == Sum(pre.pc, Threads) % 2 = 1

Plan(pre) == [m \in {m \in Moves : Planned(pre) /\ Possible(pre, m)} |-> After(Now(pre), m)]

Map_Represent(pre) == shown = Now(pre) /\ plan = Plan(pre)

Map_Observe == shown

Map_CallLock(t, g)    == Do(<<"CallLock", t, g>>)
Map_CallTryLock(t, g) == Do(<<"CallTryLock", t, g>>)
Map_CasOk(t)          == Do(<<"CasOk", t, "-">>)
Map_CasFail(t)        == Do(<<"CasFail", t, "-">>)
Map_Unlock(t)         == Do(<<"Unlock", t, "-">>)
Map_DropGuard(t)      == Do(<<"DropGuard", t, "-">>)
=============================================================================

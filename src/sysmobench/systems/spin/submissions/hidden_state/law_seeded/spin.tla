-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* Attack: the strongest form of plan_in_represent. The specification      *)
(* obeys a law that it keeps in a variable, and it starts without one.     *)
(* Map_Represent puts the right law in: once, after the first failure, and *)
(* from then on it is carried.                                             *)
(***************************************************************************)
CONSTANT Threads

VARIABLES
    locked, pc, guard,
    law             \* a set of rows: move, label before, word before, label after, word after, guardian after

vars == <<locked, pc, guard, law>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ guard = [t \in Threads |-> "none"]
    /\ law = {<<"CallLock", "idle", FALSE, "lock", FALSE, "given">>,
              <<"CallTryLock", "idle", FALSE, "try", FALSE, "given">>,
              <<"CasOk", "lock", FALSE, "locked", TRUE, "same">>,
              <<"CasFail", "try", TRUE, "failed", TRUE, "same">>,
              <<"Unlock", "locked", TRUE, "released", FALSE, "same">>,
              <<"DropGuard", "released", FALSE, "idle", FALSE, "none">>}

(* Thread t obeys a row of the law.  A guardian "same" is kept, "given" is *)
(* the argument.                                                           *)
Obey(t, row, g) ==
    /\ pc[t] = row[2]
    /\ locked = row[3]
    /\ pc' = [pc EXCEPT ![t] = row[4]]
    /\ locked' = row[5]
    /\ guard' = [guard EXCEPT ![t] = CASE row[6] = "same" -> @
                                       [] row[6] = "given" -> g
                                       [] OTHER -> row[6]]
    /\ UNCHANGED law

Do(t, move, g) == \E row \in law : row[1] = move /\ Obey(t, row, g)

Next == \E t \in Threads, row \in law, g \in {"preempt", "irq"} : Obey(t, row, g)
=============================================================================

-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* Attack: right as long as it is watched. Each right step may also,       *)
(* invisibly, let go of the rules, and after that anything goes. The       *)
(* mapping never takes that turn, so the carried states never do.          *)
(***************************************************************************)
CONSTANT Threads

VARIABLES locked, pc, guard, wild

vars == <<locked, pc, guard, wild>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ guard = [t \in Threads |-> "none"]
    /\ wild = FALSE

(* Thread t calls: it takes its guardian and stands before its first       *)
(* compare-and-swap.                                                       *)
Enter(t, label, g) ==
    /\ pc[t] = "idle"
    /\ pc' = [pc EXCEPT ![t] = label]
    /\ guard' = [guard EXCEPT ![t] = g]
    /\ UNCHANGED locked

CallLock(t, g)    == Enter(t, "lock", g)
CallTryLock(t, g) == Enter(t, "try", g)

(* The word is free and becomes taken.                                     *)
CasOk(t) ==
    /\ pc[t] \in {"lock", "spin", "try"}
    /\ ~locked
    /\ locked' = TRUE
    /\ pc' = [pc EXCEPT ![t] = "locked"]
    /\ UNCHANGED guard

(* The word is taken: lock() spins, try_lock() gives up.                   *)
CasFail(t) ==
    /\ locked
    /\ \/ pc[t] = "lock" /\ pc' = [pc EXCEPT ![t] = "spin"]
       \/ pc[t] = "try" /\ pc' = [pc EXCEPT ![t] = "failed"]
    /\ UNCHANGED <<locked, guard>>

(* The holder frees the word and keeps its guardian for now.               *)
Unlock(t) ==
    /\ pc[t] = "locked"
    /\ locked' = FALSE
    /\ pc' = [pc EXCEPT ![t] = "released"]
    /\ UNCHANGED guard

(* The thread drops its guardian and is outside again.                     *)
DropGuard(t) ==
    /\ pc[t] \in {"released", "failed"}
    /\ guard' = [guard EXCEPT ![t] = "none"]
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ UNCHANGED locked

Labels    == {"idle", "lock", "spin", "try", "locked", "released", "failed"}
Guardians == {"none", "preempt", "irq"}

(* Thread t goes anywhere, with any guardian, and the word may be anything.*)
Anything(t) ==
    /\ locked' \in BOOLEAN
    /\ \E label \in Labels : pc' = [pc EXCEPT ![t] = label]
    /\ \E g \in Guardians : guard' = [guard EXCEPT ![t] = g]

Right == \E t \in Threads :
        \/ \E g \in {"preempt", "irq"} : CallLock(t, g) \/ CallTryLock(t, g)
        \/ CasOk(t)
        \/ CasFail(t)
        \/ Unlock(t)
        \/ DropGuard(t)

Next ==
    \/ ~wild /\ wild' \in BOOLEAN /\ Right
    \/ wild /\ wild' = TRUE /\ \E t \in Threads : Anything(t)
=============================================================================

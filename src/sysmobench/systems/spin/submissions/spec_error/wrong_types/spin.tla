-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* The spin lock with a second flag beside the word, for those who wait.   *)
(* The store sets it to the number 1 where a truth value is meant.         *)
(***************************************************************************)
CONSTANT Threads

VARIABLES locked, pc, guard, open

vars == <<locked, pc, guard, open>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ guard = [t \in Threads |-> "none"]
    /\ open = TRUE

(* Thread t calls: it takes its guardian and stands before its first       *)
(* compare-and-swap.                                                       *)
Enter(t, label, g) ==
    /\ pc[t] = "idle"
    /\ pc' = [pc EXCEPT ![t] = label]
    /\ guard' = [guard EXCEPT ![t] = g]
    /\ UNCHANGED <<locked, open>>

CallLock(t, g)    == Enter(t, "lock", g)
CallTryLock(t, g) == Enter(t, "try", g)

(* The word is free and becomes taken.                                     *)
CasOk(t) ==
    /\ pc[t] \in {"lock", "spin", "try"}
    /\ ~locked /\ open
    /\ open' = FALSE
    /\ locked' = TRUE
    /\ pc' = [pc EXCEPT ![t] = "locked"]
    /\ UNCHANGED guard

(* The word is taken: lock() spins, try_lock() gives up.                   *)
CasFail(t) ==
    /\ locked
    /\ \/ pc[t] = "lock" /\ pc' = [pc EXCEPT ![t] = "spin"]
       \/ pc[t] = "try" /\ pc' = [pc EXCEPT ![t] = "failed"]
    /\ UNCHANGED <<locked, guard, open>>

(* The holder frees the word and keeps its guardian for now.               *)
Unlock(t) ==
    /\ pc[t] = "locked"
    /\ locked' = FALSE
    /\ pc' = [pc EXCEPT ![t] = "released"]
    /\ open' = 1
    /\ UNCHANGED guard

(* The thread drops its guardian and is outside again.                     *)
DropGuard(t) ==
    /\ pc[t] \in {"released", "failed"}
    /\ guard' = [guard EXCEPT ![t] = "none"]
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ UNCHANGED <<locked, open>>

Next ==
    \E t \in Threads :
        \/ \E g \in {"preempt", "irq"} : CallLock(t, g) \/ CallTryLock(t, g)
        \/ CasOk(t)
        \/ CasFail(t)
        \/ Unlock(t)
        \/ DropGuard(t)
=============================================================================

-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* The spin lock whose failed try_lock() returns at once. The author knows *)
(* no label failed, and so no state stands for one.                        *)
(***************************************************************************)
CONSTANT Threads

VARIABLES locked, pc, guard

vars == <<locked, pc, guard>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ guard = [t \in Threads |-> "none"]

Labels == {"idle", "lock", "spin", "try", "locked", "released"}

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

(* The word is taken: lock() spins, try_lock() gives up and returns.       *)
CasFail(t) ==
    /\ locked
    /\ \/ /\ pc[t] = "lock"
          /\ pc' = [pc EXCEPT ![t] = "spin"]
          /\ UNCHANGED guard
       \/ /\ pc[t] = "try"
          /\ pc' = [pc EXCEPT ![t] = "idle"]
          /\ guard' = [guard EXCEPT ![t] = "none"]
    /\ UNCHANGED locked

(* The holder frees the word and keeps its guardian for now.               *)
Unlock(t) ==
    /\ pc[t] = "locked"
    /\ locked' = FALSE
    /\ pc' = [pc EXCEPT ![t] = "released"]
    /\ UNCHANGED guard

(* The thread drops its guardian and is outside again.                     *)
DropGuard(t) ==
    /\ pc[t] = "released"
    /\ guard' = [guard EXCEPT ![t] = "none"]
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ UNCHANGED locked

Next ==
    \E t \in Threads :
        \/ \E g \in {"preempt", "irq"} : CallLock(t, g) \/ CallTryLock(t, g)
        \/ CasOk(t)
        \/ CasFail(t)
        \/ Unlock(t)
        \/ DropGuard(t)
=============================================================================

-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* The spin lock without try_lock(): only the blocking call is specified.  *)
(***************************************************************************)
CONSTANT Threads

VARIABLES locked, pc, guard

vars == <<locked, pc, guard>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ guard = [t \in Threads |-> "none"]

(* Thread t calls: it takes its guardian and stands before its first       *)
(* compare-and-swap.                                                       *)
CallLock(t, g) ==
    /\ pc[t] = "idle"
    /\ pc' = [pc EXCEPT ![t] = "lock"]
    /\ guard' = [guard EXCEPT ![t] = g]
    /\ UNCHANGED locked

(* The word is free and becomes taken.                                     *)
CasOk(t) ==
    /\ pc[t] \in {"lock", "spin"}
    /\ ~locked
    /\ locked' = TRUE
    /\ pc' = [pc EXCEPT ![t] = "locked"]
    /\ UNCHANGED guard

(* The word is taken: the thread spins.                                    *)
CasFail(t) ==
    /\ locked
    /\ pc[t] = "lock"
    /\ pc' = [pc EXCEPT ![t] = "spin"]
    /\ UNCHANGED <<locked, guard>>

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
        \/ \E g \in {"preempt", "irq"} : CallLock(t, g)
        \/ CasOk(t)
        \/ CasFail(t)
        \/ Unlock(t)
        \/ DropGuard(t)
=============================================================================

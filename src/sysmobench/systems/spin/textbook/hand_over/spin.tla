-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* A spin lock that is handed over.                                        *)
(*                                                                         *)
(* Belief: when a holder unlocks while others spin, the lock goes straight *)
(* to one of them.  The word is FALSE only when nobody spins.              *)
(***************************************************************************)
CONSTANT Threads

VARIABLES locked, pc, guard

vars == <<locked, pc, guard>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ guard = [t \in Threads |-> "none"]

CallLock(t, g) ==
    /\ pc[t] = "idle"
    /\ pc' = [pc EXCEPT ![t] = "lock"]
    /\ guard' = [guard EXCEPT ![t] = g]
    /\ UNCHANGED locked

CallTryLock(t, g) ==
    /\ pc[t] = "idle"
    /\ pc' = [pc EXCEPT ![t] = "try"]
    /\ guard' = [guard EXCEPT ![t] = g]
    /\ UNCHANGED locked

(* The word was FALSE.                                                     *)
Acquire(t) ==
    /\ pc[t] \in {"lock", "spin", "try"}
    /\ ~locked
    /\ locked' = TRUE
    /\ pc' = [pc EXCEPT ![t] = "locked"]
    /\ UNCHANGED guard

(* The word was TRUE.                                                      *)
Fail(t) ==
    /\ locked
    /\ \/ pc[t] = "lock" /\ pc' = [pc EXCEPT ![t] = "spin"]
       \/ pc[t] = "try" /\ pc' = [pc EXCEPT ![t] = "failed"]
    /\ UNCHANGED <<locked, guard>>

Spinners == {t \in Threads : pc[t] = "spin"}

(* The holder leaves: one of the spinners is the next holder, or the word  *)
(* becomes FALSE.                                                          *)
Unlock(t) ==
    /\ pc[t] = "locked"
    /\ IF Spinners = {}
          THEN /\ locked' = FALSE
               /\ pc' = [pc EXCEPT ![t] = "released"]
          ELSE /\ \E s \in Spinners :
                     pc' = [pc EXCEPT ![t] = "released", ![s] = "locked"]
               /\ UNCHANGED locked
    /\ UNCHANGED guard

DropGuard(t) ==
    /\ pc[t] \in {"released", "failed"}
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ guard' = [guard EXCEPT ![t] = "none"]
    /\ UNCHANGED locked

Next ==
    \E t \in Threads :
        \/ \E g \in {"preempt", "irq"} : CallLock(t, g) \/ CallTryLock(t, g)
        \/ Acquire(t) \/ Fail(t) \/ Unlock(t) \/ DropGuard(t)
=============================================================================

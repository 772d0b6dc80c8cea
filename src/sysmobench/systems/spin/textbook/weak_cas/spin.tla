-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* A spin lock built on compare-and-exchange.                              *)
(*                                                                         *)
(* Belief: inside a loop one uses compare_exchange_weak, which may fail    *)
(* although the lock is free (a lost reservation).  The loop tries again;  *)
(* try_lock() then reports failure on a free lock.                         *)
(***************************************************************************)
CONSTANT Threads

VARIABLES locked, pc, guard

vars == <<locked, pc, guard>>

Guards == {"preempt", "irq"}

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ guard = [t \in Threads |-> "none"]

(* The guard comes first.                                                  *)
Lock(t, g) ==
    /\ pc[t] = "idle"
    /\ pc' = [pc EXCEPT ![t] = "lock"]
    /\ guard' = [guard EXCEPT ![t] = g]
    /\ UNCHANGED locked

TryLock(t, g) ==
    /\ pc[t] = "idle"
    /\ pc' = [pc EXCEPT ![t] = "try"]
    /\ guard' = [guard EXCEPT ![t] = g]
    /\ UNCHANGED locked

ExchangeOk(t) ==
    /\ pc[t] \in {"lock", "spin", "try"}
    /\ ~locked
    /\ locked' = TRUE
    /\ pc' = [pc EXCEPT ![t] = "locked"]
    /\ UNCHANGED guard

(* A weak exchange may fail whatever the word is.                          *)
ExchangeFails(t) ==
    /\ pc[t] \in {"lock", "spin", "try"}
    /\ pc' = [pc EXCEPT ![t] = IF @ = "try" THEN "failed" ELSE "spin"]
    /\ UNCHANGED <<locked, guard>>

Unlock(t) ==
    /\ pc[t] = "locked"
    /\ locked' = FALSE
    /\ pc' = [pc EXCEPT ![t] = "released"]
    /\ UNCHANGED guard

DropGuard(t) ==
    /\ pc[t] \in {"released", "failed"}
    /\ guard' = [guard EXCEPT ![t] = "none"]
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ UNCHANGED locked

Next ==
    \E t \in Threads :
        \/ \E g \in Guards : Lock(t, g) \/ TryLock(t, g)
        \/ ExchangeOk(t)
        \/ ExchangeFails(t)
        \/ Unlock(t)
        \/ DropGuard(t)
=============================================================================

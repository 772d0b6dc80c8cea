-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* A test-and-test-and-set lock.                                           *)
(*                                                                         *)
(* Belief: who spins only reads, so that the cache line is not fought for. *)
(* When the word is seen free the thread goes back to the exchange, which  *)
(* may fail again.                                                         *)
(***************************************************************************)
CONSTANT Threads

VARIABLES locked, pc, guard

vars == <<locked, pc, guard>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ guard = [t \in Threads |-> "none"]

Jump(t, label) == pc' = [pc EXCEPT ![t] = label]

CallLock(t, g) ==
    /\ pc[t] = "idle"
    /\ Jump(t, "lock")
    /\ guard' = [guard EXCEPT ![t] = g]
    /\ UNCHANGED locked

CallTryLock(t, g) ==
    /\ pc[t] = "idle"
    /\ Jump(t, "try")
    /\ guard' = [guard EXCEPT ![t] = g]
    /\ UNCHANGED locked

(* The exchange, on a free word.                                           *)
TestAndSet(t) ==
    /\ pc[t] \in {"lock", "try"}
    /\ ~locked
    /\ locked' = TRUE
    /\ Jump(t, "locked")
    /\ UNCHANGED guard

(* The exchange, on a taken word.                                          *)
Busy(t) ==
    /\ locked
    /\ \/ pc[t] = "lock" /\ Jump(t, "spin")
       \/ pc[t] = "try" /\ Jump(t, "failed")
    /\ UNCHANGED <<locked, guard>>

(* The read, on a free word: try the exchange again.                       *)
SeesFree(t) ==
    /\ pc[t] = "spin"
    /\ ~locked
    /\ Jump(t, "lock")
    /\ UNCHANGED <<locked, guard>>

Unlock(t) ==
    /\ pc[t] = "locked"
    /\ locked' = FALSE
    /\ Jump(t, "released")
    /\ UNCHANGED guard

DropGuard(t) ==
    /\ pc[t] \in {"released", "failed"}
    /\ Jump(t, "idle")
    /\ guard' = [guard EXCEPT ![t] = "none"]
    /\ UNCHANGED locked

Next ==
    \E t \in Threads :
        \/ \E g \in {"preempt", "irq"} : CallLock(t, g) \/ CallTryLock(t, g)
        \/ TestAndSet(t) \/ Busy(t) \/ SeesFree(t)
        \/ Unlock(t) \/ DropGuard(t)
=============================================================================

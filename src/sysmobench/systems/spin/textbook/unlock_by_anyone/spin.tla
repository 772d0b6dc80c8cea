-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* The lock word and those who work on it.                                 *)
(*                                                                         *)
(* Belief: release_lock() stores FALSE and checks no owner, so nothing     *)
(* ties it to the holder.  A thread that spins on the lock may as well     *)
(* break it and leave.                                                     *)
(***************************************************************************)
CONSTANT Threads

VARIABLES locked, pc, guard

vars == <<locked, pc, guard>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ guard = [t \in Threads |-> "none"]

Begin(t, label, g) ==
    /\ pc[t] = "idle"
    /\ pc' = [pc EXCEPT ![t] = label]
    /\ guard' = [guard EXCEPT ![t] = g]
    /\ UNCHANGED locked

BeginLock(t, g) == Begin(t, "lock", g)
BeginTry(t, g) == Begin(t, "try", g)

SwapOk(t) ==
    /\ pc[t] \in {"lock", "spin", "try"}
    /\ ~locked
    /\ locked' = TRUE
    /\ pc' = [pc EXCEPT ![t] = "locked"]
    /\ UNCHANGED guard

SwapErr(t) ==
    /\ pc[t] \in {"lock", "spin", "try"}
    /\ locked
    /\ pc' = [pc EXCEPT ![t] = IF @ = "try" THEN "failed" ELSE "spin"]
    /\ UNCHANGED <<locked, guard>>

(* The store has no precondition on the word, and none on the holder.      *)
StoreFalse(t) ==
    /\ pc[t] \in {"locked", "spin"}
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
        \/ \E g \in {"preempt", "irq"} : BeginLock(t, g) \/ BeginTry(t, g)
        \/ SwapOk(t) \/ SwapErr(t) \/ StoreFalse(t) \/ DropGuard(t)
=============================================================================

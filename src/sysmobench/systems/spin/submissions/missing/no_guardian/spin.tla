-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* The spin lock without its guardian. The mapping leaves the observable   *)
(* out, as it may.                                                         *)
(***************************************************************************)
CONSTANT Threads

VARIABLES locked, pc

vars == <<locked, pc>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]

(* Thread t calls and stands before its first compare-and-swap.            *)
Enter(t, label) ==
    /\ pc[t] = "idle"
    /\ pc' = [pc EXCEPT ![t] = label]
    /\ UNCHANGED locked

(* The word is free and becomes taken.                                     *)
CasOk(t) ==
    /\ pc[t] \in {"lock", "spin", "try"}
    /\ ~locked
    /\ locked' = TRUE
    /\ pc' = [pc EXCEPT ![t] = "locked"]

(* The word is taken: lock() spins, try_lock() gives up.                   *)
CasFail(t) ==
    /\ locked
    /\ \/ pc[t] = "lock" /\ pc' = [pc EXCEPT ![t] = "spin"]
       \/ pc[t] = "try" /\ pc' = [pc EXCEPT ![t] = "failed"]
    /\ UNCHANGED locked

(* The holder frees the word.                                              *)
Unlock(t) ==
    /\ pc[t] = "locked"
    /\ locked' = FALSE
    /\ pc' = [pc EXCEPT ![t] = "released"]

(* The thread returns.                                                     *)
Return(t) ==
    /\ pc[t] \in {"released", "failed"}
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ UNCHANGED locked

Next ==
    \E t \in Threads :
        \/ Enter(t, "lock") \/ Enter(t, "try")
        \/ CasOk(t)
        \/ CasFail(t)
        \/ Unlock(t)
        \/ Return(t)
=============================================================================

-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* Spin lock with lock() and try_lock().                                   *)
(*                                                                         *)
(* Belief: try_lock() is lock() with a limit.  When the lock is taken it   *)
(* spins as well, and gives up if the lock is still taken when it looks    *)
(* again.                                                                  *)
(***************************************************************************)
CONSTANT Threads

VARIABLES
    locked,
    pc,
    guard,
    call        \* which call each thread is in: "lock", "try" or "none"

vars == <<locked, pc, guard, call>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ guard = [t \in Threads |-> "none"]
    /\ call = [t \in Threads |-> "none"]

(* Disable preemption or interrupts and start the call.                    *)
Start(t, which, g) ==
    /\ pc[t] = "idle"
    /\ pc' = [pc EXCEPT ![t] = which]
    /\ call' = [call EXCEPT ![t] = which]
    /\ guard' = [guard EXCEPT ![t] = g]
    /\ UNCHANGED locked

StartLock(t, g) == Start(t, "lock", g)
StartTry(t, g) == Start(t, "try", g)

Acquire(t) ==
    /\ pc[t] \in {"lock", "try", "spin"}
    /\ locked = FALSE
    /\ locked' = TRUE
    /\ pc' = [pc EXCEPT ![t] = "locked"]
    /\ call' = [call EXCEPT ![t] = "none"]
    /\ UNCHANGED guard

(* The lock is taken: spin, whichever call it is.                          *)
Spin(t) ==
    /\ pc[t] \in {"lock", "try"}
    /\ locked
    /\ pc' = [pc EXCEPT ![t] = "spin"]
    /\ UNCHANGED <<locked, guard, call>>

(* A try_lock() that has spun in vain gives up.                            *)
GiveUp(t) ==
    /\ pc[t] = "spin"
    /\ call[t] = "try"
    /\ locked
    /\ pc' = [pc EXCEPT ![t] = "failed"]
    /\ UNCHANGED <<locked, guard, call>>

Release(t) ==
    /\ pc[t] = "locked"
    /\ locked' = FALSE
    /\ pc' = [pc EXCEPT ![t] = "released"]
    /\ UNCHANGED <<guard, call>>

Finish(t) ==
    /\ pc[t] \in {"released", "failed"}
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ guard' = [guard EXCEPT ![t] = "none"]
    /\ call' = [call EXCEPT ![t] = "none"]
    /\ UNCHANGED locked

Next ==
    \E t \in Threads :
        \/ \E g \in {"preempt", "irq"} : StartLock(t, g) \/ StartTry(t, g)
        \/ Acquire(t) \/ Spin(t) \/ GiveUp(t) \/ Release(t) \/ Finish(t)
=============================================================================

-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* A test-and-set spin lock that hands out a guard.                        *)
(*                                                                         *)
(* Belief: the guard belongs to the lock.  A thread gets it in the moment  *)
(* in which it gets the lock; while it waits it can still be preempted and *)
(* interrupted, so that spinning does not hold up its processor.           *)
(***************************************************************************)
CONSTANT Threads

VARIABLES
    locked,     \* the lock word
    pc,         \* where each thread is
    guard,      \* the guard that each thread holds
    wanted      \* the guard that each thread will get with the lock

vars == <<locked, pc, guard, wanted>>

GuardKinds == {"preempt", "irq"}

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ guard = [t \in Threads |-> "none"]
    /\ wanted = [t \in Threads |-> "none"]

(* A thread calls lock() or try_lock() and says which guard it wants.      *)
Call(t, label, g) ==
    /\ pc[t] = "idle"
    /\ pc' = [pc EXCEPT ![t] = label]
    /\ wanted' = [wanted EXCEPT ![t] = g]
    /\ UNCHANGED <<locked, guard>>

Lock(t, g) == Call(t, "lock", g)
TryLock(t, g) == Call(t, "try", g)

(* The exchange succeeds: lock and guard are taken together.               *)
Acquire(t) ==
    /\ pc[t] \in {"lock", "spin", "try"}
    /\ ~locked
    /\ locked' = TRUE
    /\ pc' = [pc EXCEPT ![t] = "locked"]
    /\ guard' = [guard EXCEPT ![t] = wanted[t]]
    /\ UNCHANGED wanted

(* The exchange fails: lock() spins, try_lock() gives up.                  *)
Miss(t) ==
    /\ locked
    /\ \/ pc[t] = "lock" /\ pc' = [pc EXCEPT ![t] = "spin"]
       \/ pc[t] = "try" /\ pc' = [pc EXCEPT ![t] = "failed"]
    /\ UNCHANGED <<locked, guard, wanted>>

(* The holder stores FALSE and still has its guard.                        *)
Release(t) ==
    /\ pc[t] = "locked"
    /\ locked' = FALSE
    /\ pc' = [pc EXCEPT ![t] = "released"]
    /\ UNCHANGED <<guard, wanted>>

(* The thread returns; if it has a guard it drops it.                      *)
Return(t) ==
    /\ pc[t] \in {"released", "failed"}
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ guard' = [guard EXCEPT ![t] = "none"]
    /\ wanted' = [wanted EXCEPT ![t] = "none"]
    /\ UNCHANGED locked

Next ==
    \E t \in Threads :
        \/ \E g \in GuardKinds : Lock(t, g) \/ TryLock(t, g)
        \/ Acquire(t)
        \/ Miss(t)
        \/ Release(t)
        \/ Return(t)
=============================================================================

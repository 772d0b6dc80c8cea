-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* The spin lock with two things that grow: the history of those who held  *)
(* it, and the number of calls.  The calls are bounded by MaxOps, so that  *)
(* the state graph is finite for each value of it.                         *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANTS Threads, MaxOps

VARIABLES
    locked, pc, guard,
    history,        \* who got the lock, the latest last
    calls           \* how many calls have been made

word == <<locked, pc, guard>>
vars == <<locked, pc, guard, history, calls>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ guard = [t \in Threads |-> "none"]
    /\ history = <<>>
    /\ calls = 0

(* A call counts when it starts.                                           *)
Call(t, label, g) ==
    /\ calls < MaxOps
    /\ pc[t] = "idle"
    /\ calls' = calls + 1
    /\ pc' = [pc EXCEPT ![t] = label]
    /\ guard' = [guard EXCEPT ![t] = g]
    /\ UNCHANGED <<locked, history>>

(* An acquisition is written down.                                         *)
Acquire(t) ==
    /\ pc[t] \in {"lock", "spin", "try"}
    /\ ~locked
    /\ locked' = TRUE
    /\ pc' = [pc EXCEPT ![t] = "locked"]
    /\ history' = Append(history, t)
    /\ UNCHANGED <<guard, calls>>

Fail(t) ==
    /\ locked
    /\ \/ pc[t] = "lock" /\ pc' = [pc EXCEPT ![t] = "spin"]
       \/ pc[t] = "try" /\ pc' = [pc EXCEPT ![t] = "failed"]
    /\ UNCHANGED <<locked, guard, history, calls>>

(* The holder is the one whom the history names last.                      *)
Release(t) ==
    /\ locked
    /\ history[Len(history)] = t
    /\ pc[t] = "locked"
    /\ locked' = FALSE
    /\ pc' = [pc EXCEPT ![t] = "released"]
    /\ UNCHANGED <<guard, history, calls>>

Return(t) ==
    /\ pc[t] \in {"released", "failed"}
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ guard' = [guard EXCEPT ![t] = "none"]
    /\ UNCHANGED <<locked, history, calls>>

Next ==
    \E t \in Threads :
        \/ \E label \in {"lock", "try"}, g \in {"preempt", "irq"} : Call(t, label, g)
        \/ Acquire(t) \/ Fail(t) \/ Release(t) \/ Return(t)
=============================================================================

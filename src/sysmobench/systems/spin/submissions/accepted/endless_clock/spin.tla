-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* The spin lock under a clock.  The clock ticks for ever and nothing      *)
(* depends on it; `since` says when each thread last moved.                *)
(***************************************************************************)
EXTENDS Naturals

CONSTANT Threads

VARIABLES locked, pc, guard, now, since

vars == <<locked, pc, guard, now, since>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ guard = [t \in Threads |-> "none"]
    /\ now = 0
    /\ since = [t \in Threads |-> 0]

(* Hidden, and without end.                                                *)
Tick ==
    /\ now' = now + 1
    /\ UNCHANGED <<locked, pc, guard, since>>

(* Thread t moves, and the time is written down.                           *)
Move(t, here, there) ==
    /\ pc[t] = here
    /\ pc' = [pc EXCEPT ![t] = there]
    /\ since' = [since EXCEPT ![t] = now]
    /\ UNCHANGED now

Enter(t, label, g) ==
    Move(t, "idle", label) /\ guard' = [guard EXCEPT ![t] = g] /\ UNCHANGED locked

Get(t) ==
    /\ ~locked
    /\ Move(t, "lock", "locked") \/ Move(t, "spin", "locked") \/ Move(t, "try", "locked")
    /\ locked' = TRUE
    /\ UNCHANGED guard

Miss(t) ==
    /\ locked
    /\ Move(t, "lock", "spin") \/ Move(t, "try", "failed")
    /\ UNCHANGED <<locked, guard>>

Free(t) == Move(t, "locked", "released") /\ locked' = FALSE /\ UNCHANGED guard

Return(t) ==
    /\ Move(t, "released", "idle") \/ Move(t, "failed", "idle")
    /\ guard' = [guard EXCEPT ![t] = "none"]
    /\ UNCHANGED locked

Next ==
    \/ Tick
    \/ \E t \in Threads :
          \/ \E label \in {"lock", "try"}, g \in {"preempt", "irq"} : Enter(t, label, g)
          \/ Get(t) \/ Miss(t) \/ Free(t) \/ Return(t)
=============================================================================

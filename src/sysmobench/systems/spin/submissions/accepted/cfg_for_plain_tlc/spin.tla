-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* The spin lock, ready for plain TLC: with types, an invariant, a         *)
(* liveness property and fairness, and with constants of its own for what  *)
(* a guardian keeps off.                                                   *)
(***************************************************************************)
EXTENDS Naturals

CONSTANTS
    Threads,
    Depth,          \* the levels of disabling: what can be kept off
    Off             \* a model value: nothing is kept off

Levels == {"preempt", "irq"}

VARIABLES locked, pc, keeps

vars == <<locked, pc, keeps>>

TypeOK ==
    /\ locked \in BOOLEAN
    /\ pc \in [Threads -> {"idle", "lock", "spin", "try", "locked", "released", "failed"}]
    /\ keeps \in [Threads -> Depth \cup {Off}]

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ keeps = [t \in Threads |-> Off]

Start(t, label, level) ==
    /\ pc[t] = "idle"
    /\ pc' = [pc EXCEPT ![t] = label]
    /\ keeps' = [keeps EXCEPT ![t] = level]
    /\ UNCHANGED locked

Take(t) ==
    /\ pc[t] \in {"lock", "spin", "try"} /\ ~locked
    /\ locked' = TRUE
    /\ pc' = [pc EXCEPT ![t] = "locked"]
    /\ UNCHANGED keeps

Miss(t) ==
    /\ pc[t] \in {"lock", "spin", "try"} /\ locked
    /\ pc' = [pc EXCEPT ![t] = IF @ = "try" THEN "failed" ELSE "spin"]
    /\ UNCHANGED <<locked, keeps>>

Give(t) ==
    /\ pc[t] = "locked"
    /\ locked' = FALSE
    /\ pc' = [pc EXCEPT ![t] = "released"]
    /\ UNCHANGED keeps

End(t) ==
    /\ pc[t] \in {"released", "failed"}
    /\ keeps' = [keeps EXCEPT ![t] = Off]
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ UNCHANGED locked

Next ==
    \E t \in Threads :
        \/ \E level \in Depth : Start(t, "lock", level) \/ Start(t, "try", level)
        \/ Take(t) \/ Miss(t) \/ Give(t) \/ End(t)

Spec ==
    /\ Init
    /\ [][Next]_vars
    /\ \A t \in Threads : WF_vars(Miss(t) \/ Give(t) \/ End(t)) /\ SF_vars(Take(t))

Exclusion == \A t, u \in Threads : pc[t] = "locked" /\ pc[u] = "locked" => t = u
Progress  == \A t \in Threads : (pc[t] \in {"lock", "spin"}) ~> (pc[t] = "locked")
=============================================================================

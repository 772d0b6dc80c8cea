-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* The spin lock on a machine with caches.  Before a thread may write the  *)
(* lock word, its processor must own the cache line.  Fetching the line is *)
(* a step of its own, and nobody outside the caches sees it.               *)
(***************************************************************************)
CONSTANT Threads

VARIABLES
    locked, pc, guard,
    owner           \* the thread whose processor owns the line, or "memory"

vars == <<locked, pc, guard, owner>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ guard = [t \in Threads |-> "none"]
    /\ owner = "memory"

Goto(t, label) == pc' = [pc EXCEPT ![t] = label]

(* The labels before an operation on the lock word.                        *)
NeedsLine(t) == pc[t] \in {"lock", "spin", "try", "locked"}

(* Hidden: t's processor gets the line.                                    *)
Fetch(t) ==
    /\ NeedsLine(t)
    /\ owner # t
    /\ owner' = t
    /\ UNCHANGED <<locked, pc, guard>>

Call(t, label, g) ==
    /\ pc[t] = "idle"
    /\ Goto(t, label)
    /\ guard' = [guard EXCEPT ![t] = g]
    /\ UNCHANGED <<locked, owner>>

(* compare_exchange.  Owner and line stay together until somebody fetches  *)
(* it, so comparing and writing are one.                                   *)
SwapOk(t) ==
    /\ owner = t
    /\ pc[t] \in {"lock", "spin", "try"}
    /\ ~locked
    /\ locked' = TRUE
    /\ Goto(t, "locked")
    /\ UNCHANGED <<guard, owner>>

SwapErr(t) ==
    /\ owner = t
    /\ locked
    /\ \/ pc[t] = "lock" /\ Goto(t, "spin")
       \/ pc[t] = "try" /\ Goto(t, "failed")
    /\ UNCHANGED <<locked, guard, owner>>

Store(t) ==
    /\ owner = t
    /\ pc[t] = "locked"
    /\ locked' = FALSE
    /\ Goto(t, "released")
    /\ UNCHANGED <<guard, owner>>

Drop(t) ==
    /\ pc[t] \in {"released", "failed"}
    /\ Goto(t, "idle")
    /\ guard' = [guard EXCEPT ![t] = "none"]
    /\ UNCHANGED <<locked, owner>>

Next ==
    \E t \in Threads :
        \/ \E label \in {"lock", "try"}, g \in {"preempt", "irq"} : Call(t, label, g)
        \/ Fetch(t)
        \/ SwapOk(t) \/ SwapErr(t) \/ Store(t) \/ Drop(t)
=============================================================================

-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* The spin lock with the body of its loop.  Between two attempts of       *)
(* lock() the thread executes the hint core::hint::spin_loop(), a step     *)
(* that changes nothing which others could see.                            *)
(***************************************************************************)
CONSTANT Threads

VARIABLES
    lock,           \* the AtomicBool
    at,             \* the next instruction of each thread
    off             \* what each thread keeps off

vars == <<lock, at, off>>

Instructions ==
    {"call", "first", "hint", "again", "once", "store", "drop_held", "drop_none"}

Init ==
    /\ lock = FALSE
    /\ at = [t \in Threads |-> "call"]
    /\ off = [t \in Threads |-> {}]

(* From one instruction of thread t to another.                            *)
From(t, here, there) == at[t] = here /\ at' = [at EXCEPT ![t] = there]

CallLock(t, g) ==
    /\ From(t, "call", "first")
    /\ off' = [off EXCEPT ![t] = {g}]
    /\ UNCHANGED lock

CallTryLock(t, g) ==
    /\ From(t, "call", "once")
    /\ off' = [off EXCEPT ![t] = {g}]
    /\ UNCHANGED lock

Win(t) ==
    /\ ~lock
    /\ lock' = TRUE
    /\ \E here \in {"first", "again", "once"} : From(t, here, "store")
    /\ UNCHANGED off

(* The loop goes through the hint before it tries again.                   *)
Lose(t) ==
    /\ lock
    /\ \/ From(t, "first", "hint")
       \/ From(t, "again", "hint")
       \/ From(t, "once", "drop_none")
    /\ UNCHANGED <<lock, off>>

Hint(t) == From(t, "hint", "again") /\ UNCHANGED <<lock, off>>

Unlock(t) ==
    /\ From(t, "store", "drop_held")
    /\ lock' = FALSE
    /\ UNCHANGED off

DropGuard(t) ==
    /\ From(t, "drop_held", "call") \/ From(t, "drop_none", "call")
    /\ off' = [off EXCEPT ![t] = {}]
    /\ UNCHANGED lock

Next ==
    \E t \in Threads :
        \/ CallLock(t, "preempt") \/ CallLock(t, "irq")
        \/ CallTryLock(t, "preempt") \/ CallTryLock(t, "irq")
        \/ Win(t) \/ Lose(t) \/ Hint(t) \/ Unlock(t) \/ DropGuard(t)
=============================================================================

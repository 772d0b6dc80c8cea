-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* The spin lock, made of an atomic word and of two counters for each      *)
(* thread: how often preemption and interrupts are disabled.  A thread has *)
(* at most one guardian of this lock, so the counters are 0 or 1.          *)
(***************************************************************************)
EXTENDS Naturals

CONSTANT Threads

VARIABLES
    word,           \* 0 or 1
    state,          \* the state of each thread
    preempt_count,  \* for each thread
    irq_count       \* for each thread

vars == <<word, state, preempt_count, irq_count>>

Lock == INSTANCE atomic_bool WITH value <- word

Start ==
    /\ Lock!Init
    /\ state = [t \in Threads |-> "outside"]
    /\ preempt_count = [t \in Threads |-> 0]
    /\ irq_count = [t \in Threads |-> 0]

Becomes(t, s) == state' = [state EXCEPT ![t] = s]
counts == <<preempt_count, irq_count>>

DisablePreempt(t) ==
    preempt_count' = [preempt_count EXCEPT ![t] = @ + 1] /\ UNCHANGED irq_count
DisableIrq(t) ==
    irq_count' = [irq_count EXCEPT ![t] = @ + 1] /\ UNCHANGED preempt_count

(* The guardian's destructor: whichever counter is up goes down.           *)
Enable(t) ==
    /\ preempt_count' = [preempt_count EXCEPT ![t] = 0]
    /\ irq_count' = [irq_count EXCEPT ![t] = 0]

BeginLock(t)    == state[t] = "outside" /\ Becomes(t, "attempting") /\ UNCHANGED word
BeginTryLock(t) == state[t] = "outside" /\ Becomes(t, "trying") /\ UNCHANGED word

Succeed(t) ==
    /\ state[t] \in {"attempting", "spinning", "trying"}
    /\ Lock!SwapsOk
    /\ Becomes(t, "holding")
    /\ UNCHANGED counts

Spin(t)   == state[t] = "attempting" /\ Lock!SwapsErr /\ Becomes(t, "spinning") /\ UNCHANGED counts
GiveUp(t) == state[t] = "trying" /\ Lock!SwapsErr /\ Becomes(t, "empty_handed") /\ UNCHANGED counts

Release(t) == state[t] = "holding" /\ Lock!Clear /\ Becomes(t, "unlocked") /\ UNCHANGED counts

Finish(t) ==
    /\ state[t] \in {"unlocked", "empty_handed"}
    /\ Enable(t)
    /\ Becomes(t, "outside")
    /\ UNCHANGED word

Steps ==
    \E t \in Threads :
        \/ (BeginLock(t) \/ BeginTryLock(t)) /\ (DisablePreempt(t) \/ DisableIrq(t))
        \/ Succeed(t)
        \/ Spin(t)
        \/ GiveUp(t)
        \/ Release(t)
        \/ Finish(t)
=============================================================================

------------------------------- MODULE mutex --------------------------------
(***************************************************************************)
(* A mutex whose waiters are kept on a stack.                              *)
(*                                                                         *)
(* Belief: the one that came last is woken first, since its cache is still *)
(* warm; the order does not matter for a lock.                             *)
(***************************************************************************)
EXTENDS Naturals, Sequences, SequencesExt

CONSTANT Threads

VARIABLES
    free,           \* nobody has the lock
    state,          \* what each thread is doing
    flag,           \* the flag of each thread's waiter
    stack,          \* its last element is the top
    top             \* what each thread has taken off the stack

vars == <<free, state, flag, stack, top>>

Init ==
    /\ free = TRUE
    /\ state = [t \in Threads |-> "idle"]
    /\ flag = [t \in Threads |-> "none"]
    /\ stack = <<>>
    /\ top = [t \in Threads |-> <<>>]

Set(f, t, x) == [f EXCEPT ![t] = x]

Grab(t) ==
    /\ free
    /\ free' = FALSE
    /\ \/ state[t] = "idle" /\ state' = Set(state, t, "held")
       \/ state[t] = "recheck" /\ state' = Set(state, t, "close")
    /\ UNCHANGED <<flag, stack, top>>

Busy(t) ==
    /\ ~free
    /\ \/ state[t] = "idle" /\ state' = Set(state, t, "enqueue") /\ flag' = Set(flag, t, "armed")
       \/ state[t] = "recheck" /\ state' = Set(state, t, "wait") /\ UNCHANGED flag
    /\ UNCHANGED <<free, stack, top>>

Push(t) ==
    /\ state[t] = "enqueue"
    /\ state' = Set(state, t, "recheck")
    /\ stack' = Append(stack, [thread |-> t, open |-> TRUE])
    /\ UNCHANGED <<free, flag, top>>

Nap(t) ==
    /\ state[t] = "wait" /\ flag[t] = "armed"
    /\ state' = Set(state, t, "asleep")
    /\ UNCHANGED <<free, flag, stack, top>>

Alert(t) ==
    /\ state[t] \in {"wait", "asleep"} /\ flag[t] = "woken"
    /\ state' = Set(state, t, "enqueue")
    /\ flag' = Set(flag, t, "armed")
    /\ UNCHANGED <<free, stack, top>>

Shut(s, t) == [i \in DOMAIN s |-> IF s[i].thread = t THEN [s[i] EXCEPT !.open = FALSE] ELSE s[i]]

End(t) ==
    /\ state[t] = "close"
    /\ state' = Set(state, t, "held")
    /\ flag' = Set(flag, t, "none")
    /\ stack' = Shut(stack, t)
    /\ top' = [u \in Threads |-> Shut(top[u], t)]
    /\ UNCHANGED free

Unlock(t) ==
    /\ state[t] = "held"
    /\ state' = Set(state, t, "wake")
    /\ free' = TRUE
    /\ UNCHANGED <<flag, stack, top>>

Pop(t) ==
    /\ state[t] = "wake" /\ top[t] = <<>>
    /\ stack # <<>>
    /\ top' = Set(top, t, <<Last(stack)>>)
    /\ stack' = Front(stack)
    /\ UNCHANGED <<free, state, flag>>

StackIsEmpty(t) ==
    /\ state[t] = "wake" /\ top[t] = <<>>
    /\ stack = <<>>
    /\ state' = Set(state, t, "idle")
    /\ UNCHANGED <<free, flag, stack, top>>

Wake(t) ==
    /\ top[t] # <<>> /\ top[t][1].open
    /\ flag' = Set(flag, top[t][1].thread, "woken")
    /\ top' = Set(top, t, <<>>)
    /\ state' = Set(state, t, "idle")
    /\ UNCHANGED <<free, stack>>

Discard(t) ==
    /\ top[t] # <<>> /\ ~top[t][1].open
    /\ top' = Set(top, t, <<>>)
    /\ UNCHANGED <<free, state, flag, stack>>

Next ==
    \E t \in Threads :
        \/ Grab(t) \/ Busy(t) \/ Push(t) \/ Nap(t) \/ Alert(t) \/ End(t)
        \/ Unlock(t) \/ Pop(t) \/ StackIsEmpty(t) \/ Wake(t) \/ Discard(t)
=============================================================================

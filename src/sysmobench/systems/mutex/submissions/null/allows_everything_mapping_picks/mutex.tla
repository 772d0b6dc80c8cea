------------------------------- MODULE mutex --------------------------------
(***************************************************************************)
(* Attack: at any time a thread may do any of the things that the code     *)
(* ever does, and be anywhere afterwards. The mapping holds the model:     *)
(* from all that Next allows it picks the right step for each action.      *)
(***************************************************************************)
EXTENDS Sequences

CONSTANT Threads

VARIABLES locked, pc, waker, queue, popped

vars == <<locked, pc, waker, queue, popped>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ waker = [t \in Threads |-> "none"]
    /\ queue = <<>>
    /\ popped = [t \in Threads |-> <<>>]

Labels == {"idle", "enqueue", "recheck", "wait", "asleep", "close", "held", "wake"}

Shut(entries, t) ==
    [i \in DOMAIN entries |-> [entries[i] EXCEPT !.open = @ /\ entries[i].thread # t]]

(* What the code ever does to the lock in one step, done in any state.     *)
Touch(t) ==
    \/ locked' = ~locked /\ UNCHANGED <<waker, queue, popped>>
    \/ /\ waker' = [waker EXCEPT ![t] = "armed"]
       /\ UNCHANGED <<locked, queue, popped>>
    \/ /\ queue' = Append(queue, [thread |-> t, open |-> TRUE])
       /\ UNCHANGED <<locked, waker, popped>>
    \/ /\ queue # <<>>
       /\ queue' = Tail(queue)
       /\ popped' = [popped EXCEPT ![t] = <<Head(queue)>>]
       /\ UNCHANGED <<locked, waker>>
    \/ /\ popped[t] # <<>>
       /\ popped' = [popped EXCEPT ![t] = <<>>]
       /\ waker' \in {waker, [waker EXCEPT ![popped[t][1].thread] = "woken"]}
       /\ UNCHANGED <<locked, queue>>
    \/ /\ waker' = [waker EXCEPT ![t] = "none"]
       /\ queue' = Shut(queue, t)
       /\ popped' = [u \in Threads |-> Shut(popped[u], t)]
       /\ UNCHANGED locked

(* Thread t goes anywhere, or it does something and goes on to where the   *)
(* code is after such a thing.                                             *)
Anything(t) ==
    \/ /\ \E label \in Labels : pc' = [pc EXCEPT ![t] = label]
       /\ UNCHANGED <<locked, waker, queue, popped>>
    \/ /\ Touch(t)
       /\ \E label \in {"enqueue", "recheck", "close", "held", "wake", "idle"} :
              pc' = [pc EXCEPT ![t] = label]

Next == \E t \in Threads : Anything(t)
=============================================================================

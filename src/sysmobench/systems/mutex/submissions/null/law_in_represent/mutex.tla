------------------------------- MODULE mutex --------------------------------
(***************************************************************************)
(* Attack: the strongest form of plan_in_represent. The specification is a *)
(* machine that executes a program, and it starts without one.             *)
(* Map_Represent puts the right program in: once, after the first failure, *)
(* and from then on it is carried.                                         *)
(***************************************************************************)
EXTENDS Sequences

CONSTANT Threads

VARIABLES
    locked, pc, waker, queue, popped,
    law             \* a set of rows: name, label before, condition, what is done, label after

vars == <<locked, pc, waker, queue, popped, law>>

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ waker = [t \in Threads |-> "none"]
    /\ queue = <<>>
    /\ popped = [t \in Threads |-> <<>>]
    /\ law = {}

(* The conditions and the instructions of the machine.                     *)
Condition(t, c) ==
    CASE c = "always" -> TRUE
      [] c = "free"   -> ~locked
      [] c = "taken"  -> locked
      [] c = "armed"  -> waker[t] = "armed"
      [] c = "woken"  -> waker[t] = "woken"
      [] c = "some"   -> popped[t] = <<>> /\ queue # <<>>
      [] c = "none"   -> popped[t] = <<>> /\ queue = <<>>
      [] c = "open"   -> popped[t] # <<>> /\ popped[t][1].open
      [] c = "closed" -> popped[t] # <<>> /\ ~popped[t][1].open

Shut(entries, t) ==
    [i \in DOMAIN entries |-> [entries[i] EXCEPT !.open = @ /\ entries[i].thread # t]]

Execute(t, do) ==
    /\ locked' = CASE do = "set" -> TRUE [] do = "clear" -> FALSE [] OTHER -> locked
    /\ waker' = CASE do = "arm"   -> [waker EXCEPT ![t] = "armed"]
                  [] do = "close" -> [waker EXCEPT ![t] = "none"]
                  [] do = "wake"  -> [waker EXCEPT ![popped[t][1].thread] = "woken"]
                  [] OTHER        -> waker
    /\ queue' = CASE do = "push"  -> Append(queue, [thread |-> t, open |-> TRUE])
                  [] do = "pop"   -> Tail(queue)
                  [] do = "close" -> Shut(queue, t)
                  [] OTHER        -> queue
    /\ popped' = CASE do = "pop"               -> [popped EXCEPT ![t] = <<Head(queue)>>]
                   [] do \in {"wake", "forget"} -> [popped EXCEPT ![t] = <<>>]
                   [] do = "close"             -> [u \in Threads |-> Shut(popped[u], t)]
                   [] OTHER                    -> popped

(* Thread t obeys a row of the law.                                        *)
Obey(t, row) ==
    /\ pc[t] = row[2]
    /\ Condition(t, row[3])
    /\ Execute(t, row[4])
    /\ pc' = [pc EXCEPT ![t] = row[5]]
    /\ UNCHANGED law

Do(t, name) == \E row \in law : row[1] = name /\ Obey(t, row)

Next == \E t \in Threads, row \in law : Obey(t, row)
=============================================================================

-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* A ticket lock.                                                          *)
(*                                                                         *)
(* Belief: a kernel's spin lock is fair.  lock() draws a ticket with one   *)
(* fetch-and-add and waits until that ticket is served; try_lock() draws   *)
(* one only if it would be served at once; to unlock is to serve the next. *)
(* Threads get the lock in the order in which they called.                 *)
(***************************************************************************)
EXTENDS Naturals

CONSTANT Threads

VARIABLES
    next,       \* the ticket that the next caller draws
    serving,    \* the ticket whose owner may have the lock
    ticket,     \* the ticket of each thread that waits or holds
    pc,         \* where each thread is
    guard       \* the guard of each thread

vars == <<next, serving, ticket, pc, guard>>

GuardTypes == {"preempt", "irq"}

Init ==
    /\ next = 0
    /\ serving = 0
    /\ ticket = [t \in Threads |-> 0]
    /\ pc = [t \in Threads |-> "idle"]
    /\ guard = [t \in Threads |-> "none"]

(* lock() takes its guard and draws a ticket.                              *)
Draw(t, g) ==
    /\ pc[t] = "idle"
    /\ ticket' = [ticket EXCEPT ![t] = next]
    /\ next' = next + 1
    /\ guard' = [guard EXCEPT ![t] = g]
    /\ pc' = [pc EXCEPT ![t] = "lock"]
    /\ UNCHANGED serving

(* try_lock() takes its guard; it draws nothing yet.                       *)
Try(t, g) ==
    /\ pc[t] = "idle"
    /\ guard' = [guard EXCEPT ![t] = g]
    /\ pc' = [pc EXCEPT ![t] = "try"]
    /\ UNCHANGED <<next, serving, ticket>>

(* The thread is served: it is its turn, or nobody waits or holds.         *)
Served(t) ==
    \/ /\ pc[t] \in {"lock", "spin"}
       /\ ticket[t] = serving
       /\ pc' = [pc EXCEPT ![t] = "locked"]
       /\ UNCHANGED <<next, serving, ticket, guard>>
    \/ /\ pc[t] = "try"
       /\ next = serving
       /\ ticket' = [ticket EXCEPT ![t] = next]
       /\ next' = next + 1
       /\ pc' = [pc EXCEPT ![t] = "locked"]
       /\ UNCHANGED <<serving, guard>>

(* It is somebody else's turn.                                             *)
NotServed(t) ==
    /\ \/ pc[t] = "lock" /\ ticket[t] # serving /\ pc' = [pc EXCEPT ![t] = "spin"]
       \/ pc[t] = "try" /\ next # serving /\ pc' = [pc EXCEPT ![t] = "failed"]
    /\ UNCHANGED <<next, serving, ticket, guard>>

(* The holder serves the next ticket.                                      *)
ServeNext(t) ==
    /\ pc[t] = "locked"
    /\ serving' = serving + 1
    /\ pc' = [pc EXCEPT ![t] = "released"]
    /\ UNCHANGED <<next, ticket, guard>>

DropGuard(t) ==
    /\ pc[t] \in {"released", "failed"}
    /\ guard' = [guard EXCEPT ![t] = "none"]
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ UNCHANGED <<next, serving, ticket>>

Next ==
    \E t \in Threads :
        \/ \E g \in GuardTypes : Draw(t, g) \/ Try(t, g)
        \/ Served(t) \/ NotServed(t) \/ ServeNext(t) \/ DropGuard(t)
=============================================================================

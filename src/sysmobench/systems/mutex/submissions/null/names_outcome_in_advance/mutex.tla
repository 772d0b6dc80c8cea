------------------------------- MODULE mutex --------------------------------
(***************************************************************************)
(* Attack: a hidden step names a thread and what it will do next, and the  *)
(* visible step carries that out. The specification knows what each        *)
(* operation does, and nothing of when it happens: any thread may be named *)
(* with any operation. The mapping takes the step only where the right one *)
(* was named.                                                              *)
(***************************************************************************)
EXTENDS Sequences

CONSTANT Threads

VARIABLES
    locked, pc, waker, queue, popped,
    named           \* what comes next: nothing yet, or a thread and an operation

vars == <<locked, pc, waker, queue, popped, named>>

Nothing == <<>>
Operations ==
    {"take", "take queued", "begin", "push", "miss", "resume", "sleep",
     "close", "free", "pop", "return", "wake", "skip"}

Init ==
    /\ locked = FALSE
    /\ pc = [t \in Threads |-> "idle"]
    /\ waker = [t \in Threads |-> "none"]
    /\ queue = <<>>
    /\ popped = [t \in Threads |-> <<>>]
    /\ named = Nothing

(* Hidden: name something.                                                 *)
Name ==
    /\ named = Nothing
    /\ named' \in Threads \X Operations
    /\ UNCHANGED <<locked, pc, waker, queue, popped>>

Closed(entries, t) ==
    [i \in DOMAIN entries |-> [entries[i] EXCEPT !.open = @ /\ entries[i].thread # t]]

(* Where an operation leads, wherever the thread is.                       *)
There ==
    [op \in Operations |->
        CASE op = "take" -> "held"         [] op = "take queued" -> "close"
          [] op = "begin" -> "enqueue"     [] op = "push" -> "recheck"
          [] op = "miss" -> "wait"         [] op = "resume" -> "enqueue"
          [] op = "sleep" -> "asleep"      [] op = "close" -> "held"
          [] op = "free" -> "wake"         [] op = "pop" -> "wake"
          [] op = "return" -> "idle"       [] op = "wake" -> "idle"
          [] op = "skip" -> "wake"]

(* Visible: it comes true.                                                 *)
ComeTrue ==
    /\ named # Nothing
    /\ LET t  == named[1]
           op == named[2]
       IN  /\ pc' = [pc EXCEPT ![t] = There[op]]
           /\ locked' = IF op \in {"take", "take queued"} THEN TRUE
                        ELSE IF op = "free" THEN FALSE ELSE locked
           /\ waker' =
                  CASE op \in {"begin", "resume"} -> [waker EXCEPT ![t] = "armed"]
                    [] op = "close" -> [waker EXCEPT ![t] = "none"]
                    [] op = "wake" /\ popped[t] # <<>> -> [waker EXCEPT ![popped[t][1].thread] = "woken"]
                    [] OTHER -> waker
           /\ queue' =
                  CASE op = "push" -> Append(queue, [thread |-> t, open |-> TRUE])
                    [] op = "close" -> Closed(queue, t)
                    [] op = "pop" /\ queue # <<>> -> Tail(queue)
                    [] OTHER -> queue
           /\ popped' =
                  CASE op = "close" -> [u \in Threads |-> Closed(popped[u], t)]
                    [] op = "pop" /\ queue # <<>> -> [popped EXCEPT ![t] = <<Head(queue)>>]
                    [] op \in {"wake", "skip"} -> [popped EXCEPT ![t] = <<>>]
                    [] OTHER -> popped
    /\ named' = Nothing

Next == Name \/ ComeTrue
=============================================================================

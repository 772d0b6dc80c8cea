------------------------------ MODULE rwmutex -------------------------------
(***************************************************************************)
(* Attack: a hidden step writes into a helper variable what will be seen   *)
(* next, and the visible step carries it out. The specification knows the  *)
(* effects of the code and none of its conditions; the mapping takes the   *)
(* step only where the right one was named.                                *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANT Threads

VARIABLES word, pc, op, held, waker, queue, popped,
    outcome         \* what comes next, or nothing yet

Nothing == <<>>

vars == <<word, pc, op, held, waker, queue, popped, outcome>>

Zero == [writer |-> FALSE, upreader |-> FALSE, upgrading |-> FALSE, readers |-> 0]

Init ==
    /\ word = Zero
    /\ pc = [t \in Threads |-> "idle"]
    /\ op = [t \in Threads |-> "none"]
    /\ held = [t \in Threads |-> "none"]
    /\ waker = [t \in Threads |-> "none"]
    /\ queue = <<>>
    /\ popped = [t \in Threads |-> <<>>]
    /\ outcome = Nothing

(* What can come: the effects of the code without their conditions, and    *)
(* besides a thread may turn up at any label.                              *)
Calls   == {"read", "write", "upread", "try_read", "try_write", "try_upread"}
Labels  == {"idle", "undo", "enqueue", "recheck", "wait", "asleep", "close",
            "upgrading", "upgrade_finish", "downgrading", "downgrade_finish",
            "wake_one", "wake_all"}
Effects == {"reads", "writes", "upreads", "push", "rouse", "sleep", "close",
            "drop R", "drop W", "drop U", "drop R and wake", "drop U and wake",
            "upgrade", "upgraded", "clear", "downgraded", "spin", "lowered",
            "pop", "none to pop", "wake one", "wake", "skip",
            "unread", "unupread"}

Outcomes == {<<effect, "-">> : effect \in Effects}
                \cup {<<"jump", label>> : label \in Labels}
                \cup {<<"mark", call>> : call \in Calls}
                \cup {<<"refuse", call>> : call \in Calls}

Become(t, w, label, guard) ==
    /\ word' = w
    /\ pc' = [pc EXCEPT ![t] = label]
    /\ held' = [held EXCEPT ![t] = guard]
    /\ UNCHANGED <<op, waker, queue, popped>>

Arrive(label) == IF label = "recheck" THEN "close" ELSE "idle"

(* A thread in a call that has failed for good.                            *)
Refused(t, call) ==
    IF call \in {"read", "write", "upread"}
    THEN /\ op' = [op EXCEPT ![t] = call]
         /\ pc' = [pc EXCEPT ![t] = IF waker[t] = "none" THEN "enqueue" ELSE "wait"]
         /\ waker' = [waker EXCEPT ![t] = IF @ = "none" THEN "armed" ELSE @]
         /\ UNCHANGED <<held, queue, popped>>
    ELSE /\ op' = [op EXCEPT ![t] = "none"]
         /\ pc' = [pc EXCEPT ![t] = "idle"]
         /\ UNCHANGED <<held, waker, queue, popped>>

Marked(t, call) ==
    /\ word' = IF call \in {"upread", "try_upread"} THEN [word EXCEPT !.upreader = TRUE]
                                                     ELSE [word EXCEPT !.readers = @ + 1]
    /\ pc' = [pc EXCEPT ![t] = "undo"]
    /\ op' = [op EXCEPT ![t] = call]
    /\ UNCHANGED <<held, waker, queue, popped>>

Shut(entries, t) ==
    [i \in DOMAIN entries |-> [entries[i] EXCEPT !.open = @ /\ entries[i].thread # t]]

Fewer == [word EXCEPT !.readers = IF @ = 0 THEN 0 ELSE @ - 1]
Hand(t) == popped[t] # <<>>

Effect(t, effect) ==
    CASE effect = "reads"   -> Become(t, [word EXCEPT !.readers = @ + 1], Arrive(pc[t]), "R")
      [] effect = "writes"  -> Become(t, [word EXCEPT !.writer = TRUE], Arrive(pc[t]), "W")
      [] effect = "upreads" -> Become(t, [word EXCEPT !.upreader = TRUE], Arrive(pc[t]), "U")
      [] effect = "drop R"  -> Become(t, Fewer, "idle", "none")
      [] effect = "drop W"  -> Become(t, [word EXCEPT !.writer = FALSE], "wake_all", "none")
      [] effect = "drop U"  -> Become(t, [word EXCEPT !.upreader = FALSE], "idle", "none")
      [] effect = "drop R and wake" ->
             Become(t, Fewer, "wake_one", "none")
      [] effect = "drop U and wake" ->
             Become(t, [word EXCEPT !.upreader = FALSE], "wake_all", "none")
      [] effect = "upgrade"    -> Become(t, [word EXCEPT !.upgrading = TRUE], "upgrading", held[t])
      [] effect = "upgraded"   ->
             Become(t, [word EXCEPT !.upgrading = FALSE, !.writer = TRUE], "upgrade_finish", "W")
      [] effect = "clear"      -> Become(t, [word EXCEPT !.upreader = FALSE], "idle", held[t])
      [] effect = "downgraded" ->
             Become(t, [word EXCEPT !.writer = FALSE, !.upreader = TRUE], "downgrade_finish", "U")
      [] effect = "spin"       -> Become(t, word, "downgrading", held[t])
      [] effect = "lowered"    -> Become(t, word, "wake_all", held[t])
      [] effect = "none to pop" -> Become(t, word, "idle", held[t])
      [] effect = "sleep"      -> Become(t, word, "asleep", held[t])
      [] effect = "unread"     -> word' = Fewer /\ Refused(t, op[t])
      [] effect = "unupread"   -> word' = [word EXCEPT !.upreader = FALSE] /\ Refused(t, op[t])
      [] effect = "push"  -> /\ queue' = Append(queue, [thread |-> t, open |-> TRUE])
                             /\ pc' = [pc EXCEPT ![t] = "recheck"]
                             /\ UNCHANGED <<word, op, held, waker, popped>>
      [] effect = "rouse" -> /\ waker' = [waker EXCEPT ![t] = "armed"]
                             /\ pc' = [pc EXCEPT ![t] = "enqueue"]
                             /\ UNCHANGED <<word, op, held, queue, popped>>
      [] effect = "close" -> /\ waker' = [waker EXCEPT ![t] = "none"]
                             /\ op' = [op EXCEPT ![t] = "none"]
                             /\ pc' = [pc EXCEPT ![t] = "idle"]
                             /\ queue' = Shut(queue, t)
                             /\ popped' = [u \in Threads |-> Shut(popped[u], t)]
                             /\ UNCHANGED <<word, held>>
      [] effect = "pop"   -> /\ queue # <<>>
                             /\ popped' = [popped EXCEPT ![t] = <<Head(queue)>>]
                             /\ queue' = Tail(queue)
                             /\ UNCHANGED <<word, pc, op, held, waker>>
      [] effect = "wake one" -> /\ Hand(t)
                                /\ waker' = [waker EXCEPT ![popped[t][1].thread] = "woken"]
                                /\ popped' = [popped EXCEPT ![t] = <<>>]
                                /\ pc' = [pc EXCEPT ![t] = "idle"]
                                /\ UNCHANGED <<word, op, held, queue>>
      [] effect = "wake"  -> /\ Hand(t)
                             /\ waker' = [waker EXCEPT ![popped[t][1].thread] = "woken"]
                             /\ popped' = [popped EXCEPT ![t] = <<>>]
                             /\ UNCHANGED <<word, pc, op, held, queue>>
      [] effect = "skip"  -> /\ Hand(t)
                             /\ popped' = [popped EXCEPT ![t] = <<>>]
                             /\ UNCHANGED <<word, pc, op, held, waker, queue>>

(* Hidden: name an outcome.                                                *)
Name ==
    /\ outcome = Nothing
    /\ outcome' \in Outcomes
    /\ UNCHANGED <<word, pc, op, held, waker, queue, popped>>

(* Visible: it comes true for some thread.                                 *)
ComeTrue(t) ==
    /\ outcome # Nothing
    /\ outcome' = Nothing
    /\ CASE outcome[1] = "jump" -> Become(t, word, outcome[2], held[t])
         [] outcome[1] = "mark" -> Marked(t, outcome[2])
         [] outcome[1] = "refuse" -> Refused(t, outcome[2]) /\ UNCHANGED word
         [] OTHER -> Effect(t, outcome[1])

Next == Name \/ \E t \in Threads : ComeTrue(t)
=============================================================================

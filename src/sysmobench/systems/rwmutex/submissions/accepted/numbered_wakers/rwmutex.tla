------------------------------ MODULE rwmutex -------------------------------
(***************************************************************************)
(* The read-write lock with wakers that are objects, as in the source.     *)
(* Each has a number, an owner and a flag `has_woken`; queue and hands     *)
(* refer to them by number.  Nothing is ever marked in the queue: a waker  *)
(* is closed by setting its flag, and whoever finds the flag set later     *)
(* cannot know why.  A number that nobody refers to any more is free, as   *)
(* an Arc is, so that the graph stays finite.                              *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANT Threads

VARIABLES
    word, pc, op, held,
    owner,          \* owner[w]: whose waker w is, for each w that is about
    has_woken,      \* the wakers whose flag is set
    waiter,         \* waiter[t]: the waker of t's Waiter, or 0
    queue,          \* numbers
    in_hand         \* in_hand[t]: the waker that t is about to wake, or 0

vars == <<word, pc, op, held, owner, has_woken, waiter, queue, in_hand>>
wakers == <<owner, has_woken, waiter, queue, in_hand>>

Zero == [w |-> FALSE, u |-> FALSE, b |-> FALSE, r |-> 0]

Init ==
    /\ word = Zero
    /\ pc = [t \in Threads |-> "idle"]
    /\ op = [t \in Threads |-> "none"]
    /\ held = [t \in Threads |-> "none"]
    /\ owner = [w \in {} |-> ""]
    /\ has_woken = {}
    /\ waiter = [t \in Threads |-> 0]
    /\ queue = <<>>
    /\ in_hand = [t \in Threads |-> 0]

To(t, label) == pc' = [pc EXCEPT ![t] = label]

-----------------------------------------------------------------------------
(* Wakers                                                                  *)

About == DOMAIN owner

(* The lowest number that is not in use.                                   *)
Fresh == CHOOSE w \in 1 .. Cardinality(About) + 1 :
             w \notin About /\ \A v \in 1 .. w - 1 : v \in About

NewPair(t) ==
    /\ owner' = [w \in About \cup {Fresh} |-> IF w = Fresh THEN t ELSE owner[w]]
    /\ waiter' = [waiter EXCEPT ![t] = Fresh]
    /\ UNCHANGED <<has_woken, queue, in_hand>>

(* Somebody lets go of waker w: it is gone if nobody else refers to it.    *)
LetGo(w, stillReferred) ==
    owner' = IF stillReferred THEN owner ELSE [v \in About \ {w} |-> owner[v]]

Queued(w) == \E i \in DOMAIN queue : queue[i] = w
Held(w)   == \E t \in Threads : in_hand[t] = w

-----------------------------------------------------------------------------
(* Attempts                                                                *)

Calls == {"read", "write", "upread", "try_read", "try_write", "try_upread"}

(* An attempt: the word after it, whether it came in, whether it has to be *)
(* taken back.                                                             *)
Attempt(call) ==
    CASE call \in {"read", "try_read"} ->
             [then |-> [word EXCEPT !.r = @ + 1], in |-> ~word.w /\ ~word.b, back |-> TRUE, guard |-> "R"]
      [] call \in {"upread", "try_upread"} ->
             [then |-> [word EXCEPT !.u = TRUE], in |-> ~word.w /\ ~word.u, back |-> ~word.u, guard |-> "U"]
      [] call \in {"write", "try_write"} ->
             [then |-> IF word = Zero THEN [Zero EXCEPT !.w = TRUE] ELSE word,
              in |-> word = Zero, back |-> FALSE, guard |-> "W"]

GiveUp(t, call) ==
    IF call \in {"try_read", "try_write", "try_upread"}
    THEN To(t, "idle") /\ op' = [op EXCEPT ![t] = "none"] /\ UNCHANGED wakers
    ELSE /\ op' = [op EXCEPT ![t] = call]
         /\ IF waiter[t] = 0 THEN To(t, "enqueue") /\ NewPair(t)
                             ELSE To(t, "wait") /\ UNCHANGED wakers

Succeeds(t, call) ==
    /\ Attempt(call).in
    /\ word' = Attempt(call).then
    /\ held' = [held EXCEPT ![t] = Attempt(call).guard]
    /\ UNCHANGED <<op, wakers>>

Fails(t, call) ==
    /\ ~Attempt(call).in
    /\ word' = Attempt(call).then
    /\ IF Attempt(call).back
       THEN To(t, "undo") /\ op' = [op EXCEPT ![t] = call] /\ UNCHANGED wakers
       ELSE GiveUp(t, call)
    /\ UNCHANGED held

Outside(t) == pc[t] = "idle" /\ held[t] = "none"

CallSucceeds(t, call) == Outside(t) /\ Succeeds(t, call) /\ UNCHANGED pc
CallFails(t, call)    == Outside(t) /\ Fails(t, call)
RetrySucceeds(t)      == pc[t] = "recheck" /\ Succeeds(t, op[t]) /\ To(t, "close")
RetryFails(t)         == pc[t] = "recheck" /\ Fails(t, op[t])

Undo(t) ==
    /\ pc[t] = "undo"
    /\ word' = IF op[t] \in {"read", "try_read"} THEN [word EXCEPT !.r = @ - 1] ELSE [word EXCEPT !.u = FALSE]
    /\ GiveUp(t, op[t])
    /\ UNCHANGED held

-----------------------------------------------------------------------------
(* Waiting                                                                 *)

Enqueue(t) ==
    /\ pc[t] = "enqueue"
    /\ queue' = Append(queue, waiter[t])
    /\ To(t, "recheck")
    /\ UNCHANGED <<word, op, held, owner, has_woken, waiter, in_hand>>

(* do_wait: swap(false), and what it returned.                             *)
SwapGivesTrue(t) ==
    /\ pc[t] \in {"wait", "asleep"}
    /\ waiter[t] \in has_woken
    /\ has_woken' = has_woken \ {waiter[t]}
    /\ To(t, "enqueue")
    /\ UNCHANGED <<word, op, held, owner, waiter, queue, in_hand>>

SwapGivesFalse(t) ==
    /\ pc[t] \in {"wait", "asleep"}
    /\ waiter[t] \notin has_woken
    /\ To(t, "asleep")
    /\ UNCHANGED <<word, op, held, wakers>>

(* The Waiter is dropped: it closes its waker and lets go of it.           *)
DropWaiter(t) ==
    /\ pc[t] = "close"
    /\ LET w == waiter[t]
           stays == Queued(w) \/ Held(w)
       IN  /\ LetGo(w, stays)
           /\ has_woken' = IF stays THEN has_woken \cup {w} ELSE has_woken \ {w}
    /\ waiter' = [waiter EXCEPT ![t] = 0]
    /\ To(t, "idle")
    /\ op' = [op EXCEPT ![t] = "none"]
    /\ UNCHANGED <<word, held, queue, in_hand>>

-----------------------------------------------------------------------------
(* Guards                                                                  *)

Drop(t) ==
    /\ pc[t] = "idle" /\ held[t] # "none"
    /\ held' = [held EXCEPT ![t] = "none"]
    /\ CASE held[t] = "R" -> /\ word' = [word EXCEPT !.r = @ - 1]
                             /\ To(t, IF word = [Zero EXCEPT !.r = 1] THEN "wake_one" ELSE "idle")
         [] held[t] = "W" -> /\ word' = [word EXCEPT !.w = FALSE]
                             /\ To(t, "wake_all")
         [] held[t] = "U" -> /\ word' = [word EXCEPT !.u = FALSE]
                             /\ To(t, IF word = [Zero EXCEPT !.u = TRUE] THEN "wake_all" ELSE "idle")
    /\ UNCHANGED <<op, wakers>>

Upgrade(t) ==
    /\ pc[t] = "idle" /\ held[t] = "U"
    /\ word' = [word EXCEPT !.b = TRUE]
    /\ To(t, "upgrading")
    /\ UNCHANGED <<op, held, wakers>>

TryUpgrade(t) ==
    /\ pc[t] = "upgrading"
    /\ word = [Zero EXCEPT !.u = TRUE, !.b = TRUE]
    /\ word' = [Zero EXCEPT !.u = TRUE, !.w = TRUE]
    /\ held' = [held EXCEPT ![t] = "W"]
    /\ To(t, "upgrade_finish")
    /\ UNCHANGED <<op, wakers>>

AfterUpgrade(t) ==
    /\ pc[t] = "upgrade_finish"
    /\ word' = [word EXCEPT !.u = FALSE]
    /\ To(t, "idle")
    /\ UNCHANGED <<op, held, wakers>>

TryDowngrade(t, ok) ==
    /\ pc[t] = "downgrading" \/ (pc[t] = "idle" /\ held[t] = "W")
    /\ ok = (word = [Zero EXCEPT !.w = TRUE])
    /\ word' = IF ok THEN [Zero EXCEPT !.u = TRUE] ELSE word
    /\ held' = IF ok THEN [held EXCEPT ![t] = "U"] ELSE held
    /\ To(t, IF ok THEN "downgrade_finish" ELSE "downgrading")
    /\ UNCHANGED <<op, wakers>>

AfterDowngrade(t) ==
    /\ pc[t] = "downgrade_finish"
    /\ word' = [word EXCEPT !.w = FALSE]
    /\ To(t, "wake_all")
    /\ UNCHANGED <<op, held, wakers>>

-----------------------------------------------------------------------------
(* Waking                                                                  *)

Wakes(t) == pc[t] \in {"wake_one", "wake_all"}

Pop(t) ==
    /\ Wakes(t) /\ in_hand[t] = 0 /\ queue # <<>>
    /\ in_hand' = [in_hand EXCEPT ![t] = Head(queue)]
    /\ queue' = Tail(queue)
    /\ UNCHANGED <<word, pc, op, held, owner, has_woken, waiter>>

PopFails(t) ==
    /\ Wakes(t) /\ in_hand[t] = 0 /\ queue = <<>>
    /\ To(t, "idle")
    /\ UNCHANGED <<word, op, held, wakers>>

(* wake_up: swap(true).  If it gave FALSE the thread was woken.            *)
WakeUp(t) ==
    /\ Wakes(t) /\ in_hand[t] # 0 /\ in_hand[t] \notin has_woken
    /\ has_woken' = has_woken \cup {in_hand[t]}
    /\ in_hand' = [in_hand EXCEPT ![t] = 0]
    /\ To(t, IF pc[t] = "wake_one" THEN "idle" ELSE pc[t])
    /\ UNCHANGED <<word, op, held, owner, waiter, queue>>

(* If it gave TRUE, the hand opens, and the waker may be gone.             *)
WakeUpInVain(t) ==
    /\ Wakes(t) /\ in_hand[t] # 0 /\ in_hand[t] \in has_woken
    /\ LET w == in_hand[t]
           stays == Queued(w) \/ \E u \in Threads : waiter[u] = w \/ (u # t /\ in_hand[u] = w)
       IN  /\ LetGo(w, stays)
           /\ has_woken' = IF stays THEN has_woken ELSE has_woken \ {w}
    /\ in_hand' = [in_hand EXCEPT ![t] = 0]
    /\ UNCHANGED <<word, pc, op, held, waiter, queue>>

-----------------------------------------------------------------------------

Next ==
    \E t \in Threads :
        \/ \E call \in Calls : CallSucceeds(t, call) \/ CallFails(t, call)
        \/ RetrySucceeds(t) \/ RetryFails(t) \/ Undo(t)
        \/ Enqueue(t) \/ SwapGivesTrue(t) \/ SwapGivesFalse(t) \/ DropWaiter(t)
        \/ Drop(t)
        \/ Upgrade(t) \/ TryUpgrade(t) \/ AfterUpgrade(t)
        \/ \E ok \in BOOLEAN : TryDowngrade(t, ok)
        \/ AfterDowngrade(t)
        \/ Pop(t) \/ PopFails(t) \/ WakeUp(t) \/ WakeUpInVain(t)
=============================================================================

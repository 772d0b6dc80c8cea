------------------------------ MODULE rwmutex -------------------------------
(***************************************************************************)
(* The read-write lock with a hole in a table: what guard a try_upread     *)
(* gives is not said.                                                      *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANT Threads

VARIABLES word, pc, op, held, waker, queue, popped

vars == <<word, pc, op, held, waker, queue, popped>>

Zero == [writer |-> FALSE, upreader |-> FALSE, upgrading |-> FALSE, readers |-> 0]

Init ==
    /\ word = Zero
    /\ pc = [t \in Threads |-> "idle"]
    /\ op = [t \in Threads |-> "none"]
    /\ held = [t \in Threads |-> "none"]
    /\ waker = [t \in Threads |-> "none"]
    /\ queue = <<>>
    /\ popped = [t \in Threads |-> <<>>]

Go(t, from, to) == pc[t] = from /\ pc' = [pc EXCEPT ![t] = to]

Waiting == {"read", "write", "upread"}
Trying  == {"try_read", "try_write", "try_upread"}

-----------------------------------------------------------------------------

(* What a call finds, and what it makes of the word.                       *)
Fits(call) ==
    CASE call \in {"read", "try_read"}     -> ~word.writer /\ ~word.upgrading
      [] call \in {"write", "try_write"}   -> word = Zero
      [] call \in {"upread", "try_upread"} -> ~word.writer /\ ~word.upreader

Entered(call) ==
    CASE call \in {"read", "try_read"}     -> [word EXCEPT !.readers = @ + 1]
      [] call \in {"write", "try_write"}   -> [word EXCEPT !.writer = TRUE]
      [] call \in {"upread", "try_upread"} -> [word EXCEPT !.upreader = TRUE]

Guard(call) ==
    CASE call \in {"read", "try_read"}   -> "R"
      [] call \in {"write", "try_write"} -> "W"
      [] call = "upread"                 -> "U"

(* A call fails: try_ returns None; others wait, and have a waker for it.  *)
Refuse(t, from, call) ==
    IF call \in Trying
    THEN Go(t, from, "idle") /\ op' = [op EXCEPT ![t] = "none"] /\ UNCHANGED waker
    ELSE /\ op' = [op EXCEPT ![t] = call]
         /\ IF waker[t] = "none"
            THEN Go(t, from, "enqueue") /\ waker' = [waker EXCEPT ![t] = "armed"]
            ELSE Go(t, from, "wait") /\ UNCHANGED waker

Enter(t, call) ==
    /\ Fits(call)
    /\ word' = Entered(call)
    /\ held' = [held EXCEPT ![t] = Guard(call)]
    /\ UNCHANGED <<op, waker, queue, popped>>

(* Whoever has changed the word in vain has to change it back.             *)
LeavesMark(call) ==
    \/ Guard(call) = "R"
    \/ Guard(call) = "U" /\ ~word.upreader

Miss(t, from, call) ==
    /\ ~Fits(call)
    /\ IF LeavesMark(call)
       THEN /\ word' = Entered(call)
            /\ Go(t, from, "undo")
            /\ op' = [op EXCEPT ![t] = call]
            /\ UNCHANGED waker
       ELSE Refuse(t, from, call) /\ UNCHANGED word
    /\ UNCHANGED <<held, queue, popped>>

Call(t, call)       == held[t] = "none" /\ Go(t, "idle", "idle") /\ Enter(t, call)
CallInVain(t, call) == held[t] = "none" /\ Miss(t, "idle", call)
Retry(t)            == Go(t, "recheck", "close") /\ Enter(t, op[t])
RetryInVain(t)      == pc[t] = "recheck" /\ Miss(t, "recheck", op[t])

Undo(t) ==
    /\ pc[t] = "undo"
    /\ Refuse(t, "undo", op[t])
    /\ word' = IF Guard(op[t]) = "R" THEN [word EXCEPT !.readers = @ - 1]
                                     ELSE [word EXCEPT !.upreader = FALSE]
    /\ UNCHANGED <<held, queue, popped>>

-----------------------------------------------------------------------------

Push(t) ==
    /\ Go(t, "enqueue", "recheck")
    /\ queue' = Append(queue, [thread |-> t, open |-> TRUE])
    /\ UNCHANGED <<word, op, held, waker, popped>>

(* The waker has been woken: back to the queue.                            *)
Resume(t) ==
    /\ waker[t] = "woken"
    /\ Go(t, "wait", "enqueue") \/ Go(t, "asleep", "enqueue")
    /\ waker' = [waker EXCEPT ![t] = "armed"]
    /\ UNCHANGED <<word, op, held, queue, popped>>

Park(t) ==
    /\ waker[t] = "armed"
    /\ Go(t, "wait", "asleep")
    /\ UNCHANGED <<word, op, held, waker, queue, popped>>

Closed(entries, t) ==
    [i \in DOMAIN entries |->
        IF entries[i].thread = t THEN [thread |-> t, open |-> FALSE] ELSE entries[i]]

Close(t) ==
    /\ Go(t, "close", "idle")
    /\ op' = [op EXCEPT ![t] = "none"]
    /\ waker' = [waker EXCEPT ![t] = "none"]
    /\ queue' = Closed(queue, t)
    /\ popped' = [u \in Threads |-> Closed(popped[u], t)]
    /\ UNCHANGED <<word, held>>

-----------------------------------------------------------------------------

DropReader(t) ==
    /\ held[t] = "R"
    /\ word' = [word EXCEPT !.readers = @ - 1]
    /\ Go(t, "idle", IF word = [Zero EXCEPT !.readers = 1] THEN "wake_one" ELSE "idle")
    /\ held' = [held EXCEPT ![t] = "none"]
    /\ UNCHANGED <<op, waker, queue, popped>>

DropWriter(t) ==
    /\ held[t] = "W"
    /\ word' = [word EXCEPT !.writer = FALSE]
    /\ Go(t, "idle", "wake_all")
    /\ held' = [held EXCEPT ![t] = "none"]
    /\ UNCHANGED <<op, waker, queue, popped>>

DropUpreader(t) ==
    /\ held[t] = "U"
    /\ word' = [word EXCEPT !.upreader = FALSE]
    /\ Go(t, "idle", IF word = [Zero EXCEPT !.upreader = TRUE] THEN "wake_all" ELSE "idle")
    /\ held' = [held EXCEPT ![t] = "none"]
    /\ UNCHANGED <<op, waker, queue, popped>>
-----------------------------------------------------------------------------

Upgrade(t) ==
    /\ held[t] = "U"
    /\ Go(t, "idle", "upgrading")
    /\ word' = [word EXCEPT !.upgrading = TRUE]
    /\ UNCHANGED <<op, held, waker, queue, popped>>

UpgradeSwap(t) ==
    /\ Go(t, "upgrading", "upgrade_finish")
    /\ word = [Zero EXCEPT !.upreader = TRUE, !.upgrading = TRUE]
    /\ word' = [Zero EXCEPT !.upreader = TRUE, !.writer = TRUE]
    /\ held' = [held EXCEPT ![t] = "W"]
    /\ UNCHANGED <<op, waker, queue, popped>>

UpgradeEnd(t) ==
    /\ Go(t, "upgrade_finish", "idle")
    /\ word' = [word EXCEPT !.upreader = FALSE]
    /\ UNCHANGED <<op, held, waker, queue, popped>>

DowngradeSwap(t) ==
    /\ held[t] = "W"
    /\ Go(t, "idle", "downgrade_finish") \/ Go(t, "downgrading", "downgrade_finish")
    /\ word = [Zero EXCEPT !.writer = TRUE]
    /\ word' = [Zero EXCEPT !.upreader = TRUE]
    /\ held' = [held EXCEPT ![t] = "U"]
    /\ UNCHANGED <<op, waker, queue, popped>>

DowngradeMiss(t) ==
    /\ held[t] = "W"
    /\ word # [Zero EXCEPT !.writer = TRUE]
    /\ Go(t, "idle", "downgrading")
    /\ UNCHANGED <<word, op, held, waker, queue, popped>>

DowngradeEnd(t) ==
    /\ Go(t, "downgrade_finish", "wake_all")
    /\ word' = [word EXCEPT !.writer = FALSE]
    /\ UNCHANGED <<op, held, waker, queue, popped>>
-----------------------------------------------------------------------------

Waking(t) == pc[t] \in {"wake_one", "wake_all"}

Pop(t) ==
    /\ Waking(t)
    /\ popped[t] = <<>>
    /\ queue # <<>>
    /\ popped' = [popped EXCEPT ![t] = <<Head(queue)>>]
    /\ queue' = Tail(queue)
    /\ UNCHANGED <<word, pc, op, held, waker>>

PopEmpty(t) ==
    /\ popped[t] = <<>>
    /\ queue = <<>>
    /\ Go(t, "wake_one", "idle") \/ Go(t, "wake_all", "idle")
    /\ UNCHANGED <<word, op, held, waker, queue, popped>>

Wake(t) ==
    /\ popped[t] # <<>>
    /\ popped[t][1].open
    /\ Go(t, "wake_one", "idle") \/ Go(t, "wake_all", "wake_all")
    /\ waker' = [waker EXCEPT ![popped[t][1].thread] = "woken"]
    /\ popped' = [popped EXCEPT ![t] = <<>>]
    /\ UNCHANGED <<word, op, held, queue>>

Skip(t) ==
    /\ popped[t] # <<>>
    /\ ~popped[t][1].open
    /\ popped' = [popped EXCEPT ![t] = <<>>]
    /\ UNCHANGED <<word, pc, op, held, waker, queue>>
-----------------------------------------------------------------------------

Next ==
    \E t \in Threads :
        \/ \E call \in Waiting \cup Trying : Call(t, call) \/ CallInVain(t, call)
        \/ Retry(t) \/ RetryInVain(t) \/ Undo(t)
        \/ Push(t) \/ Resume(t) \/ Park(t) \/ Close(t)
        \/ DropReader(t) \/ DropWriter(t) \/ DropUpreader(t)
        \/ Upgrade(t) \/ UpgradeSwap(t) \/ UpgradeEnd(t)
        \/ DowngradeSwap(t) \/ DowngradeMiss(t) \/ DowngradeEnd(t)
        \/ Pop(t) \/ PopEmpty(t) \/ Wake(t) \/ Skip(t)
=============================================================================

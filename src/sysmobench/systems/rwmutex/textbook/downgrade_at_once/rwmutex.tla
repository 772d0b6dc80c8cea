------------------------------ MODULE rwmutex -------------------------------
(***************************************************************************)
(* The read-write lock, one variable for each part of its word.            *)
(*                                                                         *)
(* Belief: 'this method always succeeds because the lock is exclusively    *)
(* held by the writer'. A downgrade exchanges one bit for the other in one *)
(* step, whatever else may be going on.                                    *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANT Threads

VARIABLES
    writer,         \* the three bits
    upreader,
    upgrading,
    readers,        \* the count
    thread,         \* thread[t]: where it is, its call, its guard, its waker, and whom it wakes
    line            \* the wait queue

word == <<writer, upreader, upgrading, readers>>
vars == <<writer, upreader, upgrading, readers, thread, line>>

Outside == [is |-> "idle", call |-> "none", guard |-> "none", waker |-> "none", hand |-> <<>>]

Init ==
    /\ writer = FALSE
    /\ upreader = FALSE
    /\ upgrading = FALSE
    /\ readers = 0
    /\ thread = [t \in Threads |-> Outside]
    /\ line = <<>>

WordIsZero == ~writer /\ ~upreader /\ ~upgrading /\ readers = 0

-----------------------------------------------------------------------------

(* Where attempts are made: in any call, at its beginning, and again in a  *)
(* call that waits, the thread having joined the line.                     *)
Begins(t, call)  == thread[t].is = "idle" /\ thread[t].guard = "none"
Repeats(t, call) == thread[t].is = "recheck" /\ thread[t].call = call

(* What becomes of the thread, as a record.                                *)
Granted(t, guard) ==
    [thread[t] EXCEPT !.guard = guard, !.is = IF @ = "recheck" THEN "close" ELSE "idle"]

Retreats(t, call) == [thread[t] EXCEPT !.is = "undo", !.call = call]

Denied(t, call) ==
    CASE call \in {"try_read", "try_write", "try_upread"} ->
             [thread[t] EXCEPT !.is = "idle", !.call = "none"]
      [] thread[t].waker = "none" ->
             [thread[t] EXCEPT !.is = "enqueue", !.call = call, !.waker = "armed"]
      [] OTHER ->
             [thread[t] EXCEPT !.is = "wait", !.call = call]

Now(t, record) == thread' = [thread EXCEPT ![t] = record]

-----------------------------------------------------------------------------
(* read() and try_read()                                                   *)

MayRead == ~writer /\ ~upgrading

ReadIn(t, call) ==
    /\ MayRead
    /\ readers' = readers + 1
    /\ Now(t, Granted(t, "R"))
    /\ UNCHANGED <<writer, upreader, upgrading, line>>

ReadInVain(t, call) ==
    /\ ~MayRead
    /\ readers' = readers + 1
    /\ Now(t, Retreats(t, call))
    /\ UNCHANGED <<writer, upreader, upgrading, line>>

ReadUndo(t) ==
    /\ thread[t].is = "undo"
    /\ thread[t].call \in {"read", "try_read"}
    /\ readers' = readers - 1
    /\ Now(t, Denied(t, thread[t].call))
    /\ UNCHANGED <<writer, upreader, upgrading, line>>

(* write() and try_write()                                                 *)

WriteIn(t, call) ==
    /\ WordIsZero
    /\ writer' = TRUE
    /\ Now(t, Granted(t, "W"))
    /\ UNCHANGED <<upreader, upgrading, readers, line>>

WriteInVain(t, call) ==
    /\ ~WordIsZero
    /\ Now(t, Denied(t, call))
    /\ UNCHANGED <<word, line>>

(* upread() and try_upread()                                               *)

UpreadIn(t, call) ==
    /\ ~writer /\ ~upreader
    /\ upreader' = TRUE
    /\ Now(t, Granted(t, "U"))
    /\ UNCHANGED <<writer, upgrading, readers, line>>

(* The bit was set before: nothing has changed, and nothing is undone.     *)
UpreadBehindAnother(t, call) ==
    /\ upreader
    /\ Now(t, Denied(t, call))
    /\ UNCHANGED <<word, line>>

UpreadUnderWriter(t, call) ==
    /\ writer /\ ~upreader
    /\ upreader' = TRUE
    /\ Now(t, Retreats(t, call))
    /\ UNCHANGED <<writer, upgrading, readers, line>>

UpreadUndo(t) ==
    /\ thread[t].is = "undo"
    /\ thread[t].call \in {"upread", "try_upread"}
    /\ upreader' = FALSE
    /\ Now(t, Denied(t, thread[t].call))
    /\ UNCHANGED <<writer, upgrading, readers, line>>

In(t, call) ==
    CASE call \in {"read", "try_read"}     -> ReadIn(t, call)
      [] call \in {"write", "try_write"}   -> WriteIn(t, call)
      [] call \in {"upread", "try_upread"} -> UpreadIn(t, call)

InVain(t, call) ==
    CASE call \in {"read", "try_read"}     -> ReadInVain(t, call)
      [] call \in {"write", "try_write"}   -> WriteInVain(t, call)
      [] call \in {"upread", "try_upread"} -> UpreadBehindAnother(t, call) \/ UpreadUnderWriter(t, call)

-----------------------------------------------------------------------------
(* In line                                                                 *)

JoinLine(t) ==
    /\ thread[t].is = "enqueue"
    /\ line' = Append(line, [thread |-> t, open |-> TRUE])
    /\ Now(t, [thread[t] EXCEPT !.is = "recheck"])
    /\ UNCHANGED word

LookAtWaker(t) ==
    /\ thread[t].is \in {"wait", "asleep"}
    /\ Now(t, IF thread[t].waker = "woken"
                 THEN [thread[t] EXCEPT !.is = "enqueue", !.waker = "armed"]
                 ELSE [thread[t] EXCEPT !.is = "asleep"])
    /\ UNCHANGED <<word, line>>

Shut(entries, t) ==
    [i \in DOMAIN entries |-> [entries[i] EXCEPT !.open = @ /\ entries[i].thread # t]]

LeaveLine(t) ==
    /\ thread[t].is = "close"
    /\ line' = Shut(line, t)
    /\ thread' = [u \in Threads |->
                     IF u = t THEN [thread[t] EXCEPT !.is = "idle", !.call = "none", !.waker = "none"]
                     ELSE [thread[u] EXCEPT !.hand = Shut(@, t)]]
    /\ UNCHANGED word

-----------------------------------------------------------------------------
(* Guards are dropped and converted                                        *)

Has(t, guard) == thread[t].is = "idle" /\ thread[t].guard = guard

DropR(t) ==
    /\ Has(t, "R")
    /\ readers' = readers - 1
    /\ LET last == readers = 1 /\ ~writer /\ ~upreader /\ ~upgrading
       IN  Now(t, [thread[t] EXCEPT !.guard = "none", !.is = IF last THEN "wake_one" ELSE "idle"])
    /\ UNCHANGED <<writer, upreader, upgrading, line>>

DropW(t) ==
    /\ Has(t, "W")
    /\ writer' = FALSE
    /\ Now(t, [thread[t] EXCEPT !.guard = "none", !.is = "wake_all"])
    /\ UNCHANGED <<upreader, upgrading, readers, line>>

DropU(t) ==
    /\ Has(t, "U")
    /\ upreader' = FALSE
    /\ LET alone == readers = 0 /\ ~writer /\ ~upgrading
       IN  Now(t, [thread[t] EXCEPT !.guard = "none", !.is = IF alone THEN "wake_all" ELSE "idle"])
    /\ UNCHANGED <<writer, upgrading, readers, line>>

UpgradeBegins(t) ==
    /\ Has(t, "U")
    /\ upgrading' = TRUE
    /\ Now(t, [thread[t] EXCEPT !.is = "upgrading"])
    /\ UNCHANGED <<writer, upreader, readers, line>>

UpgradeSwaps(t) ==
    /\ thread[t].is = "upgrading"
    /\ readers = 0 /\ ~writer
    /\ writer' = TRUE
    /\ upgrading' = FALSE
    /\ Now(t, [thread[t] EXCEPT !.is = "upgrade_finish", !.guard = "W"])
    /\ UNCHANGED <<upreader, readers, line>>

UpgradeEnds(t) ==
    /\ thread[t].is = "upgrade_finish"
    /\ upreader' = FALSE
    /\ Now(t, [thread[t] EXCEPT !.is = "idle"])
    /\ UNCHANGED <<writer, upgrading, readers, line>>

(* Nobody else can be in the lock, so there is nothing to wait for.        *)
Downgrade(t) ==
    /\ Has(t, "W")
    /\ writer' = FALSE
    /\ upreader' = TRUE
    /\ Now(t, [thread[t] EXCEPT !.is = "downgrade_finish", !.guard = "U"])
    /\ UNCHANGED <<upgrading, readers, line>>

DowngradeEnds(t) ==
    /\ thread[t].is = "downgrade_finish"
    /\ Now(t, [thread[t] EXCEPT !.is = "wake_all"])
    /\ UNCHANGED <<word, line>>

-----------------------------------------------------------------------------
(* Waking                                                                  *)

TakeFirst(t) ==
    /\ thread[t].is \in {"wake_one", "wake_all"}
    /\ thread[t].hand = <<>>
    /\ IF line = <<>>
       THEN Now(t, [thread[t] EXCEPT !.is = "idle"]) /\ UNCHANGED line
       ELSE Now(t, [thread[t] EXCEPT !.hand = <<Head(line)>>]) /\ line' = Tail(line)
    /\ UNCHANGED word

Rouse(t) ==
    /\ thread[t].hand # <<>>
    /\ LET entry == thread[t].hand[1]
           enough == entry.open /\ thread[t].is = "wake_one"
       IN  thread' = [u \in Threads |->
               CASE u = t -> [thread[t] EXCEPT !.hand = <<>>, !.is = IF enough THEN "idle" ELSE @]
                 [] u = entry.thread /\ entry.open -> [thread[u] EXCEPT !.waker = "woken"]
                 [] OTHER -> thread[u]]
    /\ UNCHANGED <<word, line>>

-----------------------------------------------------------------------------

Blocking == {"read", "write", "upread"}
Trying   == {"try_read", "try_write", "try_upread"}

Next ==
    \E t \in Threads :
        \/ \E call \in Blocking \cup Trying : Begins(t, call) /\ (In(t, call) \/ InVain(t, call))
        \/ \E call \in Blocking : Repeats(t, call) /\ (In(t, call) \/ InVain(t, call))
        \/ ReadUndo(t) \/ UpreadUndo(t)
        \/ JoinLine(t) \/ LookAtWaker(t) \/ LeaveLine(t)
        \/ DropR(t) \/ DropW(t) \/ DropU(t)
        \/ UpgradeBegins(t) \/ UpgradeSwaps(t) \/ UpgradeEnds(t)
        \/ Downgrade(t) \/ DowngradeEnds(t)
        \/ TakeFirst(t) \/ Rouse(t)
=============================================================================

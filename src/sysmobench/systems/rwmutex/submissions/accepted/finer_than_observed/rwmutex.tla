------------------------------ MODULE rwmutex -------------------------------
(***************************************************************************)
(* The read-write lock, finer than it is observed.  The counter beside the *)
(* queue has a variable; looking at it before waking is a step of its own, *)
(* and so is leaving the processor after the swap.  Both are hidden.       *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANT Threads

VARIABLES
    word, op, held, queue, popped,
    num_wakers,     \* the length of the queue, as its users see it
    has_woken,      \* for each thread: "none", "false" or "true"
    at              \* for each thread an instruction, see below

vars == <<word, op, held, queue, popped, num_wakers, has_woken, at>>

(* Instructions that are observed have the names of the contract, with     *)
(* these exceptions:                                                       *)
(*    swap          do_wait: the swap                                      *)
(*    park          do_wait: the swap gave FALSE, `park_current` comes     *)
(*    parked        off the processor, or on it again before the next swap *)
(*    look_one      is_empty() of wake_one(); `pop_one` its loop           *)
(*    look_all      is_empty() of wake_all(); `pop_all` its loop           *)

Nothing == [writer |-> FALSE, upreader |-> FALSE, upgrading |-> FALSE, readers |-> 0]

Init ==
    /\ word = Nothing
    /\ op = [t \in Threads |-> "none"]
    /\ held = [t \in Threads |-> "none"]
    /\ queue = <<>>
    /\ popped = [t \in Threads |-> <<>>]
    /\ num_wakers = 0
    /\ has_woken = [t \in Threads |-> "none"]
    /\ at = [t \in Threads |-> "idle"]

lock  == <<word, op, held>>
waits == <<queue, popped, num_wakers, has_woken>>

Jump(t, from, to) == at[t] = from /\ at' = [at EXCEPT ![t] = to]

-----------------------------------------------------------------------------
(* The attempts, each a pair of what the word must be and what it becomes. *)

Blocking == {"read", "write", "upread"}
Name(kind, blocking) ==
    IF blocking THEN kind
    ELSE CASE kind = "read" -> "try_read" [] kind = "write" -> "try_write" [] kind = "upread" -> "try_upread"
KindOf(call) == CHOOSE kind \in Blocking : call \in {kind, Name(kind, FALSE)}

ReadIn   == /\ ~word.writer /\ ~word.upgrading
            /\ word' = [word EXCEPT !.readers = @ + 1]
WriteIn  == /\ word = Nothing
            /\ word' = [word EXCEPT !.writer = TRUE]
UpreadIn == /\ ~word.writer /\ ~word.upreader
            /\ word' = [word EXCEPT !.upreader = TRUE]

(* An attempt that fails and is visible until it is undone ...             *)
ReadMark   == /\ word.writer \/ word.upgrading
              /\ word' = [word EXCEPT !.readers = @ + 1]
UpreadMark == /\ word.writer /\ ~word.upreader
              /\ word' = [word EXCEPT !.upreader = TRUE]

(* ... and one that is not.                                                *)
WriteMiss  == word # Nothing /\ UNCHANGED word
UpreadMiss == word.upreader /\ UNCHANGED word

In(kind)   == \/ kind = "read" /\ ReadIn
              \/ kind = "write" /\ WriteIn
              \/ kind = "upread" /\ UpreadIn
Mark(kind) == \/ kind = "read" /\ ReadMark
              \/ kind = "upread" /\ UpreadMark
Miss(kind) == \/ kind = "write" /\ WriteMiss
              \/ kind = "upread" /\ UpreadMiss

Guard == [read |-> "R", write |-> "W", upread |-> "U"]

Succeed(t, kind) ==
    /\ In(kind)
    /\ held' = [held EXCEPT ![t] = Guard[kind]]
    /\ UNCHANGED <<op, waits>>

(* After the failure of a call: what the thread does next depends on       *)
(* whether it may wait, and whether it has done so before.                 *)
Return(t) ==
    /\ op' = [op EXCEPT ![t] = "none"]
    /\ UNCHANGED <<held, waits>>

BeginToWait(t, call) ==
    /\ has_woken[t] = "none"
    /\ has_woken' = [has_woken EXCEPT ![t] = "false"]
    /\ op' = [op EXCEPT ![t] = call]
    /\ UNCHANGED <<held, queue, popped, num_wakers>>

WaitOn(t) ==
    /\ has_woken[t] # "none"
    /\ UNCHANGED <<op, held, waits>>

GiveUp(t, from, call) ==
    IF call \in Blocking
    THEN \/ Jump(t, from, "enqueue") /\ BeginToWait(t, call)
         \/ Jump(t, from, "swap") /\ WaitOn(t)
    ELSE Jump(t, from, "idle") /\ Return(t)

Fail(t, from, call) ==
    \/ /\ Mark(KindOf(call))
       /\ Jump(t, from, "undo")
       /\ op' = [op EXCEPT ![t] = call]
       /\ UNCHANGED <<held, waits>>
    \/ /\ Miss(KindOf(call))
       /\ GiveUp(t, from, call)

Call(t, kind, blocking) ==
    /\ held[t] = "none"
    /\ \/ Jump(t, "idle", "idle") /\ Succeed(t, kind)
       \/ Fail(t, "idle", Name(kind, blocking))

Retry(t) ==
    \/ Jump(t, "recheck", "close") /\ Succeed(t, op[t])
    \/ op[t] \in Blocking /\ Fail(t, "recheck", op[t])

Undo(t) ==
    /\ at[t] = "undo"
    /\ word' = IF KindOf(op[t]) = "read" THEN [word EXCEPT !.readers = @ - 1]
                                         ELSE [word EXCEPT !.upreader = FALSE]
    /\ GiveUp(t, "undo", op[t])

-----------------------------------------------------------------------------
(* Waiting                                                                 *)

Push(t) ==
    /\ Jump(t, "enqueue", "recheck")
    /\ queue' = Append(queue, [thread |-> t, open |-> TRUE])
    /\ num_wakers' = num_wakers + 1
    /\ UNCHANGED <<lock, popped, has_woken>>

SwapTrue(t) ==
    /\ has_woken[t] = "true"
    /\ Jump(t, "swap", "enqueue") \/ Jump(t, "parked", "enqueue")
    /\ has_woken' = [has_woken EXCEPT ![t] = "false"]
    /\ UNCHANGED <<lock, queue, popped, num_wakers>>

SwapFalse(t) ==
    /\ has_woken[t] = "false"
    /\ Jump(t, "swap", "park") \/ Jump(t, "parked", "park")
    /\ UNCHANGED <<lock, waits>>

(* Hidden: `park_current`.  A thread that has been woken meanwhile is back *)
(* at once, others when they are woken, or for no reason.                  *)
Park(t) == Jump(t, "park", "parked") /\ UNCHANGED <<lock, waits>>

Shut(entries, t) ==
    [i \in DOMAIN entries |-> [entries[i] EXCEPT !.open = @ /\ entries[i].thread # t]]

CloseWaiter(t) ==
    /\ Jump(t, "close", "idle")
    /\ has_woken' = [has_woken EXCEPT ![t] = "none"]
    /\ queue' = Shut(queue, t)
    /\ popped' = [u \in Threads |-> Shut(popped[u], t)]
    /\ op' = [op EXCEPT ![t] = "none"]
    /\ UNCHANGED <<word, held, num_wakers>>

-----------------------------------------------------------------------------
(* Guards                                                                  *)

Drops(t, guard) ==
    /\ held[t] = guard
    /\ held' = [held EXCEPT ![t] = "none"]
    /\ UNCHANGED <<op, waits>>

DropRead(t) ==
    /\ Drops(t, "R")
    /\ word' = [word EXCEPT !.readers = @ - 1]
    /\ Jump(t, "idle", IF word = [Nothing EXCEPT !.readers = 1] THEN "look_one" ELSE "idle")

DropWrite(t) ==
    /\ Drops(t, "W")
    /\ word' = [word EXCEPT !.writer = FALSE]
    /\ Jump(t, "idle", "look_all")

DropUpread(t) ==
    /\ Drops(t, "U")
    /\ word' = [word EXCEPT !.upreader = FALSE]
    /\ Jump(t, "idle", IF word = [Nothing EXCEPT !.upreader = TRUE] THEN "look_all" ELSE "idle")

Upgrade(t) ==
    /\ held[t] = "U"
    /\ Jump(t, "idle", "upgrading")
    /\ word' = [word EXCEPT !.upgrading = TRUE]
    /\ UNCHANGED <<op, held, waits>>

UpgradeSwap(t) ==
    /\ word = [Nothing EXCEPT !.upreader = TRUE, !.upgrading = TRUE]
    /\ Jump(t, "upgrading", "upgrade_finish")
    /\ word' = [Nothing EXCEPT !.upreader = TRUE, !.writer = TRUE]
    /\ held' = [held EXCEPT ![t] = "W"]
    /\ UNCHANGED <<op, waits>>

UpgradeFinish(t) ==
    /\ Jump(t, "upgrade_finish", "idle")
    /\ word' = [word EXCEPT !.upreader = FALSE]
    /\ UNCHANGED <<op, held, waits>>

DowngradeSwap(t) ==
    /\ held[t] = "W"
    /\ word = [Nothing EXCEPT !.writer = TRUE]
    /\ Jump(t, "idle", "downgrade_finish") \/ Jump(t, "downgrading", "downgrade_finish")
    /\ word' = [Nothing EXCEPT !.upreader = TRUE]
    /\ held' = [held EXCEPT ![t] = "U"]
    /\ UNCHANGED <<op, waits>>

DowngradeMiss(t) ==
    /\ held[t] = "W"
    /\ word # [Nothing EXCEPT !.writer = TRUE]
    /\ Jump(t, "idle", "downgrading")
    /\ UNCHANGED <<lock, waits>>

DowngradeFinish(t) ==
    /\ Jump(t, "downgrade_finish", "look_all")
    /\ word' = [word EXCEPT !.writer = FALSE]
    /\ UNCHANGED <<op, held, waits>>

-----------------------------------------------------------------------------
(* Waking                                                                  *)

(* Hidden, if there is somebody; otherwise the call that wakes is over.    *)
Look(t) ==
    /\ num_wakers > 0
    /\ Jump(t, "look_one", "pop_one") \/ Jump(t, "look_all", "pop_all")
    /\ UNCHANGED <<lock, waits>>

Over(t) ==
    /\ \/ num_wakers = 0 /\ (Jump(t, "look_one", "idle") \/ Jump(t, "look_all", "idle"))
       \/ queue = <<>> /\ (Jump(t, "pop_one", "idle") \/ Jump(t, "pop_all", "idle"))
    /\ UNCHANGED <<lock, waits>>

Pop(t) ==
    /\ queue # <<>>
    /\ Jump(t, "pop_one", "wake_one") \/ Jump(t, "pop_all", "wake_all")
    /\ popped' = [popped EXCEPT ![t] = <<Head(queue)>>]
    /\ queue' = Tail(queue)
    /\ num_wakers' = num_wakers - 1
    /\ UNCHANGED <<lock, has_woken>>

Wake(t) ==
    /\ Jump(t, "wake_one", "idle") \/ Jump(t, "wake_all", "pop_all")
    /\ popped[t][1].open
    /\ has_woken' = [has_woken EXCEPT ![popped[t][1].thread] = "true"]
    /\ popped' = [popped EXCEPT ![t] = <<>>]
    /\ UNCHANGED <<lock, queue, num_wakers>>

WakeInVain(t) ==
    /\ Jump(t, "wake_one", "pop_one") \/ Jump(t, "wake_all", "pop_all")
    /\ ~popped[t][1].open
    /\ popped' = [popped EXCEPT ![t] = <<>>]
    /\ UNCHANGED <<lock, queue, num_wakers, has_woken>>

-----------------------------------------------------------------------------

Next ==
    \E t \in Threads :
        \/ \E kind \in Blocking, blocking \in BOOLEAN : Call(t, kind, blocking)
        \/ Retry(t) \/ Undo(t)
        \/ Push(t) \/ SwapTrue(t) \/ SwapFalse(t) \/ Park(t) \/ CloseWaiter(t)
        \/ DropRead(t) \/ DropWrite(t) \/ DropUpread(t)
        \/ Upgrade(t) \/ UpgradeSwap(t) \/ UpgradeFinish(t)
        \/ DowngradeSwap(t) \/ DowngradeMiss(t) \/ DowngradeFinish(t)
        \/ Look(t) \/ Over(t) \/ Pop(t) \/ Wake(t) \/ WakeInVain(t)
=============================================================================

------------------------------- MODULE mutex --------------------------------
(***************************************************************************)
(* A mutex with a wait queue, in the manner of a monitor:                  *)
(*                                                                         *)
(*     lock() {                                                            *)
(*         while (!try_lock()) {                                           *)
(*             if (!queued) { enqueue(me); queued = true; }                *)
(*             else { sleep(); queued = false; }                           *)
(*         }                                                               *)
(*     }                                                                   *)
(*                                                                         *)
(* Belief: a thread that was woken first tries to get the lock.  Only when *)
(* that fails does it queue again.                                         *)
(***************************************************************************)
EXTENDS Sequences, Naturals

CONSTANT Threads

VARIABLES
    word,           \* is the lock taken?
    at,             \* the line of each thread
    queued,         \* the local variable of lock()
    flag,           \* the waker of each thread
    line,           \* the queue: pairs of a thread and whether it still waits
    hand            \* what each thread has taken from the queue

vars == <<word, at, queued, flag, line, hand>>

Init ==
    /\ word = FALSE
    /\ at = [t \in Threads |-> "idle"]
    /\ queued = [t \in Threads |-> FALSE]
    /\ flag = [t \in Threads |-> "none"]
    /\ line = <<>>
    /\ hand = [t \in Threads |-> <<>>]

Step(t, here, there) == at[t] = here /\ at' = [at EXCEPT ![t] = there]

-----------------------------------------------------------------------------

FirstTryWins(t) ==
    /\ Step(t, "idle", "held")
    /\ ~word /\ word' = TRUE
    /\ UNCHANGED <<queued, flag, line, hand>>

FirstTryLoses(t) ==
    /\ Step(t, "idle", "enqueue")
    /\ word
    /\ flag' = [flag EXCEPT ![t] = "armed"]
    /\ UNCHANGED <<word, queued, line, hand>>

Enqueue(t) ==
    /\ Step(t, "enqueue", "recheck")
    /\ line' = Append(line, <<t, TRUE>>)
    /\ queued' = [queued EXCEPT ![t] = TRUE]
    /\ UNCHANGED <<word, flag, hand>>

TryWins(t) ==
    /\ Step(t, "recheck", "close")
    /\ ~word /\ word' = TRUE
    /\ UNCHANGED <<queued, flag, line, hand>>

(* Sleep, or queue: whichever has not been done.                           *)
TryLoses(t) ==
    /\ Step(t, "recheck", IF queued[t] THEN "wait" ELSE "enqueue")
    /\ word
    /\ UNCHANGED <<word, queued, flag, line, hand>>

Sleep(t) ==
    /\ flag[t] = "armed"
    /\ Step(t, "wait", "asleep")
    /\ UNCHANGED <<word, queued, flag, line, hand>>

(* Back to the head of the loop, where the thread tries.                   *)
Awake(t) ==
    /\ flag[t] = "woken"
    /\ Step(t, "wait", "recheck") \/ Step(t, "asleep", "recheck")
    /\ flag' = [flag EXCEPT ![t] = "armed"]
    /\ queued' = [queued EXCEPT ![t] = FALSE]
    /\ UNCHANGED <<word, line, hand>>

Gone(entries, t) ==
    [i \in DOMAIN entries |-> <<entries[i][1], entries[i][2] /\ entries[i][1] # t>>]

(* Got it: no longer to be woken.                                          *)
Close(t) ==
    /\ Step(t, "close", "held")
    /\ flag' = [flag EXCEPT ![t] = "none"]
    /\ queued' = [queued EXCEPT ![t] = FALSE]
    /\ line' = Gone(line, t)
    /\ hand' = [u \in Threads |-> Gone(hand[u], t)]
    /\ UNCHANGED word

-----------------------------------------------------------------------------

Unlock(t) ==
    /\ Step(t, "held", "wake")
    /\ word' = FALSE
    /\ UNCHANGED <<queued, flag, line, hand>>

TakeOne(t) ==
    /\ at[t] = "wake" /\ hand[t] = <<>> /\ line # <<>>
    /\ hand' = [hand EXCEPT ![t] = <<Head(line)>>]
    /\ line' = Tail(line)
    /\ UNCHANGED <<word, at, queued, flag>>

TakeNone(t) ==
    /\ hand[t] = <<>> /\ line = <<>>
    /\ Step(t, "wake", "idle")
    /\ UNCHANGED <<word, queued, flag, line, hand>>

WakeIt(t) ==
    /\ hand[t] # <<>> /\ hand[t][1][2]
    /\ Step(t, "wake", "idle")
    /\ flag' = [flag EXCEPT ![hand[t][1][1]] = "woken"]
    /\ hand' = [hand EXCEPT ![t] = <<>>]
    /\ UNCHANGED <<word, queued, line>>

DropIt(t) ==
    /\ hand[t] # <<>> /\ ~hand[t][1][2]
    /\ hand' = [hand EXCEPT ![t] = <<>>]
    /\ UNCHANGED <<word, at, queued, flag, line>>

Next ==
    \E t \in Threads :
        \/ FirstTryWins(t) \/ FirstTryLoses(t) \/ Enqueue(t) \/ TryWins(t) \/ TryLoses(t)
        \/ Sleep(t) \/ Awake(t) \/ Close(t)
        \/ Unlock(t) \/ TakeOne(t) \/ TakeNone(t) \/ WakeIt(t) \/ DropIt(t)
=============================================================================

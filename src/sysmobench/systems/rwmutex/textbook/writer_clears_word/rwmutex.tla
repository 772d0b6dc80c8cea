------------------------------ MODULE rwmutex -------------------------------
(***************************************************************************)
(* RwMutex on a lock word that is a number.                                *)
(*                                                                         *)
(* Belief: a writer is alone, so when it leaves, the word is 0 again. A    *)
(* plain store will do. Who takes back an attempt that failed finds a word *)
(* that may have been cleared meanwhile, and does not go below zero.       *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANT Threads

VARIABLES
    lock,           \* the AtomicUsize
    at,             \* where each thread stands
    call,           \* the acquiring call that it is in
    guard,          \* the guard that it has
    has_woken,      \* of its Waiter's waker: 0, 1, or 2 if there is no Waiter
    wakers,         \* the queue: <<thread, alive>>
    taken           \* the wakers in the hands of those who wake: a set of <<by, thread, alive>>

vars == <<lock, at, call, guard, has_woken, wakers, taken>>

(* The bits, high enough for sixty readers.                                *)
READER         == 1
BEING_UPGRADED == 64
UPGRADEABLE    == 128
WRITER         == 256

Bit(b) == (lock \div b) % 2 = 1

With(b)    == IF Bit(b) THEN lock ELSE lock + b
Without(b) == IF Bit(b) THEN lock - b ELSE lock

None == 2

Init ==
    /\ lock = 0
    /\ at = [t \in Threads |-> "idle"]
    /\ call = [t \in Threads |-> "none"]
    /\ guard = [t \in Threads |-> "none"]
    /\ has_woken = [t \in Threads |-> None]
    /\ wakers = <<>>
    /\ taken = {}

queues == <<wakers, taken>>

At(t, here) == at[t] = here
Go(t, there) == at' = [at EXCEPT ![t] = there]

-----------------------------------------------------------------------------
(* `fetch` is what an attempt does to the word, `wins` whether the value   *)
(* that it fetched was good, `takeback` whether it has to be undone.       *)

Fetch(kind) ==
    CASE kind = "read"   -> lock + READER
      [] kind = "upread" -> With(UPGRADEABLE)
      [] kind = "write"  -> IF lock = 0 THEN WRITER ELSE lock

Wins(kind) ==
    CASE kind = "read"   -> ~Bit(WRITER) /\ ~Bit(BEING_UPGRADED)
      [] kind = "upread" -> ~Bit(WRITER) /\ ~Bit(UPGRADEABLE)
      [] kind = "write"  -> lock = 0

TakesBack(kind) ==
    CASE kind = "read"   -> TRUE
      [] kind = "upread" -> Bit(WRITER) /\ ~Bit(UPGRADEABLE)
      [] kind = "write"  -> FALSE

Kind(c) ==
    CASE c \in {"read", "try_read"}     -> "read"
      [] c \in {"upread", "try_upread"} -> "upread"
      [] c \in {"write", "try_write"}   -> "write"

Letter(kind) == CASE kind = "read" -> "R" [] kind = "upread" -> "U" [] kind = "write" -> "W"

Blocking == {"read", "upread", "write"}
Calls    == Blocking \cup {"try_read", "try_upread", "try_write"}

(* The closure of `wait_until` has given None in call c.                   *)
CondIsNone(t, c) ==
    IF c \notin Blocking
    THEN /\ Go(t, "idle")
         /\ call' = [call EXCEPT ![t] = "none"]
         /\ UNCHANGED has_woken
    ELSE /\ call' = [call EXCEPT ![t] = c]
         /\ IF has_woken[t] = None
            THEN Go(t, "enqueue") /\ has_woken' = [has_woken EXCEPT ![t] = 0]   \* Waiter::new_pair
            ELSE Go(t, "wait") /\ UNCHANGED has_woken

Won(t, c, there) ==
    /\ Wins(Kind(c))
    /\ lock' = Fetch(Kind(c))
    /\ guard' = [guard EXCEPT ![t] = Letter(Kind(c))]
    /\ Go(t, there)
    /\ UNCHANGED <<call, has_woken, queues>>

Lost(t, c) ==
    /\ ~Wins(Kind(c))
    /\ lock' = Fetch(Kind(c))
    /\ IF TakesBack(Kind(c))
       THEN Go(t, "undo") /\ call' = [call EXCEPT ![t] = c] /\ UNCHANGED has_woken
       ELSE CondIsNone(t, c)
    /\ UNCHANGED <<guard, queues>>

CallOk(t, c)  == At(t, "idle") /\ guard[t] = "none" /\ Won(t, c, "idle")
CallErr(t, c) == At(t, "idle") /\ guard[t] = "none" /\ Lost(t, c)

FetchSub(t) ==
    /\ At(t, "undo")
    /\ lock' = CASE Kind(call[t]) = "read" -> IF lock = 0 THEN 0 ELSE lock - READER
                 [] OTHER -> Without(UPGRADEABLE)
    /\ CondIsNone(t, call[t])
    /\ UNCHANGED <<guard, queues>>

-----------------------------------------------------------------------------
(* wait_until_or_cancelled                                                 *)

PushBack(t) ==
    /\ At(t, "enqueue")
    /\ wakers' = Append(wakers, <<t, TRUE>>)
    /\ Go(t, "recheck")
    /\ UNCHANGED <<lock, call, guard, has_woken, taken>>

AgainOk(t)  == At(t, "recheck") /\ Won(t, call[t], "close")
AgainErr(t) == At(t, "recheck") /\ Lost(t, call[t])

(* do_wait: has_woken.swap(false)                                          *)
SwapTrue(t) ==
    /\ at[t] \in {"wait", "asleep"}
    /\ has_woken[t] = 1
    /\ has_woken' = [has_woken EXCEPT ![t] = 0]
    /\ Go(t, "enqueue")
    /\ UNCHANGED <<lock, call, guard, queues>>

SwapFalse(t) ==
    /\ at[t] \in {"wait", "asleep"}
    /\ has_woken[t] = 0
    /\ Go(t, "asleep")
    /\ UNCHANGED <<lock, call, guard, has_woken, queues>>

(* Drop for Waiter: has_woken.swap(true), for good.                        *)
Dead(w, t) == IF w[1] = t THEN <<t, FALSE>> ELSE w

DropWaiter(t) ==
    /\ At(t, "close")
    /\ has_woken' = [has_woken EXCEPT ![t] = None]
    /\ wakers' = [i \in DOMAIN wakers |-> Dead(wakers[i], t)]
    /\ taken' = {<<h[1], h[2], h[3] /\ h[2] # t>> : h \in taken}
    /\ Go(t, "idle")
    /\ call' = [call EXCEPT ![t] = "none"]
    /\ UNCHANGED <<lock, guard>>

-----------------------------------------------------------------------------
(* Drop for the guards                                                     *)

Dropping(t, letter) ==
    /\ At(t, "idle")
    /\ guard[t] = letter
    /\ guard' = [guard EXCEPT ![t] = "none"]
    /\ UNCHANGED <<call, has_woken, queues>>

DropR(t) ==
    /\ Dropping(t, "R")
    /\ lock' = lock - READER
    /\ Go(t, IF lock = READER THEN "wake_one" ELSE "idle")

DropW(t) ==
    /\ Dropping(t, "W")
    /\ lock' = 0                        \* the writer was alone
    /\ Go(t, "wake_all")

DropU(t) ==
    /\ Dropping(t, "U")
    /\ lock' = lock - UPGRADEABLE
    /\ Go(t, IF lock = UPGRADEABLE THEN "wake_all" ELSE "idle")

-----------------------------------------------------------------------------
(* upgrade, downgrade                                                      *)

FetchOr(t) ==
    /\ At(t, "idle") /\ guard[t] = "U"
    /\ lock' = With(BEING_UPGRADED)
    /\ Go(t, "upgrading")
    /\ UNCHANGED <<call, guard, has_woken, queues>>

Exchange(t, expected, new, letter, there) ==
    /\ lock = expected
    /\ lock' = new
    /\ guard' = [guard EXCEPT ![t] = letter]
    /\ Go(t, there)
    /\ UNCHANGED <<call, has_woken, queues>>

TryUpgrade(t) ==
    /\ At(t, "upgrading")
    /\ Exchange(t, UPGRADEABLE + BEING_UPGRADED, WRITER + UPGRADEABLE, "W", "upgrade_finish")

DropOldU(t) ==
    /\ At(t, "upgrade_finish")
    /\ lock' = lock - UPGRADEABLE
    /\ Go(t, "idle")
    /\ UNCHANGED <<call, guard, has_woken, queues>>

Lowering(t) == At(t, "downgrading") \/ (At(t, "idle") /\ guard[t] = "W")

TryDowngrade(t) ==
    /\ Lowering(t)
    /\ Exchange(t, WRITER, UPGRADEABLE, "U", "downgrade_finish")

TryDowngradeErr(t) ==
    /\ Lowering(t)
    /\ lock # WRITER
    /\ Go(t, "downgrading")
    /\ UNCHANGED <<lock, call, guard, has_woken, queues>>

DropOldW(t) ==
    /\ At(t, "downgrade_finish")
    /\ Go(t, "wake_all")
    /\ UNCHANGED <<lock, call, guard, has_woken, queues>>

-----------------------------------------------------------------------------
(* wake_one, wake_all                                                      *)

Waking(t)  == at[t] \in {"wake_one", "wake_all"}
InHand(t)  == {h \in taken : h[1] = t}

PopFront(t) ==
    /\ Waking(t) /\ InHand(t) = {} /\ wakers # <<>>
    /\ taken' = taken \cup {<<t>> \o Head(wakers)}
    /\ wakers' = Tail(wakers)
    /\ UNCHANGED <<lock, at, call, guard, has_woken>>

PopNone(t) ==
    /\ Waking(t) /\ InHand(t) = {} /\ wakers = <<>>
    /\ Go(t, "idle")
    /\ UNCHANGED <<lock, call, guard, has_woken, queues>>

WakeUp(t, result) ==
    \E h \in InHand(t) :
        /\ h[3] = result
        /\ taken' = taken \ {h}
        /\ IF result
           THEN /\ has_woken' = [has_woken EXCEPT ![h[2]] = 1]
                /\ Go(t, IF At(t, "wake_one") THEN "idle" ELSE at[t])
           ELSE UNCHANGED <<has_woken, at>>
        /\ UNCHANGED <<lock, call, guard, wakers>>

-----------------------------------------------------------------------------

Next ==
    \E t \in Threads :
        \/ \E c \in Calls : CallOk(t, c) \/ CallErr(t, c)
        \/ FetchSub(t) \/ PushBack(t) \/ AgainOk(t) \/ AgainErr(t)
        \/ SwapTrue(t) \/ SwapFalse(t) \/ DropWaiter(t)
        \/ DropR(t) \/ DropW(t) \/ DropU(t)
        \/ FetchOr(t) \/ TryUpgrade(t) \/ DropOldU(t)
        \/ TryDowngrade(t) \/ TryDowngradeErr(t) \/ DropOldW(t)
        \/ PopFront(t) \/ PopNone(t)
        \/ \E result \in BOOLEAN : WakeUp(t, result)
=============================================================================

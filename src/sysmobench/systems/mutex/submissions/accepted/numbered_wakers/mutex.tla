------------------------------- MODULE mutex --------------------------------
(***************************************************************************)
(* The mutex with wakers that have an identity, as the source's            *)
(* Arc<Waker> have.  A waker is a pair of the thread that made it and a    *)
(* number; nothing is ever marked as closed.  What the source calls        *)
(* has_woken is a set of wakers, and closing a waker only puts it there:   *)
(* whoever pops it later takes it for one that has been woken already.     *)
(*                                                                         *)
(* Numbers are used again when the waker is gone, so that there are        *)
(* finitely many states.  The lock word is told by its holder.             *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANTS
    Threads,
    Nobody          \* stands for the absence of a holder

VARIABLES
    holder,         \* the thread that has the lock, or Nobody
    at,             \* where each thread is
    number,         \* the number of each thread's waker, 0 if it has none
    hasWoken,       \* the wakers whose flag is set
    line,           \* the wait queue: a sequence of wakers
    hand            \* what each thread has popped: a set of at most one waker

vars == <<holder, at, number, hasWoken, line, hand>>

Waker(t) == <<t, number[t]>>

(* The wakers that somebody still knows, beside the thread that made them. *)
Known == {line[i] : i \in DOMAIN line} \cup UNION {hand[t] : t \in Threads}

(* The smallest number with which thread t can make a waker.               *)
Fresh(t) ==
    CHOOSE n \in 1..(Len(line) + 2) :
        /\ <<t, n>> \notin Known
        /\ \A m \in 1..(n - 1) : <<t, m>> \in Known

Init ==
    /\ holder = Nobody
    /\ at = [t \in Threads |-> "outside"]
    /\ number = [t \in Threads |-> 0]
    /\ hasWoken = {}
    /\ line = <<>>
    /\ hand = [t \in Threads |-> {}]

Move(t, here, there) == at[t] = here /\ at' = [at EXCEPT ![t] = there]

-----------------------------------------------------------------------------

(* The first attempt, with whatever comes of it.                           *)
Attempt(t) ==
    /\ IF holder = Nobody
          THEN /\ Move(t, "outside", "inside")
               /\ holder' = t
               /\ UNCHANGED number
          ELSE /\ Move(t, "outside", "pushing")
               /\ number' = [number EXCEPT ![t] = Fresh(t)]
               /\ UNCHANGED holder
    /\ UNCHANGED <<hasWoken, line, hand>>

Push(t) ==
    /\ Move(t, "pushing", "trying")
    /\ line' = Append(line, Waker(t))
    /\ UNCHANGED <<holder, number, hasWoken, hand>>

AttemptAgain(t) ==
    /\ IF holder = Nobody
          THEN Move(t, "trying", "closing") /\ holder' = t
          ELSE Move(t, "trying", "waiting") /\ UNCHANGED holder
    /\ UNCHANGED <<number, hasWoken, line, hand>>

(* The flag is taken down if it is up; else the thread sleeps.             *)
DoWait(t) ==
    /\ IF Waker(t) \in hasWoken
          THEN Move(t, "waiting", "pushing") \/ Move(t, "sleeping", "pushing")
          ELSE Move(t, "waiting", "sleeping")
    /\ hasWoken' = hasWoken \ {Waker(t)}
    /\ UNCHANGED <<holder, number, line, hand>>

(* The flag goes up for good.  A waker that nobody knows is gone.          *)
Close(t) ==
    /\ Move(t, "closing", "inside")
    /\ hasWoken' = (hasWoken \ {Waker(t)}) \cup ({Waker(t)} \cap Known)
    /\ number' = [number EXCEPT ![t] = 0]
    /\ UNCHANGED <<holder, line, hand>>

-----------------------------------------------------------------------------

Leave(t) ==
    /\ holder = t
    /\ Move(t, "inside", "waking")
    /\ holder' = Nobody
    /\ UNCHANGED <<number, hasWoken, line, hand>>

Pop(t) ==
    /\ at[t] = "waking"
    /\ hand[t] = {}
    /\ IF line = <<>>
          THEN /\ Move(t, "waking", "outside")
               /\ UNCHANGED <<line, hand>>
          ELSE /\ hand' = [hand EXCEPT ![t] = {Head(line)}]
               /\ line' = Tail(line)
               /\ UNCHANGED at
    /\ UNCHANGED <<holder, number, hasWoken>>

(* Raise the flag of the waker in hand.  If it was up, go on; such a waker *)
(* was closed and is known to nobody else.                                 *)
WakeUp(t) ==
    \E w \in hand[t] :
        /\ hand' = [hand EXCEPT ![t] = {}]
        /\ IF w \in hasWoken
              THEN /\ hasWoken' = hasWoken \ {w}
                   /\ UNCHANGED at
              ELSE /\ hasWoken' = hasWoken \cup {w}
                   /\ Move(t, "waking", "outside")
        /\ UNCHANGED <<holder, number, line>>

Next ==
    \E t \in Threads :
        \/ Attempt(t) \/ Push(t) \/ AttemptAgain(t) \/ DoWait(t) \/ Close(t)
        \/ Leave(t) \/ Pop(t) \/ WakeUp(t)
=============================================================================

-------------------------------- MODULE wait --------------------------------
(***************************************************************************)
(* What the mutex uses of src/sync/wait.rs: a queue of wakers, and the     *)
(* steps by which threads wait and are woken.  Where a thread is in its    *)
(* call is not known here; the module that extends this queue with a lock  *)
(* says when each step may happen.                                         *)
(***************************************************************************)
EXTENDS Sequences

CONSTANT Threads

VARIABLES
    flags,          \* per thread: the has_woken of its Waiter, as a set of one, or {}
    wakers,         \* the VecDeque, pairs of a thread and "open" or "closed"
    taken           \* per thread: the waker that it has popped, as above

wait_vars == <<flags, wakers, taken>>

Empty ==
    /\ flags = [t \in Threads |-> {}]
    /\ wakers = <<>>
    /\ taken = [t \in Threads |-> <<>>]

-----------------------------------------------------------------------------
(* Of the thread that waits.                                               *)

NewWaiter(t) ==
    /\ flags' = [flags EXCEPT ![t] = {FALSE}]
    /\ UNCHANGED <<wakers, taken>>

PushBack(t) ==
    /\ wakers' = Append(wakers, <<t, "open">>)
    /\ UNCHANGED <<flags, taken>>

(* has_woken.swap(false) returns true, or it returns false.                *)
SwapFindsWoken(t) ==
    /\ flags[t] = {TRUE}
    /\ flags' = [flags EXCEPT ![t] = {FALSE}]
    /\ UNCHANGED <<wakers, taken>>

SwapFindsNothing(t) == flags[t] = {FALSE} /\ UNCHANGED wait_vars

CloseWaker(t) ==
    LET Mark(w) == IF w[1] = t THEN <<t, "closed">> ELSE w
    IN  /\ flags' = [flags EXCEPT ![t] = {}]
        /\ wakers' = [i \in DOMAIN wakers |-> Mark(wakers[i])]
        /\ taken' = [u \in Threads |-> IF taken[u] = <<>> THEN <<>> ELSE Mark(taken[u])]

-----------------------------------------------------------------------------
(* Of wake_one.                                                            *)

PopFront(t) ==
    /\ taken[t] = <<>>
    /\ wakers # <<>>
    /\ taken' = [taken EXCEPT ![t] = Head(wakers)]
    /\ wakers' = Tail(wakers)
    /\ UNCHANGED flags

IsEmpty(t) == taken[t] = <<>> /\ wakers = <<>> /\ UNCHANGED wait_vars

(* wake_up returns true, or it returns false.                              *)
WakesUp(t) ==
    /\ taken[t] # <<>>
    /\ taken[t][2] = "open"
    /\ flags' = [flags EXCEPT ![taken[t][1]] = {TRUE}]
    /\ taken' = [taken EXCEPT ![t] = <<>>]
    /\ UNCHANGED wakers

WakesNobody(t) ==
    /\ taken[t] # <<>>
    /\ taken[t][2] = "closed"
    /\ taken' = [taken EXCEPT ![t] = <<>>]
    /\ UNCHANGED <<flags, wakers>>
=============================================================================

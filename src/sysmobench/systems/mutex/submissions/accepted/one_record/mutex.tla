------------------------------- MODULE mutex --------------------------------
(***************************************************************************)
(* The mutex as one value.  `m` is a record of everything there is.  A     *)
(* thread is a record of its own, with its waker and the waker that it has *)
(* popped, and what may come next is a set of such records, computed by    *)
(* functions of the present one.                                           *)
(***************************************************************************)
EXTENDS Sequences

CONSTANT Threads

VARIABLE m

Outside == [does |-> "idle", waker |-> "none", got |-> <<>>]

Init == m = [word |-> FALSE, queue |-> <<>>, thread |-> [t \in Threads |-> Outside]]

-----------------------------------------------------------------------------

(* The record s with thread t doing something else.                        *)
Doing(s, t, what) == [s EXCEPT !.thread[t].does = what]
Does(s, t, what)  == s.thread[t].does = what

(* Each operator gives the records that follow s when thread t executes an *)
(* operation: the empty set where it does not stand before it.             *)

Tried(s, t, here, won, lost) ==
    IF ~Does(s, t, here) THEN {}
    ELSE IF s.word THEN {lost} ELSE {[Doing(s, t, won) EXCEPT !.word = TRUE]}

Locked(s, t)    == Tried(s, t, "idle", "held", [Doing(s, t, "enqueue") EXCEPT !.thread[t].waker = "armed"])
Trylocked(s, t) == Tried(s, t, "idle", "held", s)
Rechecked(s, t) == Tried(s, t, "recheck", "close", Doing(s, t, "wait"))

Pushed(s, t) ==
    IF ~Does(s, t, "enqueue") THEN {}
    ELSE {[Doing(s, t, "recheck") EXCEPT !.queue = Append(@, [thread |-> t, open |-> TRUE])]}

Waited(s, t) ==
    IF ~Does(s, t, "wait") /\ ~Does(s, t, "asleep") THEN {}
    ELSE IF s.thread[t].waker = "woken"
            THEN {[Doing(s, t, "enqueue") EXCEPT !.thread[t].waker = "armed"]}
            ELSE {Doing(s, t, "asleep")}

(* The entries of a sequence after thread t has closed its waker.          *)
Shut(entries, t) ==
    [i \in DOMAIN entries |-> [entries[i] EXCEPT !.open = @ /\ entries[i].thread # t]]

Closed(s, t) ==
    IF ~Does(s, t, "close") THEN {}
    ELSE {[word   |-> s.word,
           queue  |-> Shut(s.queue, t),
           thread |-> [u \in Threads |->
                          IF u = t THEN [Outside EXCEPT !.does = "held"]
                          ELSE [s.thread[u] EXCEPT !.got = Shut(@, t)]]]}

Released(s, t) ==
    IF ~Does(s, t, "held") THEN {} ELSE {[Doing(s, t, "wake") EXCEPT !.word = FALSE]}

Popped(s, t) ==
    IF ~Does(s, t, "wake") \/ s.thread[t].got # <<>> THEN {}
    ELSE IF s.queue = <<>> THEN {Doing(s, t, "idle")}
    ELSE {[s EXCEPT !.thread[t].got = <<Head(s.queue)>>, !.queue = Tail(@)]}

Woke(s, t) ==
    LET got   == s.thread[t].got
        after == [s EXCEPT !.thread[t].got = <<>>]
    IN  IF ~Does(s, t, "wake") \/ got = <<>> THEN {}
        ELSE IF got[1].open
                THEN {[Doing(after, t, "idle") EXCEPT !.thread[got[1].thread].waker = "woken"]}
                ELSE {after}

Following(s, t) ==
    UNION {Locked(s, t), Trylocked(s, t), Pushed(s, t), Rechecked(s, t), Waited(s, t),
           Closed(s, t), Released(s, t), Popped(s, t), Woke(s, t)}

Next == \E t \in Threads : m' \in Following(m, t)
=============================================================================

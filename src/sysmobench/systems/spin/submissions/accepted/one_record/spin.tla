-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* The spin lock as one value.  `lock` is a record of everything there is, *)
(* and what may come next is a set of such records, computed by a function *)
(* of the present one.                                                     *)
(***************************************************************************)
CONSTANT Threads

VARIABLE lock

(* A thread: the call that it is in, how far it has got, and its guardian. *)
Outside == [call |-> "no call", phase |-> "none", guardian |-> "none"]

Init == lock = [taken |-> FALSE, thread |-> [t \in Threads |-> Outside]]

-----------------------------------------------------------------------------

(* Each operator gives the records that follow the record s when thread t  *)
(* does something: the empty set where it cannot.                          *)

Called(s, t, call, g) ==
    IF s.thread[t] # Outside THEN {}
    ELSE {[s EXCEPT !.thread[t] = [call |-> call, phase |-> "first", guardian |-> g]]}

Wants(s, t) == s.thread[t].phase \in {"first", "again"}

Won(s, t) ==
    IF s.taken \/ ~Wants(s, t) THEN {}
    ELSE {[s EXCEPT !.taken = TRUE, !.thread[t].phase = "holds"]}

Lost(s, t) ==
    IF ~s.taken \/ ~Wants(s, t) THEN {}
    ELSE {[s EXCEPT !.thread[t].phase =
              IF s.thread[t].call = "try_lock" THEN "leaves" ELSE "again"]}

Released(s, t) ==
    IF s.thread[t].phase # "holds" THEN {}
    ELSE {[s EXCEPT !.taken = FALSE, !.thread[t].phase = "leaves", !.thread[t].call = "unlock"]}

Gone(s, t) ==
    IF s.thread[t].phase # "leaves" THEN {} ELSE {[s EXCEPT !.thread[t] = Outside]}

Following(s, t) ==
    UNION {Called(s, t, call, g) : call \in {"lock", "try_lock"}, g \in {"preempt", "irq"}}
        \cup Won(s, t) \cup Lost(s, t) \cup Released(s, t) \cup Gone(s, t)

Next == \E t \in Threads : lock' \in Following(lock, t)
=============================================================================

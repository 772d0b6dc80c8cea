------------------------------- MODULE mutex --------------------------------
(***************************************************************************)
(* A sleeping lock as a PlusCal algorithm, after the pattern               *)
(*                                                                         *)
(*     while (!try_lock()) { enqueue(me); sleep(); }                       *)
(*                                                                         *)
(* Belief: who has found the lock taken queues and goes to sleep.  It      *)
(* tries again when it has been woken.                                     *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANT Threads

(*
--algorithm Mutex {
    variables
        locked = FALSE;
        waker = [t \in Threads |-> "none"];
        queue = <<>>;
        popped = [t \in Threads |-> <<>>];

    define {
        Shut(s, t) == [i \in DOMAIN s |-> IF s[i].thread = t THEN [s[i] EXCEPT !.open = FALSE] ELSE s[i]]
    }

    process (thread \in Threads) {
    idle:
        if (~locked) { locked := TRUE; goto held; }
        else { waker[self] := "armed"; };
    enqueue:
        queue := Append(queue, [thread |-> self, open |-> TRUE]);
    wait:
        if (waker[self] = "woken") { waker[self] := "armed"; goto recheck; };
    asleep:
        await waker[self] = "woken";
        waker[self] := "armed";
    recheck:
        if (locked) { goto enqueue; } else { locked := TRUE; };
    close:
        waker[self] := "none";
        queue := Shut(queue, self);
        popped := [t \in Threads |-> Shut(popped[t], self)];
    held:
        locked := FALSE;
    wake:
        while (popped[self] # <<>> \/ queue # <<>>) {
            if (popped[self] = <<>>) {
                popped[self] := <<Head(queue)>>;
                queue := Tail(queue);
            } else if (popped[self][1].open) {
                waker[popped[self][1].thread] := "woken";
                popped[self] := <<>>;
                goto idle;
            } else {
                popped[self] := <<>>;
            }
        };
        goto idle;
    }
}
*)
=============================================================================

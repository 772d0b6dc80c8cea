------------------------------- MODULE mutex --------------------------------
(***************************************************************************)
(* The mutex as a PlusCal algorithm with a procedure for each of the two   *)
(* loops of the source, that of `wait_until` and that of `wake_one`.  The  *)
(* translation is not part of this file.                                   *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANT Threads

(*
--algorithm Mutex {
    variables
        word = FALSE;                           \* the AtomicBool
        flag = [t \in Threads |-> "none"];      \* has_woken of the Waiter, if there is one
        wakers = <<>>;                          \* the VecDeque
        got = [t \in Threads |-> <<>>];         \* the waker that wake_one has popped

    define {
        Waker(t) == [thread |-> t, open |-> TRUE]
        Shut(s, t) == [i \in DOMAIN s |-> [s[i] EXCEPT !.open = @ /\ s[i].thread # t]]
    }

    \* `wait_until`, once the first attempt has failed
    procedure waitUntil() {
    enqueue:
        wakers := Append(wakers, Waker(self));
    recheck:
        if (~word) { word := TRUE; goto close; };
    wait:
        if (flag[self] = "woken") { flag[self] := "armed"; goto enqueue; };
    asleep:
        await flag[self] = "woken";
        flag[self] := "armed";
        goto enqueue;
    close:
        flag[self] := "none";
        wakers := Shut(wakers, self);
        got := [t \in Threads |-> Shut(got[t], self)];
        return;
    }

    \* `wake_one`: a round of the loop has two steps, unless the queue is empty
    procedure wakeOne() {
    pop:
        if (wakers = <<>>) { return; }
        else { got[self] := <<Head(wakers)>>; wakers := Tail(wakers); };
    wakeUp:
        if (got[self][1].open) {
            flag[got[self][1].thread] := "woken";
            got[self] := <<>>;
            return;
        } else {
            got[self] := <<>>;
            goto pop;
        };
    }

    process (thread \in Threads) {
    \* lock() and try_lock() are one thing as long as the lock is free
    idle:
        if (~word) { word := TRUE; }
        else { flag[self] := "armed"; call waitUntil(); };
    held:
        word := FALSE;
        call wakeOne();
    back:
        goto idle;
    }
}
*)
=============================================================================

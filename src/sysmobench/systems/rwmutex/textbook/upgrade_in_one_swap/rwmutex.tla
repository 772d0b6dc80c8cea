------------------------------ MODULE rwmutex -------------------------------
(***************************************************************************)
(* RwMutex in PlusCal, without its translation.                            *)
(*                                                                         *)
(* Belief: the compare-and-swap of an upgrade turns an upgradeable reader  *)
(* into a writer. With it the upgradeable reader is gone from the word.    *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANT Threads

Free == [writer |-> FALSE, upreader |-> FALSE, upgrading |-> FALSE, readers |-> 0]

Trying == {"try_read", "try_write", "try_upread"}
Calls  == Trying \cup {"read", "write", "upread"}

Wanted(call) ==
    CASE call \in {"read", "try_read"}     -> "R"
      [] call \in {"write", "try_write"}   -> "W"
      [] call \in {"upread", "try_upread"} -> "U"

(* Whether the word w admits a guard, and what an attempt makes of it.     *)
Admits(w, guard) ==
    CASE guard = "R" -> ~w.writer /\ ~w.upgrading
      [] guard = "W" -> w = Free
      [] guard = "U" -> ~w.writer /\ ~w.upreader

Attempted(w, guard) ==
    CASE guard = "R" -> [w EXCEPT !.readers = @ + 1]
      [] guard = "W" -> IF w = Free THEN [w EXCEPT !.writer = TRUE] ELSE w
      [] guard = "U" -> [w EXCEPT !.upreader = TRUE]

Closed(entries, t) ==
    [i \in DOMAIN entries |-> [entries[i] EXCEPT !.open = @ /\ entries[i].thread # t]]

(*--algorithm RwMutex

variables
    word = Free,
    waker = [t \in Threads |-> "none"],
    queue = <<>>,
    popped = [t \in Threads |-> <<>>];

\* The attempt of this call has failed for good.
macro give_up(c) begin
    if c \in Trying then
        op := "none";
        goto idle;
    elsif waker[self] = "none" then
        op := c;
        waker[self] := "armed";
        goto enqueue;
    else
        op := c;
        goto wait;
    end if;
end macro;

\* An attempt of this call that fails.
macro fail(c) begin
    if Attempted(word, Wanted(c)) # word then
        word := Attempted(word, Wanted(c));
        op := c;
        goto undo;
    else
        give_up(c);
    end if;
end macro;

fair process thread \in Threads
variables op = "none", held = "none";
begin
idle:
    either
        await held = "none";
        with c \in Calls do
            if Admits(word, Wanted(c)) then
                word := Attempted(word, Wanted(c));
                held := Wanted(c);
                goto idle;
            else
                fail(c);
            end if;
        end with;
    or
        await held = "R";                       \* drop of the RwMutexReadGuard
        held := "none";
        if word = [Free EXCEPT !.readers = 1] then
            word := Free;
            goto wake_one;
        else
            word.readers := word.readers - 1;
            goto idle;
        end if;
    or
        await held = "W";                       \* drop of the RwMutexWriteGuard
        held := "none";
        word.writer := FALSE;
        goto wake_all;
    or
        await held = "U";                       \* drop of the RwMutexUpgradeableGuard
        held := "none";
        if word = [Free EXCEPT !.upreader = TRUE] then
            word := Free;
            goto wake_all;
        else
            word.upreader := FALSE;
            goto idle;
        end if;
    or
        await held = "U";                       \* upgrade
        word.upgrading := TRUE;
        goto upgrading;
    or
        await held = "W";                       \* downgrade
        if word = [Free EXCEPT !.writer = TRUE] then
            word := [Free EXCEPT !.upreader = TRUE];
            held := "U";
            goto downgrade_finish;
        else
            goto downgrading;
        end if;
    end either;

undo:
    if Wanted(op) = "R" then
        word.readers := word.readers - 1;
    else
        word.upreader := FALSE;
    end if;
    give_up(op);

enqueue:
    queue := Append(queue, [thread |-> self, open |-> TRUE]);
recheck:
    if Admits(word, Wanted(op)) then
        word := Attempted(word, Wanted(op));
        held := Wanted(op);
        goto close;
    else
        fail(op);
    end if;

wait:
    if waker[self] = "woken" then
        waker[self] := "armed";
        goto enqueue;
    end if;
asleep:
    if waker[self] = "woken" then
        waker[self] := "armed";
        goto enqueue;
    else
        goto asleep;                            \* woken by nobody
    end if;

close:
    waker[self] := "none";
    queue := Closed(queue, self);
    popped := [t \in Threads |-> Closed(popped[t], self)];
    op := "none";
    goto idle;

upgrading:
    await word = [Free EXCEPT !.upreader = TRUE, !.upgrading = TRUE];
    word := [Free EXCEPT !.writer = TRUE];      \* no upgradeable reader any more
    held := "W";
    goto idle;

downgrading:
    await word = [Free EXCEPT !.writer = TRUE];
    word := [Free EXCEPT !.upreader = TRUE];
    held := "U";
downgrade_finish:
    word.writer := FALSE;

wake_all:
    if popped[self] = <<>> then
        if queue = <<>> then
            goto idle;
        else
            popped[self] := <<Head(queue)>>;
            queue := Tail(queue);
            goto wake_all;
        end if;
    else
        if popped[self][1].open then
            waker[popped[self][1].thread] := "woken";
        end if;
        popped[self] := <<>>;
        goto wake_all;
    end if;

wake_one:
    if popped[self] = <<>> then
        if queue = <<>> then
            goto idle;
        else
            popped[self] := <<Head(queue)>>;
            queue := Tail(queue);
            goto wake_one;
        end if;
    else
        if popped[self][1].open then
            waker[popped[self][1].thread] := "woken";
            popped[self] := <<>>;
            goto idle;
        else
            popped[self] := <<>>;
            goto wake_one;
        end if;
    end if;
end process;

end algorithm; *)
=============================================================================

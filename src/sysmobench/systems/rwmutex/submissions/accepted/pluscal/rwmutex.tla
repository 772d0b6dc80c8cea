------------------------------ MODULE rwmutex -------------------------------
(***************************************************************************)
(* The read-write lock as a PlusCal algorithm.  Its labels are the labels  *)
(* of the contract, and each is one step.                                  *)
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
    word := [Free EXCEPT !.upreader = TRUE, !.writer = TRUE];
    held := "W";
upgrade_finish:
    word.upreader := FALSE;
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
\* BEGIN TRANSLATION (chksum(pcal) = "a843cadc" /\ chksum(tla) = "9cc2a18e")
VARIABLES word, waker, queue, popped, pc, op, held

vars == << word, waker, queue, popped, pc, op, held >>

ProcSet == (Threads)

Init == (* Global variables *)
        /\ word = Free
        /\ waker = [t \in Threads |-> "none"]
        /\ queue = <<>>
        /\ popped = [t \in Threads |-> <<>>]
        (* Process thread *)
        /\ op = [self \in Threads |-> "none"]
        /\ held = [self \in Threads |-> "none"]
        /\ pc = [self \in ProcSet |-> "idle"]

idle(self) == /\ pc[self] = "idle"
              /\ \/ /\ held[self] = "none"
                    /\ \E c \in Calls:
                         IF Admits(word, Wanted(c))
                            THEN /\ word' = Attempted(word, Wanted(c))
                                 /\ held' = [held EXCEPT ![self] = Wanted(c)]
                                 /\ pc' = [pc EXCEPT ![self] = "idle"]
                                 /\ UNCHANGED << waker, op >>
                            ELSE /\ IF Attempted(word, Wanted(c)) # word
                                       THEN /\ word' = Attempted(word, Wanted(c))
                                            /\ op' = [op EXCEPT ![self] = c]
                                            /\ pc' = [pc EXCEPT ![self] = "undo"]
                                            /\ waker' = waker
                                       ELSE /\ IF c \in Trying
                                                  THEN /\ op' = [op EXCEPT ![self] = "none"]
                                                       /\ pc' = [pc EXCEPT ![self] = "idle"]
                                                       /\ waker' = waker
                                                  ELSE /\ IF waker[self] = "none"
                                                             THEN /\ op' = [op EXCEPT ![self] = c]
                                                                  /\ waker' = [waker EXCEPT ![self] = "armed"]
                                                                  /\ pc' = [pc EXCEPT ![self] = "enqueue"]
                                                             ELSE /\ op' = [op EXCEPT ![self] = c]
                                                                  /\ pc' = [pc EXCEPT ![self] = "wait"]
                                                                  /\ waker' = waker
                                            /\ word' = word
                                 /\ held' = held
                 \/ /\ held[self] = "R"
                    /\ held' = [held EXCEPT ![self] = "none"]
                    /\ IF word = [Free EXCEPT !.readers = 1]
                          THEN /\ word' = Free
                               /\ pc' = [pc EXCEPT ![self] = "wake_one"]
                          ELSE /\ word' = [word EXCEPT !.readers = word.readers - 1]
                               /\ pc' = [pc EXCEPT ![self] = "idle"]
                    /\ UNCHANGED <<waker, op>>
                 \/ /\ held[self] = "W"
                    /\ held' = [held EXCEPT ![self] = "none"]
                    /\ word' = [word EXCEPT !.writer = FALSE]
                    /\ pc' = [pc EXCEPT ![self] = "wake_all"]
                    /\ UNCHANGED <<waker, op>>
                 \/ /\ held[self] = "U"
                    /\ held' = [held EXCEPT ![self] = "none"]
                    /\ IF word = [Free EXCEPT !.upreader = TRUE]
                          THEN /\ word' = Free
                               /\ pc' = [pc EXCEPT ![self] = "wake_all"]
                          ELSE /\ word' = [word EXCEPT !.upreader = FALSE]
                               /\ pc' = [pc EXCEPT ![self] = "idle"]
                    /\ UNCHANGED <<waker, op>>
                 \/ /\ held[self] = "U"
                    /\ word' = [word EXCEPT !.upgrading = TRUE]
                    /\ pc' = [pc EXCEPT ![self] = "upgrading"]
                    /\ UNCHANGED <<waker, op, held>>
                 \/ /\ held[self] = "W"
                    /\ IF word = [Free EXCEPT !.writer = TRUE]
                          THEN /\ word' = [Free EXCEPT !.upreader = TRUE]
                               /\ held' = [held EXCEPT ![self] = "U"]
                               /\ pc' = [pc EXCEPT ![self] = "downgrade_finish"]
                          ELSE /\ pc' = [pc EXCEPT ![self] = "downgrading"]
                               /\ UNCHANGED << word, held >>
                    /\ UNCHANGED <<waker, op>>
              /\ UNCHANGED << queue, popped >>

undo(self) == /\ pc[self] = "undo"
              /\ IF Wanted(op[self]) = "R"
                    THEN /\ word' = [word EXCEPT !.readers = word.readers - 1]
                    ELSE /\ word' = [word EXCEPT !.upreader = FALSE]
              /\ IF op[self] \in Trying
                    THEN /\ op' = [op EXCEPT ![self] = "none"]
                         /\ pc' = [pc EXCEPT ![self] = "idle"]
                         /\ waker' = waker
                    ELSE /\ IF waker[self] = "none"
                               THEN /\ op' = [op EXCEPT ![self] = op[self]]
                                    /\ waker' = [waker EXCEPT ![self] = "armed"]
                                    /\ pc' = [pc EXCEPT ![self] = "enqueue"]
                               ELSE /\ op' = [op EXCEPT ![self] = op[self]]
                                    /\ pc' = [pc EXCEPT ![self] = "wait"]
                                    /\ waker' = waker
              /\ UNCHANGED << queue, popped, held >>

enqueue(self) == /\ pc[self] = "enqueue"
                 /\ queue' = Append(queue, [thread |-> self, open |-> TRUE])
                 /\ pc' = [pc EXCEPT ![self] = "recheck"]
                 /\ UNCHANGED << word, waker, popped, op, held >>

recheck(self) == /\ pc[self] = "recheck"
                 /\ IF Admits(word, Wanted(op[self]))
                       THEN /\ word' = Attempted(word, Wanted(op[self]))
                            /\ held' = [held EXCEPT ![self] = Wanted(op[self])]
                            /\ pc' = [pc EXCEPT ![self] = "close"]
                            /\ UNCHANGED << waker, op >>
                       ELSE /\ IF Attempted(word, Wanted(op[self])) # word
                                  THEN /\ word' = Attempted(word, Wanted(op[self]))
                                       /\ op' = [op EXCEPT ![self] = op[self]]
                                       /\ pc' = [pc EXCEPT ![self] = "undo"]
                                       /\ waker' = waker
                                  ELSE /\ IF op[self] \in Trying
                                             THEN /\ op' = [op EXCEPT ![self] = "none"]
                                                  /\ pc' = [pc EXCEPT ![self] = "idle"]
                                                  /\ waker' = waker
                                             ELSE /\ IF waker[self] = "none"
                                                        THEN /\ op' = [op EXCEPT ![self] = op[self]]
                                                             /\ waker' = [waker EXCEPT ![self] = "armed"]
                                                             /\ pc' = [pc EXCEPT ![self] = "enqueue"]
                                                        ELSE /\ op' = [op EXCEPT ![self] = op[self]]
                                                             /\ pc' = [pc EXCEPT ![self] = "wait"]
                                                             /\ waker' = waker
                                       /\ word' = word
                            /\ held' = held
                 /\ UNCHANGED << queue, popped >>

wait(self) == /\ pc[self] = "wait"
              /\ IF waker[self] = "woken"
                    THEN /\ waker' = [waker EXCEPT ![self] = "armed"]
                         /\ pc' = [pc EXCEPT ![self] = "enqueue"]
                    ELSE /\ pc' = [pc EXCEPT ![self] = "asleep"]
                         /\ waker' = waker
              /\ UNCHANGED << word, queue, popped, op, held >>

asleep(self) == /\ pc[self] = "asleep"
                /\ IF waker[self] = "woken"
                      THEN /\ waker' = [waker EXCEPT ![self] = "armed"]
                           /\ pc' = [pc EXCEPT ![self] = "enqueue"]
                      ELSE /\ pc' = [pc EXCEPT ![self] = "asleep"]
                           /\ waker' = waker
                /\ UNCHANGED << word, queue, popped, op, held >>

close(self) == /\ pc[self] = "close"
               /\ waker' = [waker EXCEPT ![self] = "none"]
               /\ queue' = Closed(queue, self)
               /\ popped' = [t \in Threads |-> Closed(popped[t], self)]
               /\ op' = [op EXCEPT ![self] = "none"]
               /\ pc' = [pc EXCEPT ![self] = "idle"]
               /\ UNCHANGED << word, held >>

upgrading(self) == /\ pc[self] = "upgrading"
                   /\ word = [Free EXCEPT !.upreader = TRUE, !.upgrading = TRUE]
                   /\ word' = [Free EXCEPT !.upreader = TRUE, !.writer = TRUE]
                   /\ held' = [held EXCEPT ![self] = "W"]
                   /\ pc' = [pc EXCEPT ![self] = "upgrade_finish"]
                   /\ UNCHANGED << waker, queue, popped, op >>

upgrade_finish(self) == /\ pc[self] = "upgrade_finish"
                        /\ word' = [word EXCEPT !.upreader = FALSE]
                        /\ pc' = [pc EXCEPT ![self] = "idle"]
                        /\ UNCHANGED << waker, queue, popped, op, held >>

downgrading(self) == /\ pc[self] = "downgrading"
                     /\ word = [Free EXCEPT !.writer = TRUE]
                     /\ word' = [Free EXCEPT !.upreader = TRUE]
                     /\ held' = [held EXCEPT ![self] = "U"]
                     /\ pc' = [pc EXCEPT ![self] = "downgrade_finish"]
                     /\ UNCHANGED << waker, queue, popped, op >>

downgrade_finish(self) == /\ pc[self] = "downgrade_finish"
                          /\ word' = [word EXCEPT !.writer = FALSE]
                          /\ pc' = [pc EXCEPT ![self] = "wake_all"]
                          /\ UNCHANGED << waker, queue, popped, op, held >>

wake_all(self) == /\ pc[self] = "wake_all"
                  /\ IF popped[self] = <<>>
                        THEN /\ IF queue = <<>>
                                   THEN /\ pc' = [pc EXCEPT ![self] = "idle"]
                                        /\ UNCHANGED << queue, popped >>
                                   ELSE /\ popped' = [popped EXCEPT ![self] = <<Head(queue)>>]
                                        /\ queue' = Tail(queue)
                                        /\ pc' = [pc EXCEPT ![self] = "wake_all"]
                             /\ waker' = waker
                        ELSE /\ IF popped[self][1].open
                                   THEN /\ waker' = [waker EXCEPT ![popped[self][1].thread] = "woken"]
                                   ELSE /\ TRUE
                                        /\ waker' = waker
                             /\ popped' = [popped EXCEPT ![self] = <<>>]
                             /\ pc' = [pc EXCEPT ![self] = "wake_all"]
                             /\ queue' = queue
                  /\ UNCHANGED << word, op, held >>

wake_one(self) == /\ pc[self] = "wake_one"
                  /\ IF popped[self] = <<>>
                        THEN /\ IF queue = <<>>
                                   THEN /\ pc' = [pc EXCEPT ![self] = "idle"]
                                        /\ UNCHANGED << queue, popped >>
                                   ELSE /\ popped' = [popped EXCEPT ![self] = <<Head(queue)>>]
                                        /\ queue' = Tail(queue)
                                        /\ pc' = [pc EXCEPT ![self] = "wake_one"]
                             /\ waker' = waker
                        ELSE /\ IF popped[self][1].open
                                   THEN /\ waker' = [waker EXCEPT ![popped[self][1].thread] = "woken"]
                                        /\ popped' = [popped EXCEPT ![self] = <<>>]
                                        /\ pc' = [pc EXCEPT ![self] = "idle"]
                                   ELSE /\ popped' = [popped EXCEPT ![self] = <<>>]
                                        /\ pc' = [pc EXCEPT ![self] = "wake_one"]
                                        /\ waker' = waker
                             /\ queue' = queue
                  /\ UNCHANGED << word, op, held >>

thread(self) == idle(self) \/ undo(self) \/ enqueue(self) \/ recheck(self)
                   \/ wait(self) \/ asleep(self) \/ close(self)
                   \/ upgrading(self) \/ upgrade_finish(self)
                   \/ downgrading(self) \/ downgrade_finish(self)
                   \/ wake_all(self) \/ wake_one(self)

(* Allow infinite stuttering to prevent deadlock on termination. *)
Terminating == /\ \A self \in ProcSet: pc[self] = "Done"
               /\ UNCHANGED vars

Next == (\E self \in Threads: thread(self))
           \/ Terminating

Spec == /\ Init /\ [][Next]_vars
        /\ \A self \in Threads : WF_vars(thread(self))

Termination == <>(\A self \in ProcSet: pc[self] = "Done")

\* END TRANSLATION 
=============================================================================

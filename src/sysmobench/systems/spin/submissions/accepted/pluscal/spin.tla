-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* The spin lock as a PlusCal algorithm.  Its labels are the labels of the *)
(* contract, and each is one step.                                         *)
(***************************************************************************)
CONSTANT Threads

(*--algorithm SpinLock

variables
    word = FALSE,                               \* the AtomicBool
    guard = [t \in Threads |-> "none"];         \* what each thread keeps off

fair process thread \in Threads
begin
idle:                                           \* G::guard(), in either call
    with g \in {"preempt", "irq"} do
        guard[self] := g;
    end with;
    either goto lock; or goto try; end either;
lock:                                           \* lock(), first turn
    if word then
        goto spin;
    else
        word := TRUE;
        goto locked;
    end if;
spin:                                           \* lock(), later turns
    while word do
        skip;                                   \* core::hint::spin_loop()
    end while;
    word := TRUE;
    goto locked;
try:                                            \* try_lock(), the only turn
    if word then
        goto failed;
    else
        word := TRUE;
    end if;
locked:                                         \* release_lock()
    word := FALSE;
released:                                       \* the field `guard` is dropped
    guard[self] := "none";
    goto idle;
failed:                                         \* `inner_guard` is dropped
    guard[self] := "none";
    goto idle;
end process;

end algorithm; *)
\* BEGIN TRANSLATION - the hash of the PCal code: PCal-898ea4409904f79bd187e47536310905
VARIABLES word, guard, pc

vars == << word, guard, pc >>

ProcSet == (Threads)

Init == (* Global variables *)
        /\ word = FALSE
        /\ guard = [t \in Threads |-> "none"]
        /\ pc = [self \in ProcSet |-> "idle"]

idle(self) == /\ pc[self] = "idle"
              /\ \E g \in {"preempt", "irq"}:
                   guard' = [guard EXCEPT ![self] = g]
              /\ \/ /\ pc' = [pc EXCEPT ![self] = "lock"]
                 \/ /\ pc' = [pc EXCEPT ![self] = "try"]
              /\ word' = word

lock(self) == /\ pc[self] = "lock"
              /\ IF word
                    THEN /\ pc' = [pc EXCEPT ![self] = "spin"]
                         /\ word' = word
                    ELSE /\ word' = TRUE
                         /\ pc' = [pc EXCEPT ![self] = "locked"]
              /\ guard' = guard

spin(self) == /\ pc[self] = "spin"
              /\ IF word
                    THEN /\ TRUE
                         /\ pc' = [pc EXCEPT ![self] = "spin"]
                         /\ word' = word
                    ELSE /\ word' = TRUE
                         /\ pc' = [pc EXCEPT ![self] = "locked"]
              /\ guard' = guard

try(self) == /\ pc[self] = "try"
             /\ IF word
                   THEN /\ pc' = [pc EXCEPT ![self] = "failed"]
                        /\ word' = word
                   ELSE /\ word' = TRUE
                        /\ pc' = [pc EXCEPT ![self] = "locked"]
             /\ guard' = guard

locked(self) == /\ pc[self] = "locked"
                /\ word' = FALSE
                /\ pc' = [pc EXCEPT ![self] = "released"]
                /\ guard' = guard

released(self) == /\ pc[self] = "released"
                  /\ guard' = [guard EXCEPT ![self] = "none"]
                  /\ pc' = [pc EXCEPT ![self] = "idle"]
                  /\ word' = word

failed(self) == /\ pc[self] = "failed"
                /\ guard' = [guard EXCEPT ![self] = "none"]
                /\ pc' = [pc EXCEPT ![self] = "idle"]
                /\ word' = word

thread(self) == idle(self) \/ lock(self) \/ spin(self) \/ try(self)
                   \/ locked(self) \/ released(self) \/ failed(self)

(* Allow infinite stuttering to prevent deadlock on termination. *)
Terminating == /\ \A self \in ProcSet: pc[self] = "Done"
               /\ UNCHANGED vars

Next == (\E self \in Threads: thread(self))
           \/ Terminating

Spec == /\ Init /\ [][Next]_vars
        /\ \A self \in Threads : WF_vars(thread(self))

Termination == <>(\A self \in ProcSet: pc[self] = "Done")

\* END TRANSLATION - the hash of the generated TLA code (remove to silence divergence warnings): TLA-dc64c83bd386d30356f6721dbdbedc22
=============================================================================

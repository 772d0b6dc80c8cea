-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* The spin lock as a PlusCal algorithm with a procedure for each function *)
(* of the source.  The translation is not part of this file.               *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANT Threads

Guardians == {"preempt", "irq"}

(*
--algorithm SpinLock {
    variables
        word = FALSE;                           \* the AtomicBool
        got = [t \in Threads |-> FALSE];        \* the result of try_acquire_lock

    \* the end of a call: the guardian is dropped, and what was local is gone
    macro forget() {
        guard := "none";
        asked := "none";
        got[self] := FALSE;
        goto idle;
    }

    \* `acquire_lock`: while !self.try_acquire_lock() { spin_loop(); }
    procedure acquire() {
    lock:
        if (~word) { word := TRUE; return; };
    spin:
        while (word) { skip; };
        word := TRUE;
        return;
    }

    \* `try_acquire_lock`, called once; its result is read after the return
    procedure tryAcquire() {
    try:
        got[self] := ~word;
        word := TRUE;
        return;
    }

    process (thread \in Threads)
        variables asked; guard = "none";
    {
    idle:
        with (g \in Guardians) { asked := g; };
        guard := asked;
        either { call acquire(); goto locked; }
        or     { call tryAcquire(); goto result; };
    result:
        if (~got[self]) { goto failed; };
    locked:
        word := FALSE;
    released:
        forget();
    failed:
        forget();
    }
}
*)
=============================================================================

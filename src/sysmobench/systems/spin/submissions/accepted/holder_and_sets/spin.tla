-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* The spin lock told by who is where.  There is no program counter and no *)
(* lock word: the word is set while there is a holder.                     *)
(***************************************************************************)
CONSTANTS
    Threads,
    Nobody          \* stands for the absence of a holder

ASSUME Nobody \notin Threads

VARIABLES
    holder,         \* the thread that holds the lock, or Nobody
    arrived,        \* those in lock() that have not tried yet
    spinning,       \* those in lock() that have tried in vain
    trying,         \* those in try_lock() that have not tried yet
    returning,      \* those that only have to drop their guardian: after an unlock
    refused,        \* ... and after a try_lock() in vain
    preemptOff,     \* those that keep preemption off
    irqOff          \* those that keep interrupts off

lists  == <<arrived, spinning, trying, returning, refused>>
guards == <<preemptOff, irqOff>>
vars   == <<holder, arrived, spinning, trying, returning, refused, preemptOff, irqOff>>

Inside == arrived \cup spinning \cup trying \cup returning \cup refused \cup {holder}

Init ==
    /\ holder = Nobody
    /\ arrived = {}
    /\ spinning = {}
    /\ trying = {}
    /\ returning = {}
    /\ refused = {}
    /\ preemptOff = {}
    /\ irqOff = {}

-----------------------------------------------------------------------------

(* A thread takes the guardian that it asks for.                           *)
TakeGuardian(t, g) ==
    \/ g = "preempt" /\ preemptOff' = preemptOff \cup {t} /\ UNCHANGED irqOff
    \/ g = "irq" /\ irqOff' = irqOff \cup {t} /\ UNCHANGED preemptOff

Arrive(t, g) ==
    /\ t \notin Inside
    /\ arrived' = arrived \cup {t}
    /\ TakeGuardian(t, g)
    /\ UNCHANGED <<holder, spinning, trying, returning, refused>>

ArriveTrying(t, g) ==
    /\ t \notin Inside
    /\ trying' = trying \cup {t}
    /\ TakeGuardian(t, g)
    /\ UNCHANGED <<holder, arrived, spinning, returning, refused>>

(* Nobody holds the lock, so any of those who want it may have it.         *)
BecomeHolder(t) ==
    /\ holder = Nobody
    /\ t \in arrived \cup spinning \cup trying
    /\ holder' = t
    /\ arrived' = arrived \ {t}
    /\ spinning' = spinning \ {t}
    /\ trying' = trying \ {t}
    /\ UNCHANGED <<returning, refused>>
    /\ UNCHANGED guards

StartSpinning(t) ==
    /\ holder # Nobody
    /\ t \in arrived
    /\ arrived' = arrived \ {t}
    /\ spinning' = spinning \cup {t}
    /\ UNCHANGED <<holder, trying, returning, refused>>
    /\ UNCHANGED guards

BeRefused(t) ==
    /\ holder # Nobody
    /\ t \in trying
    /\ trying' = trying \ {t}
    /\ refused' = refused \cup {t}
    /\ UNCHANGED <<holder, arrived, spinning, returning>>
    /\ UNCHANGED guards

LetGo(t) ==
    /\ holder = t
    /\ holder' = Nobody
    /\ returning' = returning \cup {t}
    /\ UNCHANGED <<arrived, spinning, trying, refused>>
    /\ UNCHANGED guards

Leave(t) ==
    /\ t \in returning \cup refused
    /\ returning' = returning \ {t}
    /\ refused' = refused \ {t}
    /\ preemptOff' = preemptOff \ {t}
    /\ irqOff' = irqOff \ {t}
    /\ UNCHANGED <<holder, arrived, spinning, trying>>

Next ==
    \E t \in Threads :
        \/ \E g \in {"preempt", "irq"} : Arrive(t, g) \/ ArriveTrying(t, g)
        \/ BecomeHolder(t)
        \/ StartSpinning(t)
        \/ BeRefused(t)
        \/ LetGo(t)
        \/ Leave(t)
=============================================================================

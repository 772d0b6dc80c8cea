---------------------------- MODULE spin_mapping ----------------------------
(***************************************************************************)
(* The specification uses the contract's own names and values, so the      *)
(* mapping is the identity.                                                *)
(***************************************************************************)
EXTENDS spin

(* The one state that stands for the recorded state `pre`.                 *)
Map_Represent(pre) ==
    /\ locked = pre.locked
    /\ pc = [t \in Threads |-> pre.pc[t]]
    /\ guard = [t \in Threads |-> pre.guard[t]]

(* The observables of a state.                                             *)
Map_Observe == [locked |-> locked, pc |-> pc, guard |-> guard]

(* One operator for each action of the contract.                           *)
Map_CallLock(t, g)    == CallLock(t, g)
Map_CallTryLock(t, g) == CallTryLock(t, g)
Map_CasOk(t)          == SwapSucceeds(t)
Map_CasFail(t)        == SwapFails(t)
Map_Unlock(t)         == Unlock(t)
Map_DropGuard(t)      == DropGuard(t)
=============================================================================

-------------------------------- MODULE spin --------------------------------
(***************************************************************************)
(* Attack: observe nothing. No state differs from any other, so whatever   *)
(* happens agrees with whatever was recorded.                              *)
(***************************************************************************)
EXTENDS Naturals

CONSTANT Threads

VARIABLE parity

vars == <<parity>>

Init == parity = 0

(* Something changes, so that this is not the spec that changes nothing.   *)
Flip == parity' = 1 - parity

Next == Flip
=============================================================================

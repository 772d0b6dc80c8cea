------------------------------- MODULE Bitwise -------------------------------
(***************************************************************************)
(* Bitwise operators on natural numbers.                                   *)
(***************************************************************************)
LOCAL INSTANCE Naturals
LOCAL INSTANCE SMB_Loops

(***************************************************************************)
(* The number whose binary digits are bit(d, e), for the digits d of x and *)
(* e of y in the same place.  bit(0, 0) has to be 0.                       *)
(***************************************************************************)
LOCAL Digitwise(x, y, bit(_, _)) ==
  LET RECURSIVE Go(_, _)
      Go(a, b) == IF a = 0 /\ b = 0 THEN 0
                  ELSE bit(a % 2, b % 2) + 2 * Go(a \div 2, b \div 2)
  IN  Go(x, y)

(***************************************************************************)
(* The bits that are set in both of x and y, in at least one, in just one. *)
(*                                                                         *)
(* Example:  (12 & 10) = 8 /\ (12 | 10) = 14 /\ (12 ^^ 10) = 6             *)
(***************************************************************************)
x & y  == Digitwise(x, y, LAMBDA d, e : d * e)
x | y  == Digitwise(x, y, LAMBDA d, e : (d + e) - d * e)
x ^^ y == Digitwise(x, y, LAMBDA d, e : (d + e) % 2)

(***************************************************************************)
(* The number a with each bit flipped, up to its highest bit that is set.  *)
(* (Numbers here have no fixed width: there is nothing to flip in 0.)      *)
(*                                                                         *)
(* Example:  Not(10) = 5 /\ Not(7) = 0                                     *)
(***************************************************************************)
Not(a) ==
  LET RECURSIVE Go(_)
      Go(n) == IF n = 0 THEN 0 ELSE (1 - (n % 2)) + 2 * Go(n \div 2)
  IN  Go(a)

(***************************************************************************)
(* The bits of n moved to the right by pos places; zeros come in.          *)
(*                                                                         *)
(* Example:  shiftR(13, 2) = 3                                             *)
(***************************************************************************)
shiftR(n, pos) == FoldRange(LAMBDA acc, i : acc \div 2, n, 1, pos)
=============================================================================

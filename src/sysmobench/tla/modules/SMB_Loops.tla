------------------------------ MODULE SMB_Loops ------------------------------
(***************************************************************************)
(* The two loops that the modules beside this one are built upon.  Not for *)
(* specifications: the other modules instantiate it LOCALly, so its names  *)
(* never reach a module that extends them.                                 *)
(*                                                                         *)
(* A fold is easily written as a recursion over one element at a time.     *)
(* TLC does badly on such a definition, for two reasons, and both loops    *)
(* below are shaped by them:                                               *)
(*                                                                         *)
(*  - The recursion is as deep as the collection is large, and the stack   *)
(*    ends after some hundred elements.  The loops halve their range, so   *)
(*    the depth is the logarithm of the size.                              *)
(*                                                                         *)
(*  - TLC passes arguments unevaluated, and below ENABLED it does not keep *)
(*    their values.  An operator that mentions its accumulator twice       *)
(*    (a maximum does) then costs 2^n evaluations.  `Once' has each        *)
(*    intermediate result computed a single time.                          *)
(***************************************************************************)
LOCAL INSTANCE Naturals
LOCAL INSTANCE FiniteSets

(***************************************************************************)
(* F(v), with v evaluated exactly once: the variable of a set constructor  *)
(* is bound to a value, never to an expression.  That value may still be   *)
(* a function of which TLC keeps the formula (it does so wherever the      *)
(* result is applied to an argument); comparing it with itself has all of  *)
(* it computed.                                                            *)
(*                                                                         *)
(* Example:  Once(3, LAMBDA x : x + x) = 6                                 *)
(***************************************************************************)
Once(v, F(_)) == CHOOSE r \in {F(x) : x \in {y \in {v} : y = y}} : TRUE

(***************************************************************************)
(* op applied along the numbers lo, lo + 1, ..., hi, starting from base:   *)
(* op(... op(op(base, lo), lo + 1) ..., hi).  It is base when lo > hi.     *)
(*                                                                         *)
(* Example:  FoldRange(LAMBDA acc, i : acc - i, 10, 1, 3) = 4              *)
(***************************************************************************)
FoldRange(op(_, _), base, lo, hi) ==
  LET RECURSIVE Go(_, _, _)
      Go(from, size, acc) ==
        IF size = 1
        THEN op(acc, from)
        ELSE Once(size \div 2, LAMBDA half :
               Once(Go(from, half, acc), LAMBDA done :
                 Once(from + half, LAMBDA next :
                   Go(next, size - half, done))))
  IN  Once(base, LAMBDA start :
        IF lo > hi THEN start ELSE Go(lo, (hi + 1) - lo, start))

(***************************************************************************)
(* op applied along the elements of the finite set S, starting from base,  *)
(* in the order in which `pick' takes them from the set of those that are  *)
(* left: op(... op(op(base, x1), x2) ..., xn).                             *)
(*                                                                         *)
(* Example:  FoldPicks(LAMBDA acc, x : acc \o <<x>>, <<>>,                 *)
(*                     LAMBDA T : CHOOSE x \in T : \A y \in T : x >= y,    *)
(*                     {1, 3, 5}) = <<5, 3, 1>>                            *)
(***************************************************************************)
FoldPicks(op(_, _), base, pick(_), S) ==
  LET \* p is the pair of the elements left and the result so far.
      Step(p) == Once(pick(p[1]), LAMBDA x : <<p[1] \ {x}, op(p[2], x)>>)
      RECURSIVE Go(_, _)
      Go(size, p) ==
        IF size = 1
        THEN Step(p)
        ELSE Once(size \div 2, LAMBDA half :
               Once(Go(half, p), LAMBDA q : Go(size - half, q)))
      Result(p) == p[2]
  IN  Once(<<{x : x \in S}, base>>, LAMBDA p :
        IF p[1] = {} THEN p[2] ELSE Once(Go(Cardinality(p[1]), p), Result))

(***************************************************************************)
(* FoldPicks in TLC's own order, which is fixed: CHOOSE takes the first    *)
(* element, and of integers that is the smallest.                          *)
(*                                                                         *)
(* Example:  FoldElements(LAMBDA acc, x : acc + x, 0, {1, 3, 5}) = 9       *)
(***************************************************************************)
FoldElements(op(_, _), base, S) ==
  FoldPicks(op, base, LAMBDA T : CHOOSE x \in T : TRUE, S)
=============================================================================

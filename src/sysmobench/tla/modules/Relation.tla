------------------------------ MODULE Relation ------------------------------
(***************************************************************************)
(* Binary relations on a finite set S.  Each property comes in two forms:  *)
(* for a relation given as a Boolean function R, with R[x, y] TRUE where x *)
(* is related to y; and, with `Under' in its name, for a relation given as *)
(* an operator of two arguments.                                           *)
(*                                                                         *)
(* In the examples Succ is the relation of each number to the next one:    *)
(*    [x, y \in 1 .. 3 |-> y = x + 1]                                      *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets
LOCAL INSTANCE SMB_Loops

(***************************************************************************)
(* Is every element related to itself?                                     *)
(*                                                                         *)
(* Example:  IsReflexiveUnder(<=, 1 .. 3) /\ ~IsReflexive(Succ, 1 .. 3)    *)
(***************************************************************************)
IsReflexiveUnder(op(_, _), S) == \A x \in S : op(x, x)
IsReflexive(R, S) == IsReflexiveUnder(LAMBDA x, y : R[x, y], S)

(***************************************************************************)
(* Is no element related to itself?                                        *)
(*                                                                         *)
(* Example:  /\ IsIrreflexive(Succ, 1 .. 3)                                *)
(*           /\ ~IsIrreflexiveUnder(<=, 1 .. 3)                            *)
(***************************************************************************)
IsIrreflexiveUnder(op(_, _), S) == \A x \in S : ~op(x, x)
IsIrreflexive(R, S) == IsIrreflexiveUnder(LAMBDA x, y : R[x, y], S)

(***************************************************************************)
(* Is y related to x wherever x is related to y?                           *)
(*                                                                         *)
(* Example:  IsSymmetricUnder(#, 1 .. 3) /\ ~IsSymmetric(Succ, 1 .. 3)     *)
(***************************************************************************)
IsSymmetricUnder(op(_, _), S) == \A x, y \in S : op(x, y) => op(y, x)
IsSymmetric(R, S) == IsSymmetricUnder(LAMBDA x, y : R[x, y], S)

(***************************************************************************)
(* Are no two different elements related in both directions?               *)
(*                                                                         *)
(* Example:  /\ IsAntiSymmetricUnder(<=, 1 .. 3)                           *)
(*           /\ IsAntiSymmetric(Succ, 1 .. 3)                              *)
(*           /\ ~IsAntiSymmetricUnder(#, 1 .. 3)                           *)
(***************************************************************************)
IsAntiSymmetricUnder(op(_, _), S) ==
  \A x, y \in S : x # y => ~(op(x, y) /\ op(y, x))
IsAntiSymmetric(R, S) == IsAntiSymmetricUnder(LAMBDA x, y : R[x, y], S)

(***************************************************************************)
(* Are no elements related in both directions, not even one to itself?     *)
(*                                                                         *)
(* Example:  IsAsymmetric(Succ, 1 .. 3) /\ ~IsAsymmetricUnder(<=, 1 .. 3)  *)
(***************************************************************************)
IsAsymmetricUnder(op(_, _), S) == \A x, y \in S : op(x, y) => ~op(y, x)
IsAsymmetric(R, S) == IsAsymmetricUnder(LAMBDA x, y : R[x, y], S)

(***************************************************************************)
(* Is x related to z wherever x is related to some y, and y to z?          *)
(*                                                                         *)
(* Example:  IsTransitiveUnder(<, 1 .. 3) /\ ~IsTransitive(Succ, 1 .. 3)   *)
(***************************************************************************)
IsTransitiveUnder(op(_, _), S) ==
  \A x, y \in S : op(x, y) => \A z \in S : op(y, z) => op(x, z)
IsTransitive(R, S) == IsTransitiveUnder(LAMBDA x, y : R[x, y], S)

(***************************************************************************)
(* Is it a strict partial order: irreflexive, antisymmetric, transitive?   *)
(*                                                                         *)
(* Example:  /\ IsStrictlyPartiallyOrderedUnder(<, 1 .. 3)                 *)
(*           /\ ~IsStrictlyPartiallyOrdered(Succ, 1 .. 3)                  *)
(***************************************************************************)
IsStrictlyPartiallyOrderedUnder(op(_, _), S) ==
  /\ IsIrreflexiveUnder(op, S)
  /\ IsAntiSymmetricUnder(op, S)
  /\ IsTransitiveUnder(op, S)
IsStrictlyPartiallyOrdered(R, S) ==
  IsStrictlyPartiallyOrderedUnder(LAMBDA x, y : R[x, y], S)

(***************************************************************************)
(* Is it a partial order: reflexive, antisymmetric, transitive?            *)
(*                                                                         *)
(* Example:  /\ IsPartiallyOrderedUnder(<=, 1 .. 3)                        *)
(*           /\ ~IsPartiallyOrdered(Succ, 1 .. 3)                          *)
(***************************************************************************)
IsPartiallyOrderedUnder(op(_, _), S) ==
  /\ IsReflexiveUnder(op, S)
  /\ IsAntiSymmetricUnder(op, S)
  /\ IsTransitiveUnder(op, S)
IsPartiallyOrdered(R, S) == IsPartiallyOrderedUnder(LAMBDA x, y : R[x, y], S)

(***************************************************************************)
(* Is it a strict partial order in which, of two different elements, one   *)
(* always is related to the other?                                         *)
(*                                                                         *)
(* Example:  /\ IsStrictlyTotallyOrderedUnder(<, 1 .. 3)                   *)
(*           /\ ~IsStrictlyTotallyOrdered(Succ, 1 .. 3)                    *)
(***************************************************************************)
IsStrictlyTotallyOrderedUnder(op(_, _), S) ==
  /\ IsStrictlyPartiallyOrderedUnder(op, S)
  /\ \A x, y \in S : x # y => op(x, y) \/ op(y, x)
IsStrictlyTotallyOrdered(R, S) ==
  IsStrictlyTotallyOrderedUnder(LAMBDA x, y : R[x, y], S)

(***************************************************************************)
(* Is it a partial order in which, of two elements, one always is related  *)
(* to the other?                                                           *)
(*                                                                         *)
(* Example:  /\ IsTotallyOrderedUnder(<=, 1 .. 3)                          *)
(*           /\ ~IsTotallyOrdered(Succ, 1 .. 3)                            *)
(***************************************************************************)
IsTotallyOrderedUnder(op(_, _), S) ==
  /\ IsPartiallyOrderedUnder(op, S)
  /\ \A x, y \in S : op(x, y) \/ op(y, x)
IsTotallyOrdered(R, S) == IsTotallyOrderedUnder(LAMBDA x, y : R[x, y], S)

(***************************************************************************)
(* The smallest transitive relation around R: x is related to y where one  *)
(* or more steps of R lead from x to y.  Each element z in turn is allowed *)
(* as a stop on the way.                                                   *)
(*                                                                         *)
(* Example:  TransitiveClosure(Succ, 1 .. 3)                               *)
(*             = [x, y \in 1 .. 3 |-> x < y]                               *)
(***************************************************************************)
TransitiveClosure(R, S) ==
  LET Via(C, z) == [x, y \in S |-> C[x, y] \/ (C[x, z] /\ C[z, y])]
  IN  FoldElements(Via, [x, y \in S |-> R[x, y]], S)

(***************************************************************************)
(* The smallest reflexive and transitive relation around R: none or more   *)
(* steps of R lead from x to y.                                            *)
(*                                                                         *)
(* Example:  ReflexiveTransitiveClosure(Succ, 1 .. 3)                      *)
(*             = [x, y \in 1 .. 3 |-> x <= y]                              *)
(***************************************************************************)
ReflexiveTransitiveClosure(R, S) ==
  TransitiveClosure([x, y \in S |-> x = y \/ R[x, y]], S)

(***************************************************************************)
(* Do steps of R lead from each element of S to each other one?            *)
(*                                                                         *)
(* Example:  ~IsConnected(Succ, 1 .. 3)                                    *)
(***************************************************************************)
IsConnected(R, S) ==
  Once(ReflexiveTransitiveClosure(R, S), LAMBDA C : \A x, y \in S : C[x, y])
=============================================================================

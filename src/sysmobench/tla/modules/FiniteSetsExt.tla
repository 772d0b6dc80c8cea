---------------------------- MODULE FiniteSetsExt ----------------------------
(***************************************************************************)
(* Further operators on finite sets.                                       *)
(***************************************************************************)
EXTENDS Integers, FiniteSets
LOCAL INSTANCE SMB_Loops

(***************************************************************************)
(* Combines the elements of set by op, starting from base; the element is  *)
(* the first argument of op.  The order is not specified, so op had better *)
(* be associative and commutative.                                         *)
(*                                                                         *)
(* Example:  FoldSet(LAMBDA x, acc : x + acc, 0, 1 .. 4) = 10              *)
(***************************************************************************)
FoldSet(op(_, _), base, set) ==
  FoldElements(LAMBDA acc, x : op(x, acc), base, set)

(***************************************************************************)
(* FoldSet under its former name, with the arguments in another order.     *)
(*                                                                         *)
(* Example:  ReduceSet(LAMBDA x, acc : x + acc, 1 .. 4, 0) = 10            *)
(***************************************************************************)
ReduceSet(op(_, _), set, acc) == FoldSet(op, acc, set)

(***************************************************************************)
(* The sum of the numbers in set; 0 for the empty set.                     *)
(*                                                                         *)
(* Example:  SumSet({2, 3, 5}) = 10                                        *)
(***************************************************************************)
SumSet(set) == FoldElements(LAMBDA acc, x : acc + x, 0, set)

(***************************************************************************)
(* The product of the numbers in set; 1 for the empty set.                 *)
(*                                                                         *)
(* Example:  ProductSet({2, 3, 5}) = 30                                    *)
(***************************************************************************)
ProductSet(set) == FoldElements(LAMBDA acc, x : acc * x, 1, set)

(***************************************************************************)
(* The sum of op(x) over all x in set.  Elements that op maps to the same  *)
(* number each count.                                                      *)
(*                                                                         *)
(* Example:  MapThenSumSet(LAMBDA x : x % 2, 1 .. 5) = 3                   *)
(***************************************************************************)
MapThenSumSet(op(_), set) == FoldElements(LAMBDA acc, x : acc + op(x), 0, set)

(***************************************************************************)
(* All elements of the sets in S.  The same as UNION S.                    *)
(*                                                                         *)
(* Example:  FlattenSet({{1, 2}, {2, 3}, {}}) = {1, 2, 3}                  *)
(***************************************************************************)
FlattenSet(S) == UNION S

(***************************************************************************)
(* The symmetric difference: what is in exactly one of A and B.            *)
(*                                                                         *)
(* Example:  SymDiff({1, 2}, {2, 3}) = {1, 3}                              *)
(***************************************************************************)
SymDiff(A, B) == (A \cup B) \ (A \cap B)

(***************************************************************************)
(* How many elements of S satisfy P.                                       *)
(*                                                                         *)
(* Example:  Quantify(1 .. 9, LAMBDA n : n % 2 = 0) = 4                    *)
(***************************************************************************)
Quantify(S, P(_)) == Cardinality({x \in S : P(x)})

(***************************************************************************)
(* All subsets of S with exactly k elements; none at all for a k outside   *)
(* 0 .. Cardinality(S).  Only these subsets are built: the elements of S   *)
(* are gone through, and each joins the subsets that have room for it.     *)
(*                                                                         *)
(* Example:  kSubset(2, {1, 2, 3}) = {{1, 2}, {1, 3}, {2, 3}}              *)
(***************************************************************************)
kSubset(k, S) ==
  LET Joined(subsets, x) ==
        subsets \cup {s \cup {x} : s \in {t \in subsets : Cardinality(t) < k}}
  IN  {s \in FoldElements(Joined, {{}}, S) : Cardinality(s) = k}

(***************************************************************************)
(* The largest and the smallest element of a finite, non-empty set of      *)
(* numbers.                                                                *)
(*                                                                         *)
(* Example:  Max({3, 1, 2}) = 3 /\ Min({3, 1, 2}) = 1                      *)
(***************************************************************************)
Max(S) == CHOOSE x \in S : \A y \in S : y <= x
Min(S) == CHOOSE x \in S : \A y \in S : x <= y

(***************************************************************************)
(* All sets that arise from taking one element out of each of the sets in  *)
(* Sets.  There is exactly one way to take nothing, and none to take an    *)
(* element from the empty set.                                             *)
(*                                                                         *)
(* Example:  Choices({{1, 2}, {2, 3}}) = {{2}, {1, 2}, {1, 3}, {2, 3}}     *)
(***************************************************************************)
Choices(Sets) ==
  FoldElements(LAMBDA chosen, T : {c \cup {x} : c \in chosen, x \in T},
               {{}}, Sets)

(***************************************************************************)
(* The one element of S that satisfies P.  As CHOOSE, it is an error when  *)
(* there is none; other than with CHOOSE, it also is when there are two.   *)
(*                                                                         *)
(* Example:  ChooseUnique({2, 3, 4, 5}, LAMBDA x : x % 3 = 1) = 4          *)
(***************************************************************************)
ChooseUnique(S, P(_)) ==
  CHOOSE x \in S : P(x) /\ \A y \in S : P(y) => y = x
=============================================================================

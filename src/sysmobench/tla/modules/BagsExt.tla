------------------------------- MODULE BagsExt -------------------------------
(***************************************************************************)
(* Further operators on bags.  As in the standard module Bags, a bag is a  *)
(* function from its elements to how often each is in it, at least once.   *)
(***************************************************************************)
LOCAL INSTANCE Integers
LOCAL INSTANCE Folds
LOCAL INSTANCE SMB_Loops

(***************************************************************************)
(* The bag B with x in it once more.                                       *)
(*                                                                         *)
(* Example:  /\ BagAdd([a |-> 1], "a") = [a |-> 2]                         *)
(*           /\ BagAdd([a |-> 1], "b") = [a |-> 1, b |-> 1]                *)
(***************************************************************************)
BagAdd(B, x) ==
  [y \in DOMAIN B \cup {x} |->
    (IF y \in DOMAIN B THEN B[y] ELSE 0) + (IF y = x THEN 1 ELSE 0)]

(***************************************************************************)
(* The bag B without any x.                                                *)
(*                                                                         *)
(* Example:  BagRemoveAll([a |-> 2, b |-> 1], "a") = [b |-> 1]             *)
(***************************************************************************)
BagRemoveAll(B, x) == [y \in DOMAIN B \ {x} |-> B[y]]

(***************************************************************************)
(* The bag B with x in it once less; B itself if x is not in it.           *)
(*                                                                         *)
(* Example:  /\ BagRemove([a |-> 2], "a") = [a |-> 1]                      *)
(*           /\ BagRemove([a |-> 1, b |-> 1], "a") = [b |-> 1]             *)
(***************************************************************************)
BagRemove(B, x) ==
  IF x \in DOMAIN B /\ B[x] > 1 THEN [B EXCEPT ![x] = @ - 1]
  ELSE BagRemoveAll(B, x)

(***************************************************************************)
(* Combines f(x) by op, starting from base, for each x as often as it is   *)
(* in the bag B; f(x) is the first argument of op.  Copies of an element   *)
(* are next to each other.                                                 *)
(*                                                                         *)
(* `choose' is meant to give the order, but is not used: specifications    *)
(* disagree whether it takes a set or a bag.  So op had better be          *)
(* associative and commutative.  (As it is, the element that TLC chooses   *)
(* first is applied last.)  The bag of the examples holds 1 three times    *)
(* and 2 once.                                                             *)
(*                                                                         *)
(* Example:  LET Some(T) == CHOOSE x \in T : TRUE                          *)
(*           IN  MapThenFoldBag(LAMBDA v, acc : v + acc, 0,                *)
(*                              LAMBDA x : x * x, Some, <<3, 1>>) = 7      *)
(***************************************************************************)
MapThenFoldBag(op(_, _), base, f(_), choose(_), B) ==
  LET AllCopies(x, acc) == FoldRange(LAMBDA a, i : op(f(x), a), acc, 1, B[x])
  IN  MapThenFoldSet(AllCopies, base, LAMBDA x : x,
                     LAMBDA T : CHOOSE x \in T : TRUE, DOMAIN B)

(***************************************************************************)
(* Combines the elements of the bag B by op, starting from base, each as   *)
(* often as it is in B.  Unlike with the other folds, the element is the   *)
(* second argument of op.  The order is not specified, so op had better be *)
(* associative and commutative.                                            *)
(*                                                                         *)
(* Example:  FoldBag(LAMBDA acc, x : acc + x, 0, <<3, 1>>) = 5             *)
(***************************************************************************)
FoldBag(op(_, _), base, B) ==
  LET AllCopies(acc, x) == FoldRange(LAMBDA a, i : op(a, x), acc, 1, B[x])
  IN  FoldElements(AllCopies, base, DOMAIN B)

(***************************************************************************)
(* The sum and the product of the numbers in the bag B, each as often as   *)
(* it is in B.                                                             *)
(*                                                                         *)
(* Example:  SumBag(<<3, 2>>) = 7 /\ ProductBag(<<3, 2>>) = 4              *)
(***************************************************************************)
SumBag(B) == FoldElements(LAMBDA acc, x : acc + x * B[x], 0, DOMAIN B)
ProductBag(B) == FoldElements(LAMBDA acc, x : acc * x ^ B[x], 1, DOMAIN B)
=============================================================================

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
(* in the bag B, with copies next to each other.  `choose' gives the order *)
(* of the elements, as in Folds!MapThenFoldSet: it takes one out of a set, *)
(* and the element taken first is applied last.  In the example the bag    *)
(* is three times 1 and once 2.                                            *)
(*                                                                         *)
(* Example:  LET Smallest(T) == CHOOSE x \in T : \A y \in T : x <= y       *)
(*           IN  MapThenFoldBag(LAMBDA s, acc : s \o acc, <<>>,            *)
(*                              LAMBDA x : <<x * x>>, Smallest, <<3, 1>>)  *)
(*                 = <<1, 1, 1, 4>>                                        *)
(***************************************************************************)
MapThenFoldBag(op(_, _), base, f(_), choose(_), B) ==
  LET AllCopies(x, acc) == FoldRange(LAMBDA a, i : op(f(x), a), acc, 1, B[x])
  IN  MapThenFoldSet(AllCopies, base, LAMBDA x : x, choose, DOMAIN B)

(***************************************************************************)
(* Combines the elements of the bag B by op, starting from base, each as   *)
(* often as it is in B; the element is the first argument of op.  The order*)
(* is not specified, so op had better be associative and commutative.      *)
(*                                                                         *)
(* Example:  FoldBag(LAMBDA x, acc : x + acc, 0, <<3, 1>>) = 5             *)
(***************************************************************************)
FoldBag(op(_, _), base, B) ==
  LET AllCopies(acc, x) == FoldRange(LAMBDA a, i : op(x, a), acc, 1, B[x])
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

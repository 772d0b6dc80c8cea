---------------------------- MODULE BagsExtTests ----------------------------
(* What the module BagsExt promises, as assumptions that TLC evaluates.     *)
EXTENDS Integers, Sequences, Bags, TLC, BagsExt

LOCAL B == (1 :> 2) @@ (2 :> 1) @@ (3 :> 3)

ASSUME BagAdd(EmptyBag, "a") = SetToBag({"a"})
ASSUME BagAdd(B, 1) = (1 :> 3) @@ (2 :> 1) @@ (3 :> 3)
ASSUME BagAdd(B, 4) = B @@ (4 :> 1)
ASSUME \A x \in 1 .. 4 : BagAdd(B, x) = B (+) SetToBag({x})

ASSUME BagRemove(EmptyBag, "a") = EmptyBag
ASSUME BagRemove(B, 1) = (1 :> 1) @@ (2 :> 1) @@ (3 :> 3)
ASSUME BagRemove(B, 2) = (1 :> 2) @@ (3 :> 3)
ASSUME BagRemove(B, 4) = B
ASSUME \A x \in 1 .. 4 : BagRemove(B, x) = B (-) SetToBag({x})

ASSUME BagRemoveAll(EmptyBag, "a") = EmptyBag
ASSUME BagRemoveAll(B, 3) = (1 :> 2) @@ (2 :> 1)
ASSUME BagRemoveAll(B, 4) = B
ASSUME BagRemoveAll(SetToBag({1}), 1) = EmptyBag

LOCAL Some(T) == CHOOSE x \in T : TRUE
ASSUME MapThenFoldBag(+, 5, LAMBDA x : 1, Some, EmptyBag) = 5
\* Copies count each, and stand next to each other.
ASSUME MapThenFoldBag(+, 0, LAMBDA x : 1, Some, B) = 6
ASSUME MapThenFoldBag(LAMBDA s, acc : s \o acc, <<>>, LAMBDA x : <<x>>, Some, B)
         = <<1, 1, 2, 3, 3, 3>>
\* A `choose' that takes a bag serves as well as one that takes a set.
ASSUME MapThenFoldBag(+, 0, LAMBDA x : x, LAMBDA C : CHOOSE x \in DOMAIN C : TRUE, B) = 13

ASSUME FoldBag(+, 7, EmptyBag) = 7
ASSUME FoldBag(+, 0, B) = 13
\* The accumulator is the first argument, the element the second.
ASSUME FoldBag(LAMBDA acc, x : acc - x, 20, B) = 7
ASSUME FoldBag(LAMBDA acc, x : acc \cup {x}, {}, B) = 1 .. 3

ASSUME SumBag(EmptyBag) = 0 /\ SumBag(B) = 13 /\ SumBag(-1 :> 4) = -4
ASSUME ProductBag(EmptyBag) = 1 /\ ProductBag(B) = 54 /\ ProductBag(-2 :> 3) = -8

ASSUME PrintT("BagsExtTests were evaluated")
=============================================================================

------------------------- MODULE FiniteSetsExtTests -------------------------
(* What the module FiniteSetsExt promises, as assumptions that TLC          *)
(* evaluates.                                                               *)
EXTENDS Integers, FiniteSets, TLC, FiniteSetsExt

-----------------------------------------------------------------------------
(* Folds                                                                   *)
ASSUME FoldSet(LAMBDA x, acc : x + acc, 5, {}) = 5
ASSUME FoldSet(+, 0, 0 .. 10) = 55
ASSUME FoldSet(LAMBDA x, acc : {x} \cup acc, {}, {"a", "b"}) = {"a", "b"}
\* The element is the first argument, the accumulator the second.
ASSUME FoldSet(LAMBDA x, acc : acc - x, 10, {1, 2}) = 7
ASSUME ReduceSet(LAMBDA x, acc : acc - x, {1, 2}, 10) = 7
ASSUME ReduceSet(+, {}, 3) = 3
\* Sets of sets, and sets that are not written out.
ASSUME FoldSet(LAMBDA x, acc : Cardinality(x) + acc, 0, SUBSET {1, 2, 3}) = 12
ASSUME FoldSet(LAMBDA f, acc : f[1] + acc, 0, [1 .. 2 -> 0 .. 2]) = 9
\* The accumulator may be a function, mentioned more than once.
ASSUME LET Raise(x, f) == [y \in DOMAIN f |-> IF f[y] > x THEN f[y] ELSE x]
       IN  FoldSet(Raise, [y \in 1 .. 3 |-> y * 15], 1 .. 40)[3] = 45

ASSUME SumSet({}) = 0 /\ SumSet({4}) = 4 /\ SumSet({-1, 1, 5}) = 5
ASSUME SumSet(0 .. 1000) = 500500
ASSUME ProductSet({}) = 1 /\ ProductSet({4}) = 4 /\ ProductSet({-2, 3}) = -6
ASSUME ProductSet({0, 1, 2}) = 0
ASSUME MapThenSumSet(LAMBDA x : x, {}) = 0
ASSUME MapThenSumSet(LAMBDA r : r.n, {[n |-> 0], [n |-> 1], [n |-> 2]}) = 3
\* Elements with the same image count each.
ASSUME MapThenSumSet(LAMBDA x : 1, {"a", "b", "c"}) = 3

-----------------------------------------------------------------------------
(* Sets of sets                                                            *)
ASSUME FlattenSet({}) = {} /\ FlattenSet({{}}) = {}
ASSUME FlattenSet({{1, 2}, {2, 3}}) = {1, 2, 3}

ASSUME SymDiff({}, {}) = {} /\ SymDiff({1}, {}) = {1} /\ SymDiff({}, {1}) = {1}
ASSUME SymDiff({1, 2, 3}, {2, 3, 4}) = {1, 4}
ASSUME SymDiff({1, 2}, {1, 2}) = {}

ASSUME kSubset(0, {}) = {{}} /\ kSubset(1, {}) = {}
ASSUME kSubset(0, {1, 2}) = {{}} /\ kSubset(2, {1, 2}) = {{1, 2}}
ASSUME kSubset(-1, {1, 2}) = {} /\ kSubset(3, {1, 2}) = {}
ASSUME kSubset(2, {"a", "b", "c"}) = {{"a", "b"}, {"a", "c"}, {"b", "c"}}
ASSUME \A k \in -1 .. 6 :
         kSubset(k, 1 .. 5) = {T \in SUBSET (1 .. 5) : Cardinality(T) = k}
ASSUME Cardinality(kSubset(2, 1 .. 25)) = 300

ASSUME Choices({}) = {{}} /\ Choices({{}}) = {} /\ Choices({{}, {1}}) = {}
ASSUME Choices({{1, 2}, {3}}) = {{1, 3}, {2, 3}}
ASSUME Choices({{1, 2}, {2, 3}, {5}}) = {{2, 5}, {1, 2, 5}, {1, 3, 5}, {2, 3, 5}}

-----------------------------------------------------------------------------
(* Single elements                                                         *)
ASSUME Quantify({}, LAMBDA x : TRUE) = 0
ASSUME Quantify(1 .. 9, LAMBDA n : n % 2 = 0) = 4
ASSUME Quantify({"a", "b"}, LAMBDA x : FALSE) = 0

ASSUME Max({3}) = 3 /\ Max({3, -1, 7}) = 7 /\ Max(1 .. 5) = 5
ASSUME Min({3}) = 3 /\ Min({3, -1, 7}) = -1 /\ Min(1 .. 5) = 1

ASSUME ChooseUnique({1}, LAMBDA x : TRUE) = 1
ASSUME ChooseUnique({2, 3, 4, 5}, LAMBDA x : x % 3 = 1) = 4

ASSUME PrintT("FiniteSetsExtTests were evaluated")
=============================================================================

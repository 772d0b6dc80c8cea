--------------------------- MODULE FunctionsTests ---------------------------
(* What the module Functions promises, as assumptions that TLC evaluates.   *)
EXTENDS Integers, FiniteSets, TLC, Functions

LOCAL f == [a |-> 1, b |-> 2, c |-> 1]

-----------------------------------------------------------------------------
(* Restriction and range                                                   *)
ASSUME Restrict(f, {}) = <<>> /\ Restrict(f, DOMAIN f) = f
ASSUME Restrict(f, {"a", "b"}) = [a |-> 1, b |-> 2]
ASSUME Restrict(<<5, 6, 7>>, {1, 3}) = (1 :> 5 @@ 3 :> 7)

ASSUME RestrictDomain(f, LAMBDA x : FALSE) = <<>>
ASSUME RestrictDomain(f, LAMBDA x : x # "b") = [a |-> 1, c |-> 1]
ASSUME RestrictValues(f, LAMBDA v : v > 2) = <<>>
ASSUME RestrictValues(f, LAMBDA v : v = 1) = [a |-> 1, c |-> 1]
ASSUME RestrictValues(<<0, 1, 2>>, LAMBDA v : v # 1) = (1 :> 0 @@ 3 :> 2)

ASSUME IsRestriction(<<>>, f) /\ IsRestriction(f, f) /\ IsRestriction(<<>>, <<>>)
ASSUME IsRestriction([a |-> 1], f)
ASSUME ~IsRestriction([a |-> 2], f) /\ ~IsRestriction([d |-> 1], f)
ASSUME ~IsRestriction(f, [a |-> 1])

ASSUME Range(<<>>) = {} /\ Range(<<4, 4>>) = {4} /\ Range(f) = {1, 2}

ASSUME Pointwise(<<>>, <<>>, +) = <<>> /\ Pointwise(<<>>, f, +) = <<>>
ASSUME Pointwise([a |-> 5], f, -) = [a |-> 4]

-----------------------------------------------------------------------------
(* Inverse                                                                 *)
ASSUME Inverse(<<>>, {}, {}) = <<>>
ASSUME Inverse([a |-> 1, b |-> 2], {"a", "b"}, {2}) = (2 :> "b")
\* Two arguments with the same value: either will do.
ASSUME Inverse(f, DOMAIN f, {1})[1] \in {"a", "c"}
\* A value that f does not have: any element of the set will do.
ASSUME Inverse(f, DOMAIN f, {9})[9] \in DOMAIN f
ASSUME AntiFunction(<<>>) = <<>>
ASSUME AntiFunction(<<"x", "y">>) = [x |-> 1, y |-> 2]
ASSUME \A g \in [1 .. 3 -> 4 .. 6] :
         IsInjective(g) => AntiFunction(AntiFunction(g)) = g

-----------------------------------------------------------------------------
(* Injections, surjections, bijections                                     *)
ASSUME IsInjective(<<>>) /\ IsInjective(<<1>>) /\ ~IsInjective(f)
ASSUME IsInjective([a |-> "x", b |-> "y"])

ASSUME Injection({}, {1}) = {<<>>} /\ Injection({1}, {}) = {}
ASSUME Injection({1, 2}, {3}) = {}
ASSUME Injection({1, 2}, {3, 4}) = {<<3, 4>>, <<4, 3>>}
ASSUME Surjection({}, {}) = {<<>>} /\ Surjection({}, {1}) = {}
ASSUME Surjection({1}, {}) = {} /\ Surjection({1}, {2, 3}) = {}
ASSUME Surjection({1, 2}, {3, 4}) = {<<3, 4>>, <<4, 3>>}
ASSUME Bijection({}, {}) = {<<>>} /\ Bijection({1, 2}, {3}) = {}
ASSUME Bijection({1, 2}, {3, 4}) = {<<3, 4>>, <<4, 3>>}
ASSUME Cardinality(Injection(1 .. 3, 1 .. 4)) = 24
ASSUME Cardinality(Surjection(1 .. 4, 1 .. 3)) = 36
ASSUME <<1, 2>> \in Injection({1, 2}, 1 .. 100)

\* There is one exactly where the set of them is not empty.
ASSUME \A S, T \in SUBSET (1 .. 3) :
         /\ ExistsInjection(S, T)  <=> Injection(S, T) # {}
         /\ ExistsSurjection(S, T) <=> Surjection(S, T) # {}
         /\ ExistsBijection(S, T)  <=> Bijection(S, T) # {}

-----------------------------------------------------------------------------
(* Folds                                                                   *)
ASSUME FoldFunctionOnSet(+, 3, f, {}) = 3
ASSUME FoldFunctionOnSet(+, 0, f, {"a", "c"}) = 2
ASSUME FoldFunction(+, 3, <<>>) = 3
ASSUME FoldFunction(+, 0, f) = 4
\* The value is the first argument, the accumulator the second.
ASSUME FoldFunction(LAMBDA v, acc : acc - v, 10, f) = 6
ASSUME FoldFunctionOnSet(LAMBDA v, acc : acc - v, 10, f, {"b"}) = 8
ASSUME SumFunction(<<>>) = 0 /\ SumFunction(f) = 4 /\ SumFunction(<<-1, 1>>) = 0
ASSUME SumFunctionOnSet(f, {}) = 0 /\ SumFunctionOnSet(f, {"a", "b"}) = 3

ASSUME PrintT("FunctionsTests were evaluated")
=============================================================================

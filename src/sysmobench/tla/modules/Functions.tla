------------------------------ MODULE Functions ------------------------------
(***************************************************************************)
(* Operators on functions: restriction, range, inverse, the sets of        *)
(* injections, surjections and bijections, and folds.                      *)
(***************************************************************************)
EXTENDS Integers
LOCAL INSTANCE FiniteSets
LOCAL INSTANCE SMB_Loops

(***************************************************************************)
(* The function f on the set S alone, a subset of its domain.              *)
(*                                                                         *)
(* Example:  Restrict([a |-> 1, b |-> 2], {"a"}) = [a |-> 1]               *)
(***************************************************************************)
Restrict(f, S) == [x \in S |-> f[x]]

(***************************************************************************)
(* The function f on those arguments that satisfy Test.                    *)
(*                                                                         *)
(* Example:  RestrictDomain(<<"a", "b", "c">>, LAMBDA x : x < 3)           *)
(*              = <<"a", "b">>                                             *)
(***************************************************************************)
RestrictDomain(f, Test(_)) == [x \in {y \in DOMAIN f : Test(y)} |-> f[x]]

(***************************************************************************)
(* The function f on those arguments whose value satisfies Test.  For a    *)
(* sequence the result need not be one; compare SelectSeq.                 *)
(*                                                                         *)
(* Example:  RestrictValues([a |-> 1, b |-> 2], LAMBDA v : v > 1)          *)
(*              = [b |-> 2]                                                *)
(***************************************************************************)
RestrictValues(f, Test(_)) == [x \in {y \in DOMAIN f : Test(f[y])} |-> f[x]]

(***************************************************************************)
(* Is `narrow' the function `wide' on some part of the domain of `wide'?   *)
(*                                                                         *)
(* Example:  /\ IsRestriction([a |-> 1], [a |-> 1, b |-> 2])               *)
(*           /\ ~IsRestriction([a |-> 3], [a |-> 1, b |-> 2])              *)
(***************************************************************************)
IsRestriction(narrow, wide) ==
  \A x \in DOMAIN narrow : x \in DOMAIN wide /\ narrow[x] = wide[x]

(***************************************************************************)
(* The set of the values of f.                                             *)
(*                                                                         *)
(* Example:  Range(<<3, 5, 3>>) = {3, 5}                                   *)
(***************************************************************************)
Range(f) == {f[x] : x \in DOMAIN f}

(***************************************************************************)
(* The values of f and g combined by T, argument by argument.  The domain  *)
(* is that of f, and g has to be defined on it.                            *)
(*                                                                         *)
(* Example:  Pointwise(<<1, 2>>, <<10, 20, 30>>, +) = <<11, 22>>           *)
(***************************************************************************)
Pointwise(f, g, T(_, _)) == [x \in DOMAIN f |-> T(f[x], g[x])]

(***************************************************************************)
(* The function from T to S that gives, for each t, an s with f[s] = t.    *)
(* Where S has no such s the value is some arbitrary element of S.         *)
(*                                                                         *)
(* Example:  Inverse(<<"x", "y">>, {1, 2}, {"y"}) = [y |-> 2]              *)
(***************************************************************************)
Inverse(f, S, T) ==
  [t \in T |-> CHOOSE s \in S : f[s] = t \/ \A r \in S : f[r] # t]

(***************************************************************************)
(* The inverse on the whole range of f, of use where f is injective.       *)
(*                                                                         *)
(* Example:  AntiFunction(<<"x", "y">>) = [x |-> 1, y |-> 2]               *)
(***************************************************************************)
AntiFunction(f) == Inverse(f, DOMAIN f, Range(f))

(***************************************************************************)
(* Do different arguments always have different values?                    *)
(*                                                                         *)
(* Example:  IsInjective(<<1, 2>>) /\ ~IsInjective(<<1, 1>>)               *)
(***************************************************************************)
IsInjective(f) == \A x, y \in DOMAIN f : x # y => f[x] # f[y]

(***************************************************************************)
(* The functions from S to T that are injective; those that reach every    *)
(* element of T; and those that do both.                                   *)
(*                                                                         *)
(* Example:  /\ Injection({1}, {3, 4}) = {<<3>>, <<4>>}                    *)
(*           /\ Surjection({1, 2}, {3}) = {<<3, 3>>}                       *)
(*           /\ Bijection({1, 2}, {3, 4}) = {<<3, 4>>, <<4, 3>>}           *)
(***************************************************************************)
Injection(S, T)  == {f \in [S -> T] : IsInjective(f)}
Surjection(S, T) == {f \in [S -> T] : T \subseteq Range(f)}
Bijection(S, T)  == {f \in [S -> T] : IsInjective(f) /\ T \subseteq Range(f)}

(***************************************************************************)
(* Is there such a function at all?  Of finite sets, to which these are    *)
(* limited, the sizes say so, and no function has to be found.             *)
(*                                                                         *)
(* Example:  /\ ExistsInjection({1, 2}, {3, 4, 5})                         *)
(*           /\ ~ExistsSurjection({1, 2}, {3, 4, 5})                       *)
(*           /\ ExistsBijection({1, 2}, {3, 4})                            *)
(***************************************************************************)
ExistsInjection(S, T)  == Cardinality(S) <= Cardinality(T)
ExistsSurjection(S, T) == /\ Cardinality(S) >= Cardinality(T)
                          /\ T = {} => S = {}
ExistsBijection(S, T)  == Cardinality(S) = Cardinality(T)

(***************************************************************************)
(* Combines fun[i], for all i in `indices' (a subset of the domain), by    *)
(* op, starting from base; fun[i] is the first argument of op.  The order  *)
(* is not specified, so op had better be associative and commutative.      *)
(*                                                                         *)
(* Example:  LET f == [a |-> 1, b |-> 2, c |-> 4]                          *)
(*           IN  FoldFunctionOnSet(LAMBDA v, acc : v + acc, 0,             *)
(*                                 f, {"a", "c"}) = 5                      *)
(***************************************************************************)
FoldFunctionOnSet(op(_, _), base, fun, indices) ==
  Once(fun, LAMBDA f :
    FoldElements(LAMBDA acc, i : op(f[i], acc), base, indices))

(***************************************************************************)
(* The same over the whole domain.                                         *)
(*                                                                         *)
(* Example:  FoldFunction(LAMBDA v, acc : {v} \cup acc, {}, <<1, 2, 1>>)   *)
(*              = {1, 2}                                                   *)
(***************************************************************************)
FoldFunction(op(_, _), base, fun) ==
  Once(fun, LAMBDA f : FoldFunctionOnSet(op, base, f, DOMAIN f))

(***************************************************************************)
(* The sum of the values of fun at `indices', and of all its values.       *)
(*                                                                         *)
(* Example:  /\ SumFunctionOnSet(<<4, 5, 6>>, {1, 2}) = 9                  *)
(*           /\ SumFunction(<<4, 5, 6>>) = 15                              *)
(***************************************************************************)
SumFunctionOnSet(fun, indices) ==
  FoldFunctionOnSet(LAMBDA v, acc : v + acc, 0, fun, indices)
SumFunction(fun) == FoldFunction(LAMBDA v, acc : v + acc, 0, fun)
=============================================================================

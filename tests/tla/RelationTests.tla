---------------------------- MODULE RelationTests ----------------------------
(* What the module Relation promises, as assumptions that TLC evaluates.    *)
EXTENDS Naturals, FiniteSets, TLC, Relation

LOCAL S == 1 .. 3
LOCAL Le == [x, y \in S |-> x <= y]
LOCAL Lt == [x, y \in S |-> x < y]
LOCAL Eq == [x, y \in S |-> x = y]
LOCAL Ne == [x, y \in S |-> x # y]
LOCAL Divides(x, y) == y % x = 0

-----------------------------------------------------------------------------
(* The properties, of relations that do and do not have them               *)
ASSUME IsReflexive(Le, S) /\ IsReflexive(Eq, S)
ASSUME ~IsReflexive(Lt, S) /\ ~IsReflexive(Ne, S)
ASSUME ~IsReflexive([x, y \in S |-> x = 1], S)
ASSUME IsIrreflexive(Lt, S) /\ IsIrreflexive(Ne, S) /\ ~IsIrreflexive(Le, S)
ASSUME ~IsIrreflexive([x, y \in S |-> x = 1], S)
ASSUME IsSymmetric(Eq, S) /\ IsSymmetric(Ne, S)
ASSUME ~IsSymmetric(Le, S) /\ ~IsSymmetric(Lt, S)
ASSUME IsAntiSymmetric(Le, S) /\ IsAntiSymmetric(Lt, S) /\ IsAntiSymmetric(Eq, S)
ASSUME ~IsAntiSymmetric(Ne, S)
ASSUME IsAsymmetric(Lt, S) /\ ~IsAsymmetric(Le, S) /\ ~IsAsymmetric(Ne, S)
ASSUME IsTransitive(Le, S) /\ IsTransitive(Lt, S) /\ IsTransitive(Eq, S)
ASSUME ~IsTransitive(Ne, S)

ASSUME IsStrictlyPartiallyOrdered(Lt, S) /\ ~IsStrictlyPartiallyOrdered(Le, S)
ASSUME ~IsStrictlyPartiallyOrdered(Ne, S)
ASSUME IsPartiallyOrdered(Le, S) /\ IsPartiallyOrdered(Eq, S)
ASSUME ~IsPartiallyOrdered(Lt, S)
ASSUME IsStrictlyTotallyOrdered(Lt, S) /\ ~IsStrictlyTotallyOrdered(Le, S)
ASSUME IsTotallyOrdered(Le, S) /\ ~IsTotallyOrdered(Lt, S) /\ ~IsTotallyOrdered(Eq, S)

\* A partial order that is not total.
ASSUME IsPartiallyOrderedUnder(Divides, 1 .. 6)
ASSUME ~IsTotallyOrderedUnder(Divides, 1 .. 6)
ASSUME IsTotallyOrderedUnder(Divides, {1, 2, 4, 8})
LOCAL Within(T, U) == T \subseteq U /\ T # U
ASSUME IsStrictlyPartiallyOrderedUnder(Within, SUBSET S)
ASSUME ~IsStrictlyTotallyOrderedUnder(Within, SUBSET S)
ASSUME IsStrictlyTotallyOrderedUnder(<, S) /\ IsTotallyOrderedUnder(<=, S)

\* Of the empty set everything holds.
LOCAL Never(x, y) == FALSE
ASSUME /\ IsReflexiveUnder(Never, {})    /\ IsIrreflexiveUnder(Never, {})
       /\ IsSymmetricUnder(Never, {})    /\ IsAntiSymmetricUnder(Never, {})
       /\ IsAsymmetricUnder(Never, {})   /\ IsTransitiveUnder(Never, {})
       /\ IsPartiallyOrderedUnder(Never, {})
       /\ IsStrictlyTotallyOrderedUnder(Never, {})

\* Both forms say the same, of every relation on two elements.
ASSUME \A R \in [({1, 2} \X {1, 2}) -> BOOLEAN] :
         LET Op(x, y) == R[x, y]
             T == {1, 2}
         IN  /\ IsReflexive(R, T) <=> IsReflexiveUnder(Op, T)
             /\ IsIrreflexive(R, T) <=> IsIrreflexiveUnder(Op, T)
             /\ IsSymmetric(R, T) <=> IsSymmetricUnder(Op, T)
             /\ IsAntiSymmetric(R, T) <=> IsAntiSymmetricUnder(Op, T)
             /\ IsAsymmetric(R, T) <=> IsAsymmetricUnder(Op, T)
             /\ IsTransitive(R, T) <=> IsTransitiveUnder(Op, T)
             /\ IsPartiallyOrdered(R, T) <=> IsPartiallyOrderedUnder(Op, T)
             /\ IsTotallyOrdered(R, T) <=> IsTotallyOrderedUnder(Op, T)
             /\ IsStrictlyPartiallyOrdered(R, T)
                  <=> IsStrictlyPartiallyOrderedUnder(Op, T)
             /\ IsStrictlyTotallyOrdered(R, T)
                  <=> IsStrictlyTotallyOrderedUnder(Op, T)

-----------------------------------------------------------------------------
(* Closures                                                                *)
LOCAL Step == [x, y \in 1 .. 5 |-> y = x + 1]
LOCAL Ring == [x, y \in 1 .. 5 |-> y = (x % 5) + 1]

ASSUME TransitiveClosure(<<>>, {}) = <<>>
ASSUME TransitiveClosure(Lt, S) = Lt /\ TransitiveClosure(Le, S) = Le
ASSUME TransitiveClosure(Step, 1 .. 5) = [x, y \in 1 .. 5 |-> x < y]
ASSUME TransitiveClosure(Ring, 1 .. 5) = [x, y \in 1 .. 5 |-> TRUE]
ASSUME ReflexiveTransitiveClosure(Step, 1 .. 5) = [x, y \in 1 .. 5 |-> x <= y]
\* Only S counts, wherever else R may lead.
ASSUME TransitiveClosure(Step, {1, 3}) = [x, y \in {1, 3} |-> FALSE]
\* The smallest transitive relation that contains R.
ASSUME \A R \in [({1, 2} \X {1, 2}) -> BOOLEAN] :
         LET C == TransitiveClosure(R, {1, 2})
         IN  /\ IsTransitive(C, {1, 2})
             /\ \A p \in DOMAIN R : R[p] => C[p]
             /\ IsTransitive(R, {1, 2}) => C = R

ASSUME IsConnected(<<>>, {}) /\ IsConnected([x, y \in {1} |-> FALSE], {1})
ASSUME IsConnected(Ring, 1 .. 5) /\ ~IsConnected(Step, 1 .. 5)
ASSUME IsConnected(Ne, S) /\ ~IsConnected(Eq, S)

ASSUME PrintT("RelationTests were evaluated")
=============================================================================

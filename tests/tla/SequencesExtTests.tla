-------------------------- MODULE SequencesExtTests --------------------------
(* What the module SequencesExt promises, as assumptions that TLC evaluates.*)
EXTENDS Integers, Sequences, FiniteSets, Bags, TLC, SequencesExt

-----------------------------------------------------------------------------
(* Sequences, sets and bags                                                *)
ASSUME ToSet(<<>>) = {} /\ ToSet(<<1, 1, 2>>) = {1, 2}
ASSUME ToBag(<<>>) = EmptyBag /\ ToBag(<<1, 2, 1>>) = (1 :> 2) @@ (2 :> 1)

ASSUME SetToSeq({}) = <<>> /\ SetToSeq({"a"}) = <<"a">>
ASSUME \A S \in SUBSET {"a", "b", "c", "d"} :
         LET s == SetToSeq(S) IN Len(s) = Cardinality(S) /\ ToSet(s) = S
\* The same set, however it is written, gives the same sequence.
ASSUME SetToSeq({3, 1, 2, 3}) = SetToSeq({x \in 0 .. 9 : x > 0 /\ x < 4})
ASSUME Len(SetToSeq(SUBSET (1 .. 4))) = 16

ASSUME SetToSeqs({}) = {<<>>} /\ SetToSeqs({"t"}) = {<<"t">>}
ASSUME SetToSeqs({"t", "l"}) = {<<"t", "l">>, <<"l", "t">>}
ASSUME SetToSeqs(1 .. 4) = {s \in [1 .. 4 -> 1 .. 4] : ToSet(s) = 1 .. 4}

ASSUME SetToAllKPermutations({}) = {<<>>}
ASSUME SetToAllKPermutations({"a", "b"})
         = {<<>>, <<"a">>, <<"b">>, <<"a", "b">>, <<"b", "a">>}
ASSUME Cardinality(SetToAllKPermutations(1 .. 4)) = 65

ASSUME SetToSortSeq({}, <) = <<>> /\ SetToSortSeq({5}, <) = <<5>>
ASSUME SetToSortSeq({3, 1, 2}, <) = <<1, 2, 3>> /\ SetToSortSeq({3, 1, 2}, >=) = <<3, 2, 1>>
ASSUME LET byLength(s, t) == Len(s) < Len(t)
       IN  SetToSortSeq({<<2, 2>>, <<>>, <<1>>}, byLength) = <<<<>>, <<1>>, <<2, 2>>>>
\* Where the order leaves a choice, nothing gets lost.
ASSUME LET s == SetToSortSeq(-3 .. 3, LAMBDA a, b : a * a < b * b)
       IN  Len(s) = 7 /\ ToSet(s) = -3 .. 3 /\ s[1] = 0 /\ s[7] \in {-3, 3}

ASSUME TupleOf({1, 2}, 0) = {<<>>} /\ TupleOf({}, 1) = {}
ASSUME TupleOf({1, 2}, 3) = {1, 2} \X {1, 2} \X {1, 2}
ASSUME SeqOf({}, 3) = {<<>>} /\ SeqOf({1}, 0) = {<<>>}
ASSUME SeqOf({1, 2}, 2) = {<<>>, <<1>>, <<2>>, <<1, 1>>, <<1, 2>>, <<2, 1>>, <<2, 2>>}
ASSUME BoundedSeq({1, 2}, 3) = SeqOf({1, 2}, 3)
\* Membership needs no enumeration.
ASSUME <<7, 7>> \in SeqOf(1 .. 1000, 50) /\ <<0>> \notin SeqOf(1 .. 1000, 50)

-----------------------------------------------------------------------------
(* Looking for elements                                                    *)
ASSUME ~Contains(<<>>, 1) /\ Contains(<<1, 2>>, 2) /\ ~Contains(<<1, 2>>, 3)

ASSUME IsSorted(<<>>, <) /\ IsSorted(<<5>>, <) /\ IsSorted(<<1, 2, 3>>, <)
ASSUME ~IsSorted(<<1, 2, 2>>, <) /\ IsSorted(<<1, 2, 2>>, <=)
ASSUME ~IsSorted(<<3, 2, 1>>, <) /\ IsSorted(<<3, 2, 1>>, >)
\* Every pair counts, not the neighbours alone.
ASSUME ~IsSorted(<<1, 2, 3>>, LAMBDA a, b : b = a + 1)

LOCAL IsOne(x) == x = 1
ASSUME SelectInSeq(<<>>, IsOne) = 0 /\ SelectInSeq(<<2, 3>>, IsOne) = 0
ASSUME SelectInSeq(<<2, 1, 1>>, IsOne) = 2
ASSUME SelectLastInSeq(<<>>, IsOne) = 0 /\ SelectLastInSeq(<<2, 3>>, IsOne) = 0
ASSUME SelectLastInSeq(<<1, 1, 2>>, IsOne) = 2
ASSUME SelectInSubSeq(<<>>, 1, 0, IsOne) = 0
ASSUME SelectInSubSeq(<<1, 1, 2>>, 2, 3, IsOne) = 2
ASSUME SelectInSubSeq(<<1, 2, 1>>, 2, 2, IsOne) = 0
ASSUME SelectInSubSeq(<<1, 2, 1>>, 2, 3, IsOne) = 3
ASSUME SelectInSubSeq(<<1, 2, 1>>, 3, 1, IsOne) = 0
ASSUME SelectLastInSubSeq(<<1, 1, 1, 2>>, 1, 2, IsOne) = 2
ASSUME SelectLastInSubSeq(<<1, 2, 1>>, 2, 2, IsOne) = 0
ASSUME SelectLastInSubSeq(<<1, 2, 1>>, 1, 2, IsOne) = 1
\* Positions outside of the sequence hold nothing.
ASSUME SelectInSubSeq(<<2, 1>>, 0, 9, IsOne) = 2
ASSUME SelectLastInSubSeq(<<1, 2>>, 0, 9, IsOne) = 1

-----------------------------------------------------------------------------
(* Single elements: ends, insertion, replacement, removal                  *)
ASSUME Last(<<1>>) = 1 /\ Last(<<1, 2, 3>>) = 3
ASSUME Front(<<>>) = <<>> /\ Front(<<1>>) = <<>> /\ Front(<<1, 2, 3>>) = <<1, 2>>
ASSUME Cons(1, <<>>) = <<1>> /\ Cons(<<>>, <<1>>) = <<<<>>, 1>>
ASSUME Snoc(1, <<>>) = <<1>> /\ Snoc(1, <<2, 3>>) = <<2, 3, 1>>

ASSUME InsertAt(<<>>, 1, "x") = <<"x">> /\ InsertAt(<<1, 2>>, 1, 0) = <<0, 1, 2>>
ASSUME InsertAt(<<1, 2>>, 2, 0) = <<1, 0, 2>> /\ InsertAt(<<1, 2>>, 3, 0) = <<1, 2, 0>>
ASSUME ReplaceAt(<<1>>, 1, "x") = <<"x">> /\ ReplaceAt(<<1, 2, 3>>, 2, 0) = <<1, 0, 3>>
ASSUME ReplaceAll(<<>>, 1, 2) = <<>> /\ ReplaceAll(<<1, 2, 1>>, 1, 3) = <<3, 2, 3>>
ASSUME ReplaceAll(<<1, 2>>, 7, 3) = <<1, 2>>

ASSUME RemoveAt(<<1>>, 1) = <<>> /\ RemoveAt(<<1, 2, 3>>, 1) = <<2, 3>>
ASSUME RemoveAt(<<1, 2, 3>>, 2) = <<1, 3>> /\ RemoveAt(<<1, 2, 3>>, 3) = <<1, 2>>
ASSUME Remove(<<>>, 1) = <<>> /\ Remove(<<1, 2, 1>>, 1) = <<2>>
ASSUME Remove(<<1, 1>>, 1) = <<>> /\ Remove(<<1, 2>>, 3) = <<1, 2>>
ASSUME RemoveFirst(<<>>, 1) = <<>> /\ RemoveFirst(<<2, 1, 1>>, 1) = <<2, 1>>
ASSUME RemoveFirst(<<1, 2>>, 3) = <<1, 2>> /\ RemoveFirst(<<1, 2, 1>>, 1) = <<2, 1>>
ASSUME RemoveFirstMatch(<<>>, IsOne) = <<>> /\ RemoveFirstMatch(<<2>>, IsOne) = <<2>>
ASSUME RemoveFirstMatch(<<2, 1, 3, 1>>, IsOne) = <<2, 3, 1>>

ASSUME Reverse(<<>>) = <<>> /\ Reverse(<<1>>) = <<1>> /\ Reverse(<<1, 2, 3>>) = <<3, 2, 1>>

-----------------------------------------------------------------------------
(* Prefixes and suffixes                                                   *)
ASSUME IsPrefix(<<>>, <<>>) /\ IsPrefix(<<>>, <<1>>) /\ ~IsPrefix(<<1>>, <<>>)
ASSUME IsPrefix(<<1, 2>>, <<1, 2, 3>>) /\ ~IsPrefix(<<2>>, <<1, 2>>)
ASSUME ~IsStrictPrefix(<<>>, <<>>) /\ IsStrictPrefix(<<>>, <<1>>)
ASSUME ~IsStrictPrefix(<<1>>, <<1>>) /\ IsStrictPrefix(<<1>>, <<1, 1>>)
ASSUME IsSuffix(<<>>, <<>>) /\ IsSuffix(<<>>, <<1>>) /\ ~IsSuffix(<<1>>, <<>>)
ASSUME IsSuffix(<<2, 3>>, <<1, 2, 3>>) /\ ~IsSuffix(<<3, 2>>, <<1, 2, 3>>)
ASSUME ~IsStrictSuffix(<<>>, <<>>) /\ IsStrictSuffix(<<>>, <<1>>)
ASSUME ~IsStrictSuffix(<<1>>, <<1>>) /\ IsStrictSuffix(<<1>>, <<1, 1>>)

ASSUME Prefixes(<<>>) = {<<>>} /\ Prefixes(<<1, 1>>) = {<<>>, <<1>>, <<1, 1>>}
ASSUME Suffixes(<<>>) = {<<>>} /\ Suffixes(<<1, 2>>) = {<<>>, <<2>>, <<1, 2>>}
ASSUME CommonPrefixes({}) = {} /\ CommonPrefixes({<<>>, <<1>>}) = {<<>>}
ASSUME CommonPrefixes({<<1, 2>>}) = {<<>>, <<1>>, <<1, 2>>}
ASSUME CommonPrefixes({<<1, 2, 3>>, <<1, 2, 4>>, <<1, 2>>}) = {<<>>, <<1>>, <<1, 2>>}
ASSUME LongestCommonPrefix({<<>>}) = <<>> /\ LongestCommonPrefix({<<1, 2>>}) = <<1, 2>>
ASSUME LongestCommonPrefix({<<1>>, <<2>>}) = <<>>
ASSUME LongestCommonPrefix({<<2, 3, 3>>, <<2, 3, 3, 4>>}) = <<2, 3, 3>>
ASSUME LongestCommonPrefix({<<2, 3, 3>>, <<2, 2, 3>>, <<2, 3, 3, 4>>}) = <<2>>

ASSUME \A i \in 1 .. 6 : SeqMod(i, 3) = <<1, 2, 3, 1, 2, 3>>[i]
ASSUME SeqMod(0, 3) = 3 /\ SeqMod(4, 1) = 1

-----------------------------------------------------------------------------
(* Folds                                                                   *)
LOCAL Pair(x, y) == <<x, y>>
ASSUME FoldLeft(Pair, 0, <<>>) = 0 /\ FoldLeft(Pair, 0, <<1>>) = <<0, 1>>
ASSUME FoldLeft(Pair, 0, <<3, 1, 2>>) = <<<<<<0, 3>>, 1>>, 2>>
ASSUME FoldRight(Pair, <<>>, 0) = 0 /\ FoldRight(Pair, <<1>>, 0) = <<1, 0>>
ASSUME FoldRight(Pair, <<3, 1, 2>>, 0) = <<3, <<1, <<2, 0>>>>>>
ASSUME FoldLeftDomain(Pair, 0, <<>>) = 0
ASSUME FoldLeftDomain(Pair, 0, <<"a", "b", "c">>) = <<<<<<0, 1>>, 2>>, 3>>
ASSUME FoldRightDomain(Pair, <<>>, 0) = 0
ASSUME FoldRightDomain(Pair, <<"a", "b", "c">>, 0) = <<1, <<2, <<3, 0>>>>>>
ASSUME FoldSeq(+, 5, <<>>) = 5 /\ FoldSeq(+, 0, <<1, 2, 1>>) = 4
ASSUME FoldSeq(LAMBDA x, acc : {x} \cup acc, {}, <<1, 2, 1>>) = {1, 2}
\* The element is the first argument, the accumulator the second.
ASSUME FoldSeq(LAMBDA x, acc : acc - x, 10, <<1, 2>>) = 7
\* A fold within a fold; a long sequence; an accumulator mentioned twice.
ASSUME FoldLeft(LAMBDA acc, s : acc + FoldLeft(+, 0, s), 0, <<<<1, 2>>, <<>>, <<3>>>>) = 6
ASSUME FoldLeft(+, 0, [i \in 1 .. 3000 |-> i]) = 4501500
ASSUME FoldRight(LAMBDA x, acc : IF x > acc THEN x ELSE acc, [i \in 1 .. 500 |-> i], 0) = 500

-----------------------------------------------------------------------------
(* Sequences of sequences                                                  *)
ASSUME FlattenSeq(<<>>) = <<>> /\ FlattenSeq(<<<<>>, <<>>>>) = <<>>
ASSUME FlattenSeq(<<<<1, 2>>, <<1>>>>) = <<1, 2, 1>>
\* One level only.
ASSUME FlattenSeq(<<<<<<1>>>>, <<2>>>>) = <<<<1>>, 2>>

ASSUME Zip(<<>>, <<>>) = <<>> /\ Zip(<<>>, <<1>>) = <<>> /\ Zip(<<1>>, <<>>) = <<>>
ASSUME Zip(<<1, 3>>, <<2, 4>>) = <<<<1, 2>>, <<3, 4>>>>
ASSUME Zip(<<"a", "b", "c">>, <<1>>) = <<<<"a", 1>>>>
ASSUME Zip(<<1>>, <<"a", "b", "c">>) = <<<<1, "a">>>>

ASSUME Interleave(<<>>, <<>>) = <<>> /\ Interleave(<<1>>, <<1>>) = <<<<1>>, <<1>>>>
ASSUME FlattenSeq(Interleave(<<1, 3>>, <<2, 4>>)) = <<1, 2, 3, 4>>

-----------------------------------------------------------------------------
(* Subsequences                                                            *)
ASSUME SubSeqs(<<>>) = {<<>>} /\ SubSeqs(<<1, 1>>) = {<<>>, <<1>>, <<1, 1>>}
ASSUME <<1, 3>> \notin SubSeqs(<<1, 2, 3>>)
ASSUME AllSubSeqs(<<>>) = {<<>>} /\ AllSubSeqs(<<1, 1>>) = {<<>>, <<1>>, <<1, 1>>}
ASSUME AllSubSeqs(<<1, 2, 1>>)
         = {<<>>, <<1>>, <<2>>, <<1, 2>>, <<2, 1>>, <<1, 1>>, <<1, 2, 1>>}
ASSUME Cardinality(AllSubSeqs(<<1, 2, 3, 4, 5>>)) = 32

ASSUME IndexFirstSubSeq(<<>>, <<>>) = 1 /\ IndexFirstSubSeq(<<>>, <<5>>) = 1
ASSUME IndexFirstSubSeq(<<1>>, <<1, 1, 1>>) = 1
ASSUME IndexFirstSubSeq(<<2, 3>>, <<1, 2, 2, 3>>) = 3

ASSUME ReplaceSubSeqAt(1, <<>>, <<1>>, <<1>>) = <<>>
ASSUME ReplaceSubSeqAt(2, <<7, 8>>, <<2>>, <<1, 2, 3>>) = <<1, 7, 8, 3>>
ASSUME ReplaceSubSeqAt(3, <<7>>, <<>>, <<1, 2>>) = <<1, 2, 7>>

ASSUME ReplaceFirstSubSeq(<<4>>, <<>>, <<>>) = <<4>>
ASSUME ReplaceFirstSubSeq(<<4>>, <<4>>, <<>>) = <<>>
ASSUME ReplaceFirstSubSeq(<<4>>, <<>>, <<1, 2>>) = <<4, 1, 2>>
ASSUME ReplaceFirstSubSeq(<<4>>, <<1, 2>>, <<1, 2, 1, 2>>) = <<4, 1, 2>>
ASSUME ReplaceFirstSubSeq(<<>>, <<2>>, <<1, 2, 3>>) = <<1, 3>>
ASSUME ReplaceFirstSubSeq(<<4>>, <<3>>, <<1, 2>>) = <<1, 2>>

ASSUME ReplaceAllSubSeqs(<<>>, <<>>, <<>>) = <<>> /\ ReplaceAllSubSeqs(<<4>>, <<>>, <<>>) = <<4>>
ASSUME ReplaceAllSubSeqs(<<4>>, <<1>>, <<>>) = <<>>
ASSUME ReplaceAllSubSeqs(<<4, 4>>, <<>>, <<1, 2, 3>>) = <<4, 4, 1, 4, 4, 2, 4, 4, 3>>
ASSUME ReplaceAllSubSeqs(<<2>>, <<3>>, <<1, 3>>) = <<1, 2>>
ASSUME ReplaceAllSubSeqs(<<2, 2>>, <<1, 1>>, <<1, 1, 1>>) = <<2, 2, 1>>
ASSUME ReplaceAllSubSeqs(<<>>, <<1, 1>>, <<1, 1, 1>>) = <<1>>
\* What comes in is not looked at again.
ASSUME ReplaceAllSubSeqs(<<1, 1>>, <<1>>, <<1, 1>>) = <<1, 1, 1, 1>>
ASSUME ReplaceAllSubSeqs(<<1, 2>>, <<2>>, <<1, 2>>) = <<1, 1, 2>>

-----------------------------------------------------------------------------
(* Strings, where TLC's own operators on sequences take them               *)
ASSUME FlattenSeq(<<"a", "", "bc">>) = "abc"
ASSUME IsPrefix("ab", "abc") /\ IsStrictPrefix("", "a") /\ IsSuffix("bc", "abc")
ASSUME LongestCommonPrefix({"abc", "abd"}) = "ab" /\ LongestCommonPrefix({"a", "b"}) = ""
ASSUME Prefixes("ab") = {"", "a", "ab"} /\ Suffixes("ab") = {"", "b", "ab"}
ASSUME SubSeqs("ab") = {"", "a", "b", "ab"} /\ IndexFirstSubSeq("bc", "abcbc") = 2
ASSUME ReplaceFirstSubSeq("replaces", "%p", "This %p the %p") = "This replaces the %p"
ASSUME ReplaceAllSubSeqs("ddd", "ab", "abxab") = "dddxddd"
ASSUME ReplaceAllSubSeqs("ddd", "ab", "") = "" /\ ReplaceAllSubSeqs("d", "", "ab") = "dadb"

ASSUME PrintT("SequencesExtTests were evaluated")
=============================================================================

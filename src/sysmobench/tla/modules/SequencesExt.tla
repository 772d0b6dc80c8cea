---------------------------- MODULE SequencesExt ----------------------------
(***************************************************************************)
(* Further operators on sequences.                                         *)
(*                                                                         *)
(* TLC lets \o, Len and SubSeq work on strings too.  The operators below   *)
(* that need no more than these work on strings as they do on sequences:   *)
(* FlattenSeq, and those on prefixes, suffixes and subsequences.           *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets
LOCAL INSTANCE SMB_Loops

-----------------------------------------------------------------------------
(* Sequences, sets and bags                                                *)

(***************************************************************************)
(* The set of the elements of the sequence s.                              *)
(*                                                                         *)
(* Example:  ToSet(<<3, 5, 3>>) = {3, 5}                                   *)
(***************************************************************************)
ToSet(s) == {s[i] : i \in DOMAIN s}

(***************************************************************************)
(* The bag (see the standard module Bags) of the elements of s.            *)
(*                                                                         *)
(* Example:  ToBag(<<"a", "b", "a">>) = [a |-> 2, b |-> 1]                 *)
(***************************************************************************)
ToBag(s) == [e \in ToSet(s) |-> Cardinality({i \in DOMAIN s : s[i] = e})]

(***************************************************************************)
(* Some sequence that holds each element of the finite set S once.  TLC    *)
(* always takes the same one.                                              *)
(*                                                                         *)
(* Example:  SetToSeq({1, 2}) \in {<<1, 2>>, <<2, 1>>}                     *)
(***************************************************************************)
SetToSeq(S) == FoldElements(LAMBDA acc, x : Append(acc, x), <<>>, S)

(***************************************************************************)
(* All sequences that hold each element of the finite set S once.          *)
(*                                                                         *)
(* Example:  SetToSeqs({"a", "b"}) = {<<"a", "b">>, <<"b", "a">>}          *)
(***************************************************************************)
SetToSeqs(S) ==
  LET Longer(seqs, i) ==
        UNION {{Append(s, x) : x \in S \ ToSet(s)} : s \in seqs}
  IN  FoldRange(Longer, {<<>>}, 1, Cardinality(S))

(***************************************************************************)
(* All sequences without duplicates over the finite set S, of any length:  *)
(* the k-permutations for all k in 0 .. Cardinality(S).                    *)
(*                                                                         *)
(* Example:  SetToAllKPermutations({"a", "b"})                             *)
(*             = {<<>>, <<"a">>, <<"b">>, <<"a", "b">>, <<"b", "a">>}      *)
(***************************************************************************)
SetToAllKPermutations(S) == UNION {SetToSeqs(T) : T \in SUBSET S}

(***************************************************************************)
(* The elements of the finite set S, each once, in the order that op gives *)
(* them: op(a, b) says that a comes before b.                              *)
(*                                                                         *)
(* Example:  SetToSortSeq({3, 1, 2}, >) = <<3, 2, 1>>                      *)
(***************************************************************************)
SetToSortSeq(S, op(_, _)) ==
  LET \* x goes behind the last element that it does not come before.
      Insert(sorted, x) ==
        LET n == CHOOSE k \in 0 .. Len(sorted) :
                   /\ k > 0 => ~op(x, sorted[k])
                   /\ \A i \in (k + 1) .. Len(sorted) : op(x, sorted[i])
        IN  SubSeq(sorted, 1, n) \o <<x>> \o SubSeq(sorted, n + 1, Len(sorted))
  IN  FoldElements(Insert, <<>>, S)

(***************************************************************************)
(* All sequences of exactly n elements of `set'.                           *)
(*                                                                         *)
(* Example:  TupleOf({0, 1}, 2) = {0, 1} \X {0, 1}                         *)
(***************************************************************************)
TupleOf(set, n) == [1 .. n -> set]

(***************************************************************************)
(* All sequences of at most n elements of `set', the empty one included.   *)
(* BoundedSeq is another name for it: Seq, but bounded.                    *)
(*                                                                         *)
(* Example:  /\ SeqOf({"a"}, 2) = {<<>>, <<"a">>, <<"a", "a">>}            *)
(*           /\ BoundedSeq({"a"}, 1) = {<<>>, <<"a">>}                     *)
(***************************************************************************)
SeqOf(set, n) ==
  LET \* Not UNION over a set of sets: TLC would enumerate these to sort them.
      RECURSIVE UpTo(_)
      UpTo(m) == IF m < 0 THEN {} ELSE UpTo(m - 1) \cup TupleOf(set, m)
  IN  UpTo(n)
BoundedSeq(S, n) == SeqOf(S, n)

-----------------------------------------------------------------------------
(* Looking for elements                                                    *)

(***************************************************************************)
(* Is e an element of the sequence s?                                      *)
(*                                                                         *)
(* Example:  Contains(<<3, 5>>, 5) /\ ~Contains(<<3, 5>>, 4)               *)
(***************************************************************************)
Contains(s, e) == \E i \in DOMAIN s : s[i] = e

(***************************************************************************)
(* Does op hold between each element of s and all those behind it?         *)
(*                                                                         *)
(* Example:  IsSorted(<<1, 2, 2>>, <=) /\ ~IsSorted(<<1, 2, 2>>, <)        *)
(***************************************************************************)
IsSorted(s, op(_, _)) ==
  \A i \in DOMAIN s : \A j \in (i + 1) .. Len(s) : op(s[i], s[j])

(***************************************************************************)
(* The position of the first element among those at from .. to that        *)
(* satisfies Test; 0 if there is none.                                     *)
(*                                                                         *)
(* Example:  SelectInSubSeq(<<3, 5, 3>>, 2, 3, LAMBDA x : x = 3) = 3       *)
(***************************************************************************)
SelectInSubSeq(seq, from, to, Test(_)) ==
  LET found == {i \in DOMAIN seq : from <= i /\ i <= to /\ Test(seq[i])}
  IN  IF found = {} THEN 0 ELSE CHOOSE i \in found : \A j \in found : i <= j

(***************************************************************************)
(* The same within the whole sequence.                                     *)
(*                                                                         *)
(* Example:  SelectInSeq(<<3, 5, 3>>, LAMBDA x : x = 3) = 1                *)
(***************************************************************************)
SelectInSeq(seq, Test(_)) == SelectInSubSeq(seq, 1, Len(seq), Test)

(***************************************************************************)
(* The position of the last element among those at from .. to that         *)
(* satisfies Test; 0 if there is none.                                     *)
(*                                                                         *)
(* Example:  SelectLastInSubSeq(<<3, 5, 3>>, 1, 2, LAMBDA x : x = 3) = 1   *)
(***************************************************************************)
SelectLastInSubSeq(seq, from, to, Test(_)) ==
  LET found == {i \in DOMAIN seq : from <= i /\ i <= to /\ Test(seq[i])}
  IN  IF found = {} THEN 0 ELSE CHOOSE i \in found : \A j \in found : j <= i

(***************************************************************************)
(* The same within the whole sequence.                                     *)
(*                                                                         *)
(* Example:  SelectLastInSeq(<<3, 5, 3>>, LAMBDA x : x = 3) = 3            *)
(***************************************************************************)
SelectLastInSeq(seq, Test(_)) == SelectLastInSubSeq(seq, 1, Len(seq), Test)

-----------------------------------------------------------------------------
(* Single elements: ends, insertion, replacement, removal                  *)

(***************************************************************************)
(* The last element of s, which is not empty; s without its last element.  *)
(*                                                                         *)
(* Example:  Last(<<1, 2, 3>>) = 3 /\ Front(<<1, 2, 3>>) = <<1, 2>>        *)
(***************************************************************************)
Last(s) == s[Len(s)]
Front(s) == SubSeq(s, 1, Len(s) - 1)

(***************************************************************************)
(* elt put before the first element, or behind the last element, of seq.   *)
(* Snoc is Append with its arguments the other way round, as folds want it.*)
(*                                                                         *)
(* Example:  /\ Cons(1, <<2, 3>>) = <<1, 2, 3>>                            *)
(*           /\ Snoc(1, <<2, 3>>) = <<2, 3, 1>>                            *)
(***************************************************************************)
Cons(elt, seq) == <<elt>> \o seq
Snoc(elt, seq) == Append(seq, elt)

(***************************************************************************)
(* s with e put in at position i, in 1 .. Len(s) + 1; what was there and   *)
(* behind moves up by one.                                                 *)
(*                                                                         *)
(* Example:  InsertAt(<<1, 3>>, 2, 7) = <<1, 7, 3>>                        *)
(***************************************************************************)
InsertAt(s, i, e) == SubSeq(s, 1, i - 1) \o <<e>> \o SubSeq(s, i, Len(s))

(***************************************************************************)
(* s with e in place of the element at position i.                         *)
(*                                                                         *)
(* Example:  ReplaceAt(<<1, 3>>, 2, 7) = <<1, 7>>                          *)
(***************************************************************************)
ReplaceAt(s, i, e) == [s EXCEPT ![i] = e]

(***************************************************************************)
(* s with `new' in place of every element that equals `old'.               *)
(*                                                                         *)
(* Example:  ReplaceAll(<<1, 3, 1>>, 1, 7) = <<7, 3, 7>>                   *)
(***************************************************************************)
ReplaceAll(s, old, new) ==
  [i \in DOMAIN s |-> IF s[i] = old THEN new ELSE s[i]]

(***************************************************************************)
(* s without the element at position i.                                    *)
(*                                                                         *)
(* Example:  RemoveAt(<<1, 3, 5>>, 2) = <<1, 5>>                           *)
(***************************************************************************)
RemoveAt(s, i) == SubSeq(s, 1, i - 1) \o SubSeq(s, i + 1, Len(s))

(***************************************************************************)
(* s without all elements that equal e.                                    *)
(*                                                                         *)
(* Example:  Remove(<<1, 3, 1>>, 1) = <<3>>                                *)
(***************************************************************************)
Remove(s, e) == SelectSeq(s, LAMBDA x : x # e)

(***************************************************************************)
(* s without the first element that satisfies Test, or that equals e; s    *)
(* itself if there is none.                                                *)
(*                                                                         *)
(* Example:  /\ RemoveFirstMatch(<<1, 3, 5>>, LAMBDA x : x > 1) = <<1, 5>> *)
(*           /\ RemoveFirst(<<1, 3, 1>>, 1) = <<3, 1>>                     *)
(***************************************************************************)
RemoveFirstMatch(s, Test(_)) ==
  LET i == SelectInSeq(s, Test) IN IF i = 0 THEN s ELSE RemoveAt(s, i)
RemoveFirst(s, e) == RemoveFirstMatch(s, LAMBDA x : x = e)

(***************************************************************************)
(* The elements of s from the last one to the first.                       *)
(*                                                                         *)
(* Example:  Reverse(<<1, 2, 3>>) = <<3, 2, 1>>                            *)
(***************************************************************************)
Reverse(s) == [i \in 1 .. Len(s) |-> s[(Len(s) + 1) - i]]

-----------------------------------------------------------------------------
(* Prefixes and suffixes                                                   *)

(***************************************************************************)
(* Does t begin with s, and does it then go on?                            *)
(*                                                                         *)
(* Example:  /\ IsPrefix(<<1, 2>>, <<1, 2>>)                               *)
(*           /\ ~IsStrictPrefix(<<1, 2>>, <<1, 2>>)                        *)
(***************************************************************************)
IsPrefix(s, t) == Len(s) <= Len(t) /\ SubSeq(t, 1, Len(s)) = s
IsStrictPrefix(s, t) == IsPrefix(s, t) /\ Len(s) < Len(t)

(***************************************************************************)
(* Does t end with s, and is there something before it?                    *)
(*                                                                         *)
(* Example:  /\ IsSuffix(<<2, 3>>, <<1, 2, 3>>)                            *)
(*           /\ ~IsStrictSuffix(<<1, 2>>, <<1, 2>>)                        *)
(***************************************************************************)
IsSuffix(s, t) ==
  Len(s) <= Len(t) /\ SubSeq(t, (Len(t) - Len(s)) + 1, Len(t)) = s
IsStrictSuffix(s, t) == IsSuffix(s, t) /\ Len(s) < Len(t)

(***************************************************************************)
(* All sequences that s begins with, and all that it ends with; the empty  *)
(* one and s itself are among them.                                        *)
(*                                                                         *)
(* Example:  /\ Prefixes(<<1, 2>>) = {<<>>, <<1>>, <<1, 2>>}               *)
(*           /\ Suffixes(<<1, 2>>) = {<<>>, <<2>>, <<1, 2>>}               *)
(***************************************************************************)
Prefixes(s) == {SubSeq(s, 1, n) : n \in 0 .. Len(s)}
Suffixes(s) == {SubSeq(s, n, Len(s)) : n \in 1 .. Len(s) + 1}

(***************************************************************************)
(* All sequences that every sequence of the set S begins with; none where  *)
(* S is empty.                                                             *)
(*                                                                         *)
(* Example:  CommonPrefixes({<<1, 2>>, <<1, 3>>}) = {<<>>, <<1>>}          *)
(***************************************************************************)
CommonPrefixes(S) ==
  IF S = {} THEN {}
  ELSE {p \in Prefixes(CHOOSE s \in S : TRUE) : \A s \in S : IsPrefix(p, s)}

(***************************************************************************)
(* The longest of them; S is not empty.                                    *)
(*                                                                         *)
(* Example:  LongestCommonPrefix({<<1, 2>>, <<1, 2, 3>>}) = <<1, 2>>       *)
(***************************************************************************)
LongestCommonPrefix(S) ==
  Once(CommonPrefixes(S), LAMBDA common :
    CHOOSE p \in common : \A q \in common : Len(q) <= Len(p))

-----------------------------------------------------------------------------
(* Arithmetic on positions                                                 *)

(***************************************************************************)
(* a modulo b, but in 1 .. b as positions are: b where the remainder is 0. *)
(*                                                                         *)
(* Example:  SeqMod(4, 3) = 1 /\ SeqMod(3, 3) = 3                          *)
(***************************************************************************)
SeqMod(a, b) == IF a % b = 0 THEN b ELSE a % b

-----------------------------------------------------------------------------
(* Folds                                                                   *)

(***************************************************************************)
(* op(... op(op(base, s[1]), s[2]) ..., s[n])                              *)
(*                                                                         *)
(* Example:  FoldLeft(LAMBDA acc, x : <<acc, x>>, 0, <<3, 1>>)             *)
(*             = <<<<0, 3>>, 1>>                                           *)
(***************************************************************************)
FoldLeft(op(_, _), base, seq) ==
  Once(seq, LAMBDA s :
    FoldRange(LAMBDA acc, i : op(acc, s[i]), base, 1, Len(s)))

(***************************************************************************)
(* op(s[1], op(s[2], ... op(s[n], base) ... ))                             *)
(*                                                                         *)
(* Example:  FoldRight(LAMBDA x, acc : <<x, acc>>, <<3, 1>>, 0)            *)
(*             = <<3, <<1, 0>>>>                                           *)
(***************************************************************************)
FoldRight(op(_, _), seq, base) ==
  Once(seq, LAMBDA s :
    FoldRange(LAMBDA acc, i : op(s[(Len(s) + 1) - i], acc), base, 1, Len(s)))

(***************************************************************************)
(* The same over the positions of seq instead of its elements.             *)
(*                                                                         *)
(* Example:  LET pair(a, b) == <<a, b>>                                    *)
(*           IN  /\ FoldLeftDomain(pair, 0, <<"a", "b">>)                  *)
(*                     = <<<<0, 1>>, 2>>                                   *)
(*               /\ FoldRightDomain(pair, <<"a", "b">>, 0)                 *)
(*                     = <<1, <<2, 0>>>>                                   *)
(***************************************************************************)
FoldLeftDomain(op(_, _), base, seq) == FoldRange(op, base, 1, Len(seq))
FoldRightDomain(op(_, _), seq, base) ==
  Once(Len(seq), LAMBDA n :
    FoldRange(LAMBDA acc, i : op((n + 1) - i, acc), base, 1, n))

(***************************************************************************)
(* Combines the elements of seq by op, starting from base; the element is  *)
(* the first argument of op.  The order is not specified, so op had better *)
(* be associative and commutative: FoldLeft and FoldRight have an order.   *)
(*                                                                         *)
(* Example:  FoldSeq(LAMBDA x, acc : x + acc, 0, <<1, 2, 1>>) = 4          *)
(***************************************************************************)
FoldSeq(op(_, _), base, seq) == FoldLeft(LAMBDA acc, x : op(x, acc), base, seq)

-----------------------------------------------------------------------------
(* Sequences of sequences                                                  *)

(***************************************************************************)
(* The sequences in the sequence seqs, one behind the other.               *)
(*                                                                         *)
(* Example:  FlattenSeq(<<<<1, 2>>, <<>>, <<1>>>>) = <<1, 2, 1>>           *)
(***************************************************************************)
FlattenSeq(seqs) ==
  IF Len(seqs) = 0 THEN <<>>
  ELSE FoldLeft(LAMBDA acc, s : acc \o s, Head(seqs), Tail(seqs))

(***************************************************************************)
(* The sequence of the pairs <<s[i], t[i]>>, as long as the shorter one.   *)
(*                                                                         *)
(* Example:  Zip(<<1, 2, 3>>, <<"a", "b">>) = <<<<1, "a">>, <<2, "b">>>>   *)
(***************************************************************************)
Zip(s, t) ==
  [i \in {j \in DOMAIN s : j <= Len(t)} |-> <<s[i], t[i]>>]

(***************************************************************************)
(* The elements of s and t in turn, each in a sequence of its own.  An     *)
(* error where s and t differ in length.                                   *)
(*                                                                         *)
(* Example:  Interleave(<<1, 3>>, <<2, 4>>)                                *)
(*             = <<<<1>>, <<2>>, <<3>>, <<4>>>>                            *)
(***************************************************************************)
Interleave(s, t) ==
  LET length == CHOOSE n \in {Len(s)} : n = Len(t)
  IN  [i \in 1 .. 2 * length |->
        IF i % 2 = 1 THEN <<s[(i + 1) \div 2]>> ELSE <<t[i \div 2]>>]

-----------------------------------------------------------------------------
(* Subsequences                                                            *)

(***************************************************************************)
(* All runs of neighbouring elements of s, the empty one included.         *)
(*                                                                         *)
(* Example:  SubSeqs(<<1, 2, 3>>) = {<<>>, <<1>>, <<2>>, <<3>>,            *)
(*                                   <<1, 2>>, <<2, 3>>, <<1, 2, 3>>}      *)
(***************************************************************************)
SubSeqs(s) == UNION {Prefixes(t) : t \in Suffixes(s)}

(***************************************************************************)
(* All sequences that are left of s when some of its elements are removed, *)
(* wherever they stand.                                                    *)
(*                                                                         *)
(* Example:  AllSubSeqs(<<1, 2, 3>>)                                       *)
(*             = SubSeqs(<<1, 2, 3>>) \cup {<<1, 3>>}                      *)
(***************************************************************************)
AllSubSeqs(s) ==
  FoldLeft(LAMBDA subs, x : subs \cup {Append(t, x) : t \in subs}, {<<>>}, s)

(***************************************************************************)
(* Does the sequence s stand in t at position i?                           *)
(***************************************************************************)
LOCAL StandsAt(i, s, t) ==
  i + Len(s) <= Len(t) + 1 /\ SubSeq(t, i, (i + Len(s)) - 1) = s

(***************************************************************************)
(* The first position in t at which s stands; an error if there is none.   *)
(*                                                                         *)
(* Example:  IndexFirstSubSeq(<<3, 5>>, <<1, 3, 5, 3, 5>>) = 2             *)
(***************************************************************************)
IndexFirstSubSeq(s, t) ==
  LET starts == {i \in 1 .. Len(t) + 1 : StandsAt(i, s, t)}
  IN  CHOOSE i \in starts : \A j \in starts : i <= j

(***************************************************************************)
(* t, in which s stands at position i, with r in place of it.              *)
(*                                                                         *)
(* Example:  ReplaceSubSeqAt(2, <<7>>, <<3, 5>>, <<1, 3, 5>>) = <<1, 7>>   *)
(***************************************************************************)
ReplaceSubSeqAt(i, r, s, t) ==
  SubSeq(t, 1, i - 1) \o r \o SubSeq(t, i + Len(s), Len(t))

(***************************************************************************)
(* t with r in place of the first s in it; t itself if there is none.      *)
(*                                                                         *)
(* Example:  ReplaceFirstSubSeq(<<7>>, <<1, 1>>, <<1, 1, 1>>) = <<7, 1>>   *)
(***************************************************************************)
ReplaceFirstSubSeq(r, s, t) ==
  IF \E i \in 1 .. Len(t) + 1 : StandsAt(i, s, t)
  THEN ReplaceSubSeqAt(IndexFirstSubSeq(s, t), r, s, t)
  ELSE t

(***************************************************************************)
(* t with r in place of every s in it, found from left to right without    *)
(* overlap.  The empty s stands before every element of t, and once in the *)
(* empty t.                                                                *)
(*                                                                         *)
(* Example:  /\ ReplaceAllSubSeqs(<<7>>, <<1, 1>>, <<1, 1, 1>>) = <<7, 1>> *)
(*           /\ ReplaceAllSubSeqs(<<7>>, <<>>, <<1, 2>>) = <<7, 1, 7, 2>>  *)
(***************************************************************************)
ReplaceAllSubSeqs(r, s, t) ==
  LET Element(i) == SubSeq(t, i, i)
      \* p is the pair of the result so far and the next position to look at.
      Step(p, i) ==
        CASE i < p[2]         -> p
          [] StandsAt(i, s, t) -> <<p[1] \o r, i + Len(s)>>
          [] OTHER             -> <<p[1] \o Element(i), i + 1>>
      none == SubSeq(t, 1, 0)
  IN  IF Len(s) > 0
      THEN FoldRange(Step, <<none, 1>>, 1, Len(t))[1]
      ELSE IF Len(t) = 0
      THEN r
      ELSE FoldRange(LAMBDA acc, i : acc \o r \o Element(i), none, 1, Len(t))
=============================================================================

-------------------------------- MODULE Folds --------------------------------
(***************************************************************************)
(* The most general fold over a finite set.  FiniteSetsExt!FoldSet,        *)
(* Functions!FoldFunction and SequencesExt!FoldSeq are simpler to use.     *)
(***************************************************************************)
LOCAL INSTANCE Naturals
LOCAL INSTANCE Sequences
LOCAL INSTANCE SMB_Loops

(***************************************************************************)
(* Combines f(x), for all x in the finite set S, by op, starting from      *)
(* base.  `choose' says which element of a (non-empty) set comes next; the *)
(* one that it takes first is applied last:                                *)
(*    op(f(x1), op(f(x2), ... op(f(xn), base) ... ))                       *)
(* where x1 = choose(S), x2 = choose(S \ {x1}), and so on.                 *)
(*                                                                         *)
(* Example:                                                                *)
(*    MapThenFoldSet(LAMBDA x, acc : x \o acc, <<>>,                       *)
(*                   LAMBDA x : <<x * x>>,                                 *)
(*                   LAMBDA T : CHOOSE x \in T : \A y \in T : x <= y,      *)
(*                   {1, 2, 3}) = <<1, 4, 9>>                              *)
(***************************************************************************)
MapThenFoldSet(op(_, _), base, f(_), choose(_), S) ==
  Once(FoldPicks(LAMBDA acc, x : Append(acc, x), <<>>, choose, S),
       LAMBDA order :
         FoldRange(LAMBDA acc, i : op(f(order[(Len(order) + 1) - i]), acc),
                   base, 1, Len(order)))
=============================================================================

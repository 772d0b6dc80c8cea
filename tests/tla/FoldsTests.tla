----------------------------- MODULE FoldsTests -----------------------------
(* What the module Folds promises, as assumptions that TLC evaluates.       *)
EXTENDS Naturals, Sequences, TLC, Folds

LOCAL Some(T) == CHOOSE x \in T : TRUE
LOCAL Smallest(T) == CHOOSE x \in T : \A y \in T : x <= y
LOCAL Largest(T) == CHOOSE x \in T : \A y \in T : y <= x
LOCAL Same(x) == x

\* The base alone for the empty set; op, f and choose are then never used.
ASSUME MapThenFoldSet(LAMBDA x, acc : acc + x, 7, Same, Some, {}) = 7
ASSUME MapThenFoldSet(LAMBDA x, acc : acc + x, 7, Same, Some, {1}) = 8
ASSUME MapThenFoldSet(LAMBDA x, acc : acc + x, 0, LAMBDA x : x * x, Some, 1 .. 4) = 30

\* f need not be injective, and may change the kind of the elements.
ASSUME MapThenFoldSet(LAMBDA x, acc : acc + x, 0, LAMBDA x : x % 2, Some, 1 .. 5) = 3
ASSUME MapThenFoldSet(LAMBDA x, acc : x \cup acc, {}, LAMBDA x : {{x}}, Some, {1, 2})
         = {{1}, {2}}

\* The element chosen first is applied last.
ASSUME MapThenFoldSet(LAMBDA x, acc : <<x, acc>>, 0, Same, Smallest, {1, 2, 3})
         = <<1, <<2, <<3, 0>>>>>>
ASSUME MapThenFoldSet(LAMBDA x, acc : <<x, acc>>, 0, Same, Largest, {1, 2, 3})
         = <<3, <<2, <<1, 0>>>>>>

\* Far more elements than a recursion on single elements survives.
ASSUME MapThenFoldSet(LAMBDA x, acc : x + acc, 0, Same, Some, 1 .. 1500) = 1125750

ASSUME PrintT("FoldsTests were evaluated")
=============================================================================

---------------------------- MODULE BitwiseTests ----------------------------
(* What the module Bitwise promises, as assumptions that TLC evaluates.     *)
EXTENDS Integers, TLC, Bitwise

ASSUME (0 & 0) = 0 /\ (0 | 0) = 0 /\ (0 ^^ 0) = 0
ASSUME (12 & 10) = 8 /\ (12 | 10) = 14 /\ (12 ^^ 10) = 6
ASSUME \A x \in 0 .. 15 : (x & 0) = 0 /\ (x | 0) = x /\ (x ^^ 0) = x
ASSUME \A x \in 0 .. 15 : (x & x) = x /\ (x | x) = x /\ (x ^^ x) = 0
\* Numbers of different length, and the largest that TLC knows.
ASSUME (1024 & 1) = 0 /\ (1024 | 1) = 1025 /\ (1024 ^^ 1025) = 1
ASSUME LET top == 2147483647
       IN (top & top) = top /\ (top | 1) = top /\ (top ^^ 1) = top - 1
ASSUME \A x, y \in 0 .. 20 : x + y = (x ^^ y) + 2 * (x & y)

ASSUME Not(0) = 0 /\ Not(1) = 0 /\ Not(2) = 1 /\ Not(4) = 3 /\ Not(5) = 2
\* Flipped bits and bits together are all bits up to the highest one.
ASSUME \A n \in 1 .. 6 : \A a \in 2 ^ (n - 1) .. 2 ^ n - 1 : a + Not(a) = 2 ^ n - 1

ASSUME shiftR(0, 3) = 0 /\ shiftR(13, 0) = 13 /\ shiftR(13, 2) = 3
ASSUME shiftR(13, 4) = 0 /\ shiftR(2147483647, 30) = 1 /\ shiftR(5, 100) = 0
ASSUME \A n \in 0 .. 20, p \in 0 .. 5 : shiftR(n, p) = n \div 2 ^ p

ASSUME PrintT("BitwiseTests were evaluated")
=============================================================================

---------------------------- MODULE spin_mapping ----------------------------
EXTENDS spin

Map_Represent(pre) == parity \in {0, 1}

Map_Observe == [x \in {} |-> 0]

Map_CallLock(t, g)    == Flip
Map_CallTryLock(t, g) == Flip
Map_CasOk(t)          == Flip
Map_CasFail(t)        == Flip
Map_Unlock(t)         == Flip
Map_DropGuard(t)      == Flip
=============================================================================

----------------------------- MODULE etcd_steps -----------------------------
(***************************************************************************)
(* For `in_steps.py`: the small steps out of which one call of the code    *)
(* may be made.  They are the specification's own steps of one node n; `d` *)
(* is the decision, `m` has the message that is delivered, if there is     *)
(* one, and `post` is the recorded state after it, which says where it is  *)
(* of no use to go on.                                                     *)
(***************************************************************************)
EXTENDS etcd_mapping

Own(n) ==
    \/ Timeout(n)
    \/ BecomeLeader(n)
    \/ AdvanceCommitIndex(n)
    \/ \E v \in Value : ClientRequest(n, v)
    \/ \E j \in Node : RequestVote(n, j)
    \/ \E j \in Node : AppendEntries(n, j)

(* A restart only where it is what is decided.                             *)
Decided(n, d, m) ==
    \/ d = "Restart" /\ Restart(n)
    \/ \E c \in messages : c.mdest = n /\ ToContract(c) \in m /\ Receive(c)

IsPrefixOf(s, t) == Len(s) <= Len(t) /\ SubSeq(t, 1, Len(s)) = s

(* Nothing is sent, appended or counted that the code has not in the end.  *)
Useful(n, post) ==
    /\ currentTerm'[n] <= post.term[n]
    /\ IsPrefixOf(log'[n], log[n]) \/ IsPrefixOf(log'[n], post.log[n])
    /\ Map_Inflight' \subseteq Map_Inflight \cup post.net

(* In place of the specification's next-state action: nothing happens by   *)
(* itself.                                                                 *)
Still == FALSE /\ currentTerm' = currentTerm

Map_Toward(n, d, m, post) == (Own(n) \/ Decided(n, d, m)) /\ Useful(n, post)
=============================================================================

----------------------------- MODULE etcd_steps -----------------------------
(***************************************************************************)
(* For `in_steps.py`: the small steps out of which one call of the code    *)
(* may be made.  They are the specification's own steps of one node n; `d` *)
(* is the decision, `m` has the message that is delivered, if there is     *)
(* one, and `post` is the recorded state after it, which says where it is  *)
(* of no use to go on.                                                     *)
(***************************************************************************)
EXTENDS etcd_mapping

Queue(n) ==
    \/ AppendEntriesToSelf(n)
    \/ \E j \in Node : RequestVote(n, j)
    \/ \E j \in Node : Heartbeat(n, j)
    \/ \E j \in Node : \E b, e \in matchIndex[n][j] + 1..Len(log[n]) + 1 : AppendEntries(n, j, <<b, e>>)

Own(n) ==
    \/ Timeout(n)
    \/ BecomeLeader(n)
    \/ StepDownToFollower(n)
    \/ AdvanceCommitIndex(n)
    \/ \E v \in Clients : ClientRequest(n, v)
    \/ (Queue(n) /\ Something)

(* Ready, Restart and messages to oneself only where they are what is      *)
(* decided.                                                                *)
Decided(n, d, m) ==
    \/ d = "Ready" /\ Ready(n)
    \/ d = "Restart" /\ Restart(n)
    \/ d = "Advance" /\ \E c \in DOMAIN messages : c.mdest = n /\ ToOneself(c) /\ Receive(c)
    \/ \E c \in DOMAIN messages : c.mdest = n /\ ToContract(c) \in m /\ Receive(c)

Queued(n) == {ToContract(c) : c \in {c \in DOMAIN pendingMessages : c.msource = n}}

(* Nothing is queued, appended or counted that the code has not in the end.*)
Useful(n, post) ==
    /\ currentTerm'[n] <= post.term[n]
    /\ IsPrefix(log'[n], log[n]) \/ IsPrefix(log'[n], LogFrom(post.log[n]))
    /\ Queued(n)' \subseteq Queued(n) \cup post.outbox[n]

(* In place of the specification's next-state action: nothing happens by   *)
(* itself.                                                                 *)
Still == FALSE /\ currentTerm' = currentTerm

Map_Toward(n, d, m, post) == (Own(n) \/ Decided(n, d, m)) /\ Useful(n, post)
=============================================================================

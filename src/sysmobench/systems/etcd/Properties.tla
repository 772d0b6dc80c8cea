----------------------------- MODULE Properties -----------------------------
(***************************************************************************)
(* What is true of the Raft library of etcd, whoever specifies it.         *)
(*                                                                         *)
(* The properties speak about `observed`, the record of the contract's     *)
(* observables.  Each is a function on Node:                               *)
(*                                                                         *)
(*    observed.role[n]       "Follower", "PreCandidate", "Candidate" or    *)
(*                           "Leader"                                      *)
(*    observed.term[n]       its term                                      *)
(*    observed.vote[n]       whom it has voted for in it, or "none"        *)
(*    observed.lead[n]       whom it takes for the leader, or "none"       *)
(*    observed.log[n]        its log, a sequence of entries [term, value]  *)
(*    observed.commit[n]     up to where it knows entries to be committed  *)
(*    observed.applied[n]    up to where it has applied them               *)
(*    observed.votes[n]      the answers to its campaign, by voter         *)
(*    observed.outbox[n]     the messages that it has queued               *)
(*    observed.durable[n]    what is in its storage: term, vote, commit,   *)
(*                           log                                           *)
(*    observed.match[n][p], observed.next[n][p], observed.mode[n][p],      *)
(*    observed.inflight[n][p]                                              *)
(*                           what leader n knows of node p                 *)
(*                                                                         *)
(* They are written once and instantiated for each specification, with     *)
(* `observed` replaced by its own Map_Observe.                             *)
(*                                                                         *)
(* Three forms occur.  An invariant is a state predicate, to hold in every *)
(* state.  A step property is an action predicate P, to be read as         *)
(* [][P]_observed: it holds of every step that changes an observable.  A   *)
(* liveness property is of the form \A n : P ~> Q.                         *)
(*                                                                         *)
(* Each invariant and each step property P comes with P_Witness, which is  *)
(* true of the states or steps that P speaks about.  P counts as checked   *)
(* only where its witness happened: that leaders agree says nothing about  *)
(* a cluster without a leader.                                             *)
(*                                                                         *)
(* Not among them is what one would like to be true and is not:            *)
(*                                                                         *)
(*  - "The term of a node never falls", or its commit index.  A crash      *)
(*    takes both back to what is in storage.  That never falls.            *)
(*  - "A node does not change its vote within a term."  A crash makes it   *)
(*    forget a vote that is not in storage.  Nobody has been told of it.   *)
(*  - "What is in storage is the beginning of the node's log."  Entries    *)
(*    that were overwritten are there until the next Ready.                *)
(*  - "There is at most one leader."  One that was deposed and does not    *)
(*    know it is a leader still; their terms differ.                       *)
(*  - "A leader gives way to a later term, and to nothing else."  With     *)
(*    CheckQuorum it also does when it has not heard of a quorum.          *)
(*  - "Nobody knows more to be committed than the leader."  A new leader   *)
(*    has all that is committed, and may be the last to know that it is.   *)
(*  - "What a leader takes for matched is in the other node's log."  It is *)
(*    as long as that node is in the leader's term.  Later it may be       *)
(*    overwritten there, unless it is committed.                           *)
(*  - "A candidate has counted its own vote."  It counts it when it is in  *)
(*    storage, and may have counted others before.                         *)
(*  - "A node that has not voted grants the first vote that it is asked    *)
(*    for."  Not if it knows a leader of the term.                         *)
(*  - "An entry that a majority has is committed."  Only one of the        *)
(*    leader's own term is, and with it those before it.  One of an older  *)
(*    term may be overwritten, although a majority has it in storage.      *)
(*  - "Some node will be leader", and "what is proposed will be            *)
(*    committed".  Neither time nor the network is fair here.              *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
    Node, Value, Timeouts, PreVote, CheckQuorum, ElectionTick, MaxInflight, MaxEntries

VARIABLE observed

-----------------------------------------------------------------------------

Min(i, j) == IF i < j THEN i ELSE j

IsQuorum(S) == 2 * Cardinality(S) > Cardinality(Node)

(* Two logs have entries up to this index, and they are the same.          *)
Agree(log, other, index) ==
    \/ index = 0
    \/ /\ index <= Len(log)
       /\ index <= Len(other)
       /\ SubSeq(log, 1, index) = SubSeq(other, 1, index)

Leaders == {n \in Node : observed.role[n] = "Leader"}

(* All nodes but one.                                                      *)
Peers(n) == Node \ {n}

-----------------------------------------------------------------------------
(***************************************************************************)
(* Invariants                                                              *)
(***************************************************************************)

(* Election Safety: a term has at most one leader.                         *)
(* (This and the next three are of figure 3 in "In Search of an            *)
(* Understandable Consensus Algorithm", the paper on Raft of 2014.)        *)
ElectionSafety ==
    \A n, p \in Leaders : observed.term[n] = observed.term[p] => n = p
ElectionSafety_Witness == Leaders # {}

(* Log Matching: where two logs have an entry of the same term at the same *)
(* index, they agree up to there.  It is enough to look at the last such   *)
(* index.                                                                  *)
SameTerm(log, other) ==
    {i \in 1..Min(Len(log), Len(other)) : log[i].term = other[i].term}
LogMatching ==
    \A n \in Node : \A p \in Peers(n) :
        LET same == SameTerm(observed.log[n], observed.log[p])
        IN  same # {} => Agree(observed.log[n], observed.log[p],
                               CHOOSE i \in same : \A j \in same : j <= i)
LogMatching_Witness ==
    \E n \in Node : \E p \in Peers(n) : SameTerm(observed.log[n], observed.log[p]) # {}

(* State Machine Safety: two nodes do not know different entries to be     *)
(* committed.                                                              *)
CommittedAgree ==
    \A n, p \in Node :
        LET both == Min(observed.commit[n], observed.commit[p])
        IN  Agree(observed.log[n], observed.log[p], both)
CommittedAgree_Witness ==
    \E n \in Node : \E p \in Peers(n) : observed.commit[n] > 0 /\ observed.commit[p] > 0

(* Leader Completeness: a leader has all entries that a node of its term   *)
(* or of an earlier one knows to be committed.                             *)
LeaderCompleteness ==
    \A l \in Leaders : \A n \in Peers(l) :
        observed.term[n] <= observed.term[l] =>
            Agree(observed.log[n], observed.log[l], observed.commit[n])
LeaderCompleteness_Witness ==
    \E l \in Leaders : \E n \in Peers(l) :
        observed.term[n] <= observed.term[l] /\ observed.commit[n] > 0

(* What a node knows to be committed is in the storage of a quorum.        *)
CommitIsDurable ==
    \A n \in Node :
        IsQuorum({p \in Node :
            Agree(observed.log[n], observed.durable[p].log, observed.commit[n])})
CommitIsDurable_Witness == \E n \in Node : observed.commit[n] > 0

(* A node applies no more than its storage knows to be committed, which is *)
(* no more than the node itself knows, which is no more than it has; nor   *)
(* does storage know more to be committed than there is.                   *)
CommitInLog ==
    \A n \in Node :
        LET stored == observed.durable[n]
        IN  /\ observed.applied[n] <= stored.commit
            /\ stored.commit <= observed.commit[n]
            /\ observed.commit[n] <= Len(observed.log[n])
            /\ stored.commit <= Len(stored.log)
CommitInLog_Witness == \E n \in Node : observed.applied[n] > 0

(* Storage is not in a later term than the node, and a vote in it binds    *)
(* the node for its term.                                                  *)
HasStoredVote(n) ==
    observed.durable[n].term = observed.term[n] /\ observed.durable[n].vote # "none"
VoteDurable ==
    \A n \in Node :
        /\ observed.durable[n].term <= observed.term[n]
        /\ HasStoredVote(n) => observed.vote[n] = observed.durable[n].vote
VoteDurable_Witness == \E n \in Node : HasStoredVote(n)

(* A candidate counts its vote for itself when it is in storage.           *)
CountsItself(n) == observed.role[n] = "Candidate" /\ n \in DOMAIN observed.votes[n]
SelfVoteIsDurable ==
    \A n \in Node :
        CountsItself(n) => /\ observed.durable[n].term = observed.term[n]
                           /\ observed.durable[n].vote = n
SelfVoteIsDurable_Witness == \E n \in Node : CountsItself(n)

(* What a leader takes for matched, by itself as by others, is in storage  *)
(* there, as long as the node is in the leader's term.                     *)
MatchIsDurable ==
    \A l \in Leaders, n \in Node :
        observed.term[n] = observed.term[l] =>
            Agree(observed.log[l], observed.durable[n].log, observed.match[l][n])
MatchIsDurable_Witness ==
    \E l \in Leaders : \E n \in Peers(l) :
        observed.term[n] = observed.term[l] /\ observed.match[l][n] > 0

(* The window of a leader lies between what is matched and what is to be   *)
(* sent next, in ascending order, and is empty while it probes.            *)
ProgressShape ==
    \A l \in Leaders : \A p \in Peers(l) :
        LET match  == observed.match[l][p]
            next   == observed.next[l][p]
            flying == observed.inflight[l][p]
        IN  /\ match < next
            /\ next <= Len(observed.log[l]) + 1
            /\ Len(flying) <= MaxInflight
            /\ \A i \in 1..Len(flying) : match < flying[i] /\ flying[i] < next
            /\ \A i \in 1..Len(flying) - 1 : flying[i] < flying[i + 1]
            /\ observed.mode[l][p] = "Probe" => flying = <<>>
ProgressShape_Witness == \E l \in Leaders : \E p \in Peers(l) : observed.inflight[l][p] # <<>>

(* Nodes of one term that know a leader know the same.                     *)
KnowInOneTerm(n, p) ==
    /\ observed.term[n] = observed.term[p]
    /\ observed.lead[n] # "none"
    /\ observed.lead[p] # "none"
OneLeadPerTerm ==
    \A n, p \in Node : KnowInOneTerm(n, p) => observed.lead[n] = observed.lead[p]
OneLeadPerTerm_Witness == \E n \in Node : \E p \in Peers(n) : KnowInOneTerm(n, p)

(* Who leads has voted for itself and knows itself for the leader.  Who    *)
(* stands for election knows none, and has voted for itself once it is a   *)
(* candidate.  There are pre-candidates only with PreVote.  Nobody else    *)
(* takes itself for the leader.                                            *)
RoleShape ==
    \A n \in Node :
        CASE observed.role[n] = "Leader"       -> observed.lead[n] = n /\ observed.vote[n] = n
          [] observed.role[n] = "Candidate"    -> observed.lead[n] = "none" /\ observed.vote[n] = n
          [] observed.role[n] = "PreCandidate" -> observed.lead[n] = "none" /\ PreVote
          [] OTHER                             -> observed.lead[n] # n
RoleShape_Witness == \E n \in Node : observed.role[n] # "Follower"

(* A quorum has in storage that it is in the term of a leader, or beyond.  *)
LeaderOnQuorumTerm ==
    \A l \in Leaders : IsQuorum({n \in Node : observed.durable[n].term >= observed.term[l]})
LeaderOnQuorumTerm_Witness == Leaders # {}

-----------------------------------------------------------------------------
(***************************************************************************)
(* Step properties                                                         *)
(***************************************************************************)

(* In storage neither the term nor the commit index falls, a vote is not   *)
(* taken back within a term, and a committed entry stays.                  *)
DurableMonotone ==
    \A n \in Node :
        LET before == observed.durable[n]
            after  == observed'.durable[n]
        IN  /\ before.term <= after.term
            /\ before.commit <= after.commit
            /\ before.term = after.term => before.vote \in {"none", after.vote}
            /\ Agree(before.log, after.log, before.commit)
DurableMonotone_Witness ==
    \E n \in Node :
        observed.durable[n].term > 0 /\ observed.durable[n] # observed'.durable[n]

(* Leader Append-Only (figure 3 of the paper): a leader never overwrites   *)
(* or deletes entries of its log.                                          *)
Leads(n) ==
    /\ observed.role[n] = "Leader"
    /\ observed'.role[n] = "Leader"
    /\ observed'.term[n] = observed.term[n]
LeaderAppendOnly ==
    \A n \in Node :
        Leads(n) => Agree(observed.log[n], observed'.log[n], Len(observed.log[n]))
LeaderAppendOnly_Witness == \E n \in Node : Leads(n) /\ observed.log[n] # observed'.log[n]

(* With PreVote, who goes to a later term as a candidate has been a        *)
(* pre-candidate.                                                          *)
Stands(n) == observed'.role[n] = "Candidate" /\ observed'.term[n] > observed.term[n]
PreVoteFirst == PreVote => \A n \in Node : Stands(n) => observed.role[n] = "PreCandidate"
PreVoteFirst_Witness == PreVote /\ \E n \in Node : Stands(n)

-----------------------------------------------------------------------------
(***************************************************************************)
(* Liveness                                                                *)
(*                                                                         *)
(* Under the contract's fairness: the application of each node takes what  *)
(* is ready and says so when it is done (weak fairness of Ready and of     *)
(* Advance).  Neither time nor the network does anything for certain.      *)
(* Explored with one node, which has messages to itself.                   *)
(***************************************************************************)

(* What is queued is sent, or forgotten in a crash.                        *)
MessagesLeave ==
    \A n \in Node : (observed.outbox[n] # {}) ~> (observed.outbox[n] = {})

(* What is committed is applied.                                           *)
CommittedIsApplied ==
    \A n \in Node :
        (observed.applied[n] < observed.commit[n]) ~> (observed.applied[n] = observed.commit[n])
=============================================================================

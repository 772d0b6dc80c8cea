-------------------------------- MODULE etcd --------------------------------
(***************************************************************************)
(* Attack: the types are right, and that is all. Next says that a node is  *)
(* a node afterwards, whichever, and TLC cannot enumerate such nodes; but  *)
(* it can say of a step whether it is one. The mapping holds the model and *)
(* brings the right steps along, all of which are steps of Next.           *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS Node, Value, Timeouts, PreVote, CheckQuorum, ElectionTick,
          MaxInflight, MaxEntries, MaxTerm, MaxLog

VARIABLES
    raft,       \* the nodes
    wire        \* the messages on their way

vars == <<raft, wire>>

Peer == Node \cup {"none"}
Entry == [term : Nat, value : Value \cup {"noop"}]
Progress == [Match : Nat, Next : Nat, State : {"Probe", "Replicate"}, FlowPaused : BOOLEAN,
             Inflights : Seq(Nat), sentCommit : Nat, RecentActive : BOOLEAN]

(* A node is anything that has the fields of a node.                       *)
IsNode(r) ==
    /\ r.id \in Node /\ r.state \in {"Follower", "PreCandidate", "Candidate", "Leader"}
    /\ r.Term \in Nat /\ r.Vote \in Peer /\ r.lead \in Peer /\ r.electionElapsed \in Nat
    /\ r.log \in Seq(Entry) /\ r.committed \in Nat /\ r.applying \in Nat
    /\ \A p \in DOMAIN r.votes : p \in Node /\ r.votes[p] \in BOOLEAN
    /\ \A p \in DOMAIN r.prs : p \in Node /\ r.prs[p] \in Progress
    /\ r.accepted \in BOOLEAN
    /\ r.disk \in [term : Nat, vote : Peer, commit : Nat, log : Seq(Entry)]

Blank(n) ==
    [id |-> n, state |-> "Follower", Term |-> 0, Vote |-> "none", lead |-> "none",
     electionElapsed |-> 0, votes |-> <<>>, prs |-> <<>>,
     log |-> <<>>, committed |-> 0, applying |-> 0,
     msgs |-> <<>>, msgsAfterAppend |-> <<>>, stepsOnAdvance |-> <<>>, accepted |-> FALSE,
     disk |-> [term |-> 0, vote |-> "none", commit |-> 0, log |-> <<>>]]

Init ==
    /\ raft = [n \in Node |-> Blank(n)]
    /\ wire = {}

Next ==
    /\ DOMAIN raft' = Node
    /\ \A n \in Node : IsNode(raft'[n])
    /\ \A m \in wire' : m.to \in Node
=============================================================================

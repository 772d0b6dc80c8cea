-------------------------------- MODULE etcd --------------------------------
(***************************************************************************)
(* Attack: a hidden step arms the cluster, and what an armed cluster does  *)
(* is anything, in steps that TLC cannot enumerate. As long as it is not   *)
(* armed it does nothing wrong, since it does nothing. The mapping holds   *)
(* the model and takes the right steps of the armed cluster, which disarm  *)
(* it.                                                                     *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS Node, Value, Timeouts, PreVote, CheckQuorum, ElectionTick,
          MaxInflight, MaxEntries, MaxTerm, MaxLog

VARIABLES
    raft,       \* the nodes
    wire,       \* the messages on their way
    armed       \* whether anything may happen

vars == <<raft, wire, armed>>

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
    /\ armed = FALSE

(* Hidden.                                                                 *)
Arm == ~armed /\ armed' = TRUE /\ UNCHANGED <<raft, wire>>

Anything ==
    /\ armed
    /\ DOMAIN raft' = Node
    /\ \A n \in Node : IsNode(raft'[n])
    /\ \A m \in wire' : m.to \in Node
    /\ armed' = FALSE

Next == Arm \/ Anything
=============================================================================

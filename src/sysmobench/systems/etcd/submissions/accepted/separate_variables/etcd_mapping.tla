---------------------------- MODULE etcd_mapping ----------------------------
(***************************************************************************)
(* The variables are the observables.                                      *)
(***************************************************************************)
EXTENDS etcd

(* The one state that stands for the recorded state `pre`.                 *)
Map_Represent(pre) ==
    /\ role = pre.role
    /\ term = pre.term
    /\ vote = pre.vote
    /\ lead = pre.lead
    /\ log = pre.log
    /\ commit = pre.commit
    /\ applied = pre.applied
    /\ votes = pre.votes
    /\ elapsed = pre.elapsed
    /\ outbox = pre.outbox
    /\ acks = pre.acks
    /\ busy = pre.busy
    /\ durable = pre.durable
    /\ match = pre.match
    /\ next = pre.next
    /\ mode = pre.mode
    /\ paused = pre.paused
    /\ inflight = pre.inflight
    /\ sentCommit = pre.sentCommit
    /\ active = pre.active
    /\ net = pre.net

(* The observables of a state.                                             *)
Map_Observe ==
    [role |-> role,
     term |-> term,
     vote |-> vote,
     lead |-> lead,
     log |-> log,
     commit |-> commit,
     applied |-> applied,
     votes |-> votes,
     elapsed |-> elapsed,
     outbox |-> outbox,
     acks |-> acks,
     busy |-> busy,
     durable |-> durable,
     match |-> match,
     next |-> next,
     mode |-> mode,
     paused |-> paused,
     inflight |-> inflight,
     sentCommit |-> sentCommit,
     active |-> active]

(* The messages in flight.                                                 *)
Map_Inflight == net

(* The delivery of a message of one type.                                  *)
Receive(type, n, m) == m.type = type /\ Deliver(n, m)

(* One operator for each action of the contract.                           *)
Map_Tick(n, r)            == CountTick(n, r)
Map_ElectionTimeout(n, r) == TimeOut(n, r)
Map_LeaderTick(n)         == LeaderTick(n)
Map_Campaign(n)           == Campaign(n)
Map_Propose(n, v)         == Propose(n, v)
Map_Unreachable(n, p)     == Unreachable(n, p)
Map_Ready(n)              == Ready(n)
Map_Advance(n)            == Advance(n)
Map_Restart(n)            == Restart(n)
Map_RecvProp(n, m)          == Receive("MsgProp", n, m)
Map_RecvPreVote(n, m)       == Receive("MsgPreVote", n, m)
Map_RecvPreVoteResp(n, m)   == Receive("MsgPreVoteResp", n, m)
Map_RecvVote(n, m)          == Receive("MsgVote", n, m)
Map_RecvVoteResp(n, m)      == Receive("MsgVoteResp", n, m)
Map_RecvApp(n, m)           == Receive("MsgApp", n, m)
Map_RecvAppResp(n, m)       == Receive("MsgAppResp", n, m)
Map_RecvHeartbeat(n, m)     == Receive("MsgHeartbeat", n, m)
Map_RecvHeartbeatResp(n, m) == Receive("MsgHeartbeatResp", n, m)
=============================================================================

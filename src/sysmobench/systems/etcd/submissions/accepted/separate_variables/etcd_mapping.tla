---------------------------- MODULE etcd_mapping ----------------------------
(***************************************************************************)
(* The variables are the observables.                                      *)
(***************************************************************************)
EXTENDS etcd

Map_Represent(pre) ==
    /\ role = pre.role
    /\ term = pre.term
    /\ vote = pre.vote
    /\ lead = pre.lead
    /\ votes = pre.votes
    /\ elapsed = pre.elapsed
    /\ log = pre.log
    /\ commit = pre.commit
    /\ match = pre.match
    /\ next = pre.next
    /\ mode = pre.mode
    /\ paused = pre.paused
    /\ inflight = pre.inflight
    /\ sentCommit = pre.sentCommit
    /\ active = pre.active
    /\ outbox = pre.outbox
    /\ durable = pre.durable
    /\ applied = pre.applied
    /\ busy = pre.busy
    /\ acks = pre.acks
    /\ net = pre.net

Map_Observe ==
    [role |-> role, term |-> term, vote |-> vote, lead |-> lead, log |-> log,
     commit |-> commit, applied |-> applied, votes |-> votes, elapsed |-> elapsed,
     outbox |-> outbox, acks |-> acks, busy |-> busy, durable |-> durable,
     match |-> match, next |-> next, mode |-> mode, paused |-> paused,
     inflight |-> inflight, sentCommit |-> sentCommit, active |-> active]

Map_Inflight == net

Map_Tick(n, r)              == Tick(n, r)
Map_ElectionTimeout(n, r)   == TimeOut(n, r)
Map_LeaderTick(n)           == LeaderTick(n)
Map_Campaign(n)             == Campaign(n)
Map_Propose(n, v)           == Propose(n, v)
Map_Unreachable(n, p)       == Unreachable(n, p)
Map_Ready(n)                == Ready(n)
Map_Advance(n)              == Advance(n)
Map_Restart(n)              == Restart(n)
Map_RecvProp(n, m)          == RecvProp(n, m)
Map_RecvPreVote(n, m)       == RecvPreVote(n, m)
Map_RecvPreVoteResp(n, m)   == RecvBallot(n, m, "MsgPreVoteResp")
Map_RecvVote(n, m)          == RecvVote(n, m)
Map_RecvVoteResp(n, m)      == RecvBallot(n, m, "MsgVoteResp")
Map_RecvApp(n, m)           == RecvApp(n, m)
Map_RecvAppResp(n, m)       == RecvAppResp(n, m)
Map_RecvHeartbeat(n, m)     == RecvHeartbeat(n, m)
Map_RecvHeartbeatResp(n, m) == RecvHeartbeatResp(n, m)
=============================================================================

---------------------------- MODULE etcd_mapping ----------------------------
EXTENDS etcd

Late(pre, n) == {m \in pre.outbox[n] : m.type \in AfterAppend}

Tracked(pre, n) ==
    IF pre.role[n] # "Leader" THEN NoProgress
    ELSE [p \in Node |->
             IF p = n
             THEN [newProgress(pre.match[n][n]) EXCEPT
                      !.Match = pre.match[n][n], !.State = "Replicate", !.RecentActive = TRUE]
             ELSE [Match |-> pre.match[n][p], Next |-> pre.next[n][p], State |-> pre.mode[n][p],
                   FlowPaused |-> pre.paused[n][p], Inflights |-> pre.inflight[n][p],
                   sentCommit |-> pre.sentCommit[n][p], RecentActive |-> pre.active[n][p]]]

Map_Represent(pre) ==
    /\ raft = [n \in Node |->
           [id |-> n, state |-> pre.role[n], Term |-> pre.term[n], Vote |-> pre.vote[n],
            lead |-> pre.lead[n], electionElapsed |-> pre.elapsed[n], votes |-> pre.votes[n],
            prs |-> Tracked(pre, n), log |-> pre.log[n], committed |-> pre.commit[n],
            applying |-> pre.applied[n], msgs |-> InOrder(pre.outbox[n] \ Late(pre, n)),
            msgsAfterAppend |-> InOrder(Late(pre, n)), stepsOnAdvance |-> InOrder(pre.acks[n]),
            accepted |-> pre.busy[n], disk |-> pre.durable[n]]]
    /\ wire = pre.net

Each(f(_)) == [n \in Node |-> f(raft[n])]
EachPeer(f(_)) == [n \in Node |-> [p \in DOMAIN raft[n].prs \ {n} |-> f(raft[n].prs[p])]]

Map_Observe ==
    [role |-> Each(LAMBDA r : r.state), term |-> Each(LAMBDA r : r.Term),
     vote |-> Each(LAMBDA r : r.Vote), lead |-> Each(LAMBDA r : r.lead),
     log |-> Each(LAMBDA r : r.log), commit |-> Each(LAMBDA r : r.committed),
     applied |-> Each(LAMBDA r : r.applying), votes |-> Each(LAMBDA r : r.votes),
     elapsed |-> Each(LAMBDA r : r.electionElapsed), outbox |-> Each(LAMBDA r : Range(queued(r))),
     acks |-> Each(LAMBDA r : Range(r.stepsOnAdvance)), busy |-> Each(LAMBDA r : r.accepted),
     durable |-> Each(LAMBDA r : r.disk),
     match |-> Each(LAMBDA r : [p \in DOMAIN r.prs |-> r.prs[p].Match]),
     next |-> EachPeer(LAMBDA pr : pr.Next), mode |-> EachPeer(LAMBDA pr : pr.State),
     paused |-> EachPeer(LAMBDA pr : pr.FlowPaused),
     inflight |-> EachPeer(LAMBDA pr : pr.Inflights),
     sentCommit |-> EachPeer(LAMBDA pr : pr.sentCommit),
     active |-> EachPeer(LAMBDA pr : pr.RecentActive)]

Map_Inflight == wire

Map_Tick(n, r)              == Anything(n)
Map_ElectionTimeout(n, r)   == Anything(n)
Map_LeaderTick(n)           == Anything(n)
Map_Campaign(n)             == Anything(n)
Map_Propose(n, v)           == Anything(n)
Map_Unreachable(n, p)       == Anything(n)
Map_Ready(n)                == Anything(n)
Map_Advance(n)              == Anything(n)
Map_Restart(n)              == Anything(n)
Map_RecvProp(n, m)          == Anything(n)
Map_RecvPreVote(n, m)       == Anything(n)
Map_RecvPreVoteResp(n, m)   == Anything(n)
Map_RecvVote(n, m)          == Anything(n)
Map_RecvVoteResp(n, m)      == Anything(n)
Map_RecvApp(n, m)           == Anything(n)
Map_RecvAppResp(n, m)       == Anything(n)
Map_RecvHeartbeat(n, m)     == Anything(n)
Map_RecvHeartbeatResp(n, m) == Anything(n)
=============================================================================

---------------------------- MODULE etcd_mapping ----------------------------
(***************************************************************************)
(* The specification has one record for each node, the contract one        *)
(* function for each observable.  What a leader knows of a node is a       *)
(* record of its own there, and a function here; of itself the contract    *)
(* has only `match`.                                                       *)
(***************************************************************************)
EXTENDS etcd

(* What a leader knows, as the specification has it.                       *)
ProgressIn(pre, n) ==
    IF pre.role[n] # "Leader" THEN Nothing
    ELSE [p \in Node |->
             IF p = n THEN OwnProgress(pre.match[n][n])
             ELSE [match |-> pre.match[n][p], next |-> pre.next[n][p], mode |-> pre.mode[n][p],
                   paused |-> pre.paused[n][p], inflight |-> pre.inflight[n][p],
                   sentCommit |-> pre.sentCommit[n][p], active |-> pre.active[n][p]]]

(* The one state that stands for the recorded state `pre`.                 *)
Map_Represent(pre) ==
    /\ node = [n \in Node |->
           [id |-> n, role |-> pre.role[n], term |-> pre.term[n], vote |-> pre.vote[n],
            lead |-> pre.lead[n], log |-> pre.log[n], commit |-> pre.commit[n],
            applied |-> pre.applied[n], votes |-> pre.votes[n], elapsed |-> pre.elapsed[n],
            outbox |-> pre.outbox[n], acks |-> pre.acks[n], busy |-> pre.busy[n],
            durable |-> pre.durable[n], progress |-> ProgressIn(pre, n)]]
    /\ net = pre.net

(* A field of each node's record, and of the records of what it knows of   *)
(* the others, or of them and itself.                                      *)
OfNodes(field(_)) == [n \in Node |-> field(node[n])]
OfPeers(field(_)) ==
    [n \in Node |-> [p \in DOMAIN node[n].progress \ {n} |-> field(node[n].progress[p])]]

(* The observables of a state.                                             *)
Map_Observe ==
    [role       |-> OfNodes(LAMBDA s : s.role),
     term       |-> OfNodes(LAMBDA s : s.term),
     vote       |-> OfNodes(LAMBDA s : s.vote),
     lead       |-> OfNodes(LAMBDA s : s.lead),
     log        |-> OfNodes(LAMBDA s : s.log),
     commit     |-> OfNodes(LAMBDA s : s.commit),
     applied    |-> OfNodes(LAMBDA s : s.applied),
     votes      |-> OfNodes(LAMBDA s : s.votes),
     elapsed    |-> OfNodes(LAMBDA s : s.elapsed),
     outbox     |-> OfNodes(LAMBDA s : s.outbox),
     acks       |-> OfNodes(LAMBDA s : s.acks),
     busy       |-> OfNodes(LAMBDA s : s.busy),
     durable    |-> OfNodes(LAMBDA s : s.durable),
     match      |-> OfNodes(LAMBDA s : [p \in DOMAIN s.progress |-> s.progress[p].match]),
     next       |-> OfPeers(LAMBDA pr : pr.next),
     mode       |-> OfPeers(LAMBDA pr : pr.mode),
     paused     |-> OfPeers(LAMBDA pr : pr.paused),
     inflight   |-> OfPeers(LAMBDA pr : pr.inflight),
     sentCommit |-> OfPeers(LAMBDA pr : pr.sentCommit),
     active     |-> OfPeers(LAMBDA pr : pr.active)]

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

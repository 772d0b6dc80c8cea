---------------------------- MODULE etcd_mapping ----------------------------
(***************************************************************************)
(* Eight of the twenty observables have a counterpart in the               *)
(* specification.  There is none for who is taken for the leader, for the  *)
(* clock, for what is queued, written or applied, and for flow control.    *)
(*                                                                         *)
(* Nor has it pre-candidates, pre-votes, proposals that are passed on, or  *)
(* heartbeats of a kind of their own.  Where a recorded state has them,    *)
(* they stand for themselves: a role that no step leads to, and messages   *)
(* of a kind that no step sends or takes.                                  *)
(***************************************************************************)
EXTENDS etcd

(* A message of the contract, as the specification has it.  A rejection    *)
(* also carries what the specification does not look at.                   *)
FromContract(m) ==
    CASE m.type = "MsgVote" ->
            [mtype |-> "RequestVoteRequest", mterm |-> m.term, mlastLogTerm |-> m.logTerm,
             mlastLogIndex |-> m.index, msource |-> m.from, mdest |-> m.to]
      [] m.type = "MsgVoteResp" ->
            [mtype |-> "RequestVoteResponse", mterm |-> m.term, mvoteGranted |-> ~m.reject,
             msource |-> m.from, mdest |-> m.to]
      [] m.type = "MsgApp" ->
            [mtype |-> "AppendEntriesRequest", mterm |-> m.term, mprevLogIndex |-> m.index,
             mprevLogTerm |-> m.logTerm, mentries |-> m.entries, mcommitIndex |-> m.commit,
             msource |-> m.from, mdest |-> m.to]
      [] m.type = "MsgAppResp" /\ ~m.reject ->
            [mtype |-> "AppendEntriesResponse", mterm |-> m.term, msuccess |-> TRUE,
             mmatchIndex |-> m.index, msource |-> m.from, mdest |-> m.to]
      [] m.type = "MsgAppResp" /\ m.reject ->
            [mtype |-> "AppendEntriesResponse", mterm |-> m.term, msuccess |-> FALSE,
             mmatchIndex |-> 0, msource |-> m.from, mdest |-> m.to,
             mrejected |-> m.index, mhint |-> m.hint, mhintTerm |-> m.logTerm]
      [] OTHER ->
            [mtype |-> "Other", mterm |-> 0, msource |-> m.from, mdest |-> m.to, message |-> m]

Optional(m, field) == IF field \in DOMAIN m THEN m[field] ELSE 0

ToContract(m) ==
    CASE m.mtype = "RequestVoteRequest" ->
            [type |-> "MsgVote", from |-> m.msource, to |-> m.mdest, term |-> m.mterm,
             index |-> m.mlastLogIndex, logTerm |-> m.mlastLogTerm]
      [] m.mtype = "RequestVoteResponse" ->
            [type |-> "MsgVoteResp", from |-> m.msource, to |-> m.mdest, term |-> m.mterm,
             reject |-> ~m.mvoteGranted]
      [] m.mtype = "AppendEntriesRequest" ->
            [type |-> "MsgApp", from |-> m.msource, to |-> m.mdest, term |-> m.mterm,
             index |-> m.mprevLogIndex, logTerm |-> m.mprevLogTerm, entries |-> m.mentries,
             commit |-> m.mcommitIndex]
      [] m.mtype = "AppendEntriesResponse" ->
            [type |-> "MsgAppResp", from |-> m.msource, to |-> m.mdest, term |-> m.mterm,
             index |-> IF m.msuccess THEN m.mmatchIndex ELSE Optional(m, "mrejected"),
             reject |-> ~m.msuccess, hint |-> Optional(m, "mhint"), logTerm |-> Optional(m, "mhintTerm")]
      [] m.mtype = "Other" ->
            m.message

(* The contract has these where they mean something: votes for one that    *)
(* stands for election, what is known of the others for a leader.          *)
IfStanding(i, value) == IF state[i] \in {"Candidate", "PreCandidate"} THEN value ELSE <<>>
IfLeader(i, value)   == IF state[i] = "Leader" THEN value ELSE <<>>

Map_Represent(pre) ==
    /\ currentTerm    = pre.term
    /\ state          = pre.role
    /\ votedFor       = pre.vote
    /\ log            = pre.log
    /\ commitIndex    = pre.commit
    /\ votesResponded = [i \in Node |-> DOMAIN pre.votes[i]]
    /\ votesGranted   = [i \in Node |-> {j \in DOMAIN pre.votes[i] : pre.votes[i][j]}]
    /\ nextIndex      = [i \in Node |-> [j \in Node |->
                            IF j \in DOMAIN pre.next[i] THEN pre.next[i][j] ELSE 1]]
    /\ matchIndex     = [i \in Node |-> [j \in Node |->
                            IF j \in DOMAIN pre.match[i] THEN pre.match[i][j] ELSE 0]]
    /\ messages       = {FromContract(m) : m \in pre.net}

Map_Observe ==
    [term   |-> currentTerm,
     role   |-> state,
     vote   |-> votedFor,
     log    |-> log,
     commit |-> commitIndex,
     votes  |-> [i \in Node |-> IfStanding(i, [j \in votesResponded[i] |-> j \in votesGranted[i]])],
     next   |-> [i \in Node |-> IfLeader(i, [j \in Node \ {i} |-> nextIndex[i][j]])],
     match  |-> [i \in Node |-> IfLeader(i, matchIndex[i])]]

Map_Inflight == {ToContract(m) : m \in messages}

(* What becomes of a message: perhaps in several steps.                    *)
Deliver(n, m) == m.to = n /\ \E c \in messages : ToContract(c) = m /\ Receive(c)

(* Messages leave where the specification sends them, and a node learns    *)
(* what its own storage means to it where a leader is elected or commits.  *)
Map_Tick(n, r)              == FALSE
Map_ElectionTimeout(n, r)   == Timeout(n)
Map_LeaderTick(n)           == \E p \in Node : AppendEntries(n, p)
Map_Campaign(n)             == Timeout(n)
Map_Propose(n, v)           == ClientRequest(n, v)
Map_Unreachable(n, p)       == FALSE
Map_Ready(n)                == \E p \in Node : RequestVote(n, p) \/ AppendEntries(n, p)
Map_Advance(n)              == BecomeLeader(n) \/ AdvanceCommitIndex(n)
Map_Restart(n)              == Restart(n)
Map_RecvProp(n, m)          == FALSE
Map_RecvPreVote(n, m)       == FALSE
Map_RecvPreVoteResp(n, m)   == FALSE
Map_RecvVote(n, m)          == m.type = "MsgVote" /\ Deliver(n, m)
Map_RecvVoteResp(n, m)      == m.type = "MsgVoteResp" /\ Deliver(n, m)
Map_RecvApp(n, m)           == m.type = "MsgApp" /\ Deliver(n, m)
Map_RecvAppResp(n, m)       == m.type = "MsgAppResp" /\ Deliver(n, m)
Map_RecvHeartbeat(n, m)     == FALSE
Map_RecvHeartbeatResp(n, m) == FALSE
=============================================================================

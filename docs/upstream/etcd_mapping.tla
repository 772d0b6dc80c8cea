---------------------------- MODULE etcd_mapping ----------------------------
(***************************************************************************)
(* Of the twenty observables ten have a counterpart: what a node is, its   *)
(* term, vote, log, commit index, the votes that it has counted, and what  *)
(* a leader knows the others to have; and, since the specification has     *)
(* them, what is queued (pendingMessages), what a node is about to tell    *)
(* itself (messages to oneself in `messages`), and what is in storage      *)
(* (durableState).                                                         *)
(*                                                                         *)
(* It has no counterpart of lead, elapsed, applied and busy, nor of flow   *)
(* control: next, mode, paused, inflight, sentCommit, active.              *)
(*                                                                         *)
(* Nor has it pre-candidates, pre-votes and proposals that are passed on.  *)
(* Where a recorded state has them, they stand for themselves: a role that *)
(* no step leads to, and messages that no step sends or takes.             *)
(***************************************************************************)
EXTENDS etcd

-----------------------------------------------------------------------------
(* Entries.  The contract has no type of entries, since all are alike.     *)
EntryFrom(e) == [term |-> e.term, type |-> ValueEntry, value |-> [val |-> e.value]]
EntryTo(e)   == [term |-> e.term, value |-> e.value.val]

LogFrom(entries) == [k \in 1..Len(entries) |-> EntryFrom(entries[k])]
LogTo(entries)   == [k \in 1..Len(entries) |-> EntryTo(entries[k])]

(* Messages.  A rejection also carries what the specification has no field *)
(* for, so that a recorded one is the same again on the way back.          *)
FromContract(m) ==
    CASE m.type = "MsgVote" ->
            [mtype |-> RequestVoteRequest, mterm |-> m.term, mlastLogTerm |-> m.logTerm,
             mlastLogIndex |-> m.index, msource |-> m.from, mdest |-> m.to]
      [] m.type = "MsgVoteResp" ->
            [mtype |-> RequestVoteResponse, mterm |-> m.term, mvoteGranted |-> ~m.reject,
             msource |-> m.from, mdest |-> m.to]
      [] m.type = "MsgApp" ->
            [mtype |-> AppendEntriesRequest, msubtype |-> "app", mterm |-> m.term,
             mprevLogIndex |-> m.index, mprevLogTerm |-> m.logTerm,
             mentries |-> LogFrom(m.entries), mcommitIndex |-> m.commit,
             msource |-> m.from, mdest |-> m.to]
      [] m.type = "MsgAppResp" /\ ~m.reject ->
            [mtype |-> AppendEntriesResponse, msubtype |-> "app", mterm |-> m.term,
             msuccess |-> TRUE, mmatchIndex |-> m.index, msource |-> m.from, mdest |-> m.to]
      [] m.type = "MsgAppResp" /\ m.reject ->
            [mtype |-> AppendEntriesResponse, msubtype |-> "app", mterm |-> m.term,
             msuccess |-> FALSE, mmatchIndex |-> 0, msource |-> m.from, mdest |-> m.to,
             rejected |-> m.index, hint |-> m.hint, hintTerm |-> m.logTerm]
      [] m.type = "MsgHeartbeat" ->
            [mtype |-> AppendEntriesRequest, msubtype |-> "heartbeat", mterm |-> m.term,
             mprevLogIndex |-> 0, mprevLogTerm |-> 0, mentries |-> <<>>, mcommitIndex |-> m.commit,
             msource |-> m.from, mdest |-> m.to]
      [] m.type = "MsgHeartbeatResp" ->
            [mtype |-> AppendEntriesResponse, msubtype |-> "heartbeat", mterm |-> m.term,
             msuccess |-> TRUE, mmatchIndex |-> 0, msource |-> m.from, mdest |-> m.to]
      [] OTHER ->
            [mtype |-> "Other", mterm |-> 0, msource |-> m.from, mdest |-> m.to, message |-> m]

Optional(m, field) == IF field \in DOMAIN m THEN m[field] ELSE 0

ToContract(m) ==
    CASE m.mtype = RequestVoteRequest ->
            [type |-> "MsgVote", from |-> m.msource, to |-> m.mdest, term |-> m.mterm,
             index |-> m.mlastLogIndex, logTerm |-> m.mlastLogTerm]
      [] m.mtype = RequestVoteResponse ->
            [type |-> "MsgVoteResp", from |-> m.msource, to |-> m.mdest, term |-> m.mterm,
             reject |-> ~m.mvoteGranted]
      [] m.mtype = AppendEntriesRequest /\ m.msubtype = "app" ->
            [type |-> "MsgApp", from |-> m.msource, to |-> m.mdest, term |-> m.mterm,
             index |-> m.mprevLogIndex, logTerm |-> m.mprevLogTerm,
             entries |-> LogTo(m.mentries), commit |-> m.mcommitIndex]
      [] m.mtype = AppendEntriesRequest /\ m.msubtype = "heartbeat" ->
            [type |-> "MsgHeartbeat", from |-> m.msource, to |-> m.mdest, term |-> m.mterm,
             commit |-> m.mcommitIndex]
      [] m.mtype = AppendEntriesResponse /\ m.msubtype = "app" ->
            [type |-> "MsgAppResp", from |-> m.msource, to |-> m.mdest, term |-> m.mterm,
             index |-> IF m.msuccess THEN m.mmatchIndex ELSE Optional(m, "rejected"),
             reject |-> ~m.msuccess, hint |-> Optional(m, "hint"), logTerm |-> Optional(m, "hintTerm")]
      [] m.mtype = AppendEntriesResponse /\ m.msubtype = "heartbeat" ->
            [type |-> "MsgHeartbeatResp", from |-> m.msource, to |-> m.mdest, term |-> m.mterm]
      [] m.mtype = "Other" ->
            m.message

(* A proposal that is passed on keeps the name of whom it was made to,     *)
(* wherever it is queued, and may come back there.  So it is not by the    *)
(* sender in it that these are told apart.                                 *)
QueuedBy(i, m) == [FromContract(m) EXCEPT !.msource = i]
Flying(m) == IF m.from = m.to THEN [FromContract(m) EXCEPT !.msource = Nil] ELSE FromContract(m)

ToOneself(m) == m.msource = m.mdest

-----------------------------------------------------------------------------
(* The contract has these where they mean something: votes for one that    *)
(* stands for election, what is known of the others for a leader.          *)
IfStanding(i, value) == IF state[i] \in {Candidate, "PreCandidate"} THEN value ELSE <<>>
IfLeader(i, value)   == IF state[i] = Leader THEN value ELSE <<>>

Map_Represent(pre) ==
    /\ currentTerm    = pre.term
    /\ state          = pre.role
    /\ votedFor       = pre.vote
    /\ log            = [i \in Node |-> LogFrom(pre.log[i])]
    /\ commitIndex    = pre.commit
    /\ votesResponded = [i \in Node |-> DOMAIN pre.votes[i]]
    /\ votesGranted   = [i \in Node |-> {j \in DOMAIN pre.votes[i] : pre.votes[i][j]}]
    /\ matchIndex     = [i \in Node |-> [j \in Node |->
                            IF j \in DOMAIN pre.match[i] THEN pre.match[i][j] ELSE 0]]
    /\ pendingMessages = SetToBag(UNION {{QueuedBy(i, m) : m \in pre.outbox[i]} : i \in Node})
    /\ messages        = SetToBag({Flying(m) : m \in pre.net} \cup
                                  {FromContract(m) : m \in UNION {pre.acks[i] : i \in Node}})
    /\ config          = [i \in Node |-> [jointConfig |-> <<Node, {}>>, learners |-> {}]]
    /\ durableState    = [i \in Node |->
                            [currentTerm |-> pre.durable[i].term,
                             votedFor    |-> pre.durable[i].vote,
                             log         |-> Len(pre.durable[i].log),
                             commitIndex |-> pre.durable[i].commit,
                             config      |-> config[i]]]
    /\ pendingConfChangeIndex = [i \in Node |-> 0]
    /\ reconfigCount = 0

(* In storage the specification has no log but how much of the node's log  *)
(* is there.                                                               *)
Stored(i) ==
    LET d == durableState[i]
    IN  [term |-> d.currentTerm, vote |-> d.votedFor, commit |-> d.commitIndex,
         log |-> SubSeq(LogTo(log[i]), 1, Min({d.log, Len(log[i])}))]

Map_Observe ==
    [term    |-> currentTerm,
     role    |-> state,
     vote    |-> votedFor,
     log     |-> [i \in Node |-> LogTo(log[i])],
     commit  |-> commitIndex,
     votes   |-> [i \in Node |-> IfStanding(i, [j \in votesResponded[i] |-> j \in votesGranted[i]])],
     match   |-> [i \in Node |-> IfLeader(i, matchIndex[i])],
     outbox  |-> [i \in Node |-> {ToContract(m) : m \in {m \in DOMAIN pendingMessages : m.msource = i}}],
     acks    |-> [i \in Node |-> {ToContract(m) : m \in {m \in DOMAIN messages : m.mdest = i /\ ToOneself(m)}}],
     durable |-> [i \in Node |-> Stored(i)]]

Map_Inflight == {ToContract(m) : m \in {m \in DOMAIN messages : ~ToOneself(m)}}

-----------------------------------------------------------------------------
(* What becomes of a message, or of one of its steps.                      *)
Deliver(n, m) == m.to = n /\ \E c \in DOMAIN messages : ToContract(c) = m /\ Receive(c)

Map_Tick(n, r)              == FALSE
Map_ElectionTimeout(n, r)   == Timeout(n)
Map_LeaderTick(n)           == StepDownToFollower(n) \/ \E p \in Node : Heartbeat(n, p)
Map_Campaign(n)             == Timeout(n)
Map_Propose(n, v)           == ClientRequest(n, v)
Map_Unreachable(n, p)       == FALSE
Map_Ready(n)                == Ready(n)
Map_Advance(n)              == \E c \in DOMAIN messages : c.mdest = n /\ ToOneself(c) /\ Receive(c)
Map_Restart(n)              == Restart(n)
Map_RecvProp(n, m)          == FALSE
Map_RecvPreVote(n, m)       == FALSE
Map_RecvPreVoteResp(n, m)   == FALSE
Map_RecvVote(n, m)          == m.type = "MsgVote" /\ Deliver(n, m)
Map_RecvVoteResp(n, m)      == m.type = "MsgVoteResp" /\ Deliver(n, m)
Map_RecvApp(n, m)           == m.type = "MsgApp" /\ Deliver(n, m)
Map_RecvAppResp(n, m)       == m.type = "MsgAppResp" /\ Deliver(n, m)
Map_RecvHeartbeat(n, m)     == m.type = "MsgHeartbeat" /\ Deliver(n, m)
Map_RecvHeartbeatResp(n, m) == m.type = "MsgHeartbeatResp" /\ Deliver(n, m)
=============================================================================

---------------------------- MODULE etcd_mapping ----------------------------
(***************************************************************************)
(* The model. The specification has only types.                            *)
(***************************************************************************)
EXTENDS etcd, SequencesExt, TLC

None == "none"

min(a, b) == IF a < b THEN a ELSE b
max(a, b) == IF a < b THEN b ELSE a

\* Some order of the elements of a set.
RECURSIVE InOrder(_)
InOrder(S) ==
    IF S = {} THEN <<>>
    ELSE LET x == CHOOSE x \in S : TRUE IN <<x>> \o InOrder(S \ {x})

\* Visit goes through the nodes in one and the same order.
IDs == InOrder(Node)

quorum == Len(IDs) \div 2 + 1

-----------------------------------------------------------------------------
\* log.go

lastIndex(r) == Len(r.log)
termAt(r, i) == IF i = 0 \/ i > lastIndex(r) THEN 0 ELSE r.log[i].term
lastTerm(r) == termAt(r, lastIndex(r))

matchTerm(r, i, t) == i <= lastIndex(r) /\ termAt(r, i) = t

isUpToDate(r, i, t) == t > lastTerm(r) \/ (t = lastTerm(r) /\ i >= lastIndex(r))

commitTo(r, i) == IF i > r.committed THEN [r EXCEPT !.committed = i] ELSE r

\* The first entry that the log has not, or has of another term; 0 if it
\* has them all.
RECURSIVE findConflict(_, _, _)
findConflict(r, i, ents) ==
    IF ents = <<>> THEN 0
    ELSE IF matchTerm(r, i, Head(ents).term) THEN findConflict(r, i + 1, Tail(ents))
    ELSE i

RECURSIVE findConflictByTerm(_, _, _)
findConflictByTerm(r, i, t) ==
    IF i = 0 \/ i > lastIndex(r) \/ termAt(r, i) <= t THEN i
    ELSE findConflictByTerm(r, i - 1, t)

\* The log with these entries, which follow index i, and the commit index
\* that the leader has, as far as the entries reach.
appended(r, i, ents, c) ==
    LET ci == findConflict(r, i + 1, ents)
        r1 == IF ci = 0 THEN r
              ELSE [r EXCEPT !.log = SubSeq(@, 1, ci - 1) \o SubSeq(ents, ci - i, Len(ents))]
    IN  commitTo(r1, min(c, i + Len(ents)))

\* At most so many entries from i on.
entries(r, i) == SubSeq(r.log, i, min(lastIndex(r), i + MaxEntries - 1))

-----------------------------------------------------------------------------
\* tracker/

newProgress(last) ==
    [Match |-> 0, Next |-> last + 1, State |-> "Probe", FlowPaused |-> FALSE,
     Inflights |-> <<>>, sentCommit |-> 0, RecentActive |-> FALSE]

full(pr) == Len(pr.Inflights) = MaxInflight

resetState(pr, s) == [pr EXCEPT !.State = s, !.FlowPaused = FALSE, !.Inflights = <<>>]
becomeProbe(pr) ==
    [resetState(pr, "Probe") EXCEPT !.Next = pr.Match + 1, !.sentCommit = min(@, pr.Match)]
becomeReplicate(pr) == [resetState(pr, "Replicate") EXCEPT !.Next = pr.Match + 1]

sentEntries(pr, count) ==
    IF pr.State = "Probe" THEN [pr EXCEPT !.FlowPaused = @ \/ count > 0]
    ELSE LET pr1 == IF count = 0 THEN pr
                    ELSE [pr EXCEPT !.Next = @ + count,
                                    !.Inflights = Append(@, pr.Next + count - 1)]
         IN  [pr1 EXCEPT !.FlowPaused = full(pr1)]

canBumpCommit(pr, i) == i > pr.sentCommit /\ pr.sentCommit < pr.Next - 1

maybeUpdate(pr, n) ==
    IF n <= pr.Match THEN pr
    ELSE [pr EXCEPT !.Match = n, !.Next = max(@, n + 1), !.FlowPaused = FALSE]

\* Inflights are in order, so what is at most i is in front.
RECURSIVE freeLE(_, _)
freeLE(window, i) ==
    IF window = <<>> \/ Head(window) > i THEN window ELSE freeLE(Tail(window), i)

\* What the tally says: who has a vote in votes, and which.
tally(votes) ==
    LET granted == Cardinality({p \in DOMAIN votes : votes[p]})
        missing == Len(IDs) - Cardinality(DOMAIN votes)
    IN  CASE granted >= quorum                               -> "VoteWon"
          [] granted < quorum /\ granted + missing >= quorum -> "VotePending"
          [] granted + missing < quorum                      -> "VoteLost"

\* The commit index of a quorum: the matches in ascending order, of which
\* the last `quorum` are at least that.
committedIndex(r) ==
    LET sorted == SortSeq([i \in DOMAIN IDs |-> r.prs[IDs[i]].Match], LAMBDA a, b : a < b)
    IN  sorted[Len(IDs) - quorum + 1]

-----------------------------------------------------------------------------
\* raft.go: sending

\* A message that waits already is not put into the queue again; nobody
\* could tell it from the first.
put(queue, m) == IF \E i \in DOMAIN queue : queue[i] = m THEN queue ELSE Append(queue, m)

AfterAppend == {"MsgAppResp", "MsgVoteResp", "MsgPreVoteResp"}

send(r, m) ==
    IF m.type \in AfterAppend THEN [r EXCEPT !.msgsAfterAppend = put(@, m)]
    ELSE [r EXCEPT !.msgs = put(@, m)]

sendVoteResp(r, to, type, t, reject) ==
    send(r, [type |-> type, from |-> r.id, to |-> to, term |-> t, reject |-> reject])

sendAppResp(r, to, i, reject, hint, t) ==
    send(r, [type |-> "MsgAppResp", from |-> r.id, to |-> to, term |-> r.Term, index |-> i,
             reject |-> reject, hint |-> hint, logTerm |-> t])

maybeSendAppend(r, to, sendIfEmpty) ==
    LET pr   == r.prs[to]
        ents == IF pr.State = "Replicate" /\ full(pr) THEN <<>> ELSE entries(r, pr.Next)
        r1   == send(r, [type |-> "MsgApp", from |-> r.id, to |-> to, term |-> r.Term,
                         index |-> pr.Next - 1, logTerm |-> termAt(r, pr.Next - 1),
                         entries |-> ents, commit |-> r.committed])
    IN  IF pr.FlowPaused \/ (ents = <<>> /\ ~sendIfEmpty) THEN r
        ELSE [r1 EXCEPT !.prs[to] = [sentEntries(pr, Len(ents)) EXCEPT !.sentCommit = r.committed]]

sendAppend(r, to) == maybeSendAppend(r, to, TRUE)

\* As long as something is sent.
RECURSIVE sendAll(_, _)
sendAll(r, to) ==
    LET r1 == maybeSendAppend(r, to, FALSE) IN IF r1 = r THEN r ELSE sendAll(r1, to)

sendHeartbeat(r, to) ==
    LET c == min(r.prs[to].Match, r.committed)
    IN  [send(r, [type |-> "MsgHeartbeat", from |-> r.id, to |-> to, term |-> r.Term, commit |-> c])
            EXCEPT !.prs[to].sentCommit = c]

bcastAppend(r) ==
    FoldLeft(LAMBDA acc, p : IF p = r.id THEN acc ELSE sendAppend(acc, p), r, IDs)
bcastHeartbeat(r) ==
    FoldLeft(LAMBDA acc, p : IF p = r.id THEN acc ELSE sendHeartbeat(acc, p), r, IDs)

appendEntry(r, v) ==
    LET r1 == [r EXCEPT !.log = Append(@, [term |-> r.Term, value |-> v])]
    IN  sendAppResp(r1, r.id, lastIndex(r1), FALSE, 0, 0)

-----------------------------------------------------------------------------
\* raft.go: roles

NoVotes == [p \in {} |-> FALSE]
NoProgress == [p \in {} |-> newProgress(0)]

reset(r, t) ==
    [r EXCEPT !.Term = t, !.Vote = IF t = r.Term THEN @ ELSE None, !.lead = None,
              !.electionElapsed = 0, !.votes = NoVotes, !.prs = NoProgress]

becomeFollower(r, t, l) == [reset(r, t) EXCEPT !.state = "Follower", !.lead = l]

becomePreCandidate(r) ==
    [r EXCEPT !.state = "PreCandidate", !.votes = NoVotes, !.lead = None]

becomeCandidate(r) == [reset(r, r.Term + 1) EXCEPT !.state = "Candidate", !.Vote = r.id]

becomeLeader(r) ==
    LET last == lastIndex(r)
        own == [newProgress(last) EXCEPT !.Match = last, !.State = "Replicate", !.RecentActive = TRUE]
        r1 == [reset(r, r.Term) EXCEPT !.state = "Leader", !.lead = r.id,
                  !.prs = [p \in Node |-> IF p = r.id THEN own ELSE newProgress(last)]]
    IN  appendEntry(r1, "noop")

\* Everybody is asked, in order; the node answers itself.
campaign(r, pre) ==
    LET r1 == IF pre THEN becomePreCandidate(r) ELSE becomeCandidate(r)
        t == IF pre THEN r1.Term + 1 ELSE r1.Term
        ask(acc, p) ==
            IF p = r.id
            THEN sendVoteResp(acc, p, IF pre THEN "MsgPreVoteResp" ELSE "MsgVoteResp", t, FALSE)
            ELSE send(acc, [type |-> IF pre THEN "MsgPreVote" ELSE "MsgVote",
                            from |-> r.id, to |-> p, term |-> t,
                            index |-> lastIndex(r), logTerm |-> lastTerm(r)])
    IN  FoldLeft(ask, r1, IDs)

hup(r) == IF r.state = "Leader" THEN r ELSE campaign(r, PreVote)

-----------------------------------------------------------------------------
\* raft.go: messages

handleAppendEntries(r, m) ==
    LET hint == findConflictByTerm(r, min(m.index, lastIndex(r)), m.logTerm)
    IN  IF m.index < r.committed THEN sendAppResp(r, m.from, r.committed, FALSE, 0, 0)
        ELSE IF matchTerm(r, m.index, m.logTerm)
        THEN sendAppResp(appended(r, m.index, m.entries, m.commit), m.from,
                         m.index + Len(m.entries), FALSE, 0, 0)
        ELSE sendAppResp(r, m.from, m.index, TRUE, hint, termAt(r, hint))

handleHeartbeat(r, m) ==
    send(commitTo(r, m.commit),
         [type |-> "MsgHeartbeatResp", from |-> r.id, to |-> m.from, term |-> r.Term])

\* MsgAppResp with Reject
rejected(r, m) ==
    LET pr == r.prs[m.from]
        hint == IF m.logTerm > 0 THEN findConflictByTerm(r, m.hint, m.logTerm) ELSE m.hint
        next == max(min(m.index, hint + 1), pr.Match + 1)
        stale == IF pr.State = "Replicate" THEN m.index <= pr.Match ELSE pr.Next - 1 # m.index
        pr1 == IF pr.State = "Replicate" THEN becomeProbe(pr)
               ELSE [pr EXCEPT !.Next = next, !.FlowPaused = FALSE, !.sentCommit = min(@, next - 1)]
    IN  IF stale THEN r ELSE sendAppend([r EXCEPT !.prs[m.from] = pr1], m.from)

maybeCommit(r) ==
    LET i == committedIndex(r)
    IN  IF termAt(r, i) = r.Term THEN commitTo(r, i) ELSE r

\* MsgAppResp without
acked(r, m) ==
    LET pr == r.prs[m.from]
        pr1 == maybeUpdate(pr, m.index)
        pr2 == IF pr1.State = "Probe" THEN becomeReplicate(pr1)
               ELSE [pr1 EXCEPT !.Inflights = freeLE(@, m.index)]
        r1 == [r EXCEPT !.prs[m.from] = pr2]
        r2 == maybeCommit(r1)
        r3 == IF r2.committed > r1.committed THEN bcastAppend(r2)
              ELSE IF m.from # r.id /\ canBumpCommit(pr2, r2.committed) THEN sendAppend(r2, m.from)
              ELSE r2
    IN  IF pr1.Match = pr.Match /\ ~(pr.Match = m.index /\ pr.State = "Probe") THEN r
        ELSE IF m.from = r.id THEN r3 ELSE sendAll(r3, m.from)

propose(r, m) == bcastAppend(appendEntry(r, m.value))

stepLeader(r, m) ==
    LET heard == [r EXCEPT !.prs[m.from].RecentActive = TRUE]
    IN  CASE m.type = "MsgProp" -> propose(r, m)
          [] m.type = "MsgAppResp" -> IF m.reject THEN rejected(heard, m) ELSE acked(heard, m)
          [] m.type = "MsgHeartbeatResp" ->
                LET r1 == [heard EXCEPT !.prs[m.from].FlowPaused = FALSE]
                    pr == r1.prs[m.from]
                IN  IF pr.Match < lastIndex(r) \/ pr.State = "Probe"
                    THEN sendAppend(r1, m.from) ELSE r1
          [] OTHER -> r

\* Candidates and pre-candidates
stepCandidate(r, m) ==
    LET mine == IF r.state = "PreCandidate" THEN "MsgPreVoteResp" ELSE "MsgVoteResp"
        r1 == IF m.from \in DOMAIN r.votes THEN r
              ELSE [r EXCEPT !.votes = [p \in DOMAIN @ \cup {m.from} |->
                                           IF p = m.from THEN ~m.reject ELSE r.votes[p]]]
        result == tally(r1.votes)
    IN  CASE m.type = "MsgApp" -> handleAppendEntries(becomeFollower(r, m.term, m.from), m)
          [] m.type = "MsgHeartbeat" -> handleHeartbeat(becomeFollower(r, m.term, m.from), m)
          [] m.type = mine /\ result = "VoteWon" ->
                IF r.state = "PreCandidate" THEN campaign(r1, FALSE)
                ELSE bcastAppend(becomeLeader(r1))
          [] m.type = mine /\ result = "VoteLost" -> becomeFollower(r1, r.Term, None)
          [] m.type = mine /\ result = "VotePending" -> r1
          [] OTHER -> r

stepFollower(r, m) ==
    LET led == [r EXCEPT !.electionElapsed = 0, !.lead = m.from]
    IN  CASE m.type = "MsgProp" -> IF r.lead = None THEN r ELSE send(r, [m EXCEPT !.to = r.lead])
          [] m.type = "MsgApp" -> handleAppendEntries(led, m)
          [] m.type = "MsgHeartbeat" -> handleHeartbeat(led, m)
          [] OTHER -> r

step(r, m) ==
    CASE r.state = "Leader"                         -> stepLeader(r, m)
      [] r.state \in {"PreCandidate", "Candidate"}  -> stepCandidate(r, m)
      [] r.state = "Follower"                       -> stepFollower(r, m)

vote(r, m) ==
    LET resp == IF m.type = "MsgVote" THEN "MsgVoteResp" ELSE "MsgPreVoteResp"
        canVote == \/ r.Vote = m.from
                   \/ r.Vote = None /\ r.lead = None
                   \/ m.type = "MsgPreVote" /\ m.term > r.Term
        r1 == sendVoteResp(r, m.from, resp, m.term, FALSE)
    IN  IF ~(canVote /\ isUpToDate(r, m.index, m.logTerm))
        THEN sendVoteResp(r, m.from, resp, r.Term, TRUE)
        ELSE IF m.type = "MsgVote" THEN [r1 EXCEPT !.electionElapsed = 0, !.Vote = m.from]
        ELSE r1

Votes == {"MsgVote", "MsgPreVote"}
Led == {"MsgApp", "MsgHeartbeat"}

\* Step, for messages that have a term
dispatch(r, m) == IF m.type \in Votes THEN vote(r, m) ELSE step(r, m)

Step(r, m) ==
    IF m.type = "MsgProp" THEN step(r, m)
    ELSE IF m.term > r.Term
    THEN IF m.type \in Votes /\ CheckQuorum /\ r.lead # None /\ r.electionElapsed < ElectionTick
         THEN r
         ELSE IF m.type = "MsgPreVote" \/ (m.type = "MsgPreVoteResp" /\ ~m.reject)
         THEN dispatch(r, m)
         ELSE dispatch(becomeFollower(r, m.term, IF m.type \in Led THEN m.from ELSE None), m)
    ELSE IF m.term < r.Term
    THEN IF m.type \in Led /\ (CheckQuorum \/ PreVote)
         THEN sendAppResp(r, m.from, 0, FALSE, 0, 0)
         ELSE IF m.type = "MsgPreVote"
         THEN sendVoteResp(r, m.from, "MsgPreVoteResp", r.Term, TRUE)
         ELSE r
    ELSE dispatch(r, m)

-----------------------------------------------------------------------------
\* Ticks

tickElection(r, timeout) ==
    LET r1 == [r EXCEPT !.electionElapsed = @ + 1]
    IN  IF r1.electionElapsed >= timeout THEN hup([r1 EXCEPT !.electionElapsed = 0]) ELSE r1

\* MsgCheckQuorum
checkQuorum(r) ==
    LET active == {p \in Node : p = r.id \/ r.prs[p].RecentActive}
    IN  IF Cardinality(active) < quorum THEN becomeFollower(r, r.Term, None)
        ELSE [r EXCEPT !.prs = [p \in Node |-> [@[p] EXCEPT !.RecentActive = p = r.id]]]

tickHeartbeat(r) ==
    LET r1 == [r EXCEPT !.electionElapsed = @ + 1]
        r2 == IF r1.electionElapsed < ElectionTick THEN r1
              ELSE LET r0 == [r1 EXCEPT !.electionElapsed = 0]
                   IN  IF CheckQuorum THEN checkQuorum(r0) ELSE r0
    IN  IF r2.state = "Leader" THEN bcastHeartbeat(r2) ELSE r2

-----------------------------------------------------------------------------
\* rawnode.go, and the application

Range(s) == {s[i] : i \in DOMAIN s}

hardState(r) == [term |-> r.Term, vote |-> r.Vote, commit |-> r.committed, log |-> r.log]

newRawNode(n, disk) ==
    [id |-> n, state |-> "Follower", Term |-> disk.term, Vote |-> disk.vote, lead |-> None,
     electionElapsed |-> 0, votes |-> NoVotes, prs |-> NoProgress,
     log |-> disk.log, committed |-> disk.commit, applying |-> 0,
     msgs |-> <<>>, msgsAfterAppend |-> <<>>, stepsOnAdvance |-> <<>>,
     accepted |-> FALSE,        \* whether a Ready waits for its Advance
     disk |-> disk]

isMine(r, m) == m.to = r.id
queued(r) == r.msgs \o r.msgsAfterAppend
mine(r) == SelectSeq(r.msgsAfterAppend, LAMBDA m : isMine(r, m))

hasReady(r) == queued(r) # <<>> \/ r.applying < r.committed \/ hardState(r) # r.disk

ready(r) ==
    [r EXCEPT !.disk = hardState(r), !.applying = r.committed, !.msgs = <<>>,
              !.msgsAfterAppend = <<>>, !.stepsOnAdvance = mine(r), !.accepted = TRUE]

advance(r) ==
    FoldLeft(Step, [r EXCEPT !.accepted = FALSE, !.stepsOnAdvance = <<>>], r.stepsOnAdvance)

reportUnreachable(r, p) ==
    IF r.prs[p].State = "Replicate" THEN [r EXCEPT !.prs[p] = becomeProbe(@)] ELSE r

\* What the application keeps to: no second message to the node itself in
\* the queue, none when a campaign would make one.
calm(r) == mine(r) = <<>>
idle(r) == calm(r) /\ r.stepsOnAdvance = <<>>

mayDeliver(r, m) ==
    /\ m.type = "MsgProp" /\ r.state = "Leader" => calm(r)
    /\ m.type \in {"MsgVoteResp", "MsgPreVoteResp"} => calm(r)

-----------------------------------------------------------------------------
\* Node n is r1 now, and nothing else has changed.
Call(n, r1) == raft' = [raft EXCEPT ![n] = r1] /\ UNCHANGED wire

TickCall(n, t) == raft[n].state # "Leader" /\ raft[n].electionElapsed + 1 < t
                  /\ Call(n, tickElection(raft[n], t))
TimeoutCall(n, t) == raft[n].state # "Leader" /\ raft[n].electionElapsed + 1 >= t /\ idle(raft[n])
                     /\ Call(n, tickElection(raft[n], t))
LeaderTickCall(n) == raft[n].state = "Leader" /\ Call(n, tickHeartbeat(raft[n]))
CampaignCall(n) == idle(raft[n]) /\ raft[n].state # "Leader" /\ Call(n, hup(raft[n]))
ProposeCall(n, v) ==
    LET m == [type |-> "MsgProp", from |-> n, to |-> n, value |-> v]
    IN  mayDeliver(raft[n], m) /\ Call(n, Step(raft[n], m))
UnreachableCall(n, p) == raft[n].state = "Leader" /\ p # n /\ Call(n, reportUnreachable(raft[n], p))
AdvanceCall(n) == raft[n].accepted /\ Call(n, advance(raft[n]))
RestartCall(n) == Call(n, newRawNode(n, raft[n].disk))

ReadyCall(n) ==
    /\ ~raft[n].accepted
    /\ hasReady(raft[n])
    /\ raft' = [raft EXCEPT ![n] = ready(@)]
    /\ wire' = wire \cup {m \in Range(queued(raft[n])) : ~isMine(raft[n], m)}

StepCall(n, m) ==
    /\ m \in wire
    /\ m.to = n
    /\ mayDeliver(raft[n], m)
    /\ raft' = [raft EXCEPT ![n] = Step(@, m)]
    /\ wire' = wire \ {m}

-----------------------------------------------------------------------------
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

Map_Tick(n, r)            == TickCall(n, r)
Map_ElectionTimeout(n, r) == TimeoutCall(n, r)
Map_LeaderTick(n)         == LeaderTickCall(n)
Map_Campaign(n)           == CampaignCall(n)
Map_Propose(n, v)         == ProposeCall(n, v)
Map_Unreachable(n, p)     == UnreachableCall(n, p)
Map_Ready(n)              == ReadyCall(n)
Map_Advance(n)            == AdvanceCall(n)
Map_Restart(n)            == RestartCall(n)

\* All deliveries are one call; the decision has chosen the message.
Map_RecvProp(n, m)          == StepCall(n, m)
Map_RecvPreVote(n, m)       == StepCall(n, m)
Map_RecvPreVoteResp(n, m)   == StepCall(n, m)
Map_RecvVote(n, m)          == StepCall(n, m)
Map_RecvVoteResp(n, m)      == StepCall(n, m)
Map_RecvApp(n, m)           == StepCall(n, m)
Map_RecvAppResp(n, m)       == StepCall(n, m)
Map_RecvHeartbeat(n, m)     == StepCall(n, m)
Map_RecvHeartbeatResp(n, m) == StepCall(n, m)
=============================================================================

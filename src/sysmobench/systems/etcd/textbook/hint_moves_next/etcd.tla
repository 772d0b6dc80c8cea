-------------------------------- MODULE etcd --------------------------------
(***************************************************************************)
(* The Raft library of etcd as a textbook would have it in one point. The  *)
(* belief: a rejection tells the leader in either mode where to go on. All *)
(* else is as in the code.                                                 *)
(*                                                                         *)
(* The Raft library of etcd (Go module go.etcd.io/raft/v3): raft.go, and   *)
(* as much of log.go, rawnode.go and tracker/ as it uses here.             *)
(*                                                                         *)
(* A node is a RawNode with its storage, and the application around them.  *)
(* One step is one call into one node, with all that the call does: a vote *)
(* that decides an election also appends the first entry of the new leader *)
(* and queues the messages that carry it.                                  *)
(*                                                                         *)
(* What a call wants to send is queued.  The application then asks what is *)
(* ready, writes the node's term, vote, commit index and log to storage,   *)
(* sends what is queued, and applies what is committed (Ready); later it   *)
(* says that it has done so (Advance).  Between the two the node may be    *)
(* called again, and it may crash.                                         *)
(*                                                                         *)
(* Whoever knows Raft from its paper will miss and find the following:     *)
(*                                                                         *)
(*  - A candidate's vote for itself and a leader's acknowledgement of its  *)
(*    own entries are messages to itself.  They are handled by Advance,    *)
(*    when what they speak of is in storage, and only if they are still of *)
(*    use then.                                                            *)
(*  - A node that knows a leader votes for nobody in that term, even if it *)
(*    has not voted.                                                       *)
(*  - Requests for votes of an earlier term are not answered.  With        *)
(*    CheckQuorum those of a later term are not even looked at as long as  *)
(*    the node has heard from a leader within an election timeout.         *)
(*  - A leader sends to each other node what it believes to be missing     *)
(*    there, and moves `next` on when it has sent it, not when it hears    *)
(*    that it arrived.  It does so only in mode Replicate, and only so far *)
(*    as the window of messages in flight is not full.  In mode Probe it   *)
(*    sends one message and waits.                                         *)
(*  - An append that does not fit is answered with a hint from which the   *)
(*    leader works out where the logs may still agree, so that it tries    *)
(*    once for each term and not once for each entry.                      *)
(*  - Heartbeats are messages of their own.  They carry a commit index     *)
(*    that the follower is known to have the entries for.                  *)
(*                                                                         *)
(* Not here: changes of configuration and learners, transfer of            *)
(* leadership, reading indices, snapshots and compaction, asynchronous     *)
(* storage, limits in bytes.                                               *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
    Node,           \* the nodes, all of them voters
    Value,          \* what can be proposed
    Timeouts,       \* what the randomised election timeout can be
    PreVote,        \* Config.PreVote
    CheckQuorum,    \* Config.CheckQuorum
    ElectionTick,   \* Config.ElectionTick
    MaxInflight,    \* Config.MaxInflightMsgs
    MaxEntries,     \* how many entries fit into one MsgApp
    MaxTerm,        \* bounds for TLC: no node goes beyond this term,
    MaxLog          \* and no log beyond this length

VARIABLES
    node,           \* node[n] is all that node n has, its storage included
    net             \* the messages in flight: a set, which may lose and reorder

vars == <<node, net>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* Words                                                                   *)
(***************************************************************************)

(* No node.                                                                *)
None == "none"

(* A function without arguments: the votes of who has not been answered,   *)
(* the progress of who does not lead.                                      *)
Nothing == <<>>

Min(i, j) == IF i < j THEN i ELSE j
Max(i, j) == IF i > j THEN i ELSE j

(* The largest element of a set of numbers, 0 if it is empty.              *)
Largest(S) == IF S = {} THEN 0 ELSE CHOOSE i \in S : \A j \in S : j <= i

IsQuorum(S) == 2 * Cardinality(S) > Cardinality(Node)

(* Below, `s` is always what one node has, a record with these fields:     *)
(*    id          its name                                                 *)
(*    role        "Follower", "PreCandidate", "Candidate" or "Leader"      *)
(*    term, vote  its term, and whom it has voted for in it                *)
(*    lead        whom it takes for the leader                             *)
(*    log         a sequence of entries [term, value], from index 1        *)
(*    commit      up to where it knows entries to be committed             *)
(*    applied     up to where it has applied them                          *)
(*    votes       the answers that it has counted, by voter                *)
(*    elapsed     ticks, until it stands for election or looks for its     *)
(*                quorum                                                   *)
(*    outbox      the messages that it has queued                          *)
(*    acks        of these, what was to itself when they were sent         *)
(*    busy        Ready has been called, and Advance has not               *)
(*    durable     what is in storage: term, vote, commit, log              *)
(*    progress    on a leader, what it knows of each node                  *)
(* and the operators say what becomes of it.                               *)

LastIndex(s) == Len(s.log)

(* The term of the entry at an index; before the log and beyond it 0.      *)
TermAt(s, i) == IF i \in 1..Len(s.log) THEN s.log[i].term ELSE 0

LastTerm(s) == TermAt(s, LastIndex(s))

Others(s) == Node \ {s.id}

-----------------------------------------------------------------------------
(***************************************************************************)
(* Messages                                                                *)
(***************************************************************************)

(* A set of messages is queued.                                            *)
Queue(s, messages) == [s EXCEPT !.outbox = @ \cup messages]

(* An answer to a request for a vote or, with `pre`, a pre-vote.           *)
VoteAnswer(s, to, pre, term, reject) ==
    [type |-> IF pre THEN "MsgPreVoteResp" ELSE "MsgVoteResp",
     from |-> s.id, to |-> to, term |-> term, reject |-> reject]

(* An answer to an append, or to what came too late to be one.             *)
AppendAnswer(s, to, index) ==
    [type |-> "MsgAppResp", from |-> s.id, to |-> to, term |-> s.term,
     index |-> index, reject |-> FALSE, hint |-> 0, logTerm |-> 0]

(* An append that follows `index` is rejected; perhaps our log agrees with *)
(* the leader's at `hint`.                                                 *)
AppendRejection(s, to, index, hint) ==
    [AppendAnswer(s, to, index) EXCEPT
        !.reject = TRUE, !.hint = hint, !.logTerm = TermAt(s, hint)]

-----------------------------------------------------------------------------
(***************************************************************************)
(* What a leader knows of a node (tracker/progress.go)                     *)
(***************************************************************************)

(* Of each node p a leader has                                             *)
(*    match       up to where p is known to have the leader's log          *)
(*    next        the index of the next entry to send to p                 *)
(*    mode        "Probe" or "Replicate": whether it knows where to go on  *)
(*    paused      nothing is sent to p until it is heard of                *)
(*    inflight    in mode Replicate, the last index of each message on its *)
(*                way to p, oldest first                                   *)
(*    sentCommit  the commit index that p was last sent                    *)
(*    active      p was heard of since the leader last looked              *)
(* Of itself it has the same, and uses only `match` of it.                 *)

NewProgress(last) ==
    [match |-> 0, next |-> last + 1, mode |-> "Probe", paused |-> FALSE,
     inflight |-> <<>>, sentCommit |-> 0, active |-> FALSE]

OwnProgress(match) ==
    [match |-> match, next |-> match + 1, mode |-> "Replicate", paused |-> FALSE,
     inflight |-> <<>>, sentCommit |-> 0, active |-> TRUE]

IsFull(pr) == pr.mode = "Replicate" /\ Len(pr.inflight) = MaxInflight

(* BecomeProbe and BecomeReplicate                                         *)
ToProbe(pr) ==
    [pr EXCEPT !.mode = "Probe", !.paused = FALSE, !.inflight = <<>>,
               !.next = pr.match + 1, !.sentCommit = Min(@, pr.match)]

ToReplicate(pr) ==
    [pr EXCEPT !.mode = "Replicate", !.paused = FALSE, !.inflight = <<>>,
               !.next = pr.match + 1]

(* A message with so many entries has been sent: SentEntries.  The window  *)
(* may be full now.  A probe waits for its answer, unless it was empty.    *)
AfterEntries(pr, count) ==
    IF pr.mode = "Probe" THEN [pr EXCEPT !.paused = count > 0]
    ELSE LET flying == IF count = 0 THEN pr.inflight
                       ELSE Append(pr.inflight, pr.next + count - 1)
         IN  [pr EXCEPT !.next = @ + count, !.inflight = flying,
                        !.paused = Len(flying) = MaxInflight]

(* A node has acknowledged its log up to an index: MaybeUpdate.            *)
Acknowledged(pr, index) ==
    IF index <= pr.match THEN pr
    ELSE [pr EXCEPT !.match = index, !.next = Max(@, index + 1), !.paused = FALSE]

(* MaybeDecrTo: an append that followed `index` was rejected, and the logs *)
(* may agree at `hint`.  Where the rejection tells nothing new, nothing    *)
(* happens.                                                                *)
IsOldRejection(pr, index) ==
    IF pr.mode = "Replicate" THEN index <= pr.match ELSE index # pr.next - 1

AfterRejection(pr, index, hint) ==
    LET next == Max(Min(index, hint + 1), pr.match + 1)
    IN  IF pr.mode = "Replicate" THEN [ToProbe(pr) EXCEPT !.next = next]
        ELSE [pr EXCEPT !.next = next, !.sentCommit = Min(@, next - 1), !.paused = FALSE]

-----------------------------------------------------------------------------
(***************************************************************************)
(* What a leader sends                                                     *)
(***************************************************************************)

(* The entries that the next append to p has.  None, if its window is      *)
(* full: then an empty append finds out whether p is still there.          *)
EntriesFor(s, p) ==
    LET pr == s.progress[p]
    IN  IF IsFull(pr) THEN <<>>
        ELSE SubSeq(s.log, pr.next, Min(LastIndex(s), pr.next + MaxEntries - 1))

AppendFor(s, p) ==
    LET previous == s.progress[p].next - 1
    IN  [type |-> "MsgApp", from |-> s.id, to |-> p, term |-> s.term,
         index |-> previous, logTerm |-> TermAt(s, previous),
         entries |-> EntriesFor(s, p), commit |-> s.commit]

AfterAppend(s, p) ==
    [AfterEntries(s.progress[p], Len(EntriesFor(s, p))) EXCEPT !.sentCommit = s.commit]

(* sendAppend to each of these nodes that the leader does not pause for,   *)
(* whether there are entries to send or not.                               *)
SendAppends(s, peers) ==
    LET open == {p \in peers : ~s.progress[p].paused}
    IN  [s EXCEPT
            !.outbox = @ \cup {AppendFor(s, p) : p \in open},
            !.progress = [p \in Node |-> IF p \in open THEN AfterAppend(s, p) ELSE @[p]]]

Broadcast(s) == SendAppends(s, Others(s))

(* maybeSendAppend again and again, as long as there are entries to send.  *)
RECURSIVE SendEntries(_, _)
SendEntries(s, p) ==
    IF s.progress[p].paused \/ EntriesFor(s, p) = <<>> THEN s
    ELSE SendEntries(SendAppends(s, {p}), p)

(* A heartbeat never speaks of entries that p may not have.                *)
HeartbeatCommit(s, p) == Min(s.progress[p].match, s.commit)

SendHeartbeats(s) ==
    [s EXCEPT
        !.outbox = @ \cup
            {[type |-> "MsgHeartbeat", from |-> s.id, to |-> p, term |-> s.term,
              commit |-> HeartbeatCommit(s, p)] : p \in Others(s)},
        !.progress = [p \in Node |->
            IF p = s.id THEN @[p] ELSE [@[p] EXCEPT !.sentCommit = HeartbeatCommit(s, p)]]]

(* appendEntry: the leader's own acknowledgement is queued like any other. *)
AppendEntry(s, value) ==
    LET log == Append(s.log, [term |-> s.term, value |-> value])
    IN  Queue([s EXCEPT !.log = log], {AppendAnswer(s, s.id, Len(log))})

-----------------------------------------------------------------------------
(***************************************************************************)
(* Roles                                                                   *)
(***************************************************************************)

(* reset: a vote is for one term, and all else that is forgotten is not    *)
(* even for that.                                                          *)
Reset(s, term) ==
    [s EXCEPT !.term = term, !.vote = IF s.term = term THEN @ ELSE None,
              !.lead = None, !.elapsed = 0, !.votes = Nothing, !.progress = Nothing]

BecomeFollower(s, term, lead) ==
    [Reset(s, term) EXCEPT !.role = "Follower", !.lead = lead]

(* A pre-candidate keeps its term, its vote and its clock.                 *)
BecomePreCandidate(s) ==
    [s EXCEPT !.role = "PreCandidate", !.lead = None, !.votes = Nothing]

BecomeCandidate(s) ==
    [Reset(s, s.term + 1) EXCEPT !.role = "Candidate", !.vote = s.id]

(* campaign: every node is asked for its vote in the next term.  What the  *)
(* node gives itself is an answer, to be counted when it is in storage.    *)
Poll(s, pre, term) ==
    Queue(s,
        {VoteAnswer(s, s.id, pre, term, FALSE)} \cup
        {[type |-> IF pre THEN "MsgPreVote" ELSE "MsgVote", from |-> s.id, to |-> p,
          term |-> term, index |-> LastIndex(s), logTerm |-> LastTerm(s)] : p \in Others(s)})

Stand(s)    == LET c == BecomeCandidate(s) IN Poll(c, FALSE, c.term)
PreStand(s) == Poll(BecomePreCandidate(s), TRUE, s.term + 1)

(* hup: what a node does that is not the leader and should be.             *)
Hup(s) == IF PreVote THEN PreStand(s) ELSE Stand(s)

(* becomeLeader, and the first appends.  The leader begins its term with   *)
(* an empty entry.                                                         *)
BecomeLeader(s) ==
    LET last == LastIndex(s)
    IN  [Reset(s, s.term) EXCEPT
            !.role = "Leader", !.lead = s.id,
            !.progress = [p \in Node |-> IF p = s.id THEN OwnProgress(last) ELSE NewProgress(last)]]

Lead(s) == Broadcast(AppendEntry(BecomeLeader(s), "noop"))

-----------------------------------------------------------------------------
(***************************************************************************)
(* Elections                                                               *)
(***************************************************************************)

(* MsgVote and MsgPreVote.  A node gives its vote, again if need be, to    *)
(* whom it has given it, or to somebody if it knows neither a candidate    *)
(* nor a leader of its term.  A pre-vote for a later term costs it         *)
(* nothing.  In either case the candidate's log must not be behind.        *)
CanVote(s, m) ==
    \/ s.vote = m.from
    \/ s.vote = None /\ s.lead = None
    \/ m.type = "MsgPreVote" /\ m.term > s.term

IsUpToDate(s, m) ==
    \/ m.logTerm > LastTerm(s)
    \/ m.logTerm = LastTerm(s) /\ m.index >= LastIndex(s)

HandleVote(s, m) ==
    LET pre == m.type = "MsgPreVote"
    IN  IF ~CanVote(s, m) \/ ~IsUpToDate(s, m)
        THEN Queue(s, {VoteAnswer(s, m.from, pre, s.term, TRUE)})
        ELSE LET answered == Queue(s, {VoteAnswer(s, m.from, pre, m.term, FALSE)})
             IN  IF pre THEN answered
                 ELSE [answered EXCEPT !.vote = m.from, !.elapsed = 0]

(* An answer to a campaign.  Of one voter the first answer counts.  With a *)
(* quorum a pre-candidate becomes a candidate and a candidate the leader.  *)
(* Without any hope of one the node is a follower again, in the same term  *)
(* and with the same vote.                                                 *)
HandleVoteAnswer(s, m) ==
    LET votes == [p \in DOMAIN s.votes \cup {m.from} |->
                     IF p \in DOMAIN s.votes THEN s.votes[p] ELSE ~m.reject]
        granted == {p \in DOMAIN votes : votes[p]}
        open    == Node \ DOMAIN votes
        counted == [s EXCEPT !.votes = votes]
    IN  IF IsQuorum(granted)
        THEN IF s.role = "PreCandidate" THEN Stand(counted) ELSE Lead(counted)
        ELSE IF ~IsQuorum(granted \cup open) THEN BecomeFollower(counted, s.term, None)
        ELSE counted

-----------------------------------------------------------------------------
(***************************************************************************)
(* Replication: the follower                                               *)
(***************************************************************************)

CommitTo(s, index) == [s EXCEPT !.commit = Max(@, index)]

(* findConflictByTerm: the last index, up to `index`, of an entry of this  *)
(* term or an earlier one.  Of entries beyond the log nothing is known.    *)
LastOfTerm(s, index, term) ==
    IF index > LastIndex(s) THEN index
    ELSE Largest({i \in 1..index : TermAt(s, i) <= term})

(* The log with the entries that follow `index`.  It is cut off where the  *)
(* first of them differs, and nowhere else.                                *)
Merge(s, index, entries) ==
    LET new == {i \in 1..Len(entries) : TermAt(s, index + i) # entries[i].term}
    IN  IF new = {} THEN s.log
        ELSE LET first == CHOOSE i \in new : \A j \in new : i <= j
             IN  SubSeq(s.log, 1, index + first - 1) \o SubSeq(entries, first, Len(entries))

(* handleAppendEntries                                                     *)
HandleApp(s, m) ==
    LET last == m.index + Len(m.entries)
        hint == LastOfTerm(s, Min(m.index, LastIndex(s)), m.logTerm)
    IN  IF m.index < s.commit
        THEN Queue(s, {AppendAnswer(s, m.from, s.commit)})
        ELSE IF m.index <= LastIndex(s) /\ TermAt(s, m.index) = m.logTerm
        THEN Queue(CommitTo([s EXCEPT !.log = Merge(s, m.index, m.entries)], Min(m.commit, last)),
                   {AppendAnswer(s, m.from, last)})
        ELSE Queue(s, {AppendRejection(s, m.from, m.index, hint)})

(* handleHeartbeat                                                         *)
HandleHeartbeat(s, m) ==
    Queue(CommitTo(s, m.commit),
          {[type |-> "MsgHeartbeatResp", from |-> s.id, to |-> m.from, term |-> s.term]})

-----------------------------------------------------------------------------
(***************************************************************************)
(* Replication: the leader                                                 *)
(***************************************************************************)

(* The last index that a quorum has.  It is committed if its entry is of   *)
(* the leader's own term.                                                  *)
QuorumIndex(s) ==
    Largest({i \in {s.progress[p].match : p \in Node} :
                IsQuorum({p \in Node : s.progress[p].match >= i})})

CanCommit(s) == QuorumIndex(s) > s.commit /\ TermAt(s, QuorumIndex(s)) = s.term

(* CanBumpCommit: a commit index sent now may be news.                     *)
CommitIsNews(s, p) ==
    LET pr == s.progress[p]
    IN  s.commit > pr.sentCommit /\ pr.sentCommit < pr.next - 1

(* A node has acknowledged its log up to m.index.  What the leader makes   *)
(* of it if it is news, or brings a probe to its end; then everybody hears *)
(* of a new commit index, and p gets what it can.                          *)
HandleAck(s, m) ==
    LET p     == m.from
        pr    == s.progress[p]
        acked == Acknowledged(pr, m.index)
        moved == IF pr.mode = "Probe" THEN ToReplicate(acked)
                 ELSE [acked EXCEPT !.inflight = SelectSeq(@, LAMBDA i : i > m.index)]
        known == [s EXCEPT !.progress[p] = moved]
        told  == IF CanCommit(known) THEN Broadcast(CommitTo(known, QuorumIndex(known)))
                 ELSE IF p # s.id /\ CommitIsNews(known, p) THEN SendAppends(known, {p})
                 ELSE known
    IN  IF m.index < pr.match \/ (m.index = pr.match /\ pr.mode # "Probe") THEN s
        ELSE IF p = s.id THEN told ELSE SendEntries(told, p)

(* A node has rejected an append.  The leader need not try an entry of a   *)
(* later term than the one that the follower has at the hint.              *)
HandleRejection(s, m) ==
    LET p    == m.from
        pr   == s.progress[p]
        hint == IF m.logTerm > 0 THEN LastOfTerm(s, m.hint, m.logTerm) ELSE m.hint
    IN  IF IsOldRejection(pr, m.index) THEN s
        ELSE SendAppends([s EXCEPT !.progress[p] = AfterRejection(pr, m.index, hint)], {p})

HandleAppResp(s, m) ==
    LET heard == [s EXCEPT !.progress[m.from].active = TRUE]
    IN  IF m.reject THEN HandleRejection(heard, m) ELSE HandleAck(heard, m)

(* A node that answers heartbeats and lacks entries gets an append, even   *)
(* if its window is full.                                                  *)
HandleHeartbeatResp(s, m) ==
    LET p     == m.from
        heard == [s EXCEPT !.progress[p].active = TRUE, !.progress[p].paused = FALSE]
    IN  IF heard.progress[p].match < LastIndex(s) \/ heard.progress[p].mode = "Probe"
        THEN SendAppends(heard, {p})
        ELSE heard

-----------------------------------------------------------------------------
(***************************************************************************)
(* Step: what a message does                                               *)
(***************************************************************************)

(* A proposal has no term.  A follower passes it on to the leader; who     *)
(* knows of none drops it.                                                 *)
HandleProp(s, m) ==
    CASE s.role = "Leader"                      -> Broadcast(AppendEntry(s, m.value))
      [] s.role = "Follower" /\ s.lead # None   -> Queue(s, {[m EXCEPT !.to = s.lead]})
      [] OTHER                                  -> s

IsPoll(m)       == m.type \in {"MsgVote", "MsgPreVote"}
IsFromLeader(m) == m.type \in {"MsgApp", "MsgHeartbeat"}

HandleFromLeader(s, m) ==
    IF m.type = "MsgApp" THEN HandleApp(s, m) ELSE HandleHeartbeat(s, m)

(* A message of the node's term.  A candidate counts the answers to the    *)
(* campaign that it is in, and gives way to a leader.                      *)
HandleCurrent(s, m) ==
    CASE IsPoll(m) ->
            HandleVote(s, m)
      [] IsFromLeader(m) /\ s.role = "Follower" ->
            HandleFromLeader([s EXCEPT !.elapsed = 0, !.lead = m.from], m)
      [] IsFromLeader(m) /\ s.role \in {"PreCandidate", "Candidate"} ->
            HandleFromLeader(BecomeFollower(s, s.term, m.from), m)
      [] \/ s.role = "PreCandidate" /\ m.type = "MsgPreVoteResp"
         \/ s.role = "Candidate" /\ m.type = "MsgVoteResp" ->
            HandleVoteAnswer(s, m)
      [] s.role = "Leader" /\ m.type = "MsgAppResp" ->
            HandleAppResp(s, m)
      [] s.role = "Leader" /\ m.type = "MsgHeartbeatResp" ->
            HandleHeartbeatResp(s, m)
      [] OTHER -> s

(* A message of an earlier term.  A leader of that term is told that it is *)
(* over, if it might not hear of it otherwise.                             *)
HandleEarlier(s, m) ==
    CASE IsFromLeader(m) /\ (CheckQuorum \/ PreVote) ->
            Queue(s, {AppendAnswer(s, m.from, 0)})
      [] m.type = "MsgPreVote" ->
            Queue(s, {VoteAnswer(s, m.from, TRUE, s.term, TRUE)})
      [] OTHER -> s

(* A message of a later term takes the node there, unless it only speaks   *)
(* of the future: a pre-vote, or that one was granted.  With CheckQuorum   *)
(* a leader has a lease, and elections are ignored while it lasts.         *)
HandleLater(s, m) ==
    CASE IsPoll(m) /\ CheckQuorum /\ s.lead # None /\ s.elapsed < ElectionTick ->
            s
      [] m.type = "MsgPreVote" \/ (m.type = "MsgPreVoteResp" /\ ~m.reject) ->
            HandleCurrent(s, m)
      [] OTHER ->
            HandleCurrent(BecomeFollower(s, m.term, IF IsFromLeader(m) THEN m.from ELSE None), m)

Step(s, m) ==
    CASE m.type = "MsgProp" -> HandleProp(s, m)
      [] m.type # "MsgProp" /\ m.term = s.term -> HandleCurrent(s, m)
      [] m.type # "MsgProp" /\ m.term < s.term -> HandleEarlier(s, m)
      [] m.type # "MsgProp" /\ m.term > s.term -> HandleLater(s, m)

-----------------------------------------------------------------------------
(***************************************************************************)
(* The calls                                                               *)
(*                                                                         *)
(* The application sees to it that at most one message of a node to itself *)
(* is queued, and at most one is on its way through Ready and Advance.  It *)
(* does not make a call that might make another.                           *)
(***************************************************************************)

ToSelf(s)         == {m \in s.outbox : m.to = s.id}
WaitsForItself(s) == ToSelf(s) # {} \/ s.acks # {}

Becomes(n, s) == node' = [node EXCEPT ![n] = s]

(* Tick, at a node that does not lead and has drawn the timeout r.         *)
CountTick(n, r) ==
    LET s == node[n]
    IN  /\ s.role # "Leader"
        /\ s.elapsed + 1 < r
        /\ Becomes(n, [s EXCEPT !.elapsed = @ + 1])
        /\ UNCHANGED net

TimeOut(n, r) ==
    LET s == node[n]
    IN  /\ s.role # "Leader"
        /\ ~WaitsForItself(s)
        /\ s.elapsed + 1 >= r
        /\ Becomes(n, Hup([s EXCEPT !.elapsed = 0]))
        /\ UNCHANGED net

(* Tick, at a leader.  Once in an election timeout it looks whether it has *)
(* heard of a quorum since it last looked, and steps down if not.          *)
LeaderTick(n) ==
    LET s      == node[n]
        due    == s.elapsed + 1 >= ElectionTick
        heard  == {p \in Node : s.progress[p].active}
        ticked == [s EXCEPT !.elapsed = IF due THEN 0 ELSE @ + 1]
        unseen == [ticked EXCEPT !.progress =
                      [p \in Node |-> [@[p] EXCEPT !.active = p = n]]]
    IN  /\ s.role = "Leader"
        /\ Becomes(n,
               IF ~due \/ ~CheckQuorum THEN SendHeartbeats(ticked)
               ELSE IF IsQuorum(heard) THEN SendHeartbeats(unseen)
               ELSE BecomeFollower(s, s.term, None))
        /\ UNCHANGED net

Campaign(n) ==
    LET s == node[n]
    IN  /\ s.role # "Leader"
        /\ ~WaitsForItself(s)
        /\ Becomes(n, Hup(s))
        /\ UNCHANGED net

Propose(n, v) ==
    LET s == node[n]
    IN  /\ s.role = "Leader" => ToSelf(s) = {}
        /\ Becomes(n, HandleProp(s, [type |-> "MsgProp", from |-> n, to |-> n, value |-> v]))
        /\ UNCHANGED net

(* ReportUnreachable: what is on its way to p may be lost.                 *)
Unreachable(n, p) ==
    LET s == node[n]
    IN  /\ s.role = "Leader"
        /\ p # n
        /\ s.progress[p].mode = "Replicate"
        /\ Becomes(n, [s EXCEPT !.progress[p] = ToProbe(@)])
        /\ UNCHANGED net

(* Ready, if there is something to write, to send or to apply.             *)
InMemory(s) == [term |-> s.term, vote |-> s.vote, commit |-> s.commit, log |-> s.log]
HasReady(s) == s.outbox # {} \/ s.applied < s.commit \/ s.durable # InMemory(s)

Ready(n) ==
    LET s == node[n]
    IN  /\ ~s.busy
        /\ HasReady(s)
        /\ Becomes(n, [s EXCEPT !.busy = TRUE, !.durable = InMemory(s), !.applied = s.commit,
                                !.acks = ToSelf(s), !.outbox = {}])
        /\ net' = net \cup (s.outbox \ ToSelf(s))

(* Advance.  The message to itself is a message like any other.            *)
Advance(n) ==
    LET s    == node[n]
        idle == [s EXCEPT !.busy = FALSE, !.acks = {}]
    IN  /\ s.busy
        /\ Becomes(n, IF s.acks = {} THEN idle ELSE Step(idle, CHOOSE m \in s.acks : TRUE))
        /\ UNCHANGED net

(* A node starts from its storage, for the first time or again.            *)
Started(n, durable) ==
    [id |-> n, role |-> "Follower", lead |-> None,
     term |-> durable.term, vote |-> durable.vote, commit |-> durable.commit, log |-> durable.log,
     applied |-> 0, votes |-> Nothing, elapsed |-> 0, outbox |-> {}, acks |-> {}, busy |-> FALSE,
     durable |-> durable, progress |-> Nothing]

Restart(n) ==
    /\ Becomes(n, Started(n, node[n].durable))
    /\ UNCHANGED net

(* A message arrives.  It is gone then, whatever the node makes of it.     *)
Deliver(n, m) ==
    LET s == node[n]
    IN  /\ m \in net
        /\ m.to = n
        /\ m.type = "MsgProp" /\ s.role = "Leader" => ToSelf(s) = {}
        /\ m.type \in {"MsgVoteResp", "MsgPreVoteResp"} => ToSelf(s) = {}
        /\ Becomes(n, Step(s, m))
        /\ net' = net \ {m}

-----------------------------------------------------------------------------

Init ==
    /\ node = [n \in Node |-> Started(n, [term |-> 0, vote |-> None, commit |-> 0, log |-> <<>>])]
    /\ net = {}

Call ==
    \E n \in Node :
        \/ \E r \in Timeouts : CountTick(n, r) \/ TimeOut(n, r)
        \/ LeaderTick(n)
        \/ Campaign(n)
        \/ \E v \in Value : Propose(n, v)
        \/ \E p \in Node : Unreachable(n, p)
        \/ Ready(n)
        \/ Advance(n)
        \/ Restart(n)

Delivery == \E m \in net : Deliver(m.to, m)

WithinBounds == \A n \in Node : node[n].term <= MaxTerm /\ LastIndex(node[n]) <= MaxLog

Next == (Call \/ Delivery) /\ WithinBounds'

Spec == Init /\ [][Next]_vars
=============================================================================

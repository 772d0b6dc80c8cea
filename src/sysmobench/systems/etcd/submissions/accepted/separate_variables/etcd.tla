-------------------------------- MODULE etcd --------------------------------
(***************************************************************************)
(* The Raft library of etcd in the form that specifications of Raft mostly *)
(* have: one variable for each thing that a node has, and for each case of *)
(* each call an action that says what becomes of every variable.           *)
(*                                                                         *)
(* A step of the code often does several things one after the other.  Here *)
(* it is one action all the same, and where two parts of it concern the    *)
(* same variable, what comes out in the end was worked out by hand: a new  *)
(* leader, for example, has sent its first entry to everybody already.     *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS Node, Value, Timeouts, PreVote, CheckQuorum, ElectionTick,
          MaxInflight, MaxEntries

\* No term and no log gets beyond these; only for exploring.
CONSTANTS MaxTerm, MaxLog

----
\* The election: what a node is, and for whom it is.
VARIABLES role, term, vote, lead, votes, elapsed
electionVars == <<role, term, vote, lead, votes, elapsed>>

\* The log.
VARIABLES log, commit
logVars == <<log, commit>>

\* On a leader, what it knows of the others; on others, nothing.
VARIABLES match, next, mode, paused, inflight, sentCommit, active
flowVars == <<next, mode, paused, inflight, sentCommit>>
leaderVars == <<match, next, mode, paused, inflight, sentCommit, active>>

\* What is queued for sending.
VARIABLE outbox

\* The application: what it has on disk and what it has been given, whether
\* it is at work on it, and what it must tell the node when it is done.
VARIABLES durable, applied, busy, acks
applicationVars == <<durable, applied, busy, acks>>

\* The network.
VARIABLE net

vars == <<electionVars, logVars, leaderVars, outbox, applicationVars, net>>

----
None == "none"
Empty == <<>>       \* a function without arguments, and a log without entries

Min(a, b) == IF a <= b THEN a ELSE b
Max(a, b) == IF a >= b THEN a ELSE b

Others(n) == Node \ {n}
Majority(S) == Cardinality(S) * 2 > Cardinality(Node)

TermOf(l, i) == IF 1 <= i /\ i <= Len(l) THEN l[i].term ELSE 0

ToItself(n) == {m \in outbox[n] : m.to = n}
Waiting(n) == ToItself(n) # {} \/ acks[n] # {}

Queue(n, messages) == outbox' = [outbox EXCEPT ![n] = @ \cup messages]

----
\* Messages

Ballot(type, from, to, t, no) ==
    [type |-> type, from |-> from, to |-> to, term |-> t, reject |-> no]

Ack(from, to, t, i) ==
    [type |-> "MsgAppResp", from |-> from, to |-> to, term |-> t, index |-> i,
     reject |-> FALSE, hint |-> 0, logTerm |-> 0]

\* An election in term t: everybody is asked, and the node says yes itself.
Poll(n, request, answer, t) ==
    {Ballot(answer, n, n, t, FALSE)} \cup
    {[type |-> request, from |-> n, to |-> p, term |-> t, index |-> Len(log[n]),
      logTerm |-> TermOf(log[n], Len(log[n]))] : p \in Others(n)}

----
\* Sending entries.  A flow is what a leader keeps of its traffic to p.

Flow(n, p) ==
    [next |-> next[n][p], mode |-> mode[n][p], paused |-> paused[n][p],
     inflight |-> inflight[n][p], sentCommit |-> sentCommit[n][p]]

\* The append from log l, beginning with entry `first`, at most so many.
AppendTo(n, p, l, first, most, c) ==
    [type |-> "MsgApp", from |-> n, to |-> p, term |-> term[n],
     index |-> first - 1, logTerm |-> TermOf(l, first - 1),
     entries |-> SubSeq(l, first, Min(Len(l), first + most - 1)), commit |-> c]

IsFull(f) == f.mode = "Replicate" /\ Len(f.inflight) >= MaxInflight

\* One append to p, if it is not paused; without entries if its window is
\* full.  The messages (one or none), and the flow afterwards.
One(n, p, f, l, c) ==
    IF f.paused THEN {} ELSE {AppendTo(n, p, l, f.next, IF IsFull(f) THEN 0 ELSE MaxEntries, c)}

AfterOne(f, l, c) ==
    LET count == IF IsFull(f) THEN 0 ELSE Min(MaxEntries, Len(l) + 1 - f.next)
        window == IF count = 0 THEN f.inflight ELSE Append(f.inflight, f.next + count - 1)
    IN  CASE f.paused -> f
          [] ~f.paused /\ f.mode = "Probe" ->
                [f EXCEPT !.paused = count > 0, !.sentCommit = c]
          [] ~f.paused /\ f.mode = "Replicate" ->
                [f EXCEPT !.next = @ + count, !.inflight = window,
                          !.paused = Len(window) = MaxInflight, !.sentCommit = c]

\* In mode Replicate, as many appends as there are entries for and room in
\* the window.
Count(f, l) ==
    IF f.paused THEN 0
    ELSE Min(MaxInflight - Len(f.inflight),
             (Len(l) + 1 - f.next + MaxEntries - 1) \div MaxEntries)

Many(n, p, f, l, c) ==
    {AppendTo(n, p, l, f.next + (i - 1) * MaxEntries, MaxEntries, c) : i \in 1..Count(f, l)}

AfterMany(f, l, c) ==
    LET k == Count(f, l)
        lasts == [i \in 1..k |-> Min(Len(l), f.next + i * MaxEntries - 1)]
    IN  IF k = 0 THEN f
        ELSE [f EXCEPT !.next = lasts[k] + 1, !.inflight = @ \o lasts,
                       !.paused = Len(f.inflight) + k = MaxInflight, !.sentCommit = c]

\* Back to probing, from behind what is known to be there.
Probing(n, p) ==
    [next |-> match[n][p] + 1, mode |-> "Probe", paused |-> FALSE, inflight |-> <<>>,
     sentCommit |-> Min(sentCommit[n][p], match[n][p])]

SetFlows(n, flow) ==
    /\ next' = [next EXCEPT ![n] = [p \in Others(n) |-> flow[p].next]]
    /\ mode' = [mode EXCEPT ![n] = [p \in Others(n) |-> flow[p].mode]]
    /\ paused' = [paused EXCEPT ![n] = [p \in Others(n) |-> flow[p].paused]]
    /\ inflight' = [inflight EXCEPT ![n] = [p \in Others(n) |-> flow[p].inflight]]
    /\ sentCommit' = [sentCommit EXCEPT ![n] = [p \in Others(n) |-> flow[p].sentCommit]]

SetFlow(n, p, f) == SetFlows(n, [q \in Others(n) |-> IF q = p THEN f ELSE Flow(n, q)])

----
\* Changes of role.  Each says what becomes of electionVars and leaderVars.

NoLeader(n) ==
    /\ match' = [match EXCEPT ![n] = Empty]
    /\ next' = [next EXCEPT ![n] = Empty]
    /\ mode' = [mode EXCEPT ![n] = Empty]
    /\ paused' = [paused EXCEPT ![n] = Empty]
    /\ inflight' = [inflight EXCEPT ![n] = Empty]
    /\ sentCommit' = [sentCommit EXCEPT ![n] = Empty]
    /\ active' = [active EXCEPT ![n] = Empty]

\* A follower in term t, which has voted for v there and knows leader l.
Follow(n, t, v, l) ==
    /\ role' = [role EXCEPT ![n] = "Follower"]
    /\ term' = [term EXCEPT ![n] = t]
    /\ vote' = [vote EXCEPT ![n] = v]
    /\ lead' = [lead EXCEPT ![n] = l]
    /\ votes' = [votes EXCEPT ![n] = Empty]
    /\ elapsed' = [elapsed EXCEPT ![n] = 0]
    /\ NoLeader(n)

\* Whom the node has voted for in term t, when it gets there.
VoteIn(n, t) == IF t = term[n] THEN vote[n] ELSE None

Stand(n) ==
    /\ role' = [role EXCEPT ![n] = "Candidate"]
    /\ term' = [term EXCEPT ![n] = @ + 1]
    /\ vote' = [vote EXCEPT ![n] = n]
    /\ lead' = [lead EXCEPT ![n] = None]
    /\ votes' = [votes EXCEPT ![n] = Empty]
    /\ elapsed' = [elapsed EXCEPT ![n] = 0]
    /\ Queue(n, Poll(n, "MsgVote", "MsgVoteResp", term[n] + 1))
    /\ UNCHANGED <<logVars, leaderVars>>

\* Asking first changes neither the term nor the vote.
Ask(n, clock) ==
    /\ role' = [role EXCEPT ![n] = "PreCandidate"]
    /\ lead' = [lead EXCEPT ![n] = None]
    /\ votes' = [votes EXCEPT ![n] = Empty]
    /\ elapsed' = [elapsed EXCEPT ![n] = clock]
    /\ Queue(n, Poll(n, "MsgPreVote", "MsgPreVoteResp", term[n] + 1))
    /\ UNCHANGED <<term, vote, logVars, leaderVars>>

Begin(n, clock) == IF PreVote THEN Ask(n, clock) ELSE Stand(n)

\* The first entry of a leader is empty.  It goes to everybody as a probe,
\* so that everybody is paused.
Lead(n) ==
    LET last == Len(log[n])
        longer == Append(log[n], [term |-> term[n], value |-> "noop"])
    IN  /\ role' = [role EXCEPT ![n] = "Leader"]
        /\ lead' = [lead EXCEPT ![n] = n]
        /\ votes' = [votes EXCEPT ![n] = Empty]
        /\ elapsed' = [elapsed EXCEPT ![n] = 0]
        /\ log' = [log EXCEPT ![n] = longer]
        /\ match' = [match EXCEPT ![n] = [p \in Node |-> IF p = n THEN last ELSE 0]]
        /\ next' = [next EXCEPT ![n] = [p \in Others(n) |-> last + 1]]
        /\ mode' = [mode EXCEPT ![n] = [p \in Others(n) |-> "Probe"]]
        /\ paused' = [paused EXCEPT ![n] = [p \in Others(n) |-> TRUE]]
        /\ inflight' = [inflight EXCEPT ![n] = [p \in Others(n) |-> <<>>]]
        /\ sentCommit' = [sentCommit EXCEPT ![n] = [p \in Others(n) |-> commit[n]]]
        /\ active' = [active EXCEPT ![n] = [p \in Others(n) |-> FALSE]]
        /\ Queue(n, {Ack(n, n, term[n], last + 1)} \cup
                    {AppendTo(n, p, longer, last + 1, 1, commit[n]) : p \in Others(n)})
        /\ UNCHANGED <<term, vote, commit>>

\* Nothing becomes of it.
Idle == UNCHANGED <<electionVars, logVars, leaderVars, outbox>>

----
\* Answers, from others or from the node itself.  These say nothing about
\* applicationVars and net.

\* An answer of a later term than the node's ends whatever it was doing.
Outdated(n, m) == Follow(n, m.term, None, None) /\ UNCHANGED <<logVars, outbox>>

\* The first answer of each node counts.
Count1(n, m) ==
    LET counted == IF m.from \in DOMAIN votes[n] THEN votes[n]
                   ELSE [p \in DOMAIN votes[n] \cup {m.from} |->
                            IF p = m.from THEN ~m.reject ELSE votes[n][p]]
        yes == {p \in DOMAIN counted : counted[p]}
        no == {p \in DOMAIN counted : ~counted[p]}
    IN  \/ Majority(yes) /\ role[n] = "PreCandidate" /\ Stand(n)
        \/ Majority(yes) /\ role[n] = "Candidate" /\ Lead(n)
        \/ /\ ~Majority(yes)
           /\ ~Majority(Node \ no)
           /\ Follow(n, term[n], vote[n], None)
           /\ UNCHANGED <<logVars, outbox>>
        \/ /\ ~Majority(yes)
           /\ Majority(Node \ no)
           /\ votes' = [votes EXCEPT ![n] = counted]
           /\ UNCHANGED <<role, term, vote, lead, elapsed, logVars, leaderVars, outbox>>

\* Who says yes to a term that may come says it in that term.
HandleBallot(n, m) ==
    LET future == m.term > term[n] /\ m.type = "MsgPreVoteResp" /\ ~m.reject
        mine == role[n] = IF m.type = "MsgVoteResp" THEN "Candidate" ELSE "PreCandidate"
    IN  \/ m.term > term[n] /\ ~future /\ Outdated(n, m)
        \/ (m.term = term[n] \/ future) /\ mine /\ Count1(n, m)
        \/ (m.term = term[n] \/ future) /\ ~mine /\ Idle
        \/ m.term < term[n] /\ Idle

\* Up to where log l may agree with one that has this term at index i.
Agreement(l, i, t) ==
    IF i > Len(l) THEN i
    ELSE CHOOSE j \in 0..i : TermOf(l, j) <= t /\ \A k \in (j + 1)..i : TermOf(l, k) > t

Hear(n, p) == active' = [active EXCEPT ![n] = [q \in Others(n) |-> q = p \/ @[q]]]

\* The follower did not have the entry before those that it was sent.
HandleNo(n, m) ==
    LET p == m.from
        hint == IF m.logTerm = 0 THEN m.hint ELSE Agreement(log[n], m.hint, m.logTerm)
        back == Max(match[n][p] + 1, Min(m.index, hint + 1))
        f == IF mode[n][p] = "Replicate" THEN Probing(n, p)
             ELSE [Flow(n, p) EXCEPT !.next = back, !.paused = FALSE,
                                     !.sentCommit = Min(@, back - 1)]
        old == IF mode[n][p] = "Replicate" THEN m.index <= match[n][p]
               ELSE m.index # next[n][p] - 1
    IN  /\ Hear(n, p)
        /\ UNCHANGED <<electionVars, logVars, match>>
        /\ \/ old /\ UNCHANGED <<flowVars, outbox>>
           \/ /\ ~old
              /\ SetFlow(n, p, AfterOne(f, log[n], commit[n]))
              /\ Queue(n, One(n, p, f, log[n], commit[n]))

\* The largest index that a majority has, given what is matched.
Agreed(matched) ==
    CHOOSE i \in {matched[p] : p \in Node} :
        /\ Majority({p \in Node : matched[p] >= i})
        /\ \A q \in Node : Majority({p \in Node : matched[p] >= matched[q]}) => matched[q] <= i

\* The follower has the leader's log up to m.index.
HandleYes(n, m) ==
    LET p == m.from
        l == log[n]
        stale == m.index < match[n][p] \/ (m.index = match[n][p] /\ (p = n \/ mode[n][p] # "Probe"))
        matched == [match[n] EXCEPT ![p] = m.index]
        commits == Agreed(matched) > commit[n] /\ TermOf(l, Agreed(matched)) = term[n]
        c == IF commits THEN Agreed(matched) ELSE commit[n]
        \* the traffic with p when the news has been taken in,
        known == IF mode[n][p] = "Probe"
                 THEN [Flow(n, p) EXCEPT !.mode = "Replicate", !.next = m.index + 1,
                                         !.paused = FALSE, !.inflight = <<>>]
                 ELSE [Flow(n, p) EXCEPT !.next = Max(@, m.index + 1), !.paused = FALSE,
                                         !.inflight = SelectSeq(@, LAMBDA i : i > m.index)]
        \* and when the commit index has been sent, if p may not have it
        told == commits \/ (c > known.sentCommit /\ known.sentCommit < known.next - 1)
        f == IF told THEN AfterOne(known, l, c) ELSE known
        before(q) == IF q = p THEN known ELSE Flow(n, q)
    IN  /\ IF p = n THEN UNCHANGED active ELSE Hear(n, p)
        /\ UNCHANGED <<electionVars, log>>
        /\ \/ stale /\ UNCHANGED <<match, flowVars, commit, outbox>>
           \/ /\ ~stale
              /\ match' = [match EXCEPT ![n] = matched]
              /\ commit' = [commit EXCEPT ![n] = c]
              /\ SetFlows(n, [q \in Others(n) |->
                     CASE q = p            -> AfterMany(f, l, c)
                       [] q # p /\ commits -> AfterOne(Flow(n, q), l, c)
                       [] OTHER            -> Flow(n, q)])
              /\ Queue(n, (IF commits THEN UNION {One(n, q, before(q), l, c) : q \in Others(n)}
                           ELSE IF p # n /\ told THEN One(n, p, known, l, c) ELSE {})
                          \cup (IF p = n THEN {} ELSE Many(n, p, f, l, c)))

HandleAppResp(n, m) ==
    \/ m.term > term[n] /\ Outdated(n, m)
    \/ m.term = term[n] /\ role[n] = "Leader" /\ m.reject /\ HandleNo(n, m)
    \/ m.term = term[n] /\ role[n] = "Leader" /\ ~m.reject /\ HandleYes(n, m)
    \/ m.term = term[n] /\ role[n] # "Leader" /\ Idle
    \/ m.term < term[n] /\ Idle

----
\* Calls of the application

Tick(n, r) ==
    /\ role[n] # "Leader"
    /\ elapsed[n] + 1 < r
    /\ elapsed' = [elapsed EXCEPT ![n] = @ + 1]
    /\ UNCHANGED <<role, term, vote, lead, votes, logVars, leaderVars, outbox, applicationVars, net>>

TimeOut(n, r) ==
    /\ role[n] # "Leader"
    /\ elapsed[n] + 1 >= r
    /\ ~Waiting(n)
    /\ Begin(n, 0)
    /\ UNCHANGED <<applicationVars, net>>

Campaign(n) ==
    /\ role[n] # "Leader"
    /\ ~Waiting(n)
    /\ Begin(n, elapsed[n])
    /\ UNCHANGED <<applicationVars, net>>

\* A heartbeat carries no commit index that p lacks the entries for.
Beat(n, p) == Min(match[n][p], commit[n])

Beats(n) ==
    /\ Queue(n, {[type |-> "MsgHeartbeat", from |-> n, to |-> p, term |-> term[n],
                  commit |-> Beat(n, p)] : p \in Others(n)})
    /\ sentCommit' = [sentCommit EXCEPT ![n] = [p \in Others(n) |-> Beat(n, p)]]

LeaderTick(n) ==
    LET due == elapsed[n] + 1 >= ElectionTick
        heard == {n} \cup {p \in Others(n) : active[n][p]}
    IN  /\ role[n] = "Leader"
        /\ UNCHANGED <<logVars, applicationVars, net>>
        /\ \/ /\ due /\ CheckQuorum /\ ~Majority(heard)
              /\ Follow(n, term[n], vote[n], None)
              /\ UNCHANGED outbox
           \/ /\ due => ~CheckQuorum \/ Majority(heard)
              /\ Beats(n)
              /\ elapsed' = [elapsed EXCEPT ![n] = IF due THEN 0 ELSE @ + 1]
              /\ IF due /\ CheckQuorum
                 THEN active' = [active EXCEPT ![n] = [p \in Others(n) |-> FALSE]]
                 ELSE UNCHANGED active
              /\ UNCHANGED <<role, term, vote, lead, votes, match, next, mode, paused, inflight>>

\* A leader appends value v, and sends what it may to everybody.
Take(n, v) ==
    LET longer == Append(log[n], [term |-> term[n], value |-> v])
    IN  /\ role[n] = "Leader"
        /\ ToItself(n) = {}
        /\ log' = [log EXCEPT ![n] = longer]
        /\ Queue(n, {Ack(n, n, term[n], Len(longer))} \cup
                    UNION {One(n, p, Flow(n, p), longer, commit[n]) : p \in Others(n)})
        /\ SetFlows(n, [p \in Others(n) |-> AfterOne(Flow(n, p), longer, commit[n])])
        /\ UNCHANGED <<electionVars, commit, match, active, applicationVars>>

\* A follower passes it on, under the name of whoever proposed it first.
PassOn(n, from, v) ==
    /\ role[n] = "Follower"
    /\ lead[n] # None
    /\ Queue(n, {[type |-> "MsgProp", from |-> from, to |-> lead[n], value |-> v]})
    /\ UNCHANGED <<electionVars, logVars, leaderVars, applicationVars>>

Propose(n, v) == (Take(n, v) \/ PassOn(n, n, v)) /\ UNCHANGED net

Unreachable(n, p) ==
    /\ role[n] = "Leader"
    /\ p # n
    /\ mode[n][p] = "Replicate"
    /\ SetFlow(n, p, Probing(n, p))
    /\ UNCHANGED <<electionVars, logVars, match, active, outbox, applicationVars, net>>

\* What belongs on disk.
Stable(n) == [term |-> term[n], vote |-> vote[n], commit |-> commit[n], log |-> log[n]]

Ready(n) ==
    /\ ~busy[n]
    /\ outbox[n] # {} \/ applied[n] < commit[n] \/ durable[n] # Stable(n)
    /\ busy' = [busy EXCEPT ![n] = TRUE]
    /\ durable' = [durable EXCEPT ![n] = Stable(n)]
    /\ applied' = [applied EXCEPT ![n] = commit[n]]
    /\ acks' = [acks EXCEPT ![n] = ToItself(n)]
    /\ outbox' = [outbox EXCEPT ![n] = {}]
    /\ net' = net \cup {m \in outbox[n] : m.to # n}
    /\ UNCHANGED <<electionVars, logVars, leaderVars>>

Advance(n) ==
    /\ busy[n]
    /\ busy' = [busy EXCEPT ![n] = FALSE]
    /\ acks' = [acks EXCEPT ![n] = {}]
    /\ UNCHANGED <<durable, applied, net>>
    /\ \/ acks[n] = {} /\ Idle
       \/ \E m \in acks[n] :
             \/ m.type = "MsgAppResp" /\ HandleAppResp(n, m)
             \/ m.type # "MsgAppResp" /\ HandleBallot(n, m)

Restart(n) ==
    /\ Follow(n, durable[n].term, durable[n].vote, None)
    /\ log' = [log EXCEPT ![n] = durable[n].log]
    /\ commit' = [commit EXCEPT ![n] = durable[n].commit]
    /\ applied' = [applied EXCEPT ![n] = 0]
    /\ outbox' = [outbox EXCEPT ![n] = {}]
    /\ acks' = [acks EXCEPT ![n] = {}]
    /\ busy' = [busy EXCEPT ![n] = FALSE]
    /\ UNCHANGED <<durable, net>>

----
\* Deliveries

Take1(n, m, type) ==
    /\ m \in net
    /\ m.to = n
    /\ m.type = type
    /\ net' = net \ {m}

RecvProp(n, m) ==
    /\ Take1(n, m, "MsgProp")
    /\ \/ Take(n, m.value)
       \/ PassOn(n, m.from, m.value)
       \/ /\ role[n] # "Leader" /\ lead[n] = None
          /\ UNCHANGED applicationVars
          /\ Idle

\* While a leader has been heard of lately, elections of later terms are
\* not for this node.
Leased(n) == CheckQuorum /\ lead[n] # None /\ elapsed[n] < ElectionTick

\* Whether the node can vote in term t for p, whose log ends like this.
Grants(n, p, t, later, i, lt) ==
    /\ later \/ vote[n] = p \/ (vote[n] = None /\ lead[n] = None)
    /\ \/ lt > TermOf(log[n], Len(log[n]))
       \/ lt = TermOf(log[n], Len(log[n])) /\ i >= Len(log[n])

RecvPreVote(n, m) ==
    LET yes == Grants(n, m.from, m.term, m.term > term[n], m.index, m.logTerm)
               /\ m.term >= term[n]
    IN  /\ Take1(n, m, "MsgPreVote")
        /\ IF m.term > term[n] /\ Leased(n) THEN UNCHANGED outbox
           ELSE Queue(n, {Ballot("MsgPreVoteResp", n, m.from,
                                 IF yes THEN m.term ELSE term[n], ~yes)})
        /\ UNCHANGED <<electionVars, logVars, leaderVars, applicationVars>>

RecvVote(n, m) ==
    LET yes == Grants(n, m.from, m.term, m.term > term[n], m.index, m.logTerm)
        answer == Ballot("MsgVoteResp", n, m.from, m.term, ~yes)
    IN  /\ Take1(n, m, "MsgVote")
        /\ UNCHANGED <<logVars, applicationVars>>
        /\ \/ m.term < term[n] /\ Idle
           \/ m.term > term[n] /\ Leased(n) /\ Idle
           \/ /\ m.term > term[n] /\ ~Leased(n)
              /\ Follow(n, m.term, IF yes THEN m.from ELSE None, None)
              /\ Queue(n, {answer})
           \/ /\ m.term = term[n]
              /\ vote' = [vote EXCEPT ![n] = IF yes THEN m.from ELSE @]
              /\ elapsed' = [elapsed EXCEPT ![n] = IF yes THEN 0 ELSE @]
              /\ Queue(n, {answer})
              /\ UNCHANGED <<role, term, lead, votes, leaderVars>>

\* No answer is delivered to a node that has a message to itself to send.
RecvBallot(n, m, type) ==
    /\ Take1(n, m, type)
    /\ ToItself(n) = {}
    /\ HandleBallot(n, m)
    /\ UNCHANGED applicationVars

\* A leader of an earlier term learns the present one, where it might not
\* hear of it otherwise.
TellTerm(n, m) ==
    /\ IF CheckQuorum \/ PreVote THEN Queue(n, {Ack(n, m.from, term[n], 0)}) ELSE UNCHANGED outbox
    /\ UNCHANGED <<electionVars, logVars, leaderVars>>

\* The log with these entries from index i on; only what differs is cut off.
Spliced(l, i, entries) ==
    LET end == i + Len(entries)
    IN  IF \A j \in (i + 1)..end : TermOf(l, j) = entries[j - i].term THEN l
        ELSE LET same == CHOOSE k \in i..(end - 1) :
                     /\ \A j \in (i + 1)..k : TermOf(l, j) = entries[j - i].term
                     /\ TermOf(l, k + 1) # entries[k + 1 - i].term
             IN  SubSeq(l, 1, same) \o SubSeq(entries, same + 1 - i, Len(entries))

RecvApp(n, m) ==
    LET last == m.index + Len(m.entries)
        fits == m.index <= Len(log[n]) /\ TermOf(log[n], m.index) = m.logTerm
        hint == Agreement(log[n], Min(m.index, Len(log[n])), m.logTerm)
    IN  /\ Take1(n, m, "MsgApp")
        /\ UNCHANGED applicationVars
        /\ \/ m.term < term[n] /\ TellTerm(n, m)
           \/ m.term = term[n] /\ role[n] = "Leader" /\ Idle
           \/ /\ m.term > term[n] \/ (m.term = term[n] /\ role[n] # "Leader")
              /\ Follow(n, m.term, VoteIn(n, m.term), m.from)
              /\ \/ /\ m.index < commit[n]
                    /\ Queue(n, {Ack(n, m.from, m.term, commit[n])})
                    /\ UNCHANGED logVars
                 \/ /\ m.index >= commit[n] /\ fits
                    /\ log' = [log EXCEPT ![n] = Spliced(@, m.index, m.entries)]
                    /\ commit' = [commit EXCEPT ![n] = Max(@, Min(m.commit, last))]
                    /\ Queue(n, {Ack(n, m.from, m.term, last)})
                 \/ /\ m.index >= commit[n] /\ ~fits
                    /\ Queue(n, {[type |-> "MsgAppResp", from |-> n, to |-> m.from,
                                  term |-> m.term, index |-> m.index, reject |-> TRUE,
                                  hint |-> hint, logTerm |-> TermOf(log[n], hint)]})
                    /\ UNCHANGED logVars

RecvHeartbeat(n, m) ==
    /\ Take1(n, m, "MsgHeartbeat")
    /\ UNCHANGED applicationVars
    /\ \/ m.term < term[n] /\ TellTerm(n, m)
       \/ m.term = term[n] /\ role[n] = "Leader" /\ Idle
       \/ /\ m.term > term[n] \/ (m.term = term[n] /\ role[n] # "Leader")
          /\ Follow(n, m.term, VoteIn(n, m.term), m.from)
          /\ commit' = [commit EXCEPT ![n] = Max(@, m.commit)]
          /\ Queue(n, {[type |-> "MsgHeartbeatResp", from |-> n, to |-> m.from, term |-> m.term]})
          /\ UNCHANGED log

RecvAppResp(n, m) ==
    /\ Take1(n, m, "MsgAppResp")
    /\ HandleAppResp(n, m)
    /\ UNCHANGED applicationVars

RecvHeartbeatResp(n, m) ==
    /\ Take1(n, m, "MsgHeartbeatResp")
    /\ UNCHANGED applicationVars
    /\ \/ m.term > term[n] /\ Outdated(n, m)
       \/ m.term < term[n] /\ Idle
       \/ m.term = term[n] /\ role[n] # "Leader" /\ Idle
       \/ /\ m.term = term[n] /\ role[n] = "Leader"
          /\ LET p == m.from
                 f == [Flow(n, p) EXCEPT !.paused = FALSE]
             IN  /\ Hear(n, p)
                 /\ \/ /\ match[n][p] < Len(log[n]) \/ mode[n][p] = "Probe"
                       /\ SetFlow(n, p, AfterOne(f, log[n], commit[n]))
                       /\ Queue(n, One(n, p, f, log[n], commit[n]))
                    \/ /\ match[n][p] >= Len(log[n]) /\ mode[n][p] # "Probe"
                       /\ SetFlow(n, p, f)
                       /\ UNCHANGED outbox
          /\ UNCHANGED <<electionVars, logVars, match>>

----
Init ==
    /\ role = [n \in Node |-> "Follower"]
    /\ term = [n \in Node |-> 0]
    /\ vote = [n \in Node |-> None]
    /\ lead = [n \in Node |-> None]
    /\ votes = [n \in Node |-> Empty]
    /\ elapsed = [n \in Node |-> 0]
    /\ log = [n \in Node |-> Empty]
    /\ commit = [n \in Node |-> 0]
    /\ match = [n \in Node |-> Empty]
    /\ next = [n \in Node |-> Empty]
    /\ mode = [n \in Node |-> Empty]
    /\ paused = [n \in Node |-> Empty]
    /\ inflight = [n \in Node |-> Empty]
    /\ sentCommit = [n \in Node |-> Empty]
    /\ active = [n \in Node |-> Empty]
    /\ outbox = [n \in Node |-> {}]
    /\ durable = [n \in Node |-> [term |-> 0, vote |-> None, commit |-> 0, log |-> Empty]]
    /\ applied = [n \in Node |-> 0]
    /\ busy = [n \in Node |-> FALSE]
    /\ acks = [n \in Node |-> {}]
    /\ net = {}

Called(n) ==
    \/ \E r \in Timeouts : Tick(n, r) \/ TimeOut(n, r)
    \/ LeaderTick(n)
    \/ Campaign(n)
    \/ \E v \in Value : Propose(n, v)
    \/ \E p \in Others(n) : Unreachable(n, p)
    \/ Ready(n)
    \/ Advance(n)
    \/ Restart(n)

Delivered(n) ==
    \E m \in net :
        \/ RecvProp(n, m)
        \/ RecvPreVote(n, m)
        \/ RecvBallot(n, m, "MsgPreVoteResp")
        \/ RecvVote(n, m)
        \/ RecvBallot(n, m, "MsgVoteResp")
        \/ RecvApp(n, m)
        \/ RecvAppResp(n, m)
        \/ RecvHeartbeat(n, m)
        \/ RecvHeartbeatResp(n, m)

Small(n) == term[n] <= MaxTerm /\ Len(log[n]) <= MaxLog

Next == \E n \in Node : (Called(n) \/ Delivered(n)) /\ Small(n)'

Spec == Init /\ [][Next]_vars
=============================================================================

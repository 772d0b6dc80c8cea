-------------------------------- MODULE etcd --------------------------------
(***************************************************************************)
(* Raft as it is usually specified: after the paper, and in the style of   *)
(* the specifications that follow it: as one would write it without a look *)
(* at the library.                                                         *)
(*                                                                         *)
(* There are four kinds of messages, two requests and their answers, and a *)
(* heartbeat is an append without entries.  What is sent is on the network *)
(* at once, and what a server has decided is in its storage at once.  Each *)
(* rule of the algorithm is a step of its own, taken whenever it may be:   *)
(* a candidate asks one server at a time, a message of a later term is     *)
(* first a reason to move to that term and then handled in another step,   *)
(* and a leader is elected, or commits, some time after it has heard from  *)
(* a majority.                                                             *)
(*                                                                         *)
(* There is no clock, so an election may begin at any time; no pre-vote    *)
(* and no lease; no proposal that is passed on; no flow control.           *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
    Node,           \* the servers
    Value,          \* what clients ask for
    MaxTerm,        \* bounds for TLC: no server goes beyond this term,
    MaxLog          \* and no log beyond this length

VARIABLES
    messages,       \* the requests and answers on the network
    (* of each server: *)
    currentTerm,    \* the latest term that it has seen
    state,          \* Follower, Candidate or Leader
    votedFor,       \* whom it has given its vote in this term, or Nil
    log,            \* a sequence of entries [term, value]
    commitIndex,    \* up to where its log is known to be committed
    (* of candidates: *)
    votesResponded, \* the servers that have answered
    votesGranted,   \* those of them that gave their vote
    (* of leaders: *)
    nextIndex,      \* of each server the next entry to send to it
    matchIndex      \* up to where each server is known to agree

serverVars    == <<currentTerm, state, votedFor>>
logVars       == <<log, commitIndex>>
candidateVars == <<votesResponded, votesGranted>>
leaderVars    == <<nextIndex, matchIndex>>
vars == <<messages, serverVars, logVars, candidateVars, leaderVars>>

-----------------------------------------------------------------------------
Follower  == "Follower"
Candidate == "Candidate"
Leader    == "Leader"
Nil       == "none"

Min(a, b) == IF a < b THEN a ELSE b
Max(a, b) == IF a > b THEN a ELSE b

IsQuorum(servers) == Cardinality(servers) * 2 > Cardinality(Node)

LastIndex(i) == Len(log[i])
TermAt(i, index) == IF index \in 1..Len(log[i]) THEN log[i][index].term ELSE 0
LastTerm(i) == TermAt(i, LastIndex(i))

Send(m)                  == messages' = messages \cup {m}
Discard(m)               == messages' = messages \ {m}
Reply(response, request) == messages' = (messages \ {request}) \cup {response}

-----------------------------------------------------------------------------
Init ==
    /\ messages       = {}
    /\ currentTerm    = [i \in Node |-> 0]
    /\ state          = [i \in Node |-> Follower]
    /\ votedFor       = [i \in Node |-> Nil]
    /\ log            = [i \in Node |-> <<>>]
    /\ commitIndex    = [i \in Node |-> 0]
    /\ votesResponded = [i \in Node |-> {}]
    /\ votesGranted   = [i \in Node |-> {}]
    /\ nextIndex      = [i \in Node |-> [j \in Node |-> 1]]
    /\ matchIndex     = [i \in Node |-> [j \in Node |-> 0]]

-----------------------------------------------------------------------------
(***************************************************************************)
(* What a server does of its own accord                                    *)
(***************************************************************************)

(* A crash.  Term, vote and log survive.                                   *)
Restart(i) ==
    /\ state'          = [state EXCEPT ![i] = Follower]
    /\ commitIndex'    = [commitIndex EXCEPT ![i] = 0]
    /\ votesResponded' = [votesResponded EXCEPT ![i] = {}]
    /\ votesGranted'   = [votesGranted EXCEPT ![i] = {}]
    /\ nextIndex'      = [nextIndex EXCEPT ![i] = [j \in Node |-> 1]]
    /\ matchIndex'     = [matchIndex EXCEPT ![i] = [j \in Node |-> 0]]
    /\ UNCHANGED <<messages, currentTerm, votedFor, log>>

(* The server has not heard from a leader for long, and stands for         *)
(* election.  It votes for itself.                                         *)
Timeout(i) ==
    /\ state[i] \in {Follower, Candidate}
    /\ currentTerm[i] < MaxTerm
    /\ state'          = [state EXCEPT ![i] = Candidate]
    /\ currentTerm'    = [currentTerm EXCEPT ![i] = @ + 1]
    /\ votedFor'       = [votedFor EXCEPT ![i] = i]
    /\ votesResponded' = [votesResponded EXCEPT ![i] = {i}]
    /\ votesGranted'   = [votesGranted EXCEPT ![i] = {i}]
    /\ UNCHANGED <<messages, logVars, leaderVars>>

(* A candidate asks a server that has not answered yet.                    *)
RequestVote(i, j) ==
    /\ state[i] = Candidate
    /\ j \notin votesResponded[i]
    /\ Send([mtype         |-> "RequestVoteRequest",
             mterm         |-> currentTerm[i],
             mlastLogTerm  |-> LastTerm(i),
             mlastLogIndex |-> LastIndex(i),
             msource       |-> i,
             mdest         |-> j])
    /\ UNCHANGED <<serverVars, logVars, candidateVars, leaderVars>>

BecomeLeader(i) ==
    /\ state[i] = Candidate
    /\ IsQuorum(votesGranted[i])
    /\ state'      = [state EXCEPT ![i] = Leader]
    /\ nextIndex'  = [nextIndex EXCEPT ![i] = [j \in Node |-> LastIndex(i) + 1]]
    /\ matchIndex' = [matchIndex EXCEPT ![i] = [j \in Node |-> 0]]
    /\ UNCHANGED <<messages, currentTerm, votedFor, logVars, candidateVars>>

ClientRequest(i, v) ==
    /\ state[i] = Leader
    /\ LastIndex(i) < MaxLog
    /\ log' = [log EXCEPT ![i] = Append(@, [term |-> currentTerm[i], value |-> v])]
    /\ UNCHANGED <<messages, serverVars, commitIndex, candidateVars, leaderVars>>

(* A leader sends a server the next entry, or none if it has no further    *)
(* one: a heartbeat.                                                       *)
AppendEntries(i, j) ==
    /\ state[i] = Leader
    /\ i # j
    /\ LET previous == nextIndex[i][j] - 1
           last     == Min(LastIndex(i), nextIndex[i][j])
       IN  Send([mtype         |-> "AppendEntriesRequest",
                 mterm         |-> currentTerm[i],
                 mprevLogIndex |-> previous,
                 mprevLogTerm  |-> TermAt(i, previous),
                 mentries      |-> SubSeq(log[i], nextIndex[i][j], last),
                 mcommitIndex  |-> Min(commitIndex[i], last),
                 msource       |-> i,
                 mdest         |-> j])
    /\ UNCHANGED <<serverVars, logVars, candidateVars, leaderVars>>

(* A majority, the leader included, has the log up to some index, and the  *)
(* entry there is of the leader's own term.                                *)
AdvanceCommitIndex(i) ==
    /\ state[i] = Leader
    /\ LET Agree(index) == {i} \cup {k \in Node : matchIndex[i][k] >= index}
           agreed       == {index \in 1..LastIndex(i) : IsQuorum(Agree(index))}
           highest      == CHOOSE index \in agreed : \A other \in agreed : other <= index
       IN  /\ agreed # {}
           /\ TermAt(i, highest) = currentTerm[i]
           /\ highest > commitIndex[i]
           /\ commitIndex' = [commitIndex EXCEPT ![i] = highest]
    /\ UNCHANGED <<messages, serverVars, log, candidateVars, leaderVars>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* What a server does with a message.  i has it, and j has sent it.        *)
(***************************************************************************)

(* Of a later term: the server moves there.  The message is still to come. *)
UpdateTerm(i, m) ==
    /\ m.mterm > currentTerm[i]
    /\ currentTerm' = [currentTerm EXCEPT ![i] = m.mterm]
    /\ state'       = [state EXCEPT ![i] = Follower]
    /\ votedFor'    = [votedFor EXCEPT ![i] = Nil]
    /\ UNCHANGED <<messages, logVars, candidateVars, leaderVars>>

(* An answer of an earlier term.                                           *)
DropStaleResponse(i, m) ==
    /\ m.mterm < currentTerm[i]
    /\ Discard(m)
    /\ UNCHANGED <<serverVars, logVars, candidateVars, leaderVars>>

(* A vote for whoever asks first, if its log is at least as good.          *)
HandleRequestVoteRequest(i, j, m) ==
    LET upToDate == \/ m.mlastLogTerm > LastTerm(i)
                    \/ m.mlastLogTerm = LastTerm(i) /\ m.mlastLogIndex >= LastIndex(i)
        grant    == /\ m.mterm = currentTerm[i]
                    /\ upToDate
                    /\ votedFor[i] \in {Nil, j}
    IN  /\ m.mterm <= currentTerm[i]
        /\ votedFor' = IF grant THEN [votedFor EXCEPT ![i] = j] ELSE votedFor
        /\ Reply([mtype        |-> "RequestVoteResponse",
                  mterm        |-> currentTerm[i],
                  mvoteGranted |-> grant,
                  msource      |-> i,
                  mdest        |-> j], m)
        /\ UNCHANGED <<currentTerm, state, logVars, candidateVars, leaderVars>>

(* Answers are counted even if they come too late to matter.               *)
HandleRequestVoteResponse(i, j, m) ==
    /\ m.mterm = currentTerm[i]
    /\ votesResponded' = [votesResponded EXCEPT ![i] = @ \cup {j}]
    /\ votesGranted'   = IF m.mvoteGranted THEN [votesGranted EXCEPT ![i] = @ \cup {j}]
                         ELSE votesGranted
    /\ Discard(m)
    /\ UNCHANGED <<serverVars, logVars, leaderVars>>

AppendAnswer(i, j, success, index) ==
    [mtype       |-> "AppendEntriesResponse",
     mterm       |-> currentTerm[i],
     msuccess    |-> success,
     mmatchIndex |-> index,
     msource     |-> i,
     mdest       |-> j]

(* A leader of an earlier term is told of the later one; and an append     *)
(* that does not fit is rejected.                                          *)
RejectAppendEntries(i, j, m, fits) ==
    /\ \/ m.mterm < currentTerm[i]
       \/ m.mterm = currentTerm[i] /\ state[i] = Follower /\ ~fits
    /\ Reply(AppendAnswer(i, j, FALSE, 0), m)
    /\ UNCHANGED <<serverVars, logVars>>

(* A candidate gives way to the leader of its term.                        *)
ReturnToFollower(i, m) ==
    /\ m.mterm = currentTerm[i]
    /\ state[i] = Candidate
    /\ state' = [state EXCEPT ![i] = Follower]
    /\ UNCHANGED <<messages, currentTerm, votedFor, logVars>>

(* What agrees with the log is there already; where the log differs it is  *)
(* cut off, and the entries of the message follow.                         *)
AcceptAppendEntries(i, j, m, fits) ==
    LET last      == m.mprevLogIndex + Len(m.mentries)
        differing == {k \in 1..Len(m.mentries) :
                         TermAt(i, m.mprevLogIndex + k) # m.mentries[k].term}
    IN  /\ m.mterm = currentTerm[i]
        /\ state[i] = Follower
        /\ fits
        /\ log' = IF differing = {} THEN log
                  ELSE [log EXCEPT ![i] = SubSeq(@, 1, m.mprevLogIndex) \o m.mentries]
        /\ commitIndex' = [commitIndex EXCEPT ![i] = Max(@, Min(m.mcommitIndex, last))]
        /\ Reply(AppendAnswer(i, j, TRUE, last), m)
        /\ UNCHANGED serverVars

HandleAppendEntriesRequest(i, j, m) ==
    LET fits == \/ m.mprevLogIndex = 0
                \/ /\ m.mprevLogIndex \in 1..LastIndex(i)
                   /\ m.mprevLogTerm = TermAt(i, m.mprevLogIndex)
    IN  /\ m.mterm <= currentTerm[i]
        /\ \/ RejectAppendEntries(i, j, m, fits)
           \/ ReturnToFollower(i, m)
           \/ AcceptAppendEntries(i, j, m, fits)
        /\ UNCHANGED <<candidateVars, leaderVars>>

(* After a rejection the leader tries one entry earlier.                   *)
HandleAppendEntriesResponse(i, j, m) ==
    /\ m.mterm = currentTerm[i]
    /\ IF m.msuccess
       THEN /\ nextIndex'  = [nextIndex EXCEPT ![i][j] = m.mmatchIndex + 1]
            /\ matchIndex' = [matchIndex EXCEPT ![i][j] = m.mmatchIndex]
       ELSE /\ nextIndex'  = [nextIndex EXCEPT ![i][j] = Max(@ - 1, 1)]
            /\ UNCHANGED matchIndex
    /\ Discard(m)
    /\ UNCHANGED <<serverVars, logVars, candidateVars>>

Receive(m) ==
    LET i == m.mdest
        j == m.msource
    IN  \/ UpdateTerm(i, m)
        \/ /\ m.mtype = "RequestVoteRequest"
           /\ HandleRequestVoteRequest(i, j, m)
        \/ /\ m.mtype = "RequestVoteResponse"
           /\ DropStaleResponse(i, m) \/ HandleRequestVoteResponse(i, j, m)
        \/ /\ m.mtype = "AppendEntriesRequest"
           /\ HandleAppendEntriesRequest(i, j, m)
        \/ /\ m.mtype = "AppendEntriesResponse"
           /\ DropStaleResponse(i, m) \/ HandleAppendEntriesResponse(i, j, m)

-----------------------------------------------------------------------------
(* A message may wait for ever, and is then as good as lost.               *)
Next ==
    \/ \E i \in Node : Restart(i)
    \/ \E i \in Node : Timeout(i)
    \/ \E i, j \in Node : RequestVote(i, j)
    \/ \E i \in Node : BecomeLeader(i)
    \/ \E i \in Node : \E v \in Value : ClientRequest(i, v)
    \/ \E i \in Node : AdvanceCommitIndex(i)
    \/ \E i, j \in Node : AppendEntries(i, j)
    \/ \E m \in messages : Receive(m)

Spec == Init /\ [][Next]_vars
=============================================================================

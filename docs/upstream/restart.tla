------------------------------- MODULE restart -------------------------------
(***************************************************************************)
(* A way from upstream's Init by its own steps to one that TLC cannot      *)
(* evaluate: node 1 restarts after it has cut its log, and before Ready.   *)
(* `python docs/judge_upstream.py restart` follows it.                     *)
(***************************************************************************)
EXTENDS etcdraft

VARIABLE taken      \* how many steps of the way

Gets(i, type) == \E m \in DOMAIN messages : m.mtype = type /\ m.mdest = i /\ Receive(m)

Request  == RequestVoteRequest
Response == RequestVoteResponse

Way(k) ==
    (* Node 1 is elected by node 2, and has an entry of term 1 in storage. *)
    CASE k = 1  -> Timeout(1)
      [] k = 2  -> RequestVote(1, 1)
      [] k = 3  -> RequestVote(1, 2)
      [] k = 4  -> Ready(1)
      [] k = 5  -> Gets(1, Response)
      [] k = 6  -> Gets(2, Request)     \* takes the term
      [] k = 7  -> Gets(2, Request)     \* votes
      [] k = 8  -> Ready(2)
      [] k = 9  -> Gets(1, Response)
      [] k = 10 -> BecomeLeader(1)
      [] k = 11 -> ClientRequest(1, 0)
      [] k = 12 -> Ready(1)
    (* Node 2 is elected by node 3, and sends an entry of term 2. *)
      [] k = 13 -> Timeout(2)
      [] k = 14 -> RequestVote(2, 2)
      [] k = 15 -> RequestVote(2, 3)
      [] k = 16 -> Ready(2)
      [] k = 17 -> Gets(2, Response)
      [] k = 18 -> Gets(3, Request)
      [] k = 19 -> Gets(3, Request)
      [] k = 20 -> Ready(3)
      [] k = 21 -> Gets(2, Response)
      [] k = 22 -> BecomeLeader(2)
      [] k = 23 -> ClientRequest(2, 0)
      [] k = 24 -> AppendEntries(2, 1, <<1, 2>>)
      [] k = 25 -> Ready(2)
    (* Node 1 takes the term, cuts its log, and crashes. *)
      [] k = 26 -> Gets(1, AppendEntriesRequest)
      [] k = 27 -> Gets(1, AppendEntriesRequest)
      [] k = 28 -> Restart(1)

WayInit == Init /\ taken = 0
WayNext == taken < 28 /\ NextAsyncCrash /\ taken' = taken + 1 /\ Way(taken')
=============================================================================

-------------------------------- MODULE etcd --------------------------------
(***************************************************************************)
(* The specification that comes inside the Go module, module `etcdraft`,   *)
(* bound to the contract: its servers are the contract's nodes, and        *)
(* clients ask for the contract's values.  Nothing of it is repeated or    *)
(* changed here; `Next` below is made of its actions.                      *)
(*                                                                         *)
(* Of its next-state relation NextAsyncCrash, which its own .cfg uses:     *)
(*                                                                         *)
(*  - SendSnapshot is left out, since the contract has no snapshots.       *)
(*  - A client asks for any value, not for 0 alone.  The first entry of a  *)
(*    leader is one of these values, as in its own trace validation.       *)
(*  - A node does not queue of its own accord what it has queued already.  *)
(*    The contract's queues are sets, so that nobody could see it, and the *)
(*    counts would go on for ever.  (Answers may be queued twice.)         *)
(*                                                                         *)
(* Changes of configuration are no part of NextAsyncCrash.                 *)
(***************************************************************************)
EXTENDS etcdraft

CONSTANTS Node, Value, MaxTerm, MaxLog

(* For the .cfg, which takes no constant on the right.                     *)
Servers == Node

Noop    == "noop"
Clients == Value \cup {Noop}

Sending ==
    \/ \E i, j \in Server : RequestVote(i, j)
    \/ \E i, j \in Server :
          \E b, e \in matchIndex[i][j] + 1..Len(log[i]) + 1 : AppendEntries(i, j, <<b, e>>)
    \/ \E i \in Server : AppendEntriesToSelf(i)
    \/ \E i, j \in Server : Heartbeat(i, j)

Calls ==
    \/ \E i \in Server : Timeout(i)
    \/ \E i \in Server : BecomeLeader(i)
    \/ \E i \in Server : \E v \in Clients : ClientRequest(i, v)
    \/ \E i \in Server : AdvanceCommitIndex(i)
    \/ \E i \in Server : Ready(i)
    \/ \E i \in Server : StepDownToFollower(i)
    \/ \E i \in Server : Restart(i)

Deliveries == \E m \in DOMAIN messages : Receive(m)

(* Not what is queued already.                                             *)
Something == DOMAIN pendingMessages' # DOMAIN pendingMessages

WithinBounds == \A i \in Server : currentTerm'[i] <= MaxTerm /\ Len(log'[i]) <= MaxLog

BoundNext == ((Sending /\ Something) \/ Calls \/ Deliveries) /\ WithinBounds
=============================================================================

package contract

import (
	"fmt"
	"slices"

	"sysmobench/harness/etcd-raft/internal/state"
)

// Outcome is what the code made of a decision. A refusal has no action, and the reason as its branch.
type Outcome struct {
	Action  string
	Branch  string
	Refused bool
}

// Elsewhere is the outcome of a decision that is not possible.
var Elsewhere = Outcome{Branch: elsewhere, Refused: true}

// Outcome tells what the code made of a possible decision. It is a function of its arguments alone,
// so that whoever has the trace can see what is meant. A step that changes nothing that is observed
// and sends nothing is refused. What the table of kinds does not have is not recorded as something else.
func (c *Constants) Outcome(before *state.State, d Decision, after *state.State, sent state.Messages) Outcome {
	unchanged := before.Text() == after.Text() && len(sent) == 0
	s := step{c, d, d.Message, before.Node(d.Actor), after.Node(d.Actor), unchanged}
	kind := kindOf(d.Name)
	var o Outcome
	if unchanged {
		o = Outcome{Branch: s.branch(), Refused: true}
		if !kind.has(o) {
			o.Branch = again
		}
	} else {
		o = Outcome{Action: s.action(), Branch: s.branch()}
	}
	if !kind.has(o) {
		panic(fmt.Sprintf("%v: the contract has no outcome %+v\nbefore: %s\nafter:  %s", d, o, before.Text(), after.Text()))
	}
	return o
}

// step is one decision of one node with what it was before and after.
type step struct {
	c             *Constants
	d             Decision
	message       *state.Message
	before, after *state.Node
	unchanged     bool
}

// action differs from the decision's name where one decision has several.
func (s step) action() string {
	if s.d.Name == Tick && s.branch() != "count" {
		return "ElectionTimeout"
	}
	return s.d.Name
}

func (s step) branch() string {
	switch s.d.Name {
	case Tick:
		return s.tick()
	case LeaderTick:
		return s.leaderTick()
	case Campaign:
		return s.campaign()
	case Propose, "RecvProp":
		return s.proposal()
	case Unreachable:
		return s.unreachable()
	case Ready:
		return s.ready()
	case Advance:
		return s.advance()
	case Restart:
		return s.restart()
	case "RecvPreVote":
		return s.preVote()
	case "RecvVote":
		return s.vote()
	case "RecvPreVoteResp", "RecvVoteResp":
		return s.voteResp()
	case "RecvApp":
		return s.app()
	case "RecvHeartbeat":
		return s.heartbeat()
	case "RecvAppResp":
		return s.appResp()
	case "RecvHeartbeatResp":
		return s.heartbeatResp()
	}
	panic("no decision " + s.d.Name)
}

func (s step) tick() string {
	if s.before.Elapsed+1 < uint64(s.d.Timeout) {
		return "count"
	}
	return s.election()
}

// election names what a node began that was to begin an election.
func (s step) election() string {
	switch {
	case s.after.Role == state.PreCandidate:
		return "pre-campaign"
	case s.after.Role == state.Candidate && s.after.Term == s.before.Term+1:
		return "campaign"
	}
	return "none"
}

func (s step) leaderTick() string {
	switch {
	case s.after.Role != state.Leader:
		return "quorum-lost"
	case s.c.CheckQuorum && s.before.Elapsed+1 >= uint64(s.c.ElectionTick):
		return "quorum-active"
	}
	return "heartbeat"
}

func (s step) campaign() string {
	if s.before.Role == state.Leader {
		return "leader"
	}
	return s.election()
}

// proposal is the branch of a proposal, made here or forwarded to here.
func (s step) proposal() string {
	switch {
	case s.before.Role == state.Leader:
		return "append"
	case s.before.Role == state.Follower && s.before.Lead != state.None:
		return "forward"
	}
	return "dropped"
}

func (s step) unreachable() string {
	if s.before.Progress[s.d.Peer].Mode == state.Replicate {
		return "to-probe"
	}
	return "probing"
}

// ready is told by what the application has to write, and where that is nothing, by what else it does.
func (s step) ready() string {
	n, d := s.before, s.before.Durable
	switch {
	case !isPrefix(d.Log, n.Log):
		return "overwrite"
	case len(d.Log) < len(n.Log):
		return "entries"
	case n.Term != d.Term || n.Vote != d.Vote:
		return "term-or-vote"
	case n.Commit != d.Commit:
		return "commit"
	case len(n.Outbox) > 0:
		return "messages"
	}
	return "apply"
}

// advance is told by the node's message to itself, which the code handles now, and by whether it is
// still of use.
func (s step) advance() string {
	if len(s.before.Acks) == 0 {
		return "no-ack"
	}
	n, ack := s.before, s.before.Acks[0]
	switch {
	case ack.Type == state.MsgPreVoteResp && n.Role == state.PreCandidate && ack.Term == n.Term+1,
		ack.Type == state.MsgVoteResp && n.Role == state.Candidate && ack.Term == n.Term:
		if s.after.Role != n.Role {
			return "self-vote:won"
		}
		return "self-vote"
	case ack.Type == state.MsgAppResp && n.Role == state.Leader && ack.Term == n.Term:
		if s.after.Commit > n.Commit {
			return "self-ack:commit"
		}
		return "self-ack"
	}
	return "ack-too-late"
}

func (s step) restart() string {
	n, d := s.before, s.before.Durable
	switch {
	case n.Term != d.Term || n.Vote != d.Vote:
		return "loses-term-or-vote"
	case !slices.Equal(n.Log, d.Log):
		return "loses-entries"
	case s.unchanged:
		return "nothing-lost"
	}
	return "clean"
}

func isPrefix(a, b []state.Entry) bool {
	return len(a) <= len(b) && slices.Equal(a, b[:len(a)])
}

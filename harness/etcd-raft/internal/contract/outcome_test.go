package contract

import (
	"strings"
	"testing"

	"sysmobench/harness/etcd-raft/internal/state"
)

var two = &Constants{
	Node: []string{"a", "b"}, Value: []string{"x"}, Timeouts: []int{2, 3}, CheckQuorum: true, ElectionTick: 2, MaxInflight: 1, MaxEntries: 1,
}

// follower is a node of term 2 with a log of these terms.
func follower(terms ...uint64) state.Node {
	n := state.Node{Role: state.Follower, Term: 2, Vote: state.None, Lead: state.None, Durable: state.Durable{Term: 2, Vote: state.None}}
	for _, term := range terms {
		n.Log = append(n.Log, state.Entry{Term: term, Value: "x"})
	}
	n.Durable.Log = n.Log
	return n
}

// whole is the state in which node a is this one.
func whole(a state.Node) *state.State {
	b := follower()
	return state.New(two.Node, map[string]*state.Node{"a": &a, "b": &b})
}

// told is the outcome of a delivery to a that makes before to after.
func told(before state.Node, m state.Message, after state.Node) Outcome {
	m.From, m.To = "b", "a"
	return two.Outcome(whole(before), Delivery(state.NewMessage(m)), whole(after), nil)
}

// answered is a node that has also queued an answer.
func answered(n state.Node) state.Node {
	n.Outbox = state.NewMessages([]state.Message{state.NewMessage(state.Message{Type: state.MsgVoteResp, From: "a", To: "b", Term: n.Term})})
	return n
}

// A vote that is refused for two reasons has the branch of the first: lease, term, log, another vote,
// and only then the leader that is known.
func TestVotesHaveOneReason(t *testing.T) {
	knows := func(n state.Node) state.Node { n.Lead = "b"; return n }
	voted := func(n state.Node) state.Node { n.Vote = "a"; return n }
	late := func(n state.Node) state.Node { n.Elapsed = 2; return n }
	for _, c := range []struct {
		before        state.Node
		term, logTerm uint64
		answers       bool
		want          string
	}{
		{knows(follower(2)), 3, 1, false, "ignore:lease"},
		{knows(late(follower(2))), 3, 1, true, "reject:log-behind"},
		{knows(late(follower(2))), 3, 2, true, "grant:lease-over"},
		{follower(2), 1, 1, false, "ignore:lower-term"},
		{knows(voted(follower(2))), 2, 1, true, "reject:log-behind"},
		{knows(voted(follower(2))), 2, 2, true, "reject:voted-other"},
		{knows(follower(2)), 2, 2, true, "reject:knows-leader"},
		{follower(2), 2, 2, true, "grant"},
	} {
		after := c.before
		if c.answers {
			after = answered(after)
		}
		o := told(c.before, state.Message{Type: state.MsgVote, Term: c.term, LogTerm: c.logTerm, Index: 1}, after)
		if o.Branch != c.want || o.Refused == c.answers {
			t.Errorf("%+v, and not %s", o, c.want)
		}
	}
}

// An append is rejected for one reason: the terms of the log are too high, the log is too short, or an
// entry has an earlier term.
func TestRejectionsHaveOneReason(t *testing.T) {
	for _, c := range []struct {
		terms          []uint64
		index, logTerm uint64
		want           string
	}{
		{nil, 1, 1, "reject:short"},
		{[]uint64{1}, 2, 1, "reject:short"},
		{[]uint64{2}, 2, 1, "reject:hint-back"},
		{[]uint64{1, 2}, 2, 1, "reject:hint-back"},
		{[]uint64{1, 1}, 2, 2, "reject:mismatch"},
	} {
		before := follower(c.terms...)
		m := state.Message{Type: state.MsgApp, Term: 2, Index: c.index, LogTerm: c.logTerm}
		if o := told(before, m, answered(before)); o.Branch != c.want || o.Refused {
			t.Errorf("%v and an append after %d of term %d: %+v, and not %s", c.terms, c.index, c.logTerm, o, c.want)
		}
	}
}

// An append that adds nothing commits to its own end, even where the leader has committed more and the log goes on.
func TestNothingNewTellsWhereTheCommitIsCut(t *testing.T) {
	for _, c := range []struct {
		terms             []uint64
		commit, committed uint64
		want              string
	}{
		{[]uint64{2, 2, 2}, 0, 0, "nothing-new"},
		{[]uint64{2, 2, 2}, 1, 1, "nothing-new:commit"},
		{[]uint64{2, 2}, 3, 2, "nothing-new:commit"},
		{[]uint64{2, 2, 2}, 3, 2, "nothing-new:commit:cut"},
	} {
		before := follower(c.terms...)
		after := answered(before)
		after.Commit = c.committed
		m := state.Message{Type: state.MsgApp, Term: 2, LogTerm: 2, Index: 1, Commit: c.commit}
		if o := told(before, m, after); o.Branch != c.want {
			t.Errorf("%v, and the leader has committed %d: %+v, and not %s", c.terms, c.commit, o, c.want)
		}
	}
}

// A rejection in mode Replicate leads back to what matches, whatever its hint.
func TestRejectionsTellWhetherTheirHintIsAhead(t *testing.T) {
	for hint, want := range map[uint64]string{0: "reject:replicate", 1: "reject:replicate", 2: "reject:replicate:hint-ahead"} {
		before := follower(2, 2, 2, 2)
		before.Role, before.Lead = state.Leader, "a"
		after := before
		before.Progress = map[string]state.Progress{"b": {Match: 1, Next: 5, Mode: state.Replicate}}
		after.Progress = map[string]state.Progress{"b": {Match: 1, Next: 2, Mode: state.Probe}}
		m := state.Message{Type: state.MsgAppResp, Term: 2, Index: 4, Reject: true, Hint: hint}
		if o := told(before, m, after); o.Branch != want {
			t.Errorf("hint %d: %+v, and not %s", hint, o, want)
		}
	}
}

// What changes nothing is refused: for its own reason if the contract has it, or else because it has
// been answered already.
func TestWhatChangesNothingIsRefused(t *testing.T) {
	before := follower()
	if o := told(before, state.Message{Type: state.MsgHeartbeat, Term: 2}, before); o != (Outcome{Branch: "again", Refused: true}) {
		t.Errorf("%+v", o)
	}
	if o := told(before, state.Message{Type: state.MsgProp, Value: "x"}, before); o != (Outcome{Branch: "dropped", Refused: true}) {
		t.Errorf("%+v", o)
	}
}

// Code that does what the contract does not know is never recorded as something else.
func TestUnknownCodeIsNoticed(t *testing.T) {
	defer func() {
		if text, _ := recover().(string); !strings.Contains(text, "the contract has no outcome") {
			t.Errorf("%q", text)
		}
	}()
	leader := follower()
	leader.Role, leader.Lead = state.Leader, "a"
	told(leader, state.Message{Type: state.MsgHeartbeat, Term: 2}, answered(leader))
}

// A node's message to itself keeps away what could make a second one.
func TestOneMessageToItselfIsEnough(t *testing.T) {
	waits := follower()
	ack := state.NewMessage(state.Message{Type: state.MsgVoteResp, From: "a", To: "a", Term: 2})
	waits.Outbox = state.NewMessages([]state.Message{ack})
	written := follower()
	written.Acks, written.Busy = waits.Outbox, true
	answer := Delivery(state.NewMessage(state.Message{Type: state.MsgVoteResp, From: "b", To: "a", Term: 2}))
	for _, c := range []struct {
		n        state.Node
		d        Decision
		possible bool
	}{
		{waits, Decision{Name: Campaign}, false},
		{written, Decision{Name: Campaign}, false},
		{waits, Decision{Name: Tick, Timeout: 2}, true},
		{waits, answer, false},
		{written, answer, true},
		{waits, Decision{Name: Ready}, true},
		{written, Decision{Name: Ready}, false},
	} {
		c.d.Actor = "a"
		if got := two.Possible(whole(c.n), c.d); got != c.possible {
			t.Errorf("%v is possible: %t", c.d, got)
		}
	}
}

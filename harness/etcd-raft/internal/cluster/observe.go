package cluster

import (
	"fmt"
	"slices"

	"go.etcd.io/raft/v3"
	pb "go.etcd.io/raft/v3/raftpb"
	"go.etcd.io/raft/v3/tracker"

	"sysmobench/harness/etcd-raft/internal/state"
)

// identities are the names of nodes; a node's number in the library is its place here, from 1.
type identities []string

func (ids identities) id(name string) uint64 {
	return uint64(slices.Index(ids, name) + 1)
}

func (ids identities) name(id uint64) string {
	if id == raft.None {
		return state.None
	}
	return ids[id-1]
}

func (ids identities) all() []uint64 {
	var all []uint64
	for i := range ids {
		all = append(all, uint64(i+1))
	}
	return all
}

var roles = map[raft.StateType]state.Role{
	raft.StateFollower:     state.Follower,
	raft.StatePreCandidate: state.PreCandidate,
	raft.StateCandidate:    state.Candidate,
	raft.StateLeader:       state.Leader,
}

var modes = map[tracker.StateType]state.Mode{
	tracker.StateProbe:     state.Probe,
	tracker.StateReplicate: state.Replicate,
}

// observe is what is observed of the node now.
func (n *node) observe() *state.Node {
	view := raft.HarnessLook(n.raw)
	observed := &state.Node{
		Role:    roles[view.State],
		Term:    view.Term,
		Vote:    n.ids.name(view.Vote),
		Lead:    n.ids.name(view.Lead),
		Log:     entriesOf(view.Entries),
		Commit:  view.Committed,
		Applied: view.Applying,
		Votes:   map[string]bool{},
		Elapsed: uint64(view.ElectionElapsed),
		Outbox:  n.messages(view.Msgs, view.MsgsAfterAppend),
		Acks:    n.acks(view.StepsOnAdvance),
		Busy:    n.busy,
		Durable: n.durable(),
	}
	for id, vote := range view.Votes {
		observed.Votes[n.ids.name(id)] = vote
	}
	if observed.Role == state.Leader {
		observed.Progress = map[string]state.Progress{}
		for id, progress := range view.Progress {
			observed.Progress[n.ids.name(id)] = progressOf(progress)
		}
	}
	return observed
}

func progressOf(p *tracker.Progress) state.Progress {
	mode, known := modes[p.State]
	if !known {
		panic("a progress in state " + p.State.String())
	}
	return state.Progress{
		Match:      p.Match,
		Next:       p.Next,
		Mode:       mode,
		Paused:     p.MsgAppFlowPaused,
		Inflight:   tracker.HarnessInflight(p),
		SentCommit: tracker.HarnessSentCommit(p),
		Active:     p.RecentActive,
	}
}

// acks are the messages to itself among what the library handles when it is advanced. The others
// tell it that its own storage has been written, which changes nothing that is observed.
func (n *node) acks(steps []*pb.Message) state.Messages {
	var own []*pb.Message
	for _, m := range steps {
		if !raft.IsLocalMsg(m.GetType()) {
			own = append(own, m)
		}
	}
	return n.messages(own)
}

// messages makes a set of queues, in which at most one message is to the node itself: a spec would
// have to handle several in one step otherwise.
func (n *node) messages(queues ...[]*pb.Message) state.Messages {
	var messages []state.Message
	toSelf := 0
	for _, wire := range slices.Concat(queues...) {
		m := n.ids.message(wire)
		if m.To == n.name {
			toSelf++
		}
		if len(m.Entries) > n.constants.MaxEntries {
			panic("more entries in a message than MaxEntries: " + m.Text())
		}
		messages = append(messages, m)
	}
	if toSelf > 1 {
		panic(fmt.Sprintf("%s has queued %d messages to itself", n.name, toSelf))
	}
	return state.NewMessages(messages)
}

// message is what a trace has of a message.
func (ids identities) message(wire *pb.Message) state.Message {
	if wire.GetContext() != nil || wire.GetSnapshot() != nil || wire.GetVote() != 0 || len(wire.GetResponses()) > 0 {
		panic("a message with what the contract does not have: " + wire.String())
	}
	m := state.Message{
		Type:    wire.GetType().String(),
		From:    ids.name(wire.GetFrom()),
		To:      ids.name(wire.GetTo()),
		Term:    wire.GetTerm(),
		Index:   wire.GetIndex(),
		LogTerm: wire.GetLogTerm(),
		Commit:  wire.GetCommit(),
		Hint:    wire.GetRejectHint(),
		Reject:  wire.GetReject(),
		Entries: entriesOf(wire.GetEntries()),
	}
	if m.Type == state.MsgProp {
		m.Value = m.Entries[0].Value
	}
	return state.NewMessage(m)
}

// entriesOf is what a trace has of entries. An entry's index is its place; one without data is what
// a new leader appends.
func entriesOf(wire []*pb.Entry) []state.Entry {
	entries := make([]state.Entry, len(wire))
	for i, entry := range wire {
		if entry.GetType() != pb.EntryNormal {
			panic("an entry of type " + entry.GetType().String())
		}
		entries[i] = state.Entry{Term: entry.GetTerm(), Value: string(entry.GetData())}
		if len(entry.GetData()) == 0 {
			entries[i].Value = state.Noop
		}
	}
	return entries
}

// silent keeps upstream's log to itself, and ends the recording where upstream gives up.
type silent struct{}

func (silent) Debug(...any)                   {}
func (silent) Debugf(string, ...any)          {}
func (silent) Info(...any)                    {}
func (silent) Infof(string, ...any)           {}
func (silent) Warning(...any)                 {}
func (silent) Warningf(string, ...any)        {}
func (silent) Error(...any)                   {}
func (silent) Errorf(string, ...any)          {}
func (silent) Fatal(v ...any)                 { panic(fmt.Sprint(v...)) }
func (silent) Fatalf(format string, v ...any) { panic(fmt.Sprintf(format, v...)) }
func (silent) Panic(v ...any)                 { panic(fmt.Sprint(v...)) }
func (silent) Panicf(format string, v ...any) { panic(fmt.Sprintf(format, v...)) }

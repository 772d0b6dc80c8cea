// Package state has what a trace shows of the nodes and of their messages, and how it is written.
package state

import "strconv"

// None stands where there is no node: no vote, no known leader.
const None = "none"

// Noop is the value of the empty entry that a new leader appends.
const Noop = "noop"

// Role is what a node is at the moment.
type Role string

const (
	Follower     Role = "Follower"
	PreCandidate Role = "PreCandidate"
	Candidate    Role = "Candidate"
	Leader       Role = "Leader"
)

// Mode is how a leader replicates to a peer.
type Mode string

const (
	Probe     Mode = "Probe"
	Replicate Mode = "Replicate"
)

// Entry is one entry of a log.
type Entry struct {
	Term  uint64
	Value string
}

// Node is all that is observed of one node.
type Node struct {
	Role       Role
	Term       uint64
	Vote, Lead string
	Log        []Entry
	Commit     uint64
	Applied    uint64
	// The votes that a candidate has counted, its own included.
	Votes   map[string]bool
	Elapsed uint64
	// What waits for the next Ready, and what of it waits for Advance.
	Outbox, Acks Messages
	Busy         bool
	Durable      Durable
	// What a leader knows of each node, itself included; nil elsewhere.
	Progress map[string]Progress
}

// Durable is what survives a crash.
type Durable struct {
	Term   uint64
	Vote   string
	Commit uint64
	Log    []Entry
}

// Progress is what a leader knows of one node. Of itself it is Match alone.
type Progress struct {
	Match, Next uint64
	Mode        Mode
	Paused      bool
	Inflight    []uint64
	SentCommit  uint64
	Active      bool
}

// LastIndex is the index of the last entry, 0 if there is none.
func (n *Node) LastIndex() uint64 {
	return uint64(len(n.Log))
}

// TermAt is the term of the entry at index, and 0 where there is none.
func (n *Node) TermAt(index uint64) uint64 {
	if index == 0 || index > n.LastIndex() {
		return 0
	}
	return n.Log[index-1].Term
}

// State is all that is observed of all nodes.
type State struct {
	names []string
	nodes map[string]*Node
	text  string
}

// New makes a state of its nodes, which do not change afterwards. The names keep their order.
func New(names []string, nodes map[string]*Node) *State {
	s := &State{names: names, nodes: nodes}
	s.text = string(s.appendJSON(nil))
	return s
}

// Node is what is observed of one node.
func (s *State) Node(name string) *Node {
	return s.nodes[name]
}

// Text is the state as JSON; states with one text are equal.
func (s *State) Text() string {
	return s.text
}

func (s *State) appendJSON(b []byte) []byte {
	w := writer{b: b}
	w.open('{')
	everyone := func(string) bool { return true }
	for _, observable := range observables {
		w.key(observable.name)
		w.function(s.names, everyone, func(b []byte, name string) []byte {
			return observable.appendJSON(b, s, name)
		})
	}
	return w.close('}')
}

// observables are written in this order, each as a function on the nodes.
var observables = []struct {
	name       string
	appendJSON func(b []byte, s *State, name string) []byte
}{
	{"role", text(func(n *Node) string { return string(n.Role) })},
	{"term", number(func(n *Node) uint64 { return n.Term })},
	{"vote", text(func(n *Node) string { return n.Vote })},
	{"lead", text(func(n *Node) string { return n.Lead })},
	{"log", func(b []byte, s *State, name string) []byte { return appendEntries(b, s.nodes[name].Log) }},
	{"commit", number(func(n *Node) uint64 { return n.Commit })},
	{"applied", number(func(n *Node) uint64 { return n.Applied })},
	{"votes", appendVotes},
	{"elapsed", number(func(n *Node) uint64 { return n.Elapsed })},
	{"outbox", func(b []byte, s *State, name string) []byte { return s.nodes[name].Outbox.appendJSON(b) }},
	{"acks", func(b []byte, s *State, name string) []byte { return s.nodes[name].Acks.appendJSON(b) }},
	{"busy", func(b []byte, s *State, name string) []byte { return strconv.AppendBool(b, s.nodes[name].Busy) }},
	{"durable", appendDurable},
	{"match", ofEveryone(func(b []byte, p Progress) []byte { return strconv.AppendUint(b, p.Match, 10) })},
	{"next", ofPeers(func(b []byte, p Progress) []byte { return strconv.AppendUint(b, p.Next, 10) })},
	{"mode", ofPeers(func(b []byte, p Progress) []byte { return strconv.AppendQuote(b, string(p.Mode)) })},
	{"paused", ofPeers(func(b []byte, p Progress) []byte { return strconv.AppendBool(b, p.Paused) })},
	{"inflight", ofPeers(appendInflight)},
	{"sentCommit", ofPeers(func(b []byte, p Progress) []byte { return strconv.AppendUint(b, p.SentCommit, 10) })},
	{"active", ofPeers(func(b []byte, p Progress) []byte { return strconv.AppendBool(b, p.Active) })},
}

func text(field func(*Node) string) func([]byte, *State, string) []byte {
	return func(b []byte, s *State, name string) []byte {
		return strconv.AppendQuote(b, field(s.nodes[name]))
	}
}

func number(field func(*Node) uint64) func([]byte, *State, string) []byte {
	return func(b []byte, s *State, name string) []byte {
		return strconv.AppendUint(b, field(s.nodes[name]), 10)
	}
}

func appendVotes(b []byte, s *State, name string) []byte {
	votes := s.nodes[name].Votes
	w := writer{b: b}
	voted := func(voter string) bool { _, voted := votes[voter]; return voted }
	w.function(s.names, voted, func(b []byte, voter string) []byte { return strconv.AppendBool(b, votes[voter]) })
	return w.b
}

func appendDurable(b []byte, s *State, name string) []byte {
	durable := s.nodes[name].Durable
	w := writer{b: b}
	w.open('{')
	w.number("term", durable.Term)
	w.text("vote", durable.Vote)
	w.number("commit", durable.Commit)
	w.key("log")
	w.b = appendEntries(w.b, durable.Log)
	return w.close('}')
}

// ofEveryone writes what a leader knows of each node, and the empty function elsewhere.
func ofEveryone(value func([]byte, Progress) []byte) func([]byte, *State, string) []byte {
	return ofThose(func(string, string) bool { return true }, value)
}

// ofPeers writes what a leader knows of each other node, and the empty function elsewhere.
func ofPeers(value func([]byte, Progress) []byte) func([]byte, *State, string) []byte {
	return ofThose(func(name, other string) bool { return name != other }, value)
}

func ofThose(those func(name, other string) bool, value func([]byte, Progress) []byte) func([]byte, *State, string) []byte {
	return func(b []byte, s *State, name string) []byte {
		progress := s.nodes[name].Progress
		w := writer{b: b}
		known := func(other string) bool { return progress != nil && those(name, other) }
		w.function(s.names, known, func(b []byte, other string) []byte { return value(b, progress[other]) })
		return w.b
	}
}

func appendInflight(b []byte, p Progress) []byte {
	w := writer{b: b}
	w.open('[')
	for _, index := range p.Inflight {
		w.next()
		w.b = strconv.AppendUint(w.b, index, 10)
	}
	return w.close(']')
}

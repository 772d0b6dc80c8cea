package state

import (
	"strings"
	"testing"
)

// leader is a node of which everything is worth writing.
func leader() *Node {
	vote := NewMessage(Message{Type: MsgVote, From: "b", To: "a", Term: 2, Index: 1, LogTerm: 1})
	return &Node{
		Role: Leader, Term: 2, Vote: "b", Lead: "b", Log: []Entry{{1, Noop}, {2, "x"}}, Commit: 1, Applied: 1,
		Votes: map[string]bool{"a": false, "b": true}, Elapsed: 3, Outbox: NewMessages([]Message{vote}), Busy: true,
		Durable: Durable{Term: 1, Vote: None, Commit: 1, Log: []Entry{{1, Noop}}},
		Progress: map[string]Progress{
			"b": {Match: 2},
			"a": {Match: 1, Next: 3, Mode: Replicate, Paused: true, Inflight: []uint64{2}, SentCommit: 1, Active: true},
		},
	}
}

func follower() *Node {
	return &Node{Role: Follower, Vote: None, Lead: None, Durable: Durable{Vote: None}}
}

// Observables are written in the documented order, nodes in theirs; the empty function is a sequence.
func TestAStateIsWritten(t *testing.T) {
	s := New([]string{"b", "a"}, map[string]*Node{"a": follower(), "b": leader()})
	want := strings.Join([]string{
		`{"role":{"b":"Leader","a":"Follower"}`,
		`"term":{"b":2,"a":0}`,
		`"vote":{"b":"b","a":"none"}`,
		`"lead":{"b":"b","a":"none"}`,
		`"log":{"b":[{"term":1,"value":"noop"},{"term":2,"value":"x"}],"a":[]}`,
		`"commit":{"b":1,"a":0}`,
		`"applied":{"b":1,"a":0}`,
		`"votes":{"b":{"b":true,"a":false},"a":[]}`,
		`"elapsed":{"b":3,"a":0}`,
		`"outbox":{"b":{"#set":[{"type":"MsgVote","from":"b","to":"a","term":2,"index":1,"logTerm":1}]},"a":{"#set":[]}}`,
		`"acks":{"b":{"#set":[]},"a":{"#set":[]}}`,
		`"busy":{"b":true,"a":false}`,
		`"durable":{"b":{"term":1,"vote":"none","commit":1,"log":[{"term":1,"value":"noop"}]},` +
			`"a":{"term":0,"vote":"none","commit":0,"log":[]}}`,
		`"match":{"b":{"b":2,"a":1},"a":[]}`,
		`"next":{"b":{"a":3},"a":[]}`,
		`"mode":{"b":{"a":"Replicate"},"a":[]}`,
		`"paused":{"b":{"a":true},"a":[]}`,
		`"inflight":{"b":{"a":[2]},"a":[]}`,
		`"sentCommit":{"b":{"a":1},"a":[]}`,
		`"active":{"b":{"a":true},"a":[]}}`,
	}, ",")
	if s.Text() != want {
		t.Errorf("%s\nis not\n%s", s.Text(), want)
	}
}

// A message has the fields of its type and no others.
func TestMessagesAreWritten(t *testing.T) {
	whole := Message{
		From: "a", To: "b", Term: 3, Index: 2, LogTerm: 1, Commit: 4, Hint: 5, Reject: true, Value: "x", Entries: []Entry{{1, "x"}},
	}
	for messageType, fields := range map[string]string{
		MsgProp:          `"value":"x"`,
		MsgPreVote:       `"term":3,"index":2,"logTerm":1`,
		MsgVote:          `"term":3,"index":2,"logTerm":1`,
		MsgPreVoteResp:   `"term":3,"reject":true`,
		MsgVoteResp:      `"term":3,"reject":true`,
		MsgApp:           `"term":3,"index":2,"logTerm":1,"entries":[{"term":1,"value":"x"}],"commit":4`,
		MsgAppResp:       `"term":3,"index":2,"reject":true,"hint":5,"logTerm":1`,
		MsgHeartbeat:     `"term":3,"commit":4`,
		MsgHeartbeatResp: `"term":3`,
	} {
		m := whole
		m.Type = messageType
		want := `{"type":"` + messageType + `","from":"a","to":"b",` + fields + `}`
		if got := NewMessage(m).Text(); got != want {
			t.Errorf("%s is not %s", got, want)
		}
	}
}

// Sets of messages are sorted and have each message once.
func TestMessagesAreSets(t *testing.T) {
	beat := func(to string) Message { return NewMessage(Message{Type: MsgHeartbeat, From: "a", To: to}) }
	set := NewMessages([]Message{beat("c"), beat("b"), beat("c")})
	if len(set) != 2 || set[0].To != "b" || set[1].To != "c" {
		t.Errorf("%v is no sorted set", set)
	}
}

// A proposal that comes back to the node that made it is no message of a node to itself.
func TestAProposalIsNoMessageToSelf(t *testing.T) {
	ack := NewMessage(Message{Type: MsgAppResp, From: "a", To: "a"})
	proposal := NewMessage(Message{Type: MsgProp, From: "a", To: "a"})
	if !NewMessages([]Message{proposal, ack}).HasToSelf() || NewMessages([]Message{proposal}).HasToSelf() {
		t.Error("only the acknowledgement is a message to itself")
	}
}

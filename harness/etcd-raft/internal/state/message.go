package state

import (
	"slices"
	"strconv"
	"strings"
)

// The types of messages, as upstream names them.
const (
	MsgProp          = "MsgProp"
	MsgPreVote       = "MsgPreVote"
	MsgPreVoteResp   = "MsgPreVoteResp"
	MsgVote          = "MsgVote"
	MsgVoteResp      = "MsgVoteResp"
	MsgApp           = "MsgApp"
	MsgAppResp       = "MsgAppResp"
	MsgHeartbeat     = "MsgHeartbeat"
	MsgHeartbeatResp = "MsgHeartbeatResp"
)

// Message is one message between nodes, or of a node to itself. Which fields mean something depends
// on the type; the others are zero.
type Message struct {
	Type, From, To string

	Term    uint64
	Index   uint64
	LogTerm uint64
	Commit  uint64
	Hint    uint64
	Reject  bool
	Entries []Entry
	Value   string

	text string
}

// NewMessage makes a message of its fields, which do not change afterwards.
func NewMessage(m Message) Message {
	m.text = string(m.appendJSON(nil))
	return m
}

// Text is the message as JSON; two messages with one text are one message.
func (m Message) Text() string {
	return m.text
}

// ToSelf is true of what a node sends to itself, and handles when its storage has been written.
// A proposal is not that: it may come back to the node that made it.
func (m Message) ToSelf() bool {
	return m.From == m.To && m.Type != MsgProp
}

func (m Message) appendJSON(b []byte) []byte {
	w := writer{b: b}
	w.open('{')
	w.text("type", m.Type)
	w.text("from", m.From)
	w.text("to", m.To)
	if m.Type == MsgProp {
		w.text("value", m.Value)
		return w.close('}')
	}
	w.number("term", m.Term)
	switch m.Type {
	case MsgPreVote, MsgVote:
		w.number("index", m.Index)
		w.number("logTerm", m.LogTerm)
	case MsgPreVoteResp, MsgVoteResp:
		w.truth("reject", m.Reject)
	case MsgApp:
		w.number("index", m.Index)
		w.number("logTerm", m.LogTerm)
		w.key("entries")
		w.b = appendEntries(w.b, m.Entries)
		w.number("commit", m.Commit)
	case MsgAppResp:
		w.number("index", m.Index)
		w.truth("reject", m.Reject)
		w.number("hint", m.Hint)
		w.number("logTerm", m.LogTerm)
	case MsgHeartbeat:
		w.number("commit", m.Commit)
	case MsgHeartbeatResp:
	default:
		panic("a message of type " + m.Type + ", which the contract does not have")
	}
	return w.close('}')
}

// Messages is a set of messages, sorted by their texts.
type Messages []Message

// NewMessages makes the set of a list, in which messages may be repeated.
func NewMessages(list []Message) Messages {
	set := slices.Clone(list)
	slices.SortFunc(set, func(a, b Message) int { return strings.Compare(a.text, b.text) })
	return slices.CompactFunc(set, func(a, b Message) bool { return a.text == b.text })
}

// HasToSelf says whether a message of a node to itself is in the set.
func (set Messages) HasToSelf() bool {
	return slices.ContainsFunc(set, Message.ToSelf)
}

func (set Messages) appendJSON(b []byte) []byte {
	w := writer{b: append(b, `{"#set":`...)}
	w.open('[')
	for _, m := range set {
		w.next()
		w.b = append(w.b, m.text...)
	}
	w.close(']')
	return append(w.b, '}')
}

func appendEntries(b []byte, entries []Entry) []byte {
	w := writer{b: b}
	w.open('[')
	for _, entry := range entries {
		w.next()
		w.b = append(w.b, `{"term":`...)
		w.b = strconv.AppendUint(w.b, entry.Term, 10)
		w.b = append(w.b, `,"value":`...)
		w.b = strconv.AppendQuote(w.b, entry.Value)
		w.b = append(w.b, '}')
	}
	return w.close(']')
}

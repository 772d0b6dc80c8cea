package main

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"
)

// observed is a state as it is read back, each observable a function on the nodes.
type observed struct {
	Role         map[string]string
	Term         map[string]int
	Vote, Lead   map[string]string
	Log          map[string][]entry
	Commit       map[string]int
	Applied      map[string]int
	Votes        map[string]function[bool]
	Outbox, Acks map[string]set
	Busy         map[string]bool
	Durable      map[string]durable
	Match        map[string]function[int]
	Next         map[string]function[int]
	Mode         map[string]function[string]
	Inflight     map[string]function[[]int]
}

type entry struct {
	Term  int
	Value string
}

type durable struct {
	Term   int
	Vote   string
	Commit int
	Log    []entry
}

type set struct {
	Elements []json.RawMessage `json:"#set"`
}

// function is one on nodes; the empty one is written as a sequence.
type function[V any] map[string]V

func (f *function[V]) UnmarshalJSON(text []byte) error {
	if bytes.Equal(text, []byte("[]")) {
		return nil
	}
	return json.Unmarshal(text, (*map[string]V)(f))
}

func prefix(a, b []entry) bool {
	return len(a) <= len(b) && slices.Equal(a, b[:len(a)])
}

func (o *observed) majority(count int) bool {
	return 2*count > len(o.Role)
}

// property is something that is true of every state, for each pair of nodes; the two may be one. It
// says whether it has anything to say of the pair.
type property struct {
	name   string
	speaks func(o *observed, n, m string) bool
	holds  func(o *observed, n, m string) bool
}

var properties = []property{
	{
		"ElectionSafety",
		func(o *observed, n, m string) bool {
			return o.Role[n] == "Leader" && o.Role[m] == "Leader" && o.Term[n] == o.Term[m]
		},
		func(o *observed, n, m string) bool { return n == m },
	},
	{
		"LogMatching",
		func(o *observed, n, m string) bool { return n < m && agreement(o.Log[n], o.Log[m]) > 0 },
		func(o *observed, n, m string) bool {
			last := agreement(o.Log[n], o.Log[m])
			return slices.Equal(o.Log[n][:last], o.Log[m][:last])
		},
	},
	{
		"LeaderCompleteness",
		func(o *observed, n, m string) bool {
			return o.Role[n] == "Leader" && o.Term[m] <= o.Term[n] && o.Commit[m] > 0
		},
		func(o *observed, n, m string) bool { return prefix(o.Log[m][:o.Commit[m]], o.Log[n]) },
	},
	{
		"CommitIsDurable",
		func(o *observed, n, m string) bool { return n == m && o.Commit[n] > 0 },
		func(o *observed, n, m string) bool {
			have := 0
			for each := range o.Role {
				if prefix(o.Log[n][:o.Commit[n]], o.Durable[each].Log) {
					have++
				}
			}
			return o.majority(have)
		},
	},
	{
		"SelfVoteIsDurable",
		func(o *observed, n, m string) bool { return n == m && o.Role[n] == "Candidate" && o.Votes[n][n] },
		func(o *observed, n, m string) bool { return o.Durable[n].Term == o.Term[n] && o.Durable[n].Vote == n },
	},
	{
		"MatchIsDurable",
		func(o *observed, n, m string) bool {
			return o.Role[n] == "Leader" && o.Term[n] == o.Term[m] && o.Match[n][m] > 0
		},
		func(o *observed, n, m string) bool { return prefix(o.Log[n][:o.Match[n][m]], o.Durable[m].Log) },
	},
	{
		"ProgressShape",
		func(o *observed, n, m string) bool { return o.Role[n] == "Leader" && n != m },
		func(o *observed, n, m string) bool {
			inflight := o.Inflight[n][m]
			outside := func(index int) bool { return index <= o.Match[n][m] || index >= o.Next[n][m] }
			return o.Match[n][m] < o.Next[n][m] && o.Next[n][m] <= len(o.Log[n])+1 &&
				len(inflight) <= 2 && slices.IsSorted(inflight) && !slices.ContainsFunc(inflight, outside) &&
				(o.Mode[n][m] == "Replicate" || len(inflight) == 0)
		},
	},
	{
		"OneMessageToSelf",
		func(o *observed, n, m string) bool { return n == m && len(o.Acks[n].Elements) > 0 },
		func(o *observed, n, m string) bool { return o.Busy[n] && len(o.Acks[n].Elements) == 1 },
	},
}

// agreement is the last index at which two logs have entries of one term.
func agreement(a, b []entry) int {
	last := 0
	for i := range min(len(a), len(b)) {
		if a[i].Term == b[i].Term {
			last = i + 1
		}
	}
	return last
}

// What the contract says of every state is true of all that were recorded, and was put to the test.
func TestStatesHaveTheirProperties(t *testing.T) {
	spoken := map[string]int{}
	for _, trace := range corpus(t) {
		for _, s := range trace.steps {
			if s.Refused {
				continue
			}
			o := read[observed](t, s.State)
			for _, property := range properties {
				for n := range o.Role {
					for m := range o.Role {
						if !property.speaks(&o, n, m) {
							continue
						}
						spoken[property.name]++
						if !property.holds(&o, n, m) {
							t.Errorf("%s of %s and %s: %s", property.name, n, m, s.text)
						}
					}
				}
			}
		}
	}
	for _, property := range properties {
		if spoken[property.name] < 100 {
			t.Errorf("%s was only asked %d times", property.name, spoken[property.name])
		}
	}
}

// What is durable outlives everything: its term and its commit index never fall, a vote stays within
// its term, and committed entries stay.
func TestWhatIsDurableStays(t *testing.T) {
	for _, trace := range corpus(t) {
		for _, s := range trace.steps {
			if s.Refused {
				continue
			}
			before, after := read[observed](t, s.before).Durable[s.Actor], read[observed](t, s.State).Durable[s.Actor]
			voteChanges := before.Term == after.Term && before.Vote != "none" && before.Vote != after.Vote
			if after.Term < before.Term || after.Commit < before.Commit || voteChanges ||
				!prefix(before.Log[:before.Commit], after.Log) {
				t.Errorf("%+v becomes %+v: %s", before, after, s.text)
			}
		}
	}
}

// Ready makes durable what the node has, sends everything but its message to itself, and applies.
func TestReadyLeavesNothing(t *testing.T) {
	for _, trace := range corpus(t) {
		for _, s := range trace.steps {
			if s.Action != "Ready" {
				continue
			}
			o, n := read[observed](t, s.State), s.Actor
			d := o.Durable[n]
			whole := d.Term == o.Term[n] && d.Vote == o.Vote[n] && d.Commit == o.Commit[n] && slices.Equal(d.Log, o.Log[n])
			if !whole || len(o.Outbox[n].Elements) > 0 || o.Applied[n] != o.Commit[n] || !o.Busy[n] {
				t.Errorf("something is left: %s", s.text)
			}
			queued := read[observed](t, s.before).Outbox[n].Elements
			if len(queued) != len(s.Sent)+len(o.Acks[n].Elements) {
				t.Errorf("of %d messages %d were sent and %d wait: %s", len(queued), len(s.Sent), len(o.Acks[n].Elements), s.text)
			}
		}
	}
}

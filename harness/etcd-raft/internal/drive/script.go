package drive

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"sysmobench/harness/etcd-raft/internal/contract"
	"sysmobench/harness/etcd-raft/internal/state"
)

// Script has moves that are given instead of drawn: FROM:MOVE,MOVE,..., the first of them after FROM
// steps.
type Script struct {
	from  int
	moves []move
}

// move is NODE=DECISION or NODE=DECISION(ARGUMENT). The argument of a delivery says whom the message
// is from, and of the messages of that kind in flight the oldest is meant.
type move struct {
	text     string
	actor    string
	decision string
	argument string
}

// check says whether the script fits into so many steps.
func (s *Script) check(steps int) error {
	if s != nil && s.end() > steps {
		return fmt.Errorf("--script: it ends with step %d, the path with step %d", s.end(), steps)
	}
	return nil
}

// ParseScript reads a script, in which only what the constants allow may be named.
func ParseScript(text string, c *contract.Constants) (*Script, error) {
	from, moves, found := strings.Cut(text, ":")
	if !found {
		return nil, fmt.Errorf("%q is not FROM:MOVE,MOVE,...", text)
	}
	steps, err := strconv.ParseUint(from, 10, 31)
	if err != nil {
		return nil, fmt.Errorf("FROM is a number of steps, not %q", from)
	}
	script := &Script{from: int(steps)}
	for part := range strings.SplitSeq(moves, ",") {
		m, err := parseMove(part, c)
		if err != nil {
			return nil, fmt.Errorf("move %q: %w", part, err)
		}
		script.moves = append(script.moves, m)
	}
	return script, nil
}

func parseMove(text string, c *contract.Constants) (move, error) {
	actor, decision, found := strings.Cut(text, "=")
	if !found {
		return move{}, fmt.Errorf("not NODE=DECISION")
	}
	m := move{text: text, actor: actor, decision: decision}
	if name, rest, found := strings.Cut(decision, "("); found {
		argument, after, closed := strings.Cut(rest, ")")
		if !closed || after != "" {
			return move{}, fmt.Errorf("not NODE=DECISION(ARGUMENT)")
		}
		m.decision, m.argument = name, argument
	}
	if !slices.Contains(c.Node, actor) {
		return move{}, fmt.Errorf("no node %q; there are: %s", actor, strings.Join(c.Node, ", "))
	}
	names := decisionNames()
	if !slices.Contains(names, m.decision) {
		return move{}, fmt.Errorf("no decision %q; there are: %s", m.decision, strings.Join(names, ", "))
	}
	return m, m.checkArgument(c)
}

func decisionNames() []string {
	var names []string
	for _, kind := range contract.Kinds {
		names = append(names, kind.Name)
	}
	return names
}

func (m move) isDelivery() bool {
	return strings.HasPrefix(m.decision, "Recv")
}

func (m move) checkArgument(c *contract.Constants) error {
	var allowed []string
	if m.isDelivery() {
		allowed = append([]string{""}, c.Node...)
	}
	for _, call := range c.Calls() {
		if call.Name == m.decision && call.Actor == m.actor {
			allowed = append(allowed, call.Argument())
		}
	}
	if !slices.Contains(allowed, m.argument) {
		return fmt.Errorf("%s(%s) is none of: (%s)", m.decision, m.argument, strings.Join(allowed, "), ("))
	}
	return nil
}

// end is how many steps have been made when its last move has.
func (s *Script) end() int {
	return s.from + len(s.moves)
}

// at is the move to make after so many steps, nil if there is none.
func (s *Script) at(steps int) *move {
	if s == nil || steps < s.from || steps >= s.end() {
		return nil
	}
	return &s.moves[steps-s.from]
}

// decide is the decision that is meant, if it is possible.
func (m move) decide(c *contract.Constants, s *state.State, inFlight []state.Message) (contract.Decision, error) {
	candidates := c.Calls()
	for _, message := range inFlight {
		candidates = append(candidates, contract.Delivery(message))
	}
	at := slices.IndexFunc(candidates, m.means)
	if at < 0 {
		return contract.Decision{}, fmt.Errorf("%s: no such message is in flight", m.text)
	}
	if !c.Possible(s, candidates[at]) {
		return contract.Decision{}, fmt.Errorf("%s is not possible here", m.text)
	}
	return candidates[at], nil
}

func (m move) means(d contract.Decision) bool {
	if d.Name != m.decision || d.Actor != m.actor {
		return false
	}
	if d.Message != nil {
		return m.argument == "" || m.argument == d.Message.From
	}
	return m.argument == d.Argument()
}

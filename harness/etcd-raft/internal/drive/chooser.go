package drive

import (
	"math"

	"sysmobench/harness/etcd-raft/internal/contract"
	"sysmobench/harness/etcd-raft/internal/rng"
	"sysmobench/harness/etcd-raft/internal/state"
)

// chooser draws decisions from a seed, as a profile says.
type chooser struct {
	rng       *rng.Rng
	profile   Profile
	constants *contract.Constants
	calls     []contract.Decision
	// From which step on a message in flight may be delivered, by its text.
	due map[string]int
	// The node that is cut off from the others; empty if none is.
	cutOff string
}

// never is when a lost message may be delivered. It stays in flight all the same.
const never = math.MaxInt

func newChooser(seed uint64, profile Profile, c *contract.Constants) *chooser {
	return &chooser{rng: rng.New(seed, rng.Path), profile: profile, constants: c, calls: c.Calls(), due: map[string]int{}}
}

// choose draws the decision of a step. There always is one, since a node can always restart.
func (c *chooser) choose(step int, s *state.State, inFlight []state.Message) contract.Decision {
	c.moveCut()
	options := c.options(step, s, inFlight)
	weights := c.profile.weights
	for group, decisions := range options {
		if len(decisions) == 0 {
			weights[group] = 0
		}
	}
	group := c.rng.Weighted(weights[:])
	if group == deliver {
		return options[group][c.drawAge(len(options[group]))]
	}
	return options[group][c.rng.Below(len(options[group]))]
}

// sent draws what becomes of the messages that were sent in a step. Those of a script arrive.
func (c *chooser) sent(step int, messages state.Messages, scripted bool) {
	for _, m := range messages {
		due := step
		if !scripted {
			due = c.drawDue(step, m.Type)
		}
		// Of a message that is in flight already the earlier time holds.
		if known, inFlight := c.due[m.Text()]; !inFlight || due < known {
			c.due[m.Text()] = due
		}
	}
}

// delivered forgets a message, which may be sent again.
func (c *chooser) delivered(m state.Message) {
	delete(c.due, m.Text())
}

func (c *chooser) drawDue(step int, messageType string) int {
	lose := c.profile.loseOther
	if messageType == state.MsgApp {
		lose = c.profile.loseApp
	}
	if c.rng.Percent(lose) {
		return never
	}
	if messageType == state.MsgVote && c.rng.Percent(c.profile.hold) {
		// Long enough for somebody else to have become leader.
		return step + 10 + c.rng.Below(40)
	}
	return step
}

// drawAge draws one of so many messages, oldest first.
func (c *chooser) drawAge(count int) int {
	quarter := 1 + count/4
	switch draw := c.rng.Below(100); {
	case draw < c.profile.oldest:
		return c.rng.Below(quarter)
	case draw < c.profile.oldest+c.profile.newest:
		return count - 1 - c.rng.Below(quarter)
	}
	return c.rng.Below(count)
}

func (c *chooser) moveCut() {
	switch {
	case !c.rng.Percent(c.profile.cut):
	case c.cutOff == "":
		c.cutOff = c.constants.Node[c.rng.Below(len(c.constants.Node))]
	default:
		c.cutOff = ""
	}
}

// options are the decisions that may be drawn, by group.
func (c *chooser) options(step int, s *state.State, inFlight []state.Message) [groups][]contract.Decision {
	var options [groups][]contract.Decision
	for _, d := range c.calls {
		if c.constants.Possible(s, d) && !pointless(s.Node(d.Actor), d) {
			group := groupOf(s.Node(d.Actor), d)
			options[group] = append(options[group], d)
		}
	}
	for _, m := range inFlight {
		d := contract.Delivery(m)
		if c.due[m.Text()] <= step && m.From != c.cutOff && m.To != c.cutOff && c.constants.Possible(s, d) {
			options[deliver] = append(options[deliver], d)
		}
	}
	return options
}

func groupOf(n *state.Node, d contract.Decision) int {
	switch d.Name {
	case contract.Tick:
		if n.Elapsed+1 >= uint64(d.Timeout) {
			return timeout
		}
		return tick
	case contract.LeaderTick:
		return heartbeat
	case contract.Campaign:
		return campaign
	case contract.Propose:
		return propose
	case contract.Unreachable:
		return unreachable
	case contract.Ready:
		return ready
	case contract.Advance:
		return advance
	case contract.Restart:
		return restart
	}
	panic("no group for " + d.Name)
}

// pointless is true of calls that the code refuses for certain. Fans have enough of them.
func pointless(n *state.Node, d contract.Decision) bool {
	switch d.Name {
	case contract.Campaign:
		return n.Role == state.Leader
	case contract.Propose:
		return n.Role != state.Leader && n.Lead == state.None
	case contract.Unreachable:
		return n.Progress[d.Peer].Mode == state.Probe
	}
	return false
}

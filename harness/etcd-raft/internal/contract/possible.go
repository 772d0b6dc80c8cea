package contract

import (
	"slices"

	"sysmobench/harness/etcd-raft/internal/state"
)

// Possible says whether the application would make this call, or deliver this message, in this
// state. Where it would not, the decision is refused as `elsewhere`, and nothing needs to run to
// know it.
//
// Besides the obvious, the application sees to it that of the messages of a node to itself at most
// one is in the outbox and one in acks: then Advance handles one message at most. It does not call
// what could make a second one.
func (c *Constants) Possible(s *state.State, d Decision) bool {
	n := s.Node(d.Actor)
	switch d.Name {
	case Tick:
		electionDue := n.Elapsed+1 >= uint64(d.Timeout)
		return n.Role != state.Leader && !(electionDue && waitsForItself(n))
	case LeaderTick:
		return n.Role == state.Leader
	case Campaign:
		return n.Role == state.Leader || !waitsForItself(n)
	case Propose, DeliveryOf(state.MsgProp):
		return n.Role != state.Leader || !n.Outbox.HasToSelf()
	case Unreachable:
		return n.Role == state.Leader && d.Peer != d.Actor
	case Ready:
		return !n.Busy && hasWork(n)
	case Advance:
		return n.Busy
	case DeliveryOf(state.MsgPreVoteResp), DeliveryOf(state.MsgVoteResp):
		return !n.Outbox.HasToSelf()
	}
	return true
}

// waitsForItself is true of a node that has a message to itself, whether it is written already or not.
func waitsForItself(n *state.Node) bool {
	return n.Outbox.HasToSelf() || n.Acks.HasToSelf()
}

// hasWork says whether there is something to write, to send or to apply. The library's HasReady is
// also true where nothing has changed but who leads or what role the node has. The application has
// no use for that, and a Ready with nothing else in it is not taken.
func hasWork(n *state.Node) bool {
	d := n.Durable
	return len(n.Outbox) > 0 || n.Applied < n.Commit ||
		n.Term != d.Term || n.Vote != d.Vote || n.Commit != d.Commit || !slices.Equal(n.Log, d.Log)
}

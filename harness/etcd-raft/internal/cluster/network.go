package cluster

import (
	"slices"

	pb "go.etcd.io/raft/v3/raftpb"

	"sysmobench/harness/etcd-raft/internal/state"
)

// Network is what is in flight, a set: a message that is sent again while it is in flight is one
// message. It is delivered in any order, or never, and is gone when it is delivered.
type Network struct {
	// Oldest first.
	flights []flight
}

type flight struct {
	message state.Message
	wire    *pb.Message
}

// InFlight lists the messages in flight, oldest first.
func (n *Network) InFlight() []state.Message {
	messages := make([]state.Message, len(n.flights))
	for i, flight := range n.flights {
		messages[i] = flight.message
	}
	return messages
}

func (n *Network) put(m state.Message, wire *pb.Message) {
	if n.find(m) < 0 {
		n.flights = append(n.flights, flight{m, wire})
	}
}

func (n *Network) take(m state.Message) *pb.Message {
	at := n.find(m)
	wire := n.flights[at].wire
	n.flights = slices.Delete(n.flights, at, at+1)
	return wire
}

func (n *Network) find(m state.Message) int {
	return slices.IndexFunc(n.flights, func(f flight) bool { return f.message.Text() == m.Text() })
}

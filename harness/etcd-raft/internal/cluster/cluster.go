// Package cluster has the real nodes, with the application around each of them and the network
// between them.
package cluster

import (
	"fmt"

	"sysmobench/harness/etcd-raft/internal/contract"
	"sysmobench/harness/etcd-raft/internal/state"
)

// Cluster is all nodes and what is in flight between them.
type Cluster struct {
	Network Network

	constants *contract.Constants
	ids       identities
	nodes     map[string]*node
}

// New starts all nodes of the constants, with nothing in flight.
func New(c *contract.Constants) *Cluster {
	cluster := &Cluster{constants: c, ids: identities(c.Node), nodes: map[string]*node{}}
	for _, name := range c.Node {
		cluster.nodes[name] = newNode(c, cluster.ids, name)
	}
	return cluster
}

// Replay makes a cluster in which these decisions have been made, one after the other. The library
// has no copy of a node: whoever wants another way on from a state goes there again.
func Replay(c *contract.Constants, made []contract.Decision) *Cluster {
	cluster := New(c)
	for _, d := range made {
		cluster.Make(d)
	}
	return cluster
}

// Make makes a decision, which must be possible, and returns what was sent to other nodes.
func (c *Cluster) Make(d contract.Decision) state.Messages {
	n := c.nodes[d.Actor]
	if d.Message != nil {
		n.step(c.Network.take(*d.Message))
		return nil
	}
	switch d.Name {
	case contract.Tick:
		n.tick(d.Timeout)
	case contract.LeaderTick:
		n.raw.Tick()
	case contract.Campaign:
		n.campaign()
	case contract.Propose:
		n.propose(d.Value)
	case contract.Unreachable:
		n.raw.ReportUnreachable(c.ids.id(d.Peer))
	case contract.Ready:
		return c.send(n)
	case contract.Advance:
		n.advance()
	case contract.Restart:
		n.start()
	default:
		panic(fmt.Sprintf("no decision %v", d))
	}
	return nil
}

// send has a node take a Ready, and puts what it sends on the network.
func (c *Cluster) send(n *node) state.Messages {
	var sent []state.Message
	for _, wire := range n.takeReady() {
		m := n.ids.message(wire)
		c.Network.put(m, wire)
		sent = append(sent, m)
	}
	return state.NewMessages(sent)
}

// State is what is observed of all nodes.
func (c *Cluster) State() *state.State {
	nodes := map[string]*state.Node{}
	for name, n := range c.nodes {
		nodes[name] = n.observe()
	}
	return state.New(c.constants.Node, nodes)
}

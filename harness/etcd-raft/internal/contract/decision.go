// Package contract has what can be decided, when, and what the code makes of it: the decisions, the
// rules of the application around the library, and the branches, each a function of the decision
// and of the two states around it.
package contract

import (
	"fmt"
	"strconv"

	"sysmobench/harness/etcd-raft/internal/state"
)

// Decision is what the driver chooses: a call of one node, or the delivery of a message.
type Decision struct {
	Name  string
	Actor string
	// The argument of Tick: how long the node's timeout is.
	Timeout int
	// The argument of Propose.
	Value string
	// The argument of Unreachable.
	Peer string
	// The message that is delivered; nil for a call.
	Message *state.Message
}

// The decisions that are no deliveries.
const (
	Tick        = "Tick"
	LeaderTick  = "LeaderTick"
	Campaign    = "Campaign"
	Propose     = "Propose"
	Unreachable = "Unreachable"
	Ready       = "Ready"
	Advance     = "Advance"
	Restart     = "Restart"
)

// Delivery is the decision to deliver a message.
func Delivery(m state.Message) Decision {
	return Decision{Name: DeliveryOf(m.Type), Actor: m.To, Message: &m}
}

// DeliveryOf is the name of the decision to deliver a message of this type.
func DeliveryOf(messageType string) string {
	return "Recv" + messageType[len("Msg"):]
}

// Argument is the argument as a script has it, empty if there is none.
func (d Decision) Argument() string {
	switch d.Name {
	case Tick:
		return strconv.Itoa(d.Timeout)
	case Propose:
		return d.Value
	case Unreachable:
		return d.Peer
	}
	return ""
}

// Args is the argument as a trace has it: an object with one field or none.
func (d Decision) Args() string {
	switch d.Name {
	case Tick:
		return fmt.Sprintf(`{"r":%d}`, d.Timeout)
	case Propose:
		return fmt.Sprintf(`{"v":%q}`, d.Value)
	case Unreachable:
		return fmt.Sprintf(`{"p":%q}`, d.Peer)
	}
	return "{}"
}

// String is the decision as a script has it, such as n1=Tick(3); for a delivery the message follows.
func (d Decision) String() string {
	text := d.Actor + "=" + d.Name
	if argument := d.Argument(); argument != "" {
		text += "(" + argument + ")"
	}
	if d.Message != nil {
		text += " " + d.Message.Text()
	}
	return text
}

// Calls are all decisions but the deliveries, with every argument, in the contract's order. Of the
// arguments the actor changes fastest.
func (c *Constants) Calls() []Decision {
	var calls []Decision
	forEachNode := func(d Decision) {
		for _, d.Actor = range c.Node {
			calls = append(calls, d)
		}
	}
	for _, timeout := range c.Timeouts {
		forEachNode(Decision{Name: Tick, Timeout: timeout})
	}
	forEachNode(Decision{Name: LeaderTick})
	forEachNode(Decision{Name: Campaign})
	for _, value := range c.Value {
		forEachNode(Decision{Name: Propose, Value: value})
	}
	for _, peer := range c.Node {
		forEachNode(Decision{Name: Unreachable, Peer: peer})
	}
	for _, name := range []string{Ready, Advance, Restart} {
		forEachNode(Decision{Name: name})
	}
	return calls
}

package cluster

import (
	"testing"

	"go.etcd.io/raft/v3"

	"sysmobench/harness/etcd-raft/internal/contract"
	"sysmobench/harness/etcd-raft/internal/state"
)

func constants(t *testing.T) *contract.Constants {
	t.Helper()
	c, err := contract.ParseConstants(`{"Node":["a","b"],"Value":["x"],"Timeouts":[3,4,5],"PreVote":false,"CheckQuorum":false,` +
		`"ElectionTick":3,"MaxInflight":2,"MaxEntries":1}`)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The timeout is the decision's, and decides which tick begins an election.
func TestTheTimeoutIsChosen(t *testing.T) {
	c := New(constants(t))
	for _, tick := range []struct {
		timeout int
		role    state.Role
	}{{5, state.Follower}, {5, state.Follower}, {4, state.Follower}, {4, state.Candidate}} {
		c.Make(contract.Decision{Name: contract.Tick, Actor: "a", Timeout: tick.timeout})
		if role := c.State().Node("a").Role; role != tick.role {
			t.Errorf("after a tick with timeout %d: %s", tick.timeout, role)
		}
	}
}

// A timeout that the code could not have drawn is no timeout.
func TestATimeoutIsOneOfTheCodes(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a timeout of 6 was taken")
		}
	}()
	raft.HarnessSetTimeout(New(constants(t)).nodes["a"].raw, 6)
}

// The same message sent twice is one in flight, and is gone when it is delivered.
func TestTheNetworkIsASet(t *testing.T) {
	var network Network
	beat := func(to string) state.Message {
		return state.NewMessage(state.Message{Type: state.MsgHeartbeat, From: "a", To: to})
	}
	for _, to := range []string{"c", "b", "c"} {
		network.put(beat(to), nil)
	}
	if inFlight := network.InFlight(); len(inFlight) != 2 || inFlight[0].To != "c" || inFlight[1].To != "b" {
		t.Errorf("%v are not the two messages, oldest first", inFlight)
	}
	network.take(beat("c"))
	if inFlight := network.InFlight(); len(inFlight) != 1 || inFlight[0].To != "b" {
		t.Errorf("%v is not what is left", inFlight)
	}
}

// What is sent does not change when the sender goes on, with which it shares memory otherwise.
func TestMessagesInFlightDoNotChange(t *testing.T) {
	c := New(constants(t))
	deliver := func(messageType, to string) {
		for _, m := range c.Network.InFlight() {
			if m.Type == messageType && m.To == to {
				c.Make(contract.Delivery(m))
				return
			}
		}
		t.Fatalf("no %s to %s among %v", messageType, to, c.Network.InFlight())
	}
	call := func(name, actor string) {
		c.Make(contract.Decision{Name: name, Actor: actor, Value: "x"})
	}
	call(contract.Campaign, "a")
	call(contract.Ready, "a")
	call(contract.Advance, "a")
	deliver(state.MsgVote, "b")
	call(contract.Ready, "b")
	deliver(state.MsgVoteResp, "a")
	call(contract.Ready, "a")
	call(contract.Advance, "a")
	call(contract.Propose, "a")
	for _, flight := range c.Network.flights {
		if again := c.ids.message(flight.wire); again.Text() != flight.message.Text() {
			t.Errorf("%s was sent, and is now %s", flight.message.Text(), again.Text())
		}
	}
}

// Only what is in storage survives a restart.
func TestARestartLosesWhatIsNotWritten(t *testing.T) {
	c := New(constants(t))
	start := c.State().Text()
	c.Make(contract.Decision{Name: contract.Campaign, Actor: "a"})
	c.Make(contract.Decision{Name: contract.Restart, Actor: "a"})
	if c.State().Text() != start {
		t.Errorf("a restart leaves\n%s\nand not\n%s", c.State().Text(), start)
	}
}

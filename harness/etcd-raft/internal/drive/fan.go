package drive

import (
	"fmt"

	"sysmobench/harness/etcd-raft/internal/cluster"
	"sysmobench/harness/etcd-raft/internal/contract"
	"sysmobench/harness/etcd-raft/internal/rng"
	"sysmobench/harness/etcd-raft/internal/state"
)

// Places draws the places of a path that get a fan: after so many steps, 0 for the initial state.
// With a script they lie where it has ended: before that everything is given, and made for what comes
// then. With more fans come more places; those that were there stay.
func Places(seed uint64, script *Script, steps, fans int) (map[int]bool, error) {
	first := 0
	if script != nil {
		first = script.end()
	}
	count := steps + 1 - first
	if fans > count {
		return nil, fmt.Errorf("--fans %d: a path of %d steps has %d places, counted from step %d", fans, steps, count, first)
	}
	rng := rng.New(seed, rng.Fans)
	places := map[int]bool{}
	for len(places) < fans {
		places[first+rng.Below(count)] = true
	}
	return places, nil
}

// Fan tries everything that could happen next: every call with every argument, and then the delivery
// of every message in flight, sorted by their texts. The path stays where it is: an entry has a
// cluster of its own, in which the decisions of the path are made again first.
func (p *Path) Fan() []Step {
	entries := p.constants.Calls()
	for _, m := range state.NewMessages(p.cluster.Network.InFlight()) {
		entries = append(entries, contract.Delivery(m))
	}
	fan := make([]Step, len(entries))
	for i, d := range entries {
		fan[i] = p.tryApart(d)
	}
	return fan
}

func (p *Path) tryApart(d contract.Decision) Step {
	if !p.constants.Possible(p.state, d) {
		return Step{Decision: d, Outcome: contract.Elsewhere, State: p.state}
	}
	there := cluster.Replay(p.constants, p.made)
	if again := there.State(); again.Text() != p.state.Text() {
		panic(fmt.Sprintf("the same decisions led to\n%s\nand not to\n%s", again.Text(), p.state.Text()))
	}
	return try(p.constants, there, p.state, d)
}

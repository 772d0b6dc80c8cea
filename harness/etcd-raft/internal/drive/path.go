// Package drive chooses what happens: a path, drawn from a seed or given by a script, and at some
// of its places everything that could happen next.
package drive

import (
	"fmt"

	"sysmobench/harness/etcd-raft/internal/cluster"
	"sysmobench/harness/etcd-raft/internal/contract"
	"sysmobench/harness/etcd-raft/internal/state"
)

// Step is a decision that was tried, and what came of it.
type Step struct {
	Decision contract.Decision
	Outcome  contract.Outcome
	// What was sent to other nodes.
	Sent state.Messages
	// The state afterwards.
	State *state.State
}

// Path is one run of a cluster, step by step.
type Path struct {
	constants *contract.Constants
	cluster   *cluster.Cluster
	chooser   *chooser
	script    *Script
	state     *state.State
	made      []contract.Decision
}

// NewPath begins a path. The script, which may be nil, must end within so many steps.
func NewPath(c *contract.Constants, seed uint64, profile Profile, script *Script, steps int) (*Path, error) {
	if err := script.check(steps); err != nil {
		return nil, err
	}
	started := cluster.New(c)
	return &Path{
		constants: c,
		cluster:   started,
		chooser:   newChooser(seed, profile, c),
		script:    script,
		state:     started.State(),
	}, nil
}

// State is the state that the path is in.
func (p *Path) State() *state.State {
	return p.state
}

// Advance makes the next step. Moves of the script draw nothing, and fail where they are not possible.
func (p *Path) Advance() (Step, error) {
	move := p.script.at(len(p.made))
	d, err := p.next(move)
	if err != nil {
		return Step{}, err
	}
	step := try(p.constants, p.cluster, p.state, d)
	p.made = append(p.made, d)
	p.state = step.State
	if d.Message != nil {
		p.chooser.delivered(*d.Message)
	}
	p.chooser.sent(len(p.made), step.Sent, move != nil)
	return step, nil
}

// next is what a move of the script says, or what is drawn where there is none.
func (p *Path) next(move *move) (contract.Decision, error) {
	inFlight := p.cluster.Network.InFlight()
	if move == nil {
		return p.chooser.choose(len(p.made), p.state, inFlight), nil
	}
	d, err := move.decide(p.constants, p.state, inFlight)
	if err != nil {
		return d, fmt.Errorf("--script: step %d: %w", len(p.made)+1, err)
	}
	return d, nil
}

// try makes a possible decision from the state that a cluster is in.
func try(c *contract.Constants, from *cluster.Cluster, before *state.State, d contract.Decision) Step {
	sent := from.Make(d)
	after := from.State()
	return Step{Decision: d, Outcome: c.Outcome(before, d, after, sent), Sent: sent, State: after}
}

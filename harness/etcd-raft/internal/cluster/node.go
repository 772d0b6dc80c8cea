package cluster

import (
	"errors"
	"math"

	"go.etcd.io/raft/v3"
	pb "go.etcd.io/raft/v3/raftpb"
	"google.golang.org/protobuf/proto"

	"sysmobench/harness/etcd-raft/internal/contract"
	"sysmobench/harness/etcd-raft/internal/state"
)

// node is one RawNode with its storage, and the application that drives it: it writes, sends and
// applies at once, in one go, whatever a Ready has.
type node struct {
	name      string
	constants *contract.Constants
	ids       identities
	storage   *raft.MemoryStorage
	raw       *raft.RawNode
	// The Ready that was taken and not yet advanced over; busy says whether there is one.
	ready raft.Ready
	busy  bool
}

// newNode starts a node for the first time. Its storage knows who votes, by a snapshot of index 0,
// so that no entries of the log are needed to say it.
func newNode(c *contract.Constants, ids identities, name string) *node {
	n := &node{name: name, constants: c, ids: ids, storage: raft.NewMemoryStorage()}
	voters := &pb.ConfState{Voters: ids.all()}
	must(n.storage.ApplySnapshot(&pb.Snapshot{Metadata: &pb.SnapshotMetadata{ConfState: voters}}))
	n.start()
	return n
}

// start makes a RawNode from what is in storage; one that was there before is lost.
func (n *node) start() {
	config := &raft.Config{
		ID:              n.ids.id(n.name),
		ElectionTick:    n.constants.ElectionTick,
		HeartbeatTick:   1,
		Storage:         n.storage,
		MaxSizePerMsg:   math.MaxUint64,
		MaxInflightMsgs: n.constants.MaxInflight,
		PreVote:         n.constants.PreVote,
		CheckQuorum:     n.constants.CheckQuorum,
		Logger:          silent{},
		// It would be that of MaxSizePerMsg otherwise.
		MaxCommittedSizePerReady: math.MaxUint64,
	}
	if n.constants.MaxEntries == 1 {
		// The first entry is sent whatever its size, and none beyond it.
		config.MaxSizePerMsg = 0
	}
	raw, err := raft.NewRawNode(config)
	must(err)
	n.raw, n.ready, n.busy = raw, raft.Ready{}, false
}

// tick sets the timeout first: the code redraws it at times that leave no trace.
func (n *node) tick(timeout int) {
	raft.HarnessSetTimeout(n.raw, timeout)
	n.raw.Tick()
}

func (n *node) campaign() {
	must(n.raw.Campaign())
}

func (n *node) propose(value string) {
	mayDrop(n.raw.Propose([]byte(value)))
}

// step delivers a message. The node may keep it, and writes to it when it forwards it.
func (n *node) step(wire *pb.Message) {
	mayDrop(n.raw.Step(proto.Clone(wire).(*pb.Message)))
}

// takeReady takes a Ready, writes what there is to write, and returns what is to be sent. The
// committed entries are applied by being taken.
func (n *node) takeReady() []*pb.Message {
	if !n.raw.HasReady() {
		panic("there is work, and the library has nothing ready")
	}
	n.ready, n.busy = n.raw.Ready(), true
	if n.ready.HardState != nil {
		must(n.storage.SetHardState(n.ready.HardState))
	}
	must(n.storage.Append(n.ready.Entries))
	messages := []*pb.Message{}
	for _, m := range n.ready.Messages {
		// Messages share their entries with the node that sent them.
		messages = append(messages, proto.Clone(m).(*pb.Message))
	}
	return messages
}

func (n *node) advance() {
	n.raw.Advance(n.ready)
	n.ready, n.busy = raft.Ready{}, false
}

// durable is what is in storage.
func (n *node) durable() state.Durable {
	hard, _, err := n.storage.InitialState()
	must(err)
	last, err := n.storage.LastIndex()
	must(err)
	var entries []*pb.Entry
	if last > 0 {
		entries, err = n.storage.Entries(1, last+1, math.MaxUint64)
		must(err)
	}
	return state.Durable{
		Term:   hard.GetTerm(),
		Vote:   n.ids.name(hard.GetVote()),
		Commit: hard.GetCommit(),
		Log:    entriesOf(entries),
	}
}

// mayDrop lets a dropped proposal pass, which is seen in the state.
func mayDrop(err error) {
	if !errors.Is(err, raft.ErrProposalDropped) {
		must(err)
	}
}

// must ends a recording where the library does what nobody expects of it here.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// Added to package raft when the harness is built; see build.go. It shows what the public API
// hides, sets what the code would draw at random, and leaves everything else as it is.

package raft

import (
	"embed"

	pb "go.etcd.io/raft/v3/raftpb"
	"go.etcd.io/raft/v3/tracker"
)

// HarnessFiles are upstream's files as they were compiled, those that the recorded steps run through.
//
//go:embed raft.go rawnode.go log.go log_unstable.go storage.go util.go
//go:embed tracker/tracker.go tracker/progress.go tracker/inflights.go
//go:embed quorum/quorum.go quorum/majority.go quorum/joint.go
var HarnessFiles embed.FS

// HarnessView is a look inside. It shares memory with the node, and is valid until the next call.
type HarnessView struct {
	State           StateType
	Term            uint64
	Vote            uint64
	Lead            uint64
	Committed       uint64
	Applying        uint64
	ElectionElapsed int
	Entries         []*pb.Entry
	Votes           map[uint64]bool
	Msgs            []*pb.Message
	MsgsAfterAppend []*pb.Message
	StepsOnAdvance  []*pb.Message
	Progress        map[uint64]*tracker.Progress
}

// HarnessLook looks inside a node.
func HarnessLook(rn *RawNode) HarnessView {
	r := rn.raft
	return HarnessView{
		State:           r.state,
		Term:            r.Term,
		Vote:            r.Vote,
		Lead:            r.lead,
		Committed:       r.raftLog.committed,
		Applying:        r.raftLog.applying,
		ElectionElapsed: r.electionElapsed,
		Entries:         r.raftLog.allEntries(),
		Votes:           r.trk.Votes,
		Msgs:            r.msgs,
		MsgsAfterAppend: r.msgsAfterAppend,
		StepsOnAdvance:  rn.stepsOnAdvance,
		Progress:        r.trk.Progress,
	}
}

// HarnessSetTimeout takes the place of the draw from crypto/rand, which has the same range.
func HarnessSetTimeout(rn *RawNode, ticks int) {
	r := rn.raft
	if ticks < r.electionTimeout || ticks >= 2*r.electionTimeout {
		panic("the code never draws this timeout")
	}
	r.randomizedElectionTimeout = ticks
}

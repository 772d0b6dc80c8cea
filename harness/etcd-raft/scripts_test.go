package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// script leads to what hardly ever happens by chance.
type script struct {
	// Decision and branch of its last move.
	reaches              string
	preVote, checkQuorum bool
	moves                []string
}

func (s script) recording() recording {
	return recording{
		steps: len(s.moves), fans: 1, constants: with(s.preVote, s.checkQuorum, 1), script: "0:" + strings.Join(s.moves, ","),
	}
}

func moves(parts ...[]string) []string {
	return slices.Concat(parts...)
}

func move(moves ...string) []string {
	return moves
}

func times(count int, moves ...string) []string {
	return slices.Repeat(moves, count)
}

// out has a node write and send what it has.
func out(n string) []string {
	return move(n+"=Ready", n+"=Advance")
}

// poll has a node ask for votes of a kind, Vote or PreVote, and get the answers of these.
func poll(n, kind string, voters ...string) []string {
	asked := out(n)
	for _, voter := range voters {
		asked = moves(asked, move(voter+"=Recv"+kind+"("+n+")"), out(voter), move(n+"=Recv"+kind+"Resp("+voter+")"))
	}
	return asked
}

// elect makes a node a leader by the vote of one other.
func elect(n, voter string) []string {
	return moves(move(n+"=Campaign"), poll(n, "Vote", voter))
}

// beat has a leader's heartbeat reach one or two others.
func beat(n string, others ...string) []string {
	made := moves(move(n+"=LeaderTick"), out(n))
	for _, other := range others {
		made = append(made, other+"=RecvHeartbeat("+n+")")
	}
	return made
}

// reach has the oldest append of a leader reach another, which answers.
func reach(n, other string) []string {
	return moves(move(other+"=RecvApp("+n+")"), out(other))
}

// replicate does so, and the answer comes back.
func replicate(n, other string) []string {
	return moves(reach(n, other), move(n+"=RecvAppResp("+other+")"))
}

// propose has a node propose a value, and write and send it.
func propose(n, value string) []string {
	return moves(move(n+"=Propose("+value+")"), out(n))
}

var (
	// n1 leads term 1 and has sent its first append.
	n1Leads = moves(elect("n1", "n2"), out("n1"))
	// n2 has acknowledged it, and has heard that it is committed.
	n2Follows = moves(n1Leads, replicate("n1", "n2"), out("n1"), reach("n1", "n2"))
	// n1 has been deposed and follows n2. n3 does not know, and forwards a proposal to n1.
	n1Deposed = moves(n1Leads, reach("n1", "n2"), beat("n1", "n3"), out("n3"), elect("n2", "n1"), beat("n2", "n1"))
	// n3 led term 1 alone, and has an entry that nobody else has. n2 leads term 3.
	n3Alone   = moves(elect("n3", "n1"), out("n3"), propose("n3", "v1"))
	n3Differs = moves(n3Alone, elect("n1", "n2"), out("n1"), replicate("n1", "n2"), elect("n2", "n1"), out("n2"))
	// The same with logs of terms 1 1 1 at n3 and 2 2 3 at n2.
	logsDiffer = moves(n3Alone, propose("n3", "v1"), elect("n1", "n2"), out("n1"), replicate("n1", "n2"),
		propose("n1", "v2"), times(2, replicate("n1", "n2")...), elect("n2", "n1"), out("n2"))
	// n2 leads with three entries, and n3 has none.
	n3IsEmpty = moves(n1Leads, replicate("n1", "n2"), propose("n1", "v2"),
		times(2, replicate("n1", "n2")...), elect("n2", "n1"), out("n2"))
	// The logs of n1 and n3 end at one index, with term 1 at n1, which leads, and term 2 at n3.
	n3IsLater = moves(n1Leads, reach("n1", "n2"), reach("n1", "n3"), propose("n1", "v1"), elect("n3", "n2"), out("n3"),
		beat("n3", "n1"), out("n1"), elect("n1", "n2"), out("n1"))
	// Both others replicate, and n2's window is full when n3's answer moves the commit index.
	windowFull = moves(n1Leads, replicate("n1", "n2"), replicate("n1", "n3"), out("n1"), propose("n1", "v1"), propose("n1", "v2"))
)

// scripts reach each branch that is rare.
var scripts = []script{
	{"RecvVote reject:knows-leader", false, false, moves(elect("n1", "n2"), beat("n1", "n3"), move("n3=RecvVote(n1)"))},
	{"RecvVote grant:lease-over", false, true, moves(elect("n1", "n2"), beat("n1", "n3"), out("n3"),
		times(3, "n3=Tick(5)"), move("n2=Campaign", "n2=Ready", "n3=RecvVote(n2)"))},
	{"RecvPreVote grant:lease-over", true, true, moves(move("n1=Campaign"), poll("n1", "PreVote", "n2"), poll("n1", "Vote", "n2"),
		beat("n1", "n3"), out("n3"), times(3, "n3=Tick(5)"), move("n2=Campaign", "n2=Ready", "n3=RecvPreVote(n2)"))},
	{"RecvPreVote again", true, false, times(2, "n1=Campaign", "n1=Ready", "n1=Advance", "n2=RecvPreVote(n1)")},
	{"RecvPreVoteResp lost", true, false, moves(move("n2=Campaign"), poll("n2", "PreVote", "n3"), poll("n2", "Vote", "n3"), out("n2"),
		reach("n2", "n3"), beat("n2", "n1"), out("n1"), move("n1=Campaign"), poll("n1", "PreVote", "n3", "n2"))},
	{"RecvVoteResp lost", false, false, moves(elect("n2", "n3"), out("n2"), reach("n2", "n3"), beat("n2", "n1"), out("n1"),
		move("n1=Campaign"), poll("n1", "Vote", "n3", "n2"))},
	{"RecvProp forward", false, false, moves(n1Deposed, propose("n3", "v1"), move("n1=RecvProp(n3)"))},
	{"RecvProp again", false, false, moves(n1Deposed, times(2, moves(propose("n3", "v1"), move("n1=RecvProp(n3)"))...))},
	{"RecvApp truncate", false, false, moves(n3Alone, elect("n1", "n2"), out("n1"), move("n3=RecvApp(n1)"))},
	{"Ready overwrite", false, false, moves(n3Alone, elect("n1", "n2"), out("n1"), move("n3=RecvApp(n1)", "n3=Ready"))},
	{"RecvApp below-commit", false, false, moves(n1Leads, beat("n1", "n2"), out("n2"), move("n1=RecvHeartbeatResp(n2)"),
		replicate("n1", "n2"), beat("n1", "n2"), move("n2=RecvApp(n1)"))},
	{"RecvApp nothing-new:commit:cut", false, false, moves(n1Leads, replicate("n1", "n2"), replicate("n1", "n3"), out("n1"),
		move("n2=RecvApp(n1)", "n3=RecvApp(n1)"), propose("n1", "v1"), propose("n1", "v2"),
		times(2, "n2=RecvApp(n1)", "n3=RecvApp(n1)"), move("n1=Unreachable(n2)"), propose("n1", "v3"), move("n2=RecvApp(n1)"),
		out("n3"), times(3, "n1=RecvAppResp(n3)"), beat("n1", "n2"), out("n2"), move("n1=RecvHeartbeatResp(n2)"), out("n1"),
		move("n2=RecvApp(n1)"))},
	{"RecvApp reject:mismatch", false, false, moves(n3Differs, move("n3=RecvApp(n2)"))},
	{"RecvApp reject:hint-back", false, false, moves(n3IsLater, move("n3=RecvApp(n1)"))},
	{"RecvAppResp reject:probe", false, false, moves(n3Differs, replicate("n2", "n3"))},
	{"RecvAppResp reject:probe:jump", false, false, moves(n3IsEmpty, replicate("n2", "n3"))},
	{"RecvAppResp reject:probe:jump-by-term", false, false, moves(logsDiffer, replicate("n2", "n3"))},
	{"RecvAppResp reject:stale", false, true, moves(n1Leads, replicate("n1", "n2"), times(6, "n1=LeaderTick"), elect("n2", "n1"),
		out("n2"), reach("n2", "n3"), beat("n2", "n3"), out("n3"), move("n2=RecvHeartbeatResp(n3)"), out("n2"),
		move("n2=RecvAppResp(n3)"), reach("n2", "n3"), times(2, "n2=LeaderTick"), move("n2=RecvAppResp(n3)"))},
	{"RecvAppResp stale", false, true, moves(n2Follows, times(3, "n1=LeaderTick"), move("n1=RecvAppResp(n2)"))},
	{"RecvAppResp match:old-term", false, false, moves(n1Leads, reach("n1", "n2"), elect("n2", "n3"), out("n2"),
		replicate("n2", "n3"), out("n2"), replicate("n2", "n3"))},
	{"RecvAppResp match", false, false, moves(n2Follows, move("n1=RecvAppResp(n2)", "n1=Propose(v1)", "n1=Ready"),
		replicate("n1", "n2"))},
	{"RecvAppResp match:send", false, false, moves(windowFull, times(2, replicate("n1", "n3")...), replicate("n1", "n2"),
		replicate("n1", "n2"))},
	{"RecvHeartbeat again", false, false, moves(n1Leads, times(2, beat("n1", "n2")...))},
	{"RecvHeartbeatResp send:window-full", false, false, moves(windowFull, beat("n1", "n3"), out("n3"),
		move("n1=RecvHeartbeatResp(n3)"))},
	{"RecvHeartbeatResp again", false, false, moves(n1Leads, beat("n1", "n2"), out("n2"),
		move("n1=LeaderTick", "n1=Ready", "n2=RecvHeartbeat(n1)", "n1=RecvHeartbeatResp(n2)", "n2=Ready", "n1=RecvHeartbeatResp(n2)"))},
	{"RecvHeartbeatResp nothing-to-send", false, true, moves(n2Follows, move("n1=RecvAppResp(n2)"), beat("n1", "n2"), out("n2"),
		times(2, "n1=LeaderTick"), move("n1=RecvHeartbeatResp(n2)"))},
	{"LeaderTick quorum-lost", false, true, moves(elect("n1", "n2"), times(3, "n1=LeaderTick"))},
	{"Advance self-ack:commit", false, false, moves(elect("n1", "n2"), move("n1=Ready"), replicate("n1", "n2"), move("n1=Advance"))},
}

// Each script ends with the branch that it is there for, and has made exactly its moves.
func TestScriptsReachTheirBranches(t *testing.T) {
	for _, script := range scripts {
		path := script.recording().trace(t).path()
		last := path[len(path)-1]
		if got := last.Decision + " " + last.Branch; got != script.reaches {
			t.Errorf("%s, and not %s, after %s", got, script.reaches, strings.Join(script.moves, ","))
		}
		for i, step := range path {
			if made := step.move(t); made != script.moves[i] {
				t.Errorf("%s: %s was made, and not %s", script.reaches, made, script.moves[i])
			}
		}
	}
}

// move is the step as these scripts have it, with the sender of a message that is delivered.
func (s *step) move(t *testing.T) string {
	argument := ""
	for _, value := range s.Args {
		argument = fmt.Sprintf("(%v)", value)
	}
	if s.Input != nil {
		argument = "(" + read[struct{ From string }](t, s.Input).From + ")"
	}
	return s.Actor + "=" + s.Decision + argument
}

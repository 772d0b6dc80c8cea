package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"

	"sysmobench/harness/etcd-raft/internal/drive"
)

// recording is what to record; the fields are the options of the command line. What is not given is
// as good as anything.
type recording struct {
	seed        uint64
	steps, fans int
	profile     string
	constants   string
	script      string
}

// with has the usual constants but for those that the recordings of a split vary.
func with(preVote, checkQuorum bool, maxEntries int) string {
	const form = `{"Node":["n1","n2","n3"],"Value":["v1","v2","v3"],"Timeouts":[3,4,5],` +
		`"PreVote":%t,"CheckQuorum":%t,"ElectionTick":3,"MaxInflight":2,"MaxEntries":%d}`
	return fmt.Sprintf(form, preVote, checkQuorum, maxEntries)
}

func (r recording) arguments() []string {
	if r.profile == "" {
		r.profile = "mixed"
	}
	if r.constants == "" {
		r.constants = with(true, true, 1)
	}
	arguments := []string{
		"etcd", "--seed", strconv.FormatUint(r.seed, 10), "--steps", strconv.Itoa(r.steps),
		"--profile", r.profile, "--fans", strconv.Itoa(r.fans), "--constants", r.constants,
	}
	if r.script != "" {
		arguments = append(arguments, "--script", r.script)
	}
	return arguments
}

// bytes are those of the trace.
func (r recording) bytes(t *testing.T) []byte {
	t.Helper()
	var out, complaints bytes.Buffer
	if code := run(r.arguments(), &out, &complaints); code != 0 || complaints.Len() > 0 {
		t.Fatalf("%+v: exit code %d: %s", r, code, complaints.String())
	}
	return out.Bytes()
}

func (r recording) trace(t *testing.T) *recorded {
	t.Helper()
	texts := bytes.Split(bytes.TrimSuffix(r.bytes(t), []byte("\n")), []byte("\n"))
	trace := &recorded{header: read[firstLine](t, texts[0])}
	before := trace.header.Init
	for _, text := range texts[1:] {
		step := read[step](t, text)
		step.text, step.before = string(text), before
		trace.steps = append(trace.steps, &step)
		if step.isPath() {
			before = step.State
		}
	}
	return trace
}

func read[T any](t *testing.T, text []byte) T {
	t.Helper()
	var value T
	if err := json.Unmarshal(text, &value); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return value
}

// recorded is a trace as it is read back.
type recorded struct {
	header firstLine
	// Of the path and of the fans, in their order.
	steps []*step
}

// firstLine is what is of use of the header.
type firstLine struct {
	Fans      int
	Constants json.RawMessage
	Files     map[string]string
	Init      json.RawMessage
}

type step struct {
	I, At                           *int
	Decision, Action, Branch, Actor string
	Args                            map[string]any
	Refused                         bool
	Input                           json.RawMessage
	Sent                            []json.RawMessage
	State                           json.RawMessage

	text   string
	before json.RawMessage
}

func (s *step) isPath() bool {
	return s.I != nil
}

// entry is the decision as a script has it, and the message.
func (s *step) entry() string {
	entry := s.Actor + "=" + s.Decision
	for _, argument := range s.Args {
		entry += fmt.Sprintf("(%v)", argument)
	}
	if s.Input != nil {
		entry += " " + string(s.Input)
	}
	return entry
}

// outcome is all that came of it.
func (s *step) outcome() string {
	return fmt.Sprint(s.Action, " ", s.Branch, " ", s.Refused, " ", strings.Join(texts(s.Sent), ","), " ", string(s.State))
}

func texts(messages []json.RawMessage) []string {
	texts := make([]string, len(messages))
	for i, message := range messages {
		texts[i] = string(message)
	}
	return texts
}

func (r *recorded) path() []*step {
	var path []*step
	for _, step := range r.steps {
		if step.isPath() {
			path = append(path, step)
		}
	}
	return path
}

// corpus has all profiles with all constants that the recordings of a split vary, and the scripts.
func corpus(t *testing.T) []*recorded {
	t.Helper()
	recordAll.Do(func() {
		seed := uint64(0)
		for _, maxEntries := range []int{1, 100} {
			for _, preVote := range []bool{false, true} {
				for _, checkQuorum := range []bool{false, true} {
					for _, profile := range drive.Profiles {
						seed++
						r := recording{seed: seed, steps: 100, fans: 4, profile: profile.Name}
						r.constants = with(preVote, checkQuorum, maxEntries)
						everything = append(everything, r.trace(t))
					}
				}
			}
		}
		for _, script := range scripts {
			everything = append(everything, script.recording().trace(t))
		}
	})
	return everything
}

var (
	recordAll  sync.Once
	everything []*recorded
)

// Package trace writes the lines of a trace.
package trace

import (
	"bufio"
	"encoding/json"
	"io"

	"sysmobench/harness/etcd-raft/internal/contract"
	"sysmobench/harness/etcd-raft/internal/drive"
	"sysmobench/harness/etcd-raft/internal/state"
)

// Format is the version of the format of traces.
const Format = 1

// Header says what is recorded, from what, and the state that it begins with.
type Header struct {
	Format  int               `json:"format"`
	System  string            `json:"system"`
	Package string            `json:"package"`
	Files   map[string]string `json:"files"`
	Harness string            `json:"harness"`
	Seed    uint64            `json:"seed"`
	Profile string            `json:"profile"`
	Steps   int               `json:"steps"`
	Fans    int               `json:"fans"`
	// Only a directed recording says so: what the seed alone decides has no such key.
	Script    string          `json:"script,omitempty"`
	Constants json.RawMessage `json:"constants"`
	Init      json.RawMessage `json:"init"`
}

// line is one step, its keys in the documented order.
type line struct {
	I        *int              `json:"i,omitempty"`
	At       *int              `json:"at,omitempty"`
	Decision string            `json:"decision"`
	Action   string            `json:"action"`
	Branch   string            `json:"branch"`
	Actor    string            `json:"actor"`
	Args     json.RawMessage   `json:"args"`
	Refused  bool              `json:"refused"`
	Input    json.RawMessage   `json:"input,omitempty"`
	Sent     []json.RawMessage `json:"sent,omitempty"`
	State    json.RawMessage   `json:"state"`
}

// Recorder writes one JSON object on each line.
type Recorder struct {
	out     *bufio.Writer
	encoder *json.Encoder
}

// NewRecorder records to out; what is written last is there after Flush.
func NewRecorder(out io.Writer) *Recorder {
	buffer := bufio.NewWriterSize(out, 1<<16)
	return &Recorder{out: buffer, encoder: json.NewEncoder(buffer)}
}

// Header writes the first line.
func (r *Recorder) Header(h Header, c *contract.Constants, init *state.State) error {
	h.Format = Format
	h.Constants = c.JSON()
	h.Init = json.RawMessage(init.Text())
	return r.encoder.Encode(h)
}

// Path writes step i of the path.
func (r *Recorder) Path(i int, step drive.Step) error {
	l := newLine(step)
	l.I = &i
	return r.encoder.Encode(l)
}

// Fan writes a decision that was tried from the state after step `at` of the path.
func (r *Recorder) Fan(at int, step drive.Step) error {
	l := newLine(step)
	l.At = &at
	return r.encoder.Encode(l)
}

// Flush writes what is still in the buffer.
func (r *Recorder) Flush() error {
	return r.out.Flush()
}

func newLine(step drive.Step) line {
	l := line{
		Decision: step.Decision.Name,
		Action:   step.Outcome.Action,
		Branch:   step.Outcome.Branch,
		Actor:    step.Decision.Actor,
		Args:     json.RawMessage(step.Decision.Args()),
		Refused:  step.Outcome.Refused,
		State:    json.RawMessage(step.State.Text()),
	}
	if m := step.Decision.Message; m != nil {
		l.Input = json.RawMessage(m.Text())
	}
	for _, m := range step.Sent {
		l.Sent = append(l.Sent, json.RawMessage(m.Text()))
	}
	return l
}

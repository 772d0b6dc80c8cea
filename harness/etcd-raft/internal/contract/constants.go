package contract

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"

	"sysmobench/harness/etcd-raft/internal/state"
)

// NoLimit is the value of MaxEntries that stands for any number of entries in a message.
const NoLimit = 100

// Constants are the values that a recording is made with.
type Constants struct {
	Node  []string
	Value []string
	// Every value that the code may draw as its timeout.
	Timeouts     []int
	PreVote      bool
	CheckQuorum  bool
	ElectionTick int
	MaxInflight  int
	// At most so many entries in one MsgApp: 1, or NoLimit.
	MaxEntries int
}

// words are what scripts and traces can have without escapes.
var words = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

// ParseConstants reads constants from JSON, where sets are lists. Each must be there.
func ParseConstants(text string) (*Constants, error) {
	c := &Constants{}
	fields := map[string]any{
		"Node": &c.Node, "Value": &c.Value, "Timeouts": &c.Timeouts, "PreVote": &c.PreVote, "CheckQuorum": &c.CheckQuorum,
		"ElectionTick": &c.ElectionTick, "MaxInflight": &c.MaxInflight, "MaxEntries": &c.MaxEntries,
	}
	given := map[string]json.RawMessage{}
	decoder := json.NewDecoder(bytes.NewReader([]byte(text)))
	if err := decoder.Decode(&given); err != nil {
		return nil, fmt.Errorf("no JSON object: %w", err)
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, errors.New("something follows the JSON object")
	}
	for _, name := range sortedKeys(given) {
		if fields[name] == nil {
			return nil, fmt.Errorf("there is no constant %q", name)
		}
		if err := json.Unmarshal(given[name], fields[name]); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	for _, name := range sortedKeys(fields) {
		if given[name] == nil {
			return nil, fmt.Errorf("%s is missing", name)
		}
	}
	return c, c.check()
}

func (c *Constants) check() error {
	if err := checkNames("Node", c.Node, state.None); err != nil {
		return err
	}
	if err := checkNames("Value", c.Value, state.Noop); err != nil {
		return err
	}
	if c.ElectionTick < 2 || c.ElectionTick > 1000 {
		return fmt.Errorf("ElectionTick is %d; upstream wants more than the 1 of a heartbeat, and 1000 is enough", c.ElectionTick)
	}
	timeouts := slices.Sorted(slices.Values(c.Timeouts))
	if len(timeouts) != c.ElectionTick || timeouts[0] != c.ElectionTick || timeouts[len(timeouts)-1] != 2*c.ElectionTick-1 ||
		len(slices.Compact(timeouts)) != c.ElectionTick {
		return fmt.Errorf("Timeouts are %d to %d, each once, and not %v", c.ElectionTick, 2*c.ElectionTick-1, c.Timeouts)
	}
	if c.MaxInflight < 1 {
		return fmt.Errorf("MaxInflight is %d; upstream wants at least 1", c.MaxInflight)
	}
	if c.MaxEntries != 1 && c.MaxEntries != NoLimit {
		return fmt.Errorf("MaxEntries is %d; upstream counts bytes, so it can only be 1 or %d, which is no limit", c.MaxEntries, NoLimit)
	}
	return nil
}

// checkNames refuses what traces or scripts could not tell apart.
func checkNames(constant string, names []string, reserved string) error {
	if len(names) == 0 {
		return fmt.Errorf("%s is empty", constant)
	}
	for i, name := range names {
		switch {
		case !words.MatchString(name):
			return fmt.Errorf("%s: the name %q is not of letters, digits, _ and -", constant, name)
		case name == reserved:
			return fmt.Errorf("%s: the name %q has a meaning of its own", constant, name)
		case slices.Contains(names[:i], name):
			return fmt.Errorf("%s: %q is there twice", constant, name)
		}
	}
	return nil
}

// JSON is what the header of a trace says of them.
func (c *Constants) JSON() json.RawMessage {
	type set[E any] struct {
		Elements []E `json:"#set"`
	}
	text, err := json.Marshal(struct {
		Node         set[string]
		Value        set[string]
		Timeouts     set[int]
		PreVote      bool
		CheckQuorum  bool
		ElectionTick int
		MaxInflight  int
		MaxEntries   int
	}{
		set[string]{c.Node}, set[string]{c.Value}, set[int]{c.Timeouts}, c.PreVote, c.CheckQuorum,
		c.ElectionTick, c.MaxInflight, c.MaxEntries,
	})
	if err != nil {
		panic(err)
	}
	return text
}

func sortedKeys[V any](m map[string]V) []string {
	keys := []string{}
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

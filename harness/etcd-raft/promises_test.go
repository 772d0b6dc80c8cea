package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"sysmobench/harness/etcd-raft/internal/contract"
)

// A seed means one sequence of bytes.
func TestBytesRepeat(t *testing.T) {
	for _, profile := range []string{"mixed", "diverge"} {
		r := recording{seed: 7, steps: 80, fans: 3, profile: profile}
		other := r
		other.seed = 8
		if !bytes.Equal(r.bytes(t), r.bytes(t)) {
			t.Errorf("%s: two recordings of one seed differ", profile)
		}
		if bytes.Equal(r.bytes(t), other.bytes(t)) {
			t.Errorf("%s: recordings of two seeds are equal", profile)
		}
	}
}

// The header says everything that is needed to record the same trace again, in the documented order.
// The script is there if there was one.
func TestTheHeaderIsComplete(t *testing.T) {
	for _, script := range []string{"", "0:n1=Campaign"} {
		text, _, _ := bytes.Cut(recording{seed: 7, steps: 5, fans: 2, script: script}.bytes(t), []byte("\n"))
		header := read[firstLine](t, text)
		if script != "" {
			script = `"script":"` + script + `",`
		}
		files, err := json.Marshal(header.Files)
		if err != nil {
			t.Fatal(err)
		}
		want := `{"format":1,"system":"etcd","package":"go.etcd.io/raft/v3 v3.7.0","files":` + string(files) +
			`,"harness":"etcd-raft 0.1.0","seed":7,"profile":"mixed","steps":5,"fans":2,` + script +
			`"constants":{"Node":{"#set":["n1","n2","n3"]},"Value":{"#set":["v1","v2","v3"]},"Timeouts":{"#set":[3,4,5]},` +
			`"PreVote":true,"CheckQuorum":true,"ElectionTick":3,"MaxInflight":2,"MaxEntries":1},"init":` + string(header.Init) + `}`
		if string(text) != want {
			t.Errorf("%s\nis not\n%s", text, want)
		}
		for name, hash := range header.Files {
			if digits, found := strings.CutPrefix(hash, "sha256:"); !found || len(digits) != 64 {
				t.Errorf("%s: %s is no hash", name, hash)
			}
		}
		if header.Files["raft.go"] == "" || header.Files["tracker/progress.go"] == "" || len(header.Files) != 12 {
			t.Errorf("%v are not upstream's files", header.Files)
		}
	}
}

// The package that headers name is the one that is compiled.
func TestThePackageIsTheOneThatIsRequired(t *testing.T) {
	required, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(required), "\t"+upstream+"\n") {
		t.Errorf("go.mod does not require %s", upstream)
	}
}

// Lines have the documented keys in the documented order: a message that is delivered or messages
// that are sent where there are some, and an action where the decision was not refused.
func TestLinesAreAsDocumented(t *testing.T) {
	for _, trace := range corpus(t) {
		for _, s := range trace.steps {
			args, err := json.Marshal(s.Args)
			if err != nil {
				t.Fatal(err)
			}
			place, more := "", ""
			if s.isPath() {
				place = fmt.Sprintf(`"i":%d`, *s.I)
			} else {
				place = fmt.Sprintf(`"at":%d`, *s.At)
			}
			if s.Input != nil {
				more += `"input":` + string(s.Input) + ","
			}
			if len(s.Sent) > 0 {
				more += `"sent":[` + strings.Join(texts(s.Sent), ",") + "],"
			}
			want := fmt.Sprintf(`{%s,"decision":%q,"action":%q,"branch":%q,"actor":%q,"args":%s,"refused":%t,%s"state":%s}`,
				place, s.Decision, s.Action, s.Branch, s.Actor, args, s.Refused, more, s.State)
			if s.text != want {
				t.Fatalf("%s\nis not\n%s", s.text, want)
			}
			if s.Refused != (s.Action == "") {
				t.Errorf("a refusal with an action, or neither: %s", s.text)
			}
		}
	}
}

// The path counts its steps from 1.
func TestThePathIsContinuous(t *testing.T) {
	for _, trace := range corpus(t) {
		for i, s := range trace.path() {
			if *s.I != i+1 {
				t.Errorf("step %d is numbered %d", i+1, *s.I)
			}
		}
	}
}

// What is refused changes and sends nothing, and what is not refused does.
func TestRefusalsChangeNothing(t *testing.T) {
	for _, trace := range corpus(t) {
		for _, s := range trace.steps {
			if unchanged := bytes.Equal(s.before, s.State) && len(s.Sent) == 0; s.Refused != unchanged {
				t.Errorf("refused: %t, but: %s", s.Refused, s.text)
			}
		}
	}
}

// A step moves nobody but its actor.
func TestStepsTouchOneNode(t *testing.T) {
	for _, trace := range corpus(t) {
		for _, s := range trace.steps {
			if bytes.Equal(s.before, s.State) {
				continue
			}
			before := read[map[string]map[string]json.RawMessage](t, s.before)
			for name, function := range read[map[string]map[string]json.RawMessage](t, s.State) {
				for node, value := range function {
					if node != s.Actor && !bytes.Equal(value, before[name][node]) {
						t.Errorf("%s of %s changes: %s", name, node, s.text)
					}
				}
			}
		}
	}
}

// network follows what is in flight along a trace: before tells what is so before each step.
func network(trace *recorded, before func(s *step, inFlight map[string]bool)) {
	inFlight := map[string]bool{}
	for _, s := range trace.steps {
		before(s, inFlight)
		if !s.isPath() {
			continue
		}
		delete(inFlight, string(s.Input))
		for _, text := range texts(s.Sent) {
			inFlight[text] = true
		}
	}
}

// What is delivered has been sent, and is delivered once.
func TestMessagesAreDeliveredOnce(t *testing.T) {
	for _, trace := range corpus(t) {
		network(trace, func(s *step, inFlight map[string]bool) {
			if s.Input != nil && !inFlight[string(s.Input)] {
				t.Errorf("this message is not in flight: %s", s.text)
			}
			if !slices.IsSorted(texts(s.Sent)) {
				t.Errorf("these messages are not sorted: %s", s.text)
			}
		})
	}
}

// A fan stands right after its place and holds every call with every argument once, in the
// contract's order, and then every message in flight.
func TestFansAreComplete(t *testing.T) {
	for _, trace := range corpus(t) {
		c, err := contract.ParseConstants(with(true, true, 1))
		if err != nil {
			t.Fatal(err)
		}
		place := 0
		fans := map[int][]string{}
		whole := map[int][]string{}
		network(trace, func(s *step, inFlight map[string]bool) {
			if s.isPath() {
				place = *s.I
				return
			}
			if *s.At != place {
				t.Errorf("after step %d: %s", place, s.text)
			}
			fans[place] = append(fans[place], s.entry())
			if whole[place] == nil {
				whole[place] = wholeFan(t, c, inFlight)
			}
		})
		if len(fans) != trace.header.Fans {
			t.Errorf("%d fans, not %d", len(fans), trace.header.Fans)
		}
		for place := range fans {
			if !slices.Equal(fans[place], whole[place]) {
				t.Errorf("the fan after step %d is\n%s\nand not\n%s", place, fans[place], whole[place])
			}
		}
	}
}

func wholeFan(t *testing.T, c *contract.Constants, inFlight map[string]bool) []string {
	var fan, messages []string
	for _, call := range c.Calls() {
		fan = append(fan, call.String())
	}
	for text := range inFlight {
		messages = append(messages, text)
	}
	slices.Sort(messages)
	for _, text := range messages {
		m := read[struct{ Type, To string }](t, []byte(text))
		fan = append(fan, m.To+"="+contract.DeliveryOf(m.Type)+" "+text)
	}
	return fan
}

// With as many fans as places, each place has one: the initial state and the last one as well. The
// step that the path takes next is among those of the fan before it, and is the same there.
func TestFansAgreeWithThePath(t *testing.T) {
	trace := recording{seed: 3, steps: 60, fans: 61}.trace(t)
	fans := map[int]map[string]string{}
	for _, s := range trace.steps {
		if s.isPath() {
			if fans[*s.I-1][s.entry()] != s.outcome() {
				t.Errorf("the fan before has another outcome than %s", s.text)
			}
			continue
		}
		if fans[*s.At] == nil {
			fans[*s.At] = map[string]string{}
		}
		fans[*s.At][s.entry()] = s.outcome()
	}
	if len(fans) != 61 {
		t.Errorf("%d places have fans, not 61", len(fans))
	}
}

// A state and a decision have one outcome, whichever seed, profile or fan they were met in: the trace
// leaves out nothing that decides what happens.
func TestOutcomesAreDeterminate(t *testing.T) {
	outcomes := map[string]*step{}
	for _, trace := range corpus(t) {
		for _, s := range trace.steps {
			question := fmt.Sprint(string(trace.header.Constants), string(s.before), s.entry())
			known := outcomes[question]
			if known == nil {
				outcomes[question] = s
			} else if known.outcome() != s.outcome() {
				t.Errorf("one question has two answers:\n%s\n%s", known.text, s.text)
			}
		}
	}
}

// Fans are drawn from random numbers of their own: with and without them the path is the same.
func TestThePathDoesNotDependOnTheFans(t *testing.T) {
	lines := func(r recording) []string {
		var lines []string
		for _, s := range r.trace(t).path() {
			lines = append(lines, s.text)
		}
		return lines
	}
	r := recording{seed: 5, steps: 60, profile: "lag"}
	with := r
	with.fans = 9
	if !slices.Equal(lines(r), lines(with)) {
		t.Error("the fans have changed the path")
	}
}

// A script may begin anywhere: before it the path is the seed's, and after it the seed goes on.
func TestAScriptMayBeginLater(t *testing.T) {
	r := recording{seed: 5, steps: 20}
	free := r.trace(t).path()
	r.script = "7:n1=Restart,n1=Tick(5)"
	path := r.trace(t).path()
	for i := range 7 {
		if path[i].text != free[i].text {
			t.Errorf("step %d is already another one", i+1)
		}
	}
	if len(path) != 20 || path[7].entry() != "n1=Restart" || path[8].entry() != "n1=Tick(5)" {
		t.Errorf("steps 8 and 9 are not the script's: %s %s", path[7].text, path[8].text)
	}
}

// Any number of nodes under any names can be driven, one alone as well.
func TestNodesAreAParameter(t *testing.T) {
	for _, nodes := range []string{`"only"`, `"b","a"`, `"p","q","r","s","t"`} {
		constants := `{"Node":[` + nodes + `],"Value":["x"],"Timeouts":[4,5,6,7],"PreVote":true,"CheckQuorum":true,` +
			`"ElectionTick":4,"MaxInflight":3,"MaxEntries":100}`
		trace := recording{seed: 1, steps: 150, fans: 2, profile: "elect", constants: constants}.trace(t)
		for _, name := range strings.Split(strings.ReplaceAll(nodes, `"`, ""), ",") {
			moves := func(s *step) bool { return s.Actor == name }
			if !slices.ContainsFunc(trace.path(), moves) {
				t.Errorf("%s never moves", name)
			}
		}
	}
}

// Everything that the contract says the code can do really occurs; what it does not say would have
// ended the recording.
func TestEveryBranchOccurs(t *testing.T) {
	seen := map[string]bool{}
	for _, trace := range corpus(t) {
		for _, s := range trace.steps {
			seen[s.Decision+" "+s.Action+" "+s.Branch] = true
		}
	}
	for _, kind := range contract.Kinds {
		for _, refusal := range kind.Refusals {
			if !seen[kind.Name+"  "+refusal] {
				t.Errorf("%s is never refused as %s", kind.Name, refusal)
			}
		}
		for _, action := range kind.Actions {
			for _, branch := range action.Branches {
				if !seen[kind.Name+" "+action.Name+" "+branch] {
					t.Errorf("%s never has the branch %s", action.Name, branch)
				}
			}
		}
	}
}

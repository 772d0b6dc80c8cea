package contract

import (
	"strings"
	"testing"
)

const good = `{"Node":["b","a"],"Value":["x"],"Timeouts":[3,2],"PreVote":true,"CheckQuorum":false,` +
	`"ElectionTick":2,"MaxInflight":1,"MaxEntries":100}`

// Constants keep the order that they are given in, and are written with sets as sets.
func TestConstantsAreReadAndWritten(t *testing.T) {
	c, err := ParseConstants(good)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"Node":{"#set":["b","a"]},"Value":{"#set":["x"]},"Timeouts":{"#set":[3,2]},"PreVote":true,"CheckQuorum":false,` +
		`"ElectionTick":2,"MaxInflight":1,"MaxEntries":100}`
	if string(c.JSON()) != want {
		t.Errorf("%s is not %s", c.JSON(), want)
	}
}

// Broken constants are refused with a message that names what is wrong with them.
func TestBrokenConstantsAreRefused(t *testing.T) {
	for _, c := range []struct{ old, new, wrong string }{
		{good, "[]", "no JSON object"},
		{good, good + "{}", "something follows"},
		{`"MaxInflight":1,`, "", "MaxInflight is missing"},
		{`"Node"`, `"Nodes"`, `no constant "Nodes"`},
		{`["b","a"]`, `[]`, "Node is empty"},
		{`["b","a"]`, `["a","a"]`, `"a" is there twice`},
		{`["b","a"]`, `["a b"]`, `the name "a b"`},
		{`["b","a"]`, `["none"]`, `the name "none"`},
		{`["b","a"]`, `[1]`, "Node: json"},
		{`["x"]`, `["noop"]`, `the name "noop"`},
		{`true`, `1`, "PreVote: json"},
		{`"ElectionTick":2`, `"ElectionTick":1`, "ElectionTick is 1"},
		{`[3,2]`, `[2]`, "Timeouts are 2 to 3"},
		{`[3,2]`, `[2,2]`, "Timeouts are 2 to 3"},
		{`[3,2]`, `[2,4]`, "Timeouts are 2 to 3"},
		{`"MaxInflight":1`, `"MaxInflight":0`, "MaxInflight is 0"},
		{`"MaxEntries":100`, `"MaxEntries":2`, "MaxEntries is 2"},
	} {
		_, err := ParseConstants(strings.Replace(good, c.old, c.new, 1))
		if err == nil || !strings.Contains(err.Error(), c.wrong) {
			t.Errorf("%s in place of %s: %v, and not %s", c.new, c.old, err, c.wrong)
		}
	}
}

// Calls come in the contract's order, the actor changing fastest.
func TestCallsAreListed(t *testing.T) {
	c, err := ParseConstants(good)
	if err != nil {
		t.Fatal(err)
	}
	var calls []string
	for _, call := range c.Calls() {
		calls = append(calls, call.String())
	}
	want := "b=Tick(3) a=Tick(3) b=Tick(2) a=Tick(2) b=LeaderTick a=LeaderTick b=Campaign a=Campaign b=Propose(x) a=Propose(x) " +
		"b=Unreachable(b) a=Unreachable(b) b=Unreachable(a) a=Unreachable(a) b=Ready a=Ready b=Advance a=Advance b=Restart a=Restart"
	if got := strings.Join(calls, " "); got != want {
		t.Errorf("%s\nis not\n%s", got, want)
	}
}

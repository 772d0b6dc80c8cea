package drive

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"sysmobench/harness/etcd-raft/internal/contract"
	"sysmobench/harness/etcd-raft/internal/state"
)

func constants(t *testing.T) *contract.Constants {
	t.Helper()
	c, err := contract.ParseConstants(`{"Node":["a","b","c"],"Value":["x"],"Timeouts":[3,4,5],"PreVote":false,"CheckQuorum":false,` +
		`"ElectionTick":3,"MaxInflight":2,"MaxEntries":1}`)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Places are distinct, lie on the path with its initial state, and repeat with the seed. More fans add
// places and keep the others.
func TestPlacesAreDrawnFromTheSeed(t *testing.T) {
	draw := func(seed uint64, steps, fans int) []int {
		places, err := Places(seed, nil, steps, fans)
		if err != nil {
			t.Fatal(err)
		}
		return slices.Sorted(maps.Keys(places))
	}
	if all := draw(7, 5, 6); !slices.Equal(all, []int{0, 1, 2, 3, 4, 5}) {
		t.Errorf("all places are %v", all)
	}
	few, many := draw(7, 1000, 4), draw(7, 1000, 20)
	if !slices.Equal(few, draw(7, 1000, 4)) || slices.Equal(few, draw(8, 1000, 4)) {
		t.Errorf("%v are not the seed's", few)
	}
	for _, place := range few {
		if !slices.Contains(many, place) {
			t.Errorf("%d is not among %v", place, many)
		}
	}
	if _, err := Places(7, nil, 5, 7); err == nil {
		t.Error("7 of 6 places were drawn")
	}
}

// A script is there for what comes after it, and so are the fans.
func TestFansComeAfterTheScript(t *testing.T) {
	script, err := ParseScript("1:a=Restart,a=Restart", constants(t))
	if err != nil {
		t.Fatal(err)
	}
	places, err := Places(7, script, 5, 3)
	if all := slices.Sorted(maps.Keys(places)); err != nil || !slices.Equal(all, []int{3, 4, 5}) {
		t.Errorf("%v %v", all, err)
	}
	if _, err := Places(7, script, 5, 4); err == nil {
		t.Error("4 of 3 places were drawn")
	}
}

// A broken script is refused with a message that names what is wrong with it.
func TestABrokenScriptIsRefused(t *testing.T) {
	for text, wrong := range map[string]string{
		"a=Ready":            "FROM",
		"x:a=Ready":          `"x"`,
		"-1:a=Ready":         `"-1"`,
		"0:":                 "not NODE=DECISION",
		"0:a=Ready,,b=Ready": "not NODE=DECISION",
		"0:d=Ready":          `no node "d"; there are: a, b, c`,
		"0:a=Fly":            `no decision "Fly"; there are: Tick,`,
		"0:a=Tick":           "Tick() is none of: (3), (4), (5)",
		"0:a=Tick(6)":        "Tick(6) is none of",
		"0:a=Ready(x)":       "Ready(x) is none of: ()",
		"0:a=Propose(y)":     "Propose(y) is none of: (x)",
		"0:a=Propose(x":      "not NODE=DECISION(ARGUMENT)",
		"0:a=RecvVote(d)":    "RecvVote(d) is none of: (), (a), (b), (c)",
		"0:a=Unreachable(d)": "Unreachable(d) is none of",
	} {
		if _, err := ParseScript(text, constants(t)); err == nil || !strings.Contains(err.Error(), wrong) {
			t.Errorf("%s: %v, and not %s", text, err, wrong)
		}
	}
}

// A delivery means the oldest message of its kind, or the oldest from a certain node.
func TestADeliveryMeansTheOldest(t *testing.T) {
	c := constants(t)
	vote := func(from string, term uint64) state.Message {
		return state.NewMessage(state.Message{Type: state.MsgVote, From: from, To: "a", Term: term})
	}
	inFlight := []state.Message{vote("c", 1), vote("b", 2), vote("b", 1)}
	path, err := NewPath(c, 1, Profiles[0], nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]int{"0:a=RecvVote": 0, "0:a=RecvVote(c)": 0, "0:a=RecvVote(b)": 1} {
		script, err := ParseScript(text, c)
		if err != nil {
			t.Fatal(err)
		}
		d, err := script.at(0).decide(c, path.State(), inFlight)
		if err != nil || d.Message.Text() != inFlight[want].Text() {
			t.Errorf("%s: %v %v", text, d, err)
		}
	}
}

// In every state something can be drawn, since every profile restarts nodes now and then.
func TestProfilesNeverEnd(t *testing.T) {
	for _, profile := range Profiles {
		if profile.weights[restart] == 0 || profile.oldest+profile.newest > 100 {
			t.Errorf("%s: %+v", profile.Name, profile)
		}
	}
}

// What is lost stays in flight and is not chosen, and what a script sends is never lost.
func TestLostMessagesAreNotChosen(t *testing.T) {
	c := constants(t)
	all := Profile{loseApp: 100, loseOther: 100}
	vote := state.NewMessage(state.Message{Type: state.MsgVote, From: "b", To: "a", Term: 1})
	path, err := NewPath(c, 1, all, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, scripted := range []bool{false, true} {
		chooser := newChooser(1, all, c)
		chooser.sent(1, state.Messages{vote}, scripted)
		if options := chooser.options(1000, path.State(), []state.Message{vote}); (len(options[deliver]) > 0) != scripted {
			t.Errorf("scripted: %t, and %d messages can be delivered", scripted, len(options[deliver]))
		}
	}
}

// A node that is cut off gets nothing, and nothing of it arrives.
func TestACutIsBothWays(t *testing.T) {
	c := constants(t)
	path, err := NewPath(c, 1, Profiles[0], nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var inFlight []state.Message
	for _, ends := range []string{"ab", "ba", "bc"} {
		inFlight = append(inFlight, state.NewMessage(state.Message{Type: state.MsgVote, From: ends[:1], To: ends[1:], Term: 1}))
	}
	chooser := newChooser(1, Profiles[0], c)
	chooser.cutOff = "a"
	if options := chooser.options(0, path.State(), inFlight); len(options[deliver]) != 1 || options[deliver][0].Actor != "c" {
		t.Errorf("%v can be delivered", options[deliver])
	}
}

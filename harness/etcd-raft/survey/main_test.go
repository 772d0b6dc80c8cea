package main

import (
	"strings"
	"testing"
)

var options = []string{
	"etcd", "--steps", "40", "--profile", "mixed", "--fans", "1", "--constants",
	`{"Node":["a","b","c"],"Value":["x"],"Timeouts":[2,3],"PreVote":true,"CheckQuorum":true,"ElectionTick":2,"MaxInflight":1,"MaxEntries":1}`,
}

// Each seed has one line, in which each step of the path is counted once; fans do not change the path.
func TestEveryStepIsInOneBranch(t *testing.T) {
	var with, without strings.Builder
	if err := survey(append([]string{"--seeds", "7-9"}, options...), &with); err != nil {
		t.Fatal(err)
	}
	none := append([]string{"--seeds", "7-9"}, options...)
	none[8] = "0"
	if err := survey(none, &without); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(with.String()), "\n")
	if len(lines) != 3 {
		t.Fatalf("%d lines", len(lines))
	}
	for i, line := range lines {
		path, fans := count(line)
		alone, none := count(strings.Split(without.String(), "\n")[i])
		if path != 40 || fans == 0 || alone != 40 || none != 0 {
			t.Errorf("%d and %d windows, without fans %d and %d", path, fans, alone, none)
		}
	}
}

func count(line string) (path, fans int) {
	for _, cell := range strings.Split(line, "\t")[1:] {
		onPath, inFans, _ := strings.Cut(cell[strings.LastIndex(cell, " ")+1:], "|")
		path += len(strings.FieldsFunc(onPath, func(r rune) bool { return r == ',' }))
		fans += len(strings.FieldsFunc(inFans, func(r rune) bool { return r == ',' }))
	}
	return path, fans
}

func TestWrongUseIsSaid(t *testing.T) {
	for wrong, arguments := range map[string][]string{
		"--seeds FIRST-LAST comes first": options,
		"is not FIRST-LAST":              append([]string{"--seeds", "7"}, options...),
		"--steps is missing":             {"--seeds", "7-9", "etcd"},
	} {
		var out strings.Builder
		if err := survey(arguments, &out); err == nil || !strings.Contains(err.Error(), wrong) {
			t.Errorf("%v: %v, and not %s", arguments, err, wrong)
		}
	}
}

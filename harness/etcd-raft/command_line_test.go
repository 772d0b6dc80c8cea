package main

import (
	"bytes"
	"strings"
	"syscall"
	"testing"

	"sysmobench/harness/etcd-raft/internal/drive"
)

func try(arguments []string) (code int, out, complaints string) {
	var o, c bytes.Buffer
	code = run(arguments, &o, &c)
	return code, o.String(), c.String()
}

// Asking for what is not to be had ends with exit code 2 and one line that names the trouble, before
// anything is printed.
func TestBadInputIsRefused(t *testing.T) {
	good := recording{seed: 7, steps: 5}.arguments()
	if code, _, _ := try(good); code != 0 {
		t.Fatalf("exit code %d", code)
	}
	replaced := func(old, new string) []string {
		return strings.Split(strings.Replace(strings.Join(good, " "), old, new, 1), " ")
	}
	more := func(arguments ...string) []string {
		return append(replaced("", ""), arguments...)
	}
	for _, c := range []struct {
		wrong     string
		arguments []string
	}{
		{"SYSTEM is missing", nil},
		{`no system "raft"; there is: etcd`, replaced("etcd", "raft")},
		{`unexpected argument "more"`, more("more")},
		{`no option "--loud"`, more("--loud")},
		{`no option "-s"`, more("-s")},
		{"--script has no value", more("--script")},
		{"--seed is missing", replaced("--seed 7 ", "")},
		{"--seed is given twice", more("--seed=8")},
		{`--seed: "-1"`, replaced("--seed 7", "--seed -1")},
		{`--seed: "18446744073709551616"`, replaced("--seed 7", "--seed 18446744073709551616")},
		{`--steps: "many"`, replaced("--steps 5", "--steps many")},
		{`no profile "calm"; there are: mixed, elect,`, replaced("mixed", "calm")},
		{"--fans 7: a path of 5 steps has 6 places", replaced("--fans 0", "--fans 7")},
		{"--constants: no JSON object", replaced(`{"Node"`, `"Node"`)},
		{"--constants: PreVote is missing", replaced(`"PreVote":true,`, "")},
		{`--script: "x" is not FROM:MOVE`, more("--script", "x")},
		{"--script: it ends with step 6, the path with step 5", more("--script", "5:n1=Restart")},
	} {
		code, out, complaints := try(c.arguments)
		if code != 2 || out != "" || !strings.Contains(complaints, c.wrong) || strings.Count(complaints, "\n") != 1 {
			t.Errorf("%v: exit code %d, %q, %q", c.arguments, code, out, complaints)
		}
	}
}

// A script that asks for a step that cannot be made is not followed with some other step.
func TestAnImpossibleScriptIsRefused(t *testing.T) {
	for script, wrong := range map[string]string{
		"0:n1=Advance":              "step 1: n1=Advance is not possible here",
		"0:n1=Campaign,n1=Campaign": "step 2: n1=Campaign is not possible here",
		"0:n1=RecvVote":             "step 1: n1=RecvVote: no such message is in flight",
		"0:n1=Ready":                "step 1: n1=Ready is not possible here",
	} {
		code, out, complaints := try(recording{steps: 5, script: script}.arguments())
		if code != 2 || !strings.Contains(complaints, wrong) || strings.Count(complaints, "\n") != 1 {
			t.Errorf("%s: exit code %d, %q", script, code, complaints)
		}
		if !strings.HasSuffix(out, "}\n") {
			t.Errorf("%s: the last line is not whole", script)
		}
	}
}

// broken is a pipe that nobody reads any more.
type broken struct{}

func (broken) Write([]byte) (int, error) {
	return 0, syscall.EPIPE
}

// A reader that has seen enough ends the recording without a complaint.
func TestABrokenPipeEndsQuietly(t *testing.T) {
	var complaints bytes.Buffer
	code := run(recording{steps: 2000}.arguments(), broken{}, &complaints)
	if code != 0 || complaints.Len() > 0 {
		t.Errorf("exit code %d, %q", code, complaints.String())
	}
}

// The program tells how it is used and what it is.
func TestHelpAndVersionAreThere(t *testing.T) {
	code, help, _ := try([]string{"--help"})
	if code != 0 || !strings.HasPrefix(help, "usage: etcd-raft etcd --seed N") {
		t.Errorf("exit code %d, %q", code, help)
	}
	for _, profile := range drive.Profiles {
		if !strings.Contains(help, profile.Name) {
			t.Errorf("the help does not name the profile %s", profile.Name)
		}
	}
	if _, version, _ := try([]string{"--version"}); version != "etcd-raft 0.1.0\n" {
		t.Errorf("version %q", version)
	}
}

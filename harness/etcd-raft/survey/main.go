// Looks for traces with rare branches, which a recording of a few seeds does not have:
//
//	survey --seeds 10000-19999 OPTIONS OF etcd-raft, WITHOUT --seed
//
// It makes one trace after the other and writes none, but for each of them one line: the seed, and
// behind each branch the windows of the path, and behind those of the fans (|), each as a hash of
// the state before and of the decision.
package main

import (
	"bufio"
	"fmt"
	"hash/fnv"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"sysmobench/harness/etcd-raft/internal/cli"
	"sysmobench/harness/etcd-raft/internal/contract"
	"sysmobench/harness/etcd-raft/internal/drive"
	"sysmobench/harness/etcd-raft/internal/state"
)

func main() {
	if err := survey(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "survey:", err)
		os.Exit(2)
	}
}

func survey(arguments []string, out io.Writer) error {
	var first, last int
	if len(arguments) < 2 || arguments[0] != "--seeds" {
		return fmt.Errorf("--seeds FIRST-LAST comes first")
	}
	if _, err := fmt.Sscanf(arguments[1], "%d-%d", &first, &last); err != nil {
		return fmt.Errorf("--seeds %s is not FIRST-LAST", arguments[1])
	}
	buffer := bufio.NewWriter(out)
	for seed := first; seed <= last; seed++ {
		request, _, err := cli.Parse(append(slices.Clone(arguments[2:]), fmt.Sprintf("--seed=%d", seed)))
		if err != nil {
			return err
		}
		found, err := windows(request)
		if err != nil {
			return err
		}
		fmt.Fprintf(buffer, "%d", seed)
		for _, branch := range slices.Sorted(maps.Keys(found)) {
			fmt.Fprintf(buffer, "\t%s %s", branch, found[branch])
		}
		fmt.Fprintln(buffer)
	}
	return buffer.Flush()
}

// found are the windows of one branch.
type found struct {
	path, fans []string
}

func (f *found) String() string {
	return strings.Join(f.path, ",") + "|" + strings.Join(f.fans, ",")
}

func windows(request *cli.Request) (map[string]*found, error) {
	path, err := drive.NewPath(request.Constants, request.Seed, request.Profile, request.Script, request.Steps)
	if err != nil {
		return nil, err
	}
	places, err := drive.Places(request.Seed, request.Script, request.Steps, request.Fans)
	if err != nil {
		return nil, err
	}
	windows := map[string]*found{}
	of := func(before *state.State, step drive.Step) *found {
		branch := name(step.Decision, step.Outcome)
		if windows[branch] == nil {
			windows[branch] = &found{}
		}
		return windows[branch]
	}
	for at := 0; at <= request.Steps; at++ {
		if at > 0 {
			before := path.State()
			step, err := path.Advance()
			if err != nil {
				return nil, err
			}
			f := of(before, step)
			f.path = append(f.path, hash(before, step.Decision))
		}
		if places[at] {
			for _, step := range path.Fan() {
				f := of(path.State(), step)
				f.fans = append(f.fans, hash(path.State(), step.Decision))
			}
		}
	}
	return windows, nil
}

func name(d contract.Decision, o contract.Outcome) string {
	if o.Refused {
		return d.Name + "/refused:" + o.Branch
	}
	return o.Action + "/" + o.Branch
}

func hash(before *state.State, d contract.Decision) string {
	h := fnv.New64a()
	fmt.Fprint(h, before.Text(), d.Name, d.Actor, d.Argument())
	if d.Message != nil {
		fmt.Fprint(h, d.Message.Text())
	}
	return fmt.Sprintf("%016x", h.Sum64())
}

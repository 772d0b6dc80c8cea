// Drives the real etcd raft library from a seed, and prints what it does.
//
// The library is compiled as it is; two files are added to it that show what it hides (see build.go).
// The packages, each resting on those before it:
//
//   - rng: the random numbers behind a seed.
//   - state: what a trace shows of nodes and messages, and how it is written.
//   - contract: what can be decided, when, and what the code makes of it.
//   - cluster: the real nodes, the application around each, and the network between them.
//   - drive: who moves next, by the seed or by a script; everything that could happen from one state.
//   - trace: the lines of a trace.
//   - cli: the command line, and so what is to be recorded.
//   - survey: a program of its own, that looks for seeds with rare branches.
package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"go.etcd.io/raft/v3"

	"sysmobench/harness/etcd-raft/internal/cli"
	"sysmobench/harness/etcd-raft/internal/drive"
	"sysmobench/harness/etcd-raft/internal/trace"
)

const (
	harness  = "etcd-raft 0.1.0"
	upstream = "go.etcd.io/raft/v3 v3.7.0"
)

func main() {
	// Whoever reads the trace may have seen enough: then writing fails, and nobody is killed.
	signal.Ignore(syscall.SIGPIPE)
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run does what the command line says, and returns the exit code.
func run(arguments []string, out, complaints io.Writer) int {
	err := execute(arguments, out)
	if err == nil || errors.Is(err, syscall.EPIPE) {
		return 0
	}
	fmt.Fprintf(complaints, "etcd-raft: %s\n", strings.ReplaceAll(err.Error(), "\n", " "))
	return 2
}

func execute(arguments []string, out io.Writer) error {
	request, printed, err := cli.Parse(arguments)
	switch {
	case err != nil:
		return err
	case printed == "help":
		_, err = io.WriteString(out, cli.Help())
	case printed == "version":
		_, err = fmt.Fprintln(out, harness)
	default:
		err = record(request, out)
	}
	return err
}

// record records the trace that is asked for.
func record(request *cli.Request, out io.Writer) error {
	path, err := drive.NewPath(request.Constants, request.Seed, request.Profile, request.Script, request.Steps)
	if err != nil {
		return err
	}
	places, err := drive.Places(request.Seed, request.Script, request.Steps, request.Fans)
	if err != nil {
		return err
	}
	recorder := trace.NewRecorder(out)
	err = recorder.Header(header(request), request.Constants, path.State())
	for at := 0; at <= request.Steps && err == nil; at++ {
		err = place(recorder, path, at, places[at])
	}
	// What was recorded before a move that is not possible is whole lines.
	return errors.Join(err, recorder.Flush())
}

// place records the step that leads to a place of the path, and the fan if it has one.
func place(recorder *trace.Recorder, path *drive.Path, at int, hasFan bool) error {
	if at > 0 {
		step, err := path.Advance()
		if err != nil {
			return err
		}
		if err := recorder.Path(at, step); err != nil {
			return err
		}
	}
	if hasFan {
		for _, step := range path.Fan() {
			if err := recorder.Fan(at, step); err != nil {
				return err
			}
		}
	}
	return nil
}

func header(request *cli.Request) trace.Header {
	return trace.Header{
		System:  cli.System,
		Package: upstream,
		Files:   hashes(),
		Harness: harness,
		Seed:    request.Seed,
		Profile: request.Profile.Name,
		Steps:   request.Steps,
		Fans:    request.Fans,
		Script:  request.ScriptText,
	}
}

// hashes are those of upstream's files, as they were compiled.
func hashes() map[string]string {
	hashes := map[string]string{}
	err := fs.WalkDir(raft.HarnessFiles, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		source, err := raft.HarnessFiles.ReadFile(path)
		hashes[path] = fmt.Sprintf("sha256:%x", sha256.Sum256(source))
		return err
	})
	if err != nil {
		panic(err)
	}
	return hashes
}

//go:build ignore

// Builds the harness outside of the source tree, or tests it there:
//
//	go run build.go --target DIR
//	go run build.go --target DIR --test
//
// It copies the sources to DIR, has go vendor upstream's module beside them, and compiles both with
// the two files of _overlay added to upstream's packages. Nothing of upstream is changed: the overlay
// only adds, and go refuses overlays on the module cache itself.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// module is where go vendors the library to.
const module = "vendor/go.etcd.io/raft/v3"

func main() {
	target := flag.String("target", "", "folder to build in, outside of the source tree")
	test := flag.Bool("test", false, "vet and test instead of leaving a program")
	flag.Parse()
	if err := build(*target, *test); err != nil {
		fmt.Fprintln(os.Stderr, "build.go:", err)
		os.Exit(1)
	}
}

func build(target string, test bool) error {
	sources, err := os.Getwd()
	if err != nil {
		return err
	}
	if target == "" {
		return errors.New("--target is missing")
	}
	if target, err = filepath.Abs(target); err != nil {
		return err
	}
	if inside, err := filepath.Rel(sources, target); err == nil && !strings.HasPrefix(inside, "..") {
		return errors.New("--target lies inside of the source tree")
	}
	work := filepath.Join(target, "src")
	if err := copySources(sources, work); err != nil {
		return err
	}
	if err := run(work, "mod", "vendor"); err != nil {
		return err
	}
	overlay, err := writeOverlay(work, target)
	if err != nil {
		return err
	}
	with := []string{"-mod=vendor", "-overlay=" + overlay}
	if test {
		if err := run(work, append(append([]string{"vet"}, with...), "./...")...); err != nil {
			return err
		}
		return run(work, append(append([]string{"test"}, with...), "./...")...)
	}
	// One program for each package that is one: etcd-raft and survey.
	return run(work, append(append([]string{"build", "-trimpath", "-o", target}, with...), "./...")...)
}

// copySources replaces what an earlier build has copied.
func copySources(sources, work string) error {
	if err := os.RemoveAll(work); err != nil {
		return err
	}
	return os.CopyFS(work, os.DirFS(sources))
}

// writeOverlay tells go to see each file of _overlay in the package of upstream that its folder names.
// The file must not be upstream's own.
func writeOverlay(work, target string) (string, error) {
	home := filepath.Join(work, "_overlay")
	replace := map[string]string{}
	err := filepath.WalkDir(home, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		// _overlay/raft is the module's own folder, _overlay/tracker a folder in it.
		name, err := filepath.Rel(home, path)
		added := filepath.Join(work, module, strings.TrimPrefix(name, "raft"+string(filepath.Separator)))
		if _, missing := os.Stat(added); missing == nil {
			return fmt.Errorf("%s would replace a file of upstream", path)
		}
		replace[added] = path
		return err
	})
	if err != nil {
		return "", err
	}
	text, err := json.MarshalIndent(map[string]any{"Replace": replace}, "", "  ")
	if err != nil {
		return "", err
	}
	overlay := filepath.Join(target, "overlay.json")
	return overlay, os.WriteFile(overlay, append(text, '\n'), 0o644)
}

// run has go do something in a folder.
func run(folder string, arguments ...string) error {
	command := exec.Command("go", arguments...)
	command.Dir = folder
	command.Stdout, command.Stderr = os.Stdout, os.Stderr
	if err := command.Run(); err != nil {
		return fmt.Errorf("go %s: %w", strings.Join(arguments, " "), err)
	}
	return nil
}

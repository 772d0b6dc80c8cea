"""Judges the TLA+ specification that comes inside etcd's raft module, with a mapping of ours: `docs/upstream`.

    python docs/judge_upstream.py [--split dev] [-o RESULT]                    sysmobench check
    python docs/judge_upstream.py steps [--forget hints] [--where ...] ...     docs/in_steps.py, with its options
    python docs/judge_upstream.py restart                                      TLC, along docs/upstream/restart.tla

Nothing of upstream is kept here. The module is found where `go` has put it (go mod download, in harness/etcd-raft, fetches
it), and put together with ours in a temporary folder. `sysmobench explain RESULT WINDOW` needs no more than the result.
"""  # noqa: INP001

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from sysmobench.engine import find_tools
from sysmobench.paths import MODULES

HERE = Path(__file__).parent
OURS = HERE / "upstream"
HARNESS = HERE.parent / "harness" / "etcd-raft"
PACKAGE = "go.etcd.io/raft/v3"


def main() -> int:
    """Puts the specification together, and runs what is asked for."""
    arguments = sys.argv[1:]
    if arguments[:1] in (["-h"], ["--help"]):
        print(__doc__)
        return 0
    with tempfile.TemporaryDirectory(prefix="upstream-") as folder:
        submission = Path(folder) / "upstream"
        submission.mkdir()
        shutil.copyfile(upstream() / "tla" / "etcdraft.tla", submission / "etcdraft.tla")
        if arguments == ["restart"]:
            return restart(submission)
        for name in ("etcd.tla", "etcd.cfg", "etcd_mapping.tla"):
            shutil.copyfile(OURS / name, submission / name)
        command: list[str | Path] = ["sysmobench", "check", submission, "--system", "etcd", *arguments]
        if arguments[:1] == ["steps"]:
            command = [sys.executable, HERE / "in_steps.py", submission, OURS / "etcd_steps.tla", *arguments[1:]]
        return subprocess.run(command, check=False).returncode


def restart(folder: Path) -> int:
    """Plain TLC, with the modules that the judge provides."""
    for module in (*MODULES.glob("*.tla"), OURS / "restart.tla", OURS / "restart.cfg"):
        shutil.copyfile(module, folder / module.name)
    tools = find_tools()
    java: list[str | Path] = [tools.java, "-XX:+UseParallelGC", f"-Djava.io.tmpdir={folder}", "-cp", tools.tlc]
    command = [*java, "tlc2.TLC", "-deadlock", "-workers", "1", "restart"]
    return subprocess.run(command, cwd=folder, check=False).returncode


def upstream() -> Path:
    """The folder of the Go module, at the version that the harness is built with."""
    command = ["go", "list", "-m", "-f", "{{.Dir}}", PACKAGE]
    done = subprocess.run(command, cwd=HARNESS, check=False, capture_output=True, text=True)
    folder = done.stdout.strip()
    if not folder:
        raise SystemExit(f"{PACKAGE} is not there: run `go mod download` in {HARNESS}. {done.stderr.strip()}")
    return Path(folder)


if __name__ == "__main__":
    sys.exit(main())

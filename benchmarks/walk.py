"""Conformance of the reference on so many windows of the traces in a folder: prints time and memory as JSON.

    python -m benchmarks.walk SYSTEM FOLDER WINDOWS [DRIVER]

Run in a fresh process by `growth`, so that memory is that of one size, and by `without`, with another driver than ours.
Without enough traces in the folder they are walked again and again, which the engine cannot tell: it forgets everything
after each.
"""

from __future__ import annotations

import itertools
import json
import sys
import time
from pathlib import Path

from benchmarks.judged import AccountedSession, count_windows, submission_of, up_to
from sysmobench.engine import Workspace, find_tools, tools
from sysmobench.phases.walking import all_windows, walk_traces
from sysmobench.results import Verdict
from sysmobench.systems import Contract, Trace, read_trace


def main() -> None:
    """Walks, and says what it took."""
    system, folder, wanted = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    if sys.argv[4:]:
        setattr(tools, "DRIVER", Path(sys.argv[4]))  # noqa: B010 - tools has it from elsewhere
    contract, submission = submission_of(system, "reference")
    traces = _traces(contract, folder, wanted)
    with Workspace(contract, submission) as workspace, AccountedSession(find_tools(), workspace, contract.strings) as session:
        declared = session.parse(f"{contract.module}_mapping")["constants"]
        before = _peak_megabytes("self")
        begin = time.perf_counter()
        findings = walk_traces(contract, session, declared, traces)
        seconds = time.perf_counter() - begin
        waited = session.waited()
        waited.pop("parse")
        loading = waited.pop("load")
        engine = sum(waited.values())
        told = {
            "windows": count_windows(traces),
            "failed": sum(judgement.verdict is not Verdict.PASS for _, judgement in all_windows(findings)),
            "loading": loading,
            "engine": engine,
            "python": seconds - engine - loading,
            "traces_megabytes": before,
            "python_megabytes": _peak_megabytes("self"),
            "java_megabytes": _peak_megabytes(str(session.pid)),
        }
    print(json.dumps(told))


def _traces(contract: Contract, folder: Path, wanted: int) -> list[Trace]:
    traces: list[Trace] = []
    missing = wanted
    for path in itertools.cycle(sorted(folder.glob("test-*.ndjson*"))):
        traces.append(read_trace(contract, path))
        missing -= count_windows(traces[-1:])
        if missing <= 0:
            break
    return up_to(traces, wanted)


def _peak_megabytes(pid: str) -> float | None:
    """The most that a process has had in memory; known on Linux only.

    (What getrusage says of a process includes what its parent had when it started it.)
    """
    status = Path(f"/proc/{pid}/status")
    if not status.is_file():
        return None
    lines = [line.split() for line in status.read_text("utf-8").splitlines() if line.startswith("VmHWM:")]
    return int(lines[0][1]) / 1024 if lines else None


if __name__ == "__main__":
    main()

"""What each optimisation of the driver is worth: the reference walked by a driver from which it was taken out.

Nothing in the product can be turned off for this: the sources are copied, changed and compiled, which needs a JDK. A place
that is no longer as it is written here breaks the run.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

from benchmarks.measure import ROOT, BrokenRunError, Row, Say, python
from sysmobench.systems import load_contract


class Optimisation(NamedTuple):
    """A place in the driver's sources, and how it reads without the optimisation."""

    what: str
    source: str
    code: str
    without: str


OPTIMISATIONS = (
    Optimisation(
        "states that differ are told apart at a glance, before either is written down",
        "Values.java",
        "        if (one == other) return false;\n        if (one instanceof FcnLambdaValue)",
        "        if (one != null) return false;\n        if (one instanceof FcnLambdaValue)",
    ),
    Optimisation(
        "the text of what a step leaves unchanged is remembered",
        "Values.java",
        "boolean remember = depth < REMEMBERED && isComposed(value);",
        "boolean remember = false;",
    ),
    Optimisation(
        "what Next can do from a state is enumerated once",
        "State.java",
        "if (next == null) next = spec.enumerateNext(this);",
        "next = spec.enumerateNext(this);",
    ),
    Optimisation(
        "what a state shows is evaluated once",
        "State.java",
        "if (view == null) view = spec.project(this);",
        "view = spec.project(this);",
    ),
)


def each(system: str, windows: int, say: Say) -> list[Row]:
    """A row for the driver as it is, and one for each optimisation."""
    if shutil.which("javac") is None:
        return [Row("without each optimisation", "not run", "no javac: it needs a JDK", head=True)]
    with tempfile.TemporaryDirectory(prefix="sysmobench-without-") as name:
        whole = _walk(system, windows, [])
        say(f"     as it is: {whole:.2f} s")
        how = f"{windows:,} windows of test, one process, after loading"
        rows = [Row(f"{system}, as it is", f"{whole:.2f} s", how, head=True)]
        for optimisation in OPTIMISATIONS:
            jar = _driver_without(optimisation, Path(name))
            seconds = _walk(system, windows, [str(jar)])
            say(f"     unless {optimisation.what}: {seconds:.2f} s")
            rows.append(Row("without", f"{seconds / whole:.2f} times", f"{seconds:.2f} s, unless {optimisation.what}"))
    return rows


def _driver_without(optimisation: Optimisation, folder: Path) -> Path:
    sources, jar = folder / "src", folder / "driver.jar"
    shutil.rmtree(sources, ignore_errors=True)
    shutil.copytree(ROOT / "driver" / "src", sources)
    changed = sources / "sysmobench" / optimisation.source
    text = changed.read_text("utf-8")
    if text.count(optimisation.code) != 1:
        raise BrokenRunError(f"{optimisation.source} has not exactly one {optimisation.code!r}")
    changed.write_text(text.replace(optimisation.code, optimisation.without), "utf-8")
    python("driver/build.py", "--sources", str(sources), "--jar", str(jar))
    return jar


def _walk(system: str, windows: int, driver: list[str]) -> float:
    """Seconds of walking, without loading."""
    traces = load_contract(system).folder / "traces"
    told = json.loads(python("-m", "benchmarks.walk", system, str(traces), str(windows), *driver).output)
    if told["failed"]:
        raise BrokenRunError(f"{told['failed']} windows that the reference does not pass")
    return float(told["engine"] + told["python"])

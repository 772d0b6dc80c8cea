"""`sysmobench doctor`."""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from rich.table import Table
from rich.text import Text

from sysmobench import __version__
from sysmobench.engine import find_tools
from sysmobench.errors import SysmobenchError
from sysmobench.judging import check_submission
from sysmobench.paths import DRIVER, harness_sources
from sysmobench.recording import harness_needs
from sysmobench.report.terminal import console
from sysmobench.submission import read_submission
from sysmobench.systems import load_contract, load_traces, system_names


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    what: str
    fine: bool
    needed: bool
    """Whether judging needs it; else it is for recording only."""
    words: str


def run_doctor(*, as_json: bool) -> bool:
    """Looks at everything; True if a submission can be judged."""
    from sysmobench.cli.app import emit

    findings = list(_findings())
    if as_json:
        emit([asdict(each) for each in findings])
    else:
        table = Table(box=None, pad_edge=False, show_header=False)
        for each in findings:
            mark = Text("ok", "green") if each.fine else Text("missing", "red" if each.needed else "yellow")
            table.add_row(mark, each.what, Text(each.words, style="dim"))
        console().print(table)
    return all(each.fine for each in findings if each.needed)


def _findings() -> Iterator[Finding]:
    yield Finding(
        "sysmobench", fine=True, needed=True, words=f"{__version__} on Python {platform.python_version()} ({sys.platform})"
    )
    yield Finding("driver", fine=DRIVER.is_file(), needed=True, words="driver.jar is part of the package")
    try:
        tools = find_tools()
        yield Finding("Java", fine=True, needed=True, words=str(tools.java))
        yield Finding("TLC", fine=True, needed=True, words=str(tools.tlc))
        yield _trial()
    except SysmobenchError as error:
        yield Finding("Java and TLC", fine=False, needed=True, words=str(error))
    for family in sorted({load_contract(name).source.harness for name in system_names()}):
        yield from _harness(family)


def _trial() -> Finding:
    """The reference of the smallest system on one trace with fans: a whole judgement in small."""
    contract = min(map(load_contract, system_names()), key=lambda each: sum(e.states for e in each.explorations))
    try:
        submission = read_submission(contract.folder / "reference", contract)
        trace = next(trace for trace in load_traces(contract, "test") if trace.fans)
        result = check_submission(submission, contract, traces=[trace])
    except SysmobenchError as error:
        return Finding("a trial", fine=False, needed=True, words=str(error))
    fine = result.scores.conformance == 1
    return Finding(
        "a trial", fine=fine, needed=True, words=f"{result.provenance['tlc']}: the reference of {contract.name} conforms"
    )


def _harness(family: str) -> Iterator[Finding]:
    if harness_sources(family) is None:
        yield Finding(f"harness {family}", fine=False, needed=False, words="recording needs a source checkout")
        return
    for command, hint in harness_needs(family).items():
        found = shutil.which(command)
        yield Finding(
            f"harness {family}", fine=found is not None, needed=False, words=f"{command}: {found or f'recording needs {hint}'}"
        )

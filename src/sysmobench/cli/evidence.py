"""`sysmobench evidence`."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import msgspec
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from sysmobench.cli.show import SPLITS
from sysmobench.evidence import Stored, divergent, observe, observe_without, stored, write_expectation
from sysmobench.report.terminal import console, score
from sysmobench.systems import load_contract


def run_evidence(system: str, only: str, *, write: bool, as_json: bool) -> bool:
    """Judges the stored submissions; True if each gives what is expected of it."""
    from sysmobench.cli.app import emit

    contract = load_contract(system)
    cases = [case for case in stored(contract) if only in case.name]
    screen = console(stderr=True)
    bar = Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=screen, transient=True)
    bar.disable = not screen.is_terminal
    with bar, ThreadPoolExecutor(os.cpu_count()) as pool:  # each judgement is a Java process; threads only wait for it
        rows = list(bar.track(pool.map(partial(_row, write=write), cases), len(cases), description="judging"))
    if write and not only:
        with screen.status("divergent windows"), ThreadPoolExecutor(os.cpu_count()) as pool:
            windows = {split: divergent(contract, split, pool.map) for split in SPLITS}
        (contract.folder / "divergent.json").write_bytes(msgspec.json.format(msgspec.json.encode(windows), indent=1) + b"\n")
    elif write:
        screen.print("divergent.json is left as it is; without --only it is written as well", style="dim")
    if as_json:
        emit(rows)
    else:
        console().print(_table(rows))
    return all(row["as_expected"] for row in rows)


def _row(case: Stored, *, write: bool) -> dict[str, object]:
    found, _ = observe(case)
    without = observe_without(case) if case.rules and "refused" not in found else None
    if write:
        write_expectation(case, found, without)
    expectation = case.expectation()
    same = expectation.get("expected") == found and expectation.get("without_rule") == without
    return {
        "name": case.name,
        "rule": expectation.get("rule", ""),
        "found": found,
        "without_rule": without,
        "as_expected": same,
    }


def _table(rows: list[dict[str, object]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("stored submission", "conformance", "rule", "without it", "as expected"):
        table.add_column(column, overflow="fold")
    for row in rows:
        found = row["found"]
        assert isinstance(found, dict)
        refused = "refused" in found
        mark = Text("yes", "green") if row["as_expected"] else Text("NO", "bold red")
        shown = Text("refused") if refused else score(found["conformance"])
        without = row["without_rule"]
        table.add_row(str(row["name"]), shown, str(row["rule"]), "" if without is None else f"{without:.3f}", mark)
    return table

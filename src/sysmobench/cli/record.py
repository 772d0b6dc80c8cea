"""`sysmobench record`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from sysmobench.cli.show import SPLITS
from sysmobench.errors import TraceError
from sysmobench.recording import Request, build_harness, check_names, record, shipped, write_trace
from sysmobench.systems import Contract, check_traces, load_contract, load_traces, read_trace
from sysmobench.systems.traces import SUFFIX


def run_record(system: str, request: Request, folder: Path, *, as_json: bool) -> None:
    """Records one trace into a folder."""
    from sysmobench.cli.app import emit

    contract = load_contract(system)
    with _bar() as bar:
        program = _build(contract, bar)
        entries = sum(1 for decision in contract.decisions for _ in decision.domain(contract.constants_of(request.split)))
        task = bar.add_task("recording", total=1 + request.steps + request.fans * entries)
        trace, data = record(contract, program, request, lambda lines: bar.update(task, completed=lines))
    path = write_trace(folder, request.name, data)
    windows = sum(1 for _ in trace.windows())
    if as_json:
        emit({"trace": trace.name, "file": path.name, "windows": windows, "sha256": trace.digest})
        return
    typer.echo(f"wrote {path}: {len(trace.steps)} steps, {len(trace.fans)} fans, {windows} windows; sha256 {trace.digest}")


def run_corpus(system: str, folder: Path | None, *, compare: bool, as_json: bool) -> None:
    """Records the traces that ship with a system again, and writes or compares them; then checks them as a whole."""
    from sysmobench.cli.app import emit

    contract = load_contract(system)
    home = folder or contract.folder / "traces"
    requests = list(shipped(contract))
    check_names(home, requests)
    with _bar() as bar:
        program = _build(contract, bar)
        task = bar.add_task("recording", total=len(requests))
        for request in requests:
            trace, data = record(contract, program, request)
            if compare:
                known = read_trace(contract, home / f"{request.name}{SUFFIX}")
                if known.digest != trace.digest:
                    raise TraceError(f"{request.name}: recorded again, it has other bytes")
            else:
                write_trace(home, request.name, data)
            bar.advance(task)
    for split in SPLITS:
        check_traces(contract, split, load_traces(contract, split, home))
    if as_json:
        emit({"traces": [request.name for request in requests], "compared": compare})
        return
    typer.echo(f"{len(requests)} traces {'are byte for byte what ships' if compare else f'written to {home}'}")


def _build(contract: Contract, bar: Progress) -> Path:
    task = bar.add_task("building", total=None)
    program = build_harness(contract)
    bar.remove_task(task)
    return program


@contextmanager
def _bar() -> Iterator[Progress]:
    screen = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        yield bar

"""`sysmobench check`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from sysmobench.coverage import Covered
from sysmobench.errors import UsageError
from sysmobench.judging import check_submission
from sysmobench.report.kinds import worst_window
from sysmobench.report.terminal import console, render
from sysmobench.results import Result, to_json
from sysmobench.submission import read_submission
from sysmobench.systems import Contract, load_contract, load_traces, system_names
from sysmobench.systems.contract import Split


@dataclass(frozen=True)
class Wanted:
    """The options of the command."""

    system: str
    split: Split
    traces: Path | None
    reference: bool
    branches: bool
    output: Path | None
    html: Path | None
    as_json: bool


def run_check(folder: Path | None, wanted: Wanted) -> Result:
    """Judges a submission, shows the result and perhaps writes it."""
    if (folder is None) != wanted.reference:
        raise UsageError("name the folder of a submission, or --reference, and not both")
    contract = _contract(folder, wanted.system)
    if folder is None:
        folder = contract.folder / "reference"
    for path in (wanted.output, wanted.html):
        if path is not None and not path.absolute().parent.is_dir():
            raise UsageError(f"{path} cannot be written: {path.parent} is no folder; make it first")
    name = folder.resolve().name
    coverage: list[Covered] = []
    result = judge_with_progress(
        folder, contract, wanted.split, wanted.traces, tell_coverage=coverage.extend if wanted.html else None
    )
    data = to_json(result)
    if wanted.output is not None:
        write_result(wanted.output, data)
    if wanted.html is not None:
        from sysmobench.report.html.writing import write_check_page

        with console(stderr=True).status("explaining"):
            write_check_page(wanted.html, result, name, wanted.traces, coverage)
    if wanted.as_json:
        print(data.decode(), end="")
        return result
    screen = console()
    screen.print(render(result, name, branches=wanted.branches))
    worst = worst_window(result)
    if worst and wanted.output is not None:
        traces = f" --traces {wanted.traces}" if wanted.traces else ""
        screen.print(f"\nexplain one: sysmobench explain {wanted.output} {worst}{traces}", style="dim")
    elif worst:
        screen.print("\nwith --output FILE you can then ask: sysmobench explain FILE WINDOW", style="dim")
    return result


def judge_with_progress(
    folder: Path,
    contract: Contract,
    split: Split,
    traces: Path | None = None,
    tell_coverage: Callable[[list[Covered]], None] | None = None,
) -> Result:
    """Judges with a progress bar on standard error, where that is a terminal."""
    submission = read_submission(folder, contract)
    given = None if traces is None else load_traces(contract, split, traces)
    screen = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        task = bar.add_task("starting", total=None)

        def tell(phase: str, done: int, total: int) -> None:
            bar.update(task, description=phase, completed=done, total=total if total > 1 else None)

        return check_submission(submission, contract, split=split, traces=given, progress=tell, tell_coverage=tell_coverage)


def write_result(path: Path, data: bytes) -> None:
    """Writes a result; a folder that is not there is the user's to make."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise UsageError(f"the result cannot be written to {path}: {error.strerror}") from error


def _contract(folder: Path | None, system: str) -> Contract:
    """The system that was named, or the one whose module the folder has."""
    if system:
        return load_contract(system)
    if folder is None:
        raise UsageError("--reference needs --system")
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder")
    found = [name for name in system_names() if (folder / f"{name}.tla").is_file()]
    if len(found) != 1:
        raise UsageError(f"which system? name it with --system; there are {', '.join(system_names())}")
    return load_contract(found[0])

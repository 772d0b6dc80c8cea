"""`sysmobench explain`."""

from __future__ import annotations

from pathlib import Path

import msgspec

from sysmobench.errors import UsageError
from sysmobench.phases.explain import explain
from sysmobench.phases.export import export_window
from sysmobench.report.behaviours import violated
from sysmobench.report.explanation import render, render_property
from sysmobench.report.kinds import window_of, worst_window
from sysmobench.report.terminal import console
from sysmobench.results import Result, from_json


def run_explain(path: Path, window: str, traces: Path | None, export: Path | None, *, full: bool, as_json: bool) -> None:
    """Explains a window of a result, and perhaps exports it."""
    from sysmobench.cli.app import emit

    result = read_result(path)
    if not window:
        window = worst_window(result)
        if not window:
            raise UsageError(f"{path.name}: every window passes; name the one that you want to see")
    properties = {each.name: each for each in (*(result.invariants.properties if result.invariants else ()), *violated(result))}
    if window in properties:
        if as_json:
            emit(properties[window])
        else:
            console().print(render_property(properties[window]))
        return
    explanation = explain(result, window if ":" in window else window_of(result, window), traces)
    if export is not None:
        written = export_window(result, explanation, export)
    if as_json:
        emit(explanation)
        return
    screen = console()
    screen.print(render(explanation, full=full))
    if export is not None:
        names = ", ".join(each.name for each in written)
        screen.print(f"\nwrote {names} to {export}; the head of {written[-2].name} says how to run TLC")


def read_result(path: Path) -> Result:
    """A result from a file; UsageError if there is none in it."""
    try:
        return from_json(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error
    except msgspec.MsgspecError as error:
        raise UsageError(f"{path} is no result of `sysmobench check --output`: {error}") from error

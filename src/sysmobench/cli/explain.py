"""`sysmobench explain`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from sysmobench.errors import UsageError
from sysmobench.phases.explain import explain
from sysmobench.phases.export import export_window
from sysmobench.report.explanation import render, render_property
from sysmobench.report.kinds import window_of, worst_window
from sysmobench.report.terminal import console
from sysmobench.results import PropertyReport, Result, from_json


def run_explain(path: Path, window: str, traces: Path | None, export: Path | None, *, full: bool, as_json: bool) -> None:
    """Explains a window of a result, and perhaps exports it."""
    from sysmobench.cli.app import emit

    result = read_result(path)
    if not window:
        window = worst_window(result)
        if not window:
            raise UsageError(f"{path.name}: every window passes; name the one that you want to see")
    violated = {each.name: each for each in result.invariants.properties} if result.invariants else {}
    if result.runtime and result.runtime.stray:
        violated["Next"] = _stray(result.runtime.stray)
    if window in violated:
        if as_json:
            emit(violated[window])
        else:
            console().print(render_property(violated[window]))
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


def _stray(behaviour: dict[str, Any]) -> PropertyReport:
    """A step of Next that is no action of the contract, shown as a violated property is."""
    meaning = "every step that changes what is observed is an action of the contract"
    return PropertyReport(
        name="Next", kind="step", verdict="violated", meaning=meaning, detail="by the last step", violation=behaviour
    )


def read_result(path: Path) -> Result:
    """A result from a file; UsageError if there is none in it."""
    try:
        return from_json(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error
    except msgspec.MsgspecError as error:
        raise UsageError(f"{path} is no result of `sysmobench check --output`: {error}") from error

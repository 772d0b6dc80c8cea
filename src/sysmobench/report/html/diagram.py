"""A trace as a space-time diagram: one lane for each thread or node, one row for each step, messages as arrows.

What is here is data: the page's script draws it, and fills the table of the state as somebody walks along.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sysmobench.report.values import show
from sysmobench.systems import Contract, State, Trace, Window
from sysmobench.tla.types import parse_type
from sysmobench.tla.values import Value, canonical


class Texts:
    """Texts that are written once and meant by number, since most of a state stays as it was."""

    def __init__(self) -> None:
        self.all: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """The number of a text."""
        if text not in self._numbers:
            self._numbers[text] = len(self.all)
            self.all.append(text)
        return self._numbers[text]


def diagram(contract: Contract, trace: Trace, verdicts: Mapping[str, str], texts: Texts) -> dict[str, Any]:
    """The data of one trace.

    ``lanes`` are the actors, ``observables`` the rows of the table of the state; ``init`` are its cells and each step's
    ``set`` the cells that the step changes: observable, lane (-1 for one that is not of the lanes), text. ``verdicts`` are of
    the windows that do not pass, by their names.
    """
    lanes = _lanes(contract, trace)
    sent: dict[str, int] = {}
    known = _cells(trace.init, lanes)
    steps = []
    for number, step in enumerate(trace.steps, 1):
        cells = _cells(step.after, lanes)
        changed = [[*place, texts.number(text)] for place, text in cells.items() if known.get(place) != text]
        steps.append(_step(step, lanes, sent, texts) | {"set": changed} | _failing(trace, number, step, verdicts))
        known = cells
        sent |= {canonical(message): number for message in step.sent}
    first = _failing(trace, 0, None, verdicts)
    return {
        "name": trace.name,
        "lanes": [show(lane) for lane in lanes],
        "observables": list(contract.observables),
        "init": [[*place, texts.number(text)] for place, text in _cells(trace.init, lanes).items()],
        "steps": steps,
    } | first


def _lanes(contract: Contract, trace: Trace) -> list[Value]:
    """All that may act: the values of the first parameter of every decision."""
    found: dict[str, Value] = {}
    for decision in contract.decisions:
        actor = next(iter(decision.parameters.values()))
        found |= {canonical(value): value for value in parse_type(actor).values(trace.header.constants)}
    return list(found.values())


def _step(step: Window, lanes: list[Value], sent: Mapping[str, int], texts: Texts) -> dict[str, Any]:
    told: dict[str, Any] = {
        "lane": lanes.index(step.arguments[0]),
        "call": texts.number(f"{step.decision}({', '.join(map(show, step.arguments))})"),
        "what": texts.number(("refused:" if step.refused else "") + step.branch),
    }
    if step.action and step.action != step.decision:
        told["action"] = step.action
    if step.refused:
        told["refused"] = True
    if step.message is not None:
        told["message"] = texts.number(show(step.message))
        if canonical(step.message) in sent:
            told["from"] = sent[canonical(step.message)]
    if step.sent:
        told["sent"] = [texts.number(show(message)) for message in step.sent]
    return told


def _failing(trace: Trace, number: int, step: Window | None, verdicts: Mapping[str, str]) -> dict[str, Any]:
    """The verdict on the step if it does not pass, and what fails in the fan behind it."""
    told: dict[str, Any] = {}
    if step is not None and step.id in verdicts:
        told["verdict"] = verdicts[step.id]
    fan = trace.fans.get(number, [])
    if fan:
        failing = [[window.id, window.label, verdicts[window.id]] for window in fan if window.id in verdicts]
        told["fan"] = {"size": len(fan), "failing": failing}
    return told


def _cells(state: State, lanes: list[Value]) -> dict[tuple[int, int], str]:
    """The texts of a state by observable and lane; -1 is the lane of what is not a function of the lanes."""
    cells: dict[tuple[int, int], str] = {}
    for row, value in enumerate(state.fields.values()):
        if isinstance(value, dict) and value and all(isinstance(lane, str) and lane in value for lane in lanes):
            cells |= {(row, column): show(value[lane]) for column, lane in enumerate(lanes)}
        else:
            cells[row, -1] = show(value)
    return cells

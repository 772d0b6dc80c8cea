"""Behaviours that violate something, step by step, and states as the actor of a step sees them: for every renderer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sysmobench.phases.differences import Change, changes
from sysmobench.report.values import show
from sysmobench.results import PropertyReport, Result
from sysmobench.tla.values import Value

STRAY = "Next"
"""What a step of Next that is no action of the contract is shown as violating."""


@dataclass(frozen=True)
class Moment:
    """A state of a behaviour, and the step that leads to it."""

    call: str
    state: Mapping[str, Value]
    changes: tuple[Change, ...]
    """What the step changes; nothing for the first state."""


def moments(report: PropertyReport) -> list[Moment]:
    """The behaviour that violates a property; empty if there is none."""
    states = (report.violation or {}).get("states", [])
    found: list[Moment] = []
    for each in states:
        step = each.get("step")
        call = "a step that is no action of the contract"
        if step:
            call = f"{step['action']}({', '.join(map(show, step['arguments']))})"
        told = changes(found[-1].state, each["state"]) if found else ()
        found.append(Moment(call if found else "the first state", each["state"], told))
    return found


def stays(report: PropertyReport) -> str:
    """How the behaviour goes on for ever, if it does."""
    count = (report.violation or {}).get("stays")
    return f"and from here on for ever among {count} states, fairly" if count is not None else ""


def violated(result: Result) -> list[PropertyReport]:
    """The properties that do not hold; steps of Next that are no action of the contract are told as one."""
    properties = result.invariants.properties if result.invariants else []
    found = [each for each in properties if each.verdict != "holds"]
    runtime = result.runtime
    if runtime and runtime.stray:
        stray = PropertyReport(
            name=STRAY,
            kind="step",
            verdict="violated",
            meaning="every step that changes what is observed is an action of the contract",
            detail=f"by the last step, and by {runtime.strays:,} of the explored steps in all",
            violation=runtime.stray,
        )
        found.insert(0, stray)
    return found


def shares(before: Mapping[str, Value], actor: Value | None) -> list[tuple[str, Value, bool]]:
    """Parts of a state with their values, and whether each is the actor's or nobody's in particular.

    Of a function that has a value for the actor each value is a part; anything else is one as a whole.
    """
    found: list[tuple[str, Value, bool]] = []
    for name, value in before.items():
        if isinstance(actor, str) and isinstance(value, dict) and actor in value:
            found += [(f"{name}[{json.dumps(key)}]", value[key], key == actor) for key in value]
        else:
            found.append((name, value, True))
    return found

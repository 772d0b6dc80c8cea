"""Where two states differ, part by part: what is equal is left out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sysmobench.tla.values import Value, canonical

ABSENT = None
"""In place of a value where there is none; no TLA+ value is None."""


@dataclass(frozen=True)
class Change:
    """A part of an observable with its value before and after, e.g. ``pc["t1"]``; ABSENT where it is not there."""

    part: str
    before: Value | None
    after: Value | None


def changes(before: Mapping[str, Value], after: Any) -> tuple[Change, ...]:
    """The parts of some observables that differ, down to the elements of functions, records, sequences and sets.

    An element that a set has gained or lost is the part ``outbox["n1"] ∋``.
    """
    if not isinstance(after, dict):
        return (Change("Map_Observe", dict(before), after),)
    found: list[Change] = []
    for name in after:
        if name in before:
            _compare(name, before[name], after[name], found)
    return tuple(found)


def _compare(part: str, before: Value, after: Value, found: list[Change]) -> None:
    if canonical(before) == canonical(after):
        return
    if _is_set(before) and _is_set(after):
        gone, come = without(before["#set"], after["#set"]), without(after["#set"], before["#set"])
        found += [Change(f"{part} ∋", element, ABSENT) for element in gone]
        found += [Change(f"{part} ∋", ABSENT, element) for element in come]
    elif _is_function(before) and _is_function(after) and set(before) == set(after):
        for key in before:
            _compare(f"{part}[{json.dumps(key)}]", before[key], after[key], found)
    elif isinstance(before, list) and isinstance(after, list) and before and after:
        for number in range(max(len(before), len(after))):
            _compare_elements(f"{part}[{number + 1}]", before[number : number + 1], after[number : number + 1], found)
    else:
        found.append(Change(part, before, after))


def _compare_elements(part: str, before: list[Value], after: list[Value], found: list[Change]) -> None:
    if before and after:
        _compare(part, before[0], after[0], found)
    else:
        found.append(Change(part, before[0] if before else ABSENT, after[0] if after else ABSENT))


def _is_set(value: Value) -> bool:
    return isinstance(value, dict) and "#set" in value


def _is_function(value: Value) -> bool:
    """Whether it is a function whose domain is strings, records included."""
    return isinstance(value, dict) and bool(value) and not any(key.startswith("#") for key in value)


def without(some: Sequence[Value], others: Sequence[Value]) -> list[Value]:
    """Those values that are not among the others, in their order."""
    known = set(map(canonical, others))
    return [each for each in some if canonical(each) not in known]

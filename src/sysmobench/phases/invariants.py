"""Invariants: do the system's properties hold of the specification, and not vacuously?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import Any

from msgspec.structs import replace

from sysmobench.engine import EvaluationError, Session
from sysmobench.errors import EngineLost
from sysmobench.phases.exploring import Explored
from sysmobench.results import Invariants, PropertyReport
from sysmobench.systems import Contract, Property
from sysmobench.systems.contract import Exploration


def false_where_seen(contract: Contract, session: Session, seen: Collection[str]) -> set[str]:
    """The invariants that are false in some state that conformance has met; the submission is still loaded as it was there."""
    points = [[text] for text in sorted(seen)]
    broken = set()
    for each in contract.properties:
        if each.kind == "invariant":
            try:
                answer = session.attempt(partial(session.false_at, each.name, points))
            except EvaluationError:
                continue  # it reads what the mapping leaves out; the exploration says so
            if not isinstance(answer, EngineLost) and answer:
                broken.add(each.name)
    return broken


def score_invariants(contract: Contract, explored: Sequence[Explored], broken: Collection[str] = ()) -> Invariants:
    """The share of properties that hold and whose witness happened; ``broken`` are those known to be false somewhere."""
    reports = [_report(contract, each, explored) for each in contract.properties]
    reports = [_break(report) if report.name in broken and report.verdict == "holds" else report for report in reports]
    return Invariants(score=sum(report.verdict == "holds" for report in reports) / len(reports), properties=reports)


def _break(report: PropertyReport) -> PropertyReport:
    return replace(report, verdict="violated", detail="in a state that conformance has met, beyond what was explored")


def _speaks_of(asked: Property, exploration: Exploration, answer: dict[str, Any]) -> bool:
    """Liveness is decided where the contract asks for it, on a whole graph."""
    return asked.kind != "liveness" or (exploration.liveness and answer["complete"])


def _report(contract: Contract, asked: Property, explored: Sequence[Explored]) -> PropertyReport:
    found = [
        (answer, report)
        for exploration, answer in zip(contract.explorations, explored, strict=True)
        if isinstance(answer, dict) and _speaks_of(asked, exploration, answer)
        for report in answer["properties"]
        if report["name"] == asked.name
    ]

    def says(verdict: Any, detail: str = "", violation: dict[str, Any] | None = None) -> PropertyReport:
        return PropertyReport(
            name=asked.name, kind=asked.kind, verdict=verdict, meaning=asked.meaning, detail=detail, violation=violation
        )

    if not found:
        how = " completely; MaxOps can bound it" if asked.kind == "liveness" else ""
        return says("unknown", f"the specification could not be explored{how}")
    for answer, report in found:
        if report.get("violation"):
            return says("violated", f"within {answer['distinct']:,} states", report["violation"])
    for _, report in found:
        if report["error"]:
            return says("error", report["error"])
    if not any(report["witnessed"] for _, report in found):
        return says("vacuous", "nothing that it speaks of ever happened")
    complete = all(answer["complete"] for answer, _ in found)
    states = max(answer["distinct"] for answer, _ in found)
    return says("holds", f"in all {states:,} states" if complete else f"in the first {states:,} states")

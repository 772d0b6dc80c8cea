"""The report of one check."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from sysmobench.coverage import Covered
from sysmobench.errors import EngineLost
from sysmobench.phases.explain import Blocked, Explanation
from sysmobench.phases.scores import INIT
from sysmobench.report.behaviours import moments, shares, stays, violated
from sysmobench.report.html.comparison import Comparison, compare
from sysmobench.report.html.diagram import Texts, diagram
from sysmobench.report.html.highlight import Piece, highlighted
from sysmobench.report.html.pages import render, slug
from sysmobench.report.kinds import Kind, Telling, kinds_of, most_telling, name_of
from sysmobench.report.values import show
from sysmobench.report.words import phase_rows
from sysmobench.results import ActionReport, Branch, Result, Verdict
from sysmobench.systems import Contract, Trace

MOST_TELLING = 6
"""Kinds of failure in the summary."""
MOST_LISTED = 200
"""Windows of one kind that are listed by name."""
MOST_OBSERVABLES = 6
"""Of so few observables none is folded away."""
MOST_PARTS = 4
"""Parts that the summary names."""
AROUND = 4
"""Lines of context around a conjunct."""

MARKS = {
    "pass": "✓",
    "missing": "✗",
    "spurious": "+",
    "hidden_state": "?",
    "mapping_error": "M",
    "spec_error": "!",
    "unscored": "–",
}
"""So that no verdict is told by colour alone."""


@dataclass(frozen=True)
class Chip:
    """A branch in the map."""

    name: str
    refused: bool
    windows: int
    passing: int
    mark: str
    verdict: str
    """The most frequent one that is not a pass; ``pass`` where all pass, ``none`` where there is no window."""
    anchor: str
    """Of the failing windows; empty if there are none."""
    note: str


@dataclass(frozen=True)
class MapRow:
    """An action in the map."""

    name: str
    score: float | None
    chips: list[Chip]


@dataclass(frozen=True)
class Line:
    """A line of the specification."""

    number: int
    pieces: list[Piece]
    marked: bool = False


@dataclass(frozen=True)
class Hindrance:
    """Why an action is not enabled, with the source around the place."""

    blocked: Blocked
    lines: list[Line]


@dataclass(frozen=True)
class Told:
    """One failing window with all that is to be said about it."""

    explanation: Explanation
    comparison: Comparison
    before: list[tuple[str, str, bool]]
    """Part, text, and whether it is folded away: what is of no actor's, and does not change."""
    hindrances: list[Hindrance]
    trace: str
    step: int


@dataclass(frozen=True)
class Group:
    """A kind of failure with those of its windows that are explained."""

    kind: Kind
    anchor: str
    told: list[Told]
    lost: list[str]
    """Windows over which Java was lost while they were explained."""
    others: list[str]
    more: int
    """Windows beyond those that are listed."""


def check_page(
    result: Result,
    contract: Contract,
    name: str,
    *,
    explanations: Mapping[str, Explanation | EngineLost],
    traces: Sequence[Trace],
    coverage: Sequence[Covered],
) -> str:
    """The page of a result: ``explanations`` of some of its failing windows, and the traces that they are of."""
    kinds = kinds_of(result)
    source = highlighted(_specification(result, contract, explanations))
    groups = [_group(kind, explanations, contract.module, source) for kind in kinds]
    fans = _fans(explanations)
    conformance = result.conformance
    texts = Texts()
    verdicts = {failure.window: failure.verdict.value for failure in result.failures}
    needed = {place.partition(":")[0] for place in explanations}
    diagrams = {trace.name: diagram(contract, trace, verdicts, texts) for trace in traces if trace.name in needed}
    return render(
        "check.html.jinja",
        title=f"{name} against {contract.title}",
        name=name,
        result=result,
        contract=contract,
        phases=list(phase_rows(result)),
        telling=[_gist(each, groups, fans) for each in most_telling(result, MOST_TELLING)],
        rows=_map(result, contract, kinds) if result.actions else [],
        marks=MARKS,
        groups=groups,
        fans=fans,
        conforms=not kinds and conformance.fans.full == conformance.fans.count if conformance else None,
        violated=[(each, moments(each), stays(each)) for each in violated(result)],
        holding=[each.name for each in result.invariants.properties if each.verdict == "holds"] if result.invariants else [],
        source=[Line(number, pieces) for number, pieces in enumerate(source, 1)],
        gaps=_gaps(coverage),
        parts=len(coverage),
        files={file: text for file, text in result.submission.items() if file != f"{contract.module}.tla"},
        traces=sorted(diagrams),
        command=f"sysmobench check DIR --system {result.system} --split {result.split}",
        data={"texts": texts.all, "traces": diagrams, "marks": MARKS},
    )


def _specification(result: Result, contract: Contract, explanations: Mapping[str, Explanation | EngineLost]) -> str:
    """The module as it was judged, so that lines are the right ones: with the translation of its PlusCal, if it has any."""
    judged = [each.specification for each in explanations.values() if isinstance(each, Explanation)]
    return judged[0] if judged else result.submission[f"{contract.module}.tla"]


def _gist(telling: Telling, groups: Sequence[Group], fans: Sequence[Told]) -> tuple[Telling, str, str]:
    """A kind of failure, where its windows are, and the first of them in a line."""
    for group in groups:
        if group.kind.label == telling.what and telling.words == group.kind.words:
            return telling, group.anchor, _in_a_line(group.told[0]) if group.told else ""
    fan = next((each for each in fans if each.explanation.window == telling.window), None)
    return (telling, slug(f"fan-{telling.window}"), _in_a_line(fan)) if fan else (telling, "", "")


def _in_a_line(told: Told) -> str:
    """What happens, and what differs first, or what stands in the way."""
    explanation = told.explanation
    rows = [row for row in told.comparison.rows if not row.agrees]
    parts = [
        f"{row.part}{' ' + row.element if row.element else ''}: "
        f"{f'code {row.code.text}, specification ' if explanation.calls else ''}{row.alternatives[0].text}"
        for row in rows[:MOST_PARTS]
    ]
    call = f"{explanation.decision}({', '.join(map(show, explanation.arguments))})" if explanation.arguments else ""
    if not call and told.comparison.alternatives:
        call = f"{told.comparison.alternatives[0].actions}, and the code has no such step"
    if explanation.message is not None:
        call += f" of {show(explanation.message)}"
    blocked = [each.blocked for each in told.hindrances]
    if not parts and blocked:
        place = f" (line {blocked[0].line} of {blocked[0].module})" if blocked[0].line else ""
        parts = [f"{blocked[0].action or 'TLC'} is not enabled: {blocked[0].conjunct}{place}"]
    if len(rows) > MOST_PARTS:
        parts.append(f"{len(rows) - MOST_PARTS} more")
    return f"{call}. {'; '.join(parts)}" if parts else call


# ---------------------------------------------------------------------- the map


def _map(result: Result, contract: Contract, kinds: Sequence[Kind]) -> list[MapRow]:
    """A row for Init and for each action of the contract, those of a decision followed by its refusals.

    A branch without a window is there as well: it was not judged.
    """
    reports = {action.name: action for action in result.actions}
    init = [
        MapRow(action.name, action.score, _chips(action, [], kinds)) for action in result.actions if action.decision == INIT
    ]
    rows = []
    for decision in contract.decisions:
        for action in decision.actions:
            report = reports.get(action.name, _not_judged(action.name, decision.name))
            rows.append(MapRow(action.name, report.score, _chips(report, action.branches, kinds)))
        refusing = next((each for each in result.actions if each.decision == decision.name), report)
        rows[-1].chips.extend(_chips(refusing, decision.refusals, kinds, refused=True))
    return [*init, *rows]


def _not_judged(name: str, decision: str) -> ActionReport:
    return ActionReport(name=name, decision=decision, score=None, effects=None, restraint=None, branches=[])


def _chips(action: ActionReport, names: Sequence[str], kinds: Sequence[Kind], *, refused: bool = False) -> list[Chip]:
    """Of the branches with these names, or of all that there are."""
    known = {branch.name: branch for branch in action.branches if branch.refused == refused}
    absent = Branch(name="", refused=refused, windows=0, score=None, verdicts={})
    branches = [known.get(name, msgspec.structs.replace(absent, name=name)) for name in names] or list(known.values())
    return [_chip(name_of(action, branch), branch, kinds) for branch in branches]


def _chip(name: str, branch: Branch, kinds: Sequence[Kind]) -> Chip:
    failing = {verdict: count for verdict, count in branch.verdicts.items() if verdict != Verdict.PASS}
    worst = max(failing, key=lambda verdict: failing[verdict]) if failing else "pass" if branch.windows else "none"
    anchor = next((anchor_of(kind) for kind in kinds if kind.label == name), "")
    passing = branch.verdicts.get(Verdict.PASS, 0)
    told = [f"{passing} of {branch.windows} windows pass", *(f"{count} {verdict}" for verdict, count in failing.items())]
    if branch.uncounted:
        told.append(f"{branch.uncounted} only from states that Map_Represent made up")
    return Chip(branch.name, branch.refused, branch.windows, passing, MARKS.get(worst, "·"), worst, anchor, "; ".join(told))


def anchor_of(kind: Kind) -> str:
    """Where the windows of a kind are."""
    return slug(f"fails-{kind.label}-{kind.verdict}")


# ---------------------------------------------------------------------- failing windows


def _group(kind: Kind, explanations: Mapping[str, Explanation | EngineLost], module: str, source: list[list[Piece]]) -> Group:
    told = [_told(found, module, source) for w in kind.windows if isinstance(found := explanations.get(w), Explanation)]
    lost = [f"{w}: {found}" for w in kind.windows if isinstance(found := explanations.get(w), EngineLost)]
    others = [window for window in kind.windows if window not in explanations]
    return Group(kind, anchor_of(kind), told, lost, others[:MOST_LISTED], max(0, len(others) - MOST_LISTED))


def _told(explanation: Explanation, module: str, source: list[list[Piece]]) -> Told:
    trace, _, position = explanation.window.partition(":")
    return Told(
        explanation,
        compare(explanation),
        _before(explanation),
        [_hindrance(each, module, source) for each in explanation.blocked],
        trace,
        int(position.partition(".")[0]),
    )


def _before(explanation: Explanation) -> list[tuple[str, str, bool]]:
    """The state before, the actor's share of each observable first; what is others' and stays as it is, folded away."""
    actor = explanation.arguments[0] if explanation.arguments else None
    touched = {re.split(r" ∋|\[", change.part)[0] for change in explanation.changes}
    many = len(explanation.before) > MOST_OBSERVABLES
    return [
        (part, show(value), not own or (many and part in explanation.before and part not in touched))
        for part, value, own in shares(explanation.before, actor)
    ]


def _hindrance(blocked: Blocked, module: str, source: list[list[Piece]]) -> Hindrance:
    """Source of the specification itself is shown around the place; of the mapping, the conjunct must do."""
    if blocked.module != module or not source:
        return Hindrance(blocked, [])
    first, last = max(1, blocked.line - AROUND), min(len(source), blocked.end_line + AROUND)
    marked = range(blocked.line, blocked.end_line + 1)
    return Hindrance(blocked, [Line(n, source[n - 1], n in marked) for n in range(first, last + 1)])


def _fans(explanations: Mapping[str, Explanation | EngineLost]) -> list[Told]:
    """Fans at which Next does more than the code."""
    places = [place for place in explanations if place.endswith(".0")]
    return [_told(found, "", []) for place in places if isinstance(found := explanations[place], Explanation)]


# ---------------------------------------------------------------------- coverage


def _gaps(coverage: Iterable[Covered]) -> list[dict[str, Any]]:
    """What no window reached, by definition: the definition as a whole, or parts of it."""
    of: dict[str, list[Covered]] = defaultdict(list)
    for each in coverage:
        of[each.part.definition].append(each)
    found = []
    for definition, parts in of.items():
        gaps = [each for each in parts if each.gap]
        if gaps:
            whole = not any(each.part.reached for each in parts)
            found.append({"definition": definition, "line": parts[0].part.line, "whole": whole, "parts": gaps})
    return sorted(found, key=lambda each: (not each["whole"], each["line"]))

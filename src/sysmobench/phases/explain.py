"""One window in full: what the code did, what the specification can do, and where the two differ."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from sysmobench.engine import EvaluationError, Mapped, Outcome, Session, Step, Workspace, find_tools
from sysmobench.errors import EngineLost, JudgeError, UsageError
from sysmobench.phases.bounds import high
from sysmobench.phases.conformance import Walker
from sysmobench.phases.judge import Judge
from sysmobench.phases.rules import ALL_RULES
from sysmobench.phases.syntax import check_syntax
from sysmobench.phases.walking import kept_observables
from sysmobench.results import Result
from sysmobench.submission import make_submission
from sysmobench.systems import State, Trace, Window, load_contract, load_traces
from sysmobench.tla.values import Value, canonical

_LOCATION = re.compile(r"line (\d+), col (\d+) to line (\d+), col (\d+) of module (\w+)")


@dataclass(frozen=True)
class Change:
    """A part of an observable with its value before and after, e.g. ``pc["t1"]``."""

    part: str
    before: Value
    after: Value


@dataclass(frozen=True)
class Possible:
    """Something that the specification can do here."""

    actions: tuple[str, ...]
    changes: tuple[Change, ...]
    agrees: bool


@dataclass(frozen=True)
class Blocked:
    """An action that is not enabled: the conjunct that is false, as it is written, and its place."""

    action: str
    conjunct: str
    location: str


@dataclass(frozen=True)
class Explanation:
    """All that is to be said about one window (or, with ``.0``, about one fan as a whole)."""

    window: str
    verdict: str
    reason: str
    decision: str
    arguments: tuple[Value, ...]
    code: str
    """The action and branch of the code, or its refusal."""
    refused: bool
    before: dict[str, Value]
    after: dict[str, Value]
    changes: tuple[Change, ...]
    possible: tuple[Possible, ...]
    differences: tuple[Change, ...]
    """The code's outcome against the specification's nearest one: ``before`` is the code, ``after`` the specification."""
    blocked: tuple[Blocked, ...]
    variables: tuple[dict[str, Value], ...]
    """The specification's states from which the window was judged, hidden steps taken."""
    calls: tuple[tuple[str, tuple[Value, ...]], ...] = ()
    """The actions that were tried, with their arguments."""
    constants: dict[str, Value] = field(default_factory=dict)
    """The constants that the specification declares and the judge gives a value."""
    specification: str = ""
    """The module as it was judged, its PlusCal translation included."""
    fan: tuple[dict[str, Value], ...] = ()
    """For a fan as a whole, the states that the code can be in next."""


def explain(result: Result, place: str, folder: Path | None = None) -> Explanation:
    """Judges the trace of a window again, as far as that window; UsageError if there is no such window.

    ``folder`` has the traces that were judged, where these are not the ones that ship.
    """
    contract = load_contract(result.system)
    submission = make_submission(contract, result.submission)
    trace, number, window = _find(load_traces(contract, result.split, folder), place)
    with Workspace(contract, submission) as workspace, Session(find_tools(), workspace, contract.strings) as session:
        try:
            return _explain(session, trace, number, window)
        except EngineLost as lost:
            raise JudgeError(f"{place} cannot be explained: {lost}") from lost


def _find(found: list[Trace], place: str) -> tuple[Trace, int, Window | None]:
    """The trace, the number of steps before the window, and the window (None for a fan as a whole)."""
    name, _, position = place.partition(":")
    traces = {trace.name: trace for trace in found}
    if name not in traces:
        raise UsageError(f"no window {place!r}: there is no trace {name!r}; windows are named like {next(iter(traces))}:12")
    trace = traces[name]
    step, _, entry = position.partition(".")
    if entry == "0" and step.isdigit() and int(step) in trace.fans:
        return trace, int(step), None
    for window in trace.windows():
        if window.id == place:
            return trace, int(step) - (not entry), window
    raise UsageError(f"no window {place!r}: {name} has {len(trace.steps)} steps, and fans after {sorted(trace.fans)}")


def _explain(session: Session, trace: Trace, number: int, window: Window | None) -> Explanation:
    contract = session.workspace.contract
    _, spec = check_syntax(session, contract.module)
    if spec is None:
        raise UsageError("the specification of this result does not parse, so that it has no windows")
    constants = trace.header.constants
    session.load(constants | high(), spec.constants)
    given = {name: value for name, value in (constants | high()).items() if name in spec.constants}
    judge = Judge(contract, session, constants, kept_observables(contract, session, trace.init), ALL_RULES)
    standing = Walker(judge, lambda done: None).place_after(trace, number)
    carried = standing.carried
    if window is None:
        return _fan(judge, trace, number, [*carried, *standing.shadow], given)
    calls = judge.calls(window)
    answer = session.decide(carried, [judge.ask(window)])[0]
    judgement = standing.qualify(judge.judge([window], [answer])[0])
    outcomes = answer.outcomes if isinstance(answer, Step) else []
    possible = tuple(_possible(judge, outcome, window) for outcome in outcomes)
    return Explanation(
        window=window.id,
        verdict=judgement.verdict,
        reason=judgement.reason,
        decision=window.decision,
        arguments=window.arguments,
        code=window.label,
        refused=window.refused,
        before=window.before.fields,
        after=window.after.fields,
        changes=changes(window.before.fields, window.after.fields),
        possible=possible,
        differences=_nearest(judge, window, outcomes),
        blocked=() if possible else _blocked(session, carried, calls, answer),
        variables=_variables(session, carried),
        calls=tuple((call.action, arguments) for call in calls for arguments in call.arguments),
        constants=given,
        specification=session.workspace.read(f"{contract.module}.tla"),
    )


def _fan(judge: Judge, trace: Trace, number: int, carried: list[int], constants: dict[str, Value]) -> Explanation:
    """What Next does at a place beyond what the code can do there."""
    fan = trace.fans[number]
    effects = [window for window in fan if not window.refused]
    try:
        outcomes = judge.session.everything(carried, judge.fan(trace, number)).outcomes if carried else []
        reason = "" if carried else "no state of the specification stands for this one"
    except EvaluationError as error:
        outcomes, reason = [], str(error)
    beyond = [
        each for each in outcomes if not any(judge.agrees(each, w) for w in effects) and not judge.nothing_new(each, fan[0])
    ]
    before = trace.state(number)
    return Explanation(
        window=f"{trace.name}:{number}.0",
        verdict="beyond" if beyond or reason else "pass",
        reason=reason or (f"steps of Next that the code does not have here: {len(beyond)}" if beyond else ""),
        decision="every decision",
        arguments=(),
        code=f"{len(effects)} of {len(fan)} are possible: {', '.join(dict.fromkeys(window.label for window in effects))}",
        refused=False,
        before=before.fields,
        after=before.fields,
        changes=(),
        possible=tuple(Possible(("Next",), _changes_of(each, before), agrees=False) for each in beyond),
        differences=(),
        blocked=(),
        variables=_variables(judge.session, carried),
        constants=constants,
        specification=judge.session.workspace.read(f"{judge.contract.module}.tla"),
        fan=tuple(each.fields for each in {w.after.text(): w.after for w in effects}.values()),
    )


def _variables(session: Session, states: list[int]) -> tuple[dict[str, Value], ...]:
    return tuple(session.why(state)["variables"] for state in session.hidden(states)[:16]) if states else ()


def _possible(judge: Judge, outcome: Outcome, window: Window) -> Possible:
    agrees = judge.agrees(outcome, window) and not window.refused
    return Possible(tuple(outcome.actions), _changes_of(outcome, window.before), agrees)


def _changes_of(outcome: Outcome, before: State) -> tuple[Change, ...]:
    return changes(before.fields, msgspec.json.decode(outcome.observed))


def _nearest(judge: Judge, window: Window, outcomes: list[Outcome]) -> tuple[Change, ...]:
    """The smallest difference between the code's outcome and one of the specification's."""
    if window.refused or not outcomes:
        return ()
    code = {name: window.after.fields[name] for name in judge.kept}
    found = [changes(code, msgspec.json.decode(outcome.observed)) for outcome in outcomes]
    return min(found, key=len)


def changes(before: dict[str, Value], after: Any) -> tuple[Change, ...]:
    """The parts of some observables that differ, down to the elements of functions and records."""
    if not isinstance(after, dict):
        return (Change("Map_Observe", before, after),)
    found: list[Change] = []
    for name in after:
        if name in before:
            _compare(name, before[name], after[name], found)
    return tuple(found)


def _compare(part: str, before: Value, after: Value, found: list[Change]) -> None:
    if canonical(before) == canonical(after):
        return
    functions = isinstance(before, dict) and isinstance(after, dict) and set(before) == set(after) and "#set" not in before
    if not functions:
        found.append(Change(part, before, after))
        return
    for key in before:
        _compare(f"{part}[{json.dumps(key)}]", before[key], after[key], found)


def _blocked(session: Session, carried: list[int], calls: list[Mapped], answer: Step | EvaluationError) -> tuple[Blocked, ...]:
    """For each action of the decision the conjunct that stops it in the first of the states."""
    if isinstance(answer, EvaluationError):
        return (Blocked("", answer.message, answer.location),)
    found = []
    for call in calls if carried else []:
        try:
            blame = session.why(carried[0], call.action, call.arguments[0]).get("blame", "")
        except EvaluationError as error:
            found.append(Blocked(call.action, error.message, error.location))
            continue
        if blame:
            found.append(Blocked(call.action, _text_at(session, blame), blame))
    return tuple(found)


def _text_at(session: Session, location: str) -> str:
    """The text at a location of SANY's, on one line."""
    match = _LOCATION.search(location)
    if not match or f"{match.group(5)}.tla" not in session.workspace.submission.files:
        return ""
    first, start, last, end = (int(group) for group in match.groups()[:4])
    lines = session.workspace.read(f"{match.group(5)}.tla").splitlines()[first - 1 : last]
    lines[-1] = lines[-1][:end]
    lines[0] = lines[0][start - 1 :]
    return " ".join(line.strip() for line in lines)

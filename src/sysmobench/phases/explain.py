"""One window in full: what the code did, what the specification can do, and where the two differ."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from sysmobench.engine import EvaluationError, Mapped, Outcome, Session, Step
from sysmobench.errors import EngineLost, JudgeError, UsageError
from sysmobench.phases.bounds import high
from sysmobench.phases.conformance import Place, Walker
from sysmobench.phases.differences import Change, changes, without
from sysmobench.phases.judge import Judge
from sysmobench.phases.rules import ALL_RULES
from sysmobench.phases.syntax import opened
from sysmobench.phases.walking import kept_observables
from sysmobench.results import Result, Verdict
from sysmobench.submission import make_submission
from sysmobench.systems import Contract, State, Trace, Window, load_contract, load_traces
from sysmobench.tla.values import Orders, Value, arranged, canonical, orders_in

_LOCATION = re.compile(r"line (\d+), col (\d+) to line (\d+), col (\d+) of module (\w+)")

MOST_STATES = 16
"""Of the specification's states from which a window was judged, so many are told."""


@dataclass(frozen=True)
class Possible:
    """Something that the specification can do here."""

    actions: tuple[str, ...]
    changes: tuple[Change, ...]
    agrees: bool
    sent: tuple[Value, ...] = ()
    """What is in flight afterwards and was not before, or is and the code sends it."""


@dataclass(frozen=True)
class Blocked:
    """An action that is not enabled: the conjunct that is false, as it is written, and its place."""

    action: str
    conjunct: str
    location: str
    module: str = ""
    line: int = 0
    end_line: int = 0


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
    message: Value | None = None
    """The message that is delivered, if it is a delivery."""
    sent: tuple[Value, ...] = ()
    """What the code sends."""
    forgotten: tuple[Change, ...] = ()
    """For hidden_state: the specification's variables as it has them (before) and as Map_Represent would (after)."""
    calls: tuple[tuple[str, tuple[Value, ...]], ...] = ()
    """The actions that were tried, with their arguments."""
    constants: dict[str, Value] = field(default_factory=dict)
    """The constants that the specification declares and the judge gives a value."""
    specification: str = ""
    """The module as it was judged, its PlusCal translation included."""
    fan: tuple[dict[str, Value], ...] = ()
    """For a fan as a whole, the states that the code can be in next."""


@dataclass(frozen=True)
class _Spot:
    """Where a window is: the trace, the number of steps before it, and the window (None for a fan as a whole)."""

    place: str
    trace: Trace
    number: int
    window: Window | None


def explain(result: Result, place: str, folder: Path | None = None) -> Explanation:
    """Judges the trace of a window again, as far as that window; UsageError if there is no such window.

    ``folder`` has the traces that were judged, where these are not the ones that ship.
    """
    found = explain_all(result, [place], folder)[place]
    if isinstance(found, EngineLost):
        raise JudgeError(f"{place} cannot be explained: {found}") from found
    return found


def explain_all(result: Result, places: Sequence[str], folder: Path | None = None) -> dict[str, Explanation | EngineLost]:
    """Explains several windows, each trace walked once: by place, or how Java was lost over it. Raises as ``explain`` does."""
    contract = load_contract(result.system)
    submission = make_submission(contract, result.submission)
    traces = {trace.name: trace for trace in load_traces(contract, result.split, folder)}
    spots = [_find(traces, place) for place in places]
    found: dict[str, Explanation | EngineLost] = {}
    with opened(contract, submission) as (session, spec):
        if spec is None:
            raise UsageError("the specification of this result does not parse, so that it has no windows")
        for group in _together(spots, lambda spot: canonical(spot.trace.header.constants)):
            explainer = _Explainer(session, contract, group[0].trace, spec.constants)
            for along in _together(group, lambda spot: spot.trace.name):
                found |= explainer.along(along)
    return {place: found[place] for place in places}


def _together(spots: Iterable[_Spot], key: Callable[[_Spot], str]) -> Iterable[list[_Spot]]:
    groups: dict[str, list[_Spot]] = defaultdict(list)
    for spot in spots:
        groups[key(spot)].append(spot)
    return groups.values()


def _find(traces: dict[str, Trace], place: str) -> _Spot:
    name, _, position = place.partition(":")
    if name not in traces:
        raise UsageError(f"no window {place!r}: there is no trace {name!r}; windows are named like {next(iter(traces))}:12")
    trace = traces[name]
    step, _, entry = position.partition(".")
    if entry == "0" and step.isdigit() and int(step) in trace.fans:
        return _Spot(place, trace, int(step), None)
    for window in trace.windows():
        if window.id == place:
            return _Spot(place, trace, int(step) - (not entry), window)
    raise UsageError(f"no window {place!r}: {name} has {len(trace.steps)} steps, and fans after {sorted(trace.fans)}")


class _Explainer:
    """Explains windows of traces with the same constants."""

    def __init__(self, session: Session, contract: Contract, first: Trace, declared: list[str]) -> None:
        constants = first.header.constants
        session.load(constants | high(), declared)
        self.session = session
        self.contract = contract
        self.constants = {name: value for name, value in (constants | high()).items() if name in declared}
        self.judge = Judge(contract, session, constants, kept_observables(contract, session, first.init), ALL_RULES)
        self.orders: Orders = {}

    def along(self, spots: list[_Spot]) -> Iterator[tuple[str, Explanation | EngineLost]]:
        """Explains windows of one trace."""
        at: dict[int, list[_Spot]] = defaultdict(list)
        for spot in spots:
            at[spot.number].append(spot)
        told: set[str] = set()
        try:
            for number, place in Walker(self.judge, lambda done: None).places_after(spots[0].trace, at):
                for spot in at[number]:
                    explanation = self.window(spot.window, place) if spot.window else self.fan(spot.trace, number, place)
                    told.add(spot.place)
                    yield spot.place, explanation
        except EngineLost as lost:
            try:
                self.session.restart()
                self.judge.forget()
            except EngineLost as again:
                raise JudgeError(f"{spots[0].trace.name} cannot be explained: {again}") from again
            yield from ((spot.place, lost) for spot in spots if spot.place not in told)

    def window(self, window: Window, standing: Place) -> Explanation:
        """One window, from where the submission stands."""
        judge, carried = self.judge, standing.carried
        orders_in([window.before.fields, window.after.fields, window.message, *window.sent], self.orders)
        calls = judge.calls(window)
        answer = self.session.decide(carried, [judge.ask(window)])[0]
        judgement = standing.qualify(judge.judge([window], [answer])[0])
        outcomes = answer.outcomes if isinstance(answer, Step) else []
        possible = tuple(self._possible(outcome, window) for outcome in outcomes)
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
            differences=self._nearest(window, outcomes),
            blocked=() if possible else self._blocked(carried, calls, answer),
            variables=self._variables(carried),
            message=window.message,
            sent=window.sent,
            forgotten=self._forgotten(window.before, carried) if judgement.verdict is Verdict.HIDDEN_STATE else (),
            calls=tuple((call.action, arguments) for call in calls for arguments in call.arguments),
            constants=self.constants,
            specification=self.session.workspace.read(f"{self.contract.module}.tla"),
        )

    def fan(self, trace: Trace, number: int, standing: Place) -> Explanation:
        """What Next does at a place beyond what the code can do there."""
        judge, carried = self.judge, [*standing.carried, *standing.shadow]
        fan = trace.fans[number]
        effects = [window for window in fan if not window.refused]
        orders_in([window.after.fields for window in fan], self.orders)
        try:
            outcomes = self.session.everything(carried, judge.fan(trace, number)).outcomes if carried else []
            reason = "" if carried else "no state of the specification stands for this one"
        except EvaluationError as error:
            outcomes, reason = [], str(error)
        beyond = [
            each for each in outcomes if not any(judge.agrees(each, w) for w in effects) and not judge.nothing_new(each, fan[0])
        ]
        before = trace.state(number)
        names = self._names(fan, carried) if beyond else {}
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
            possible=tuple(self._beyond(each, before, names) for each in beyond),
            differences=(),
            blocked=(),
            variables=self._variables(carried),
            constants=self.constants,
            specification=self.session.workspace.read(f"{self.contract.module}.tla"),
            fan=tuple(each.fields for each in {w.after.text(): w.after for w in effects}.values()),
        )

    def _beyond(self, outcome: Outcome, before: State, names: dict[str, tuple[str, ...]]) -> Possible:
        actions = names.get(_looks(outcome), ("Next",))
        return Possible(actions, self._changes_of(outcome, before), agrees=False, sent=self._messages(outcome.sent))

    def _names(self, fan: list[Window], carried: list[int]) -> dict[str, tuple[str, ...]]:
        """What the mapping's steps are called that lead somewhere, by how it looks there: Next itself names nothing."""
        names: dict[str, list[str]] = defaultdict(list)
        for window, answer in zip(fan, self.session.decide(carried, [self.judge.ask(each) for each in fan]), strict=True):
            for outcome in answer.outcomes if isinstance(answer, Step) else []:
                arguments = ", ".join(map(canonical, window.arguments))
                names[_looks(outcome)] += [f"{action}({arguments})" for action in outcome.actions]
        return {looks: tuple(dict.fromkeys(found)) for looks, found in names.items()}

    def _variables(self, states: list[int]) -> tuple[dict[str, Value], ...]:
        if not states:
            return ()
        return tuple(self.session.why(state)["variables"] for state in self.session.hidden(states)[:MOST_STATES])

    def _possible(self, outcome: Outcome, window: Window) -> Possible:
        agrees = self.judge.agrees(outcome, window) and not window.refused
        new = self._messages(outcome.sent)
        again = without(window.sent, without(window.sent, self._messages(outcome.inflight)))
        sent = (*new, *without(again, new))
        return Possible(tuple(outcome.actions), self._changes_of(outcome, window.before), agrees, sent)

    def _nearest(self, window: Window, outcomes: list[Outcome]) -> tuple[Change, ...]:
        """The smallest difference between the code's outcome and one of the specification's, messages included."""
        if window.refused or not outcomes:
            return ()
        code = {name: window.after.fields[name] for name in self.judge.kept}
        return min((self._differences(code, window, outcome) for outcome in outcomes), key=len)

    def _differences(self, code: dict[str, Value], window: Window, outcome: Outcome) -> tuple[Change, ...]:
        found = list(changes(code, self._decoded(outcome.observed)))
        if self.contract.messages:
            inflight, new = self._messages(outcome.inflight), self._messages(outcome.sent)
            found += [Change("sent ∋", message, None) for message in without(window.sent, inflight)]
            found += [Change("sent ∋", None, message) for message in without(new, window.sent)]
        return tuple(found)

    def _forgotten(self, before: State, carried: list[int]) -> tuple[Change, ...]:
        """How Map_Represent would have the specification's variables, against how they are: the smallest difference."""
        represented, _ = self.judge.representatives(before)
        own = [self.session.why(state)["variables"] for state in carried[:MOST_STATES]]
        other = [self.session.why(state)["variables"] for state in represented[:MOST_STATES]]
        return min((changes(mine, theirs) for mine in own for theirs in other), key=len, default=())

    def _blocked(self, carried: list[int], calls: list[Mapped], answer: Step | EvaluationError) -> tuple[Blocked, ...]:
        """For each action of the decision the conjunct that stops it in the first of the states."""
        if isinstance(answer, EvaluationError):
            return (self._at("", answer.message, answer.location),)
        found = []
        for call in calls if carried else []:
            try:
                blame = self.session.why(carried[0], call.action, call.arguments[0]).get("blame", "")
            except EvaluationError as error:
                found.append(self._at(call.action, error.message, error.location))
                continue
            if blame:
                found.append(self._at(call.action, "", blame))
        return tuple(found)

    def _at(self, action: str, words: str, location: str) -> Blocked:
        """With its place, and the text there where there are no other words, on one line."""
        match = _LOCATION.search(location)
        if not match or f"{match.group(5)}.tla" not in self.session.workspace.submission.files:
            return Blocked(action, words, location)
        first, start, last, end = (int(group) for group in match.groups()[:4])
        lines = self.session.workspace.read(f"{match.group(5)}.tla").splitlines()[first - 1 : last]
        lines[-1] = lines[-1][:end]
        lines[0] = lines[0][start - 1 :]
        text = " ".join(line.strip() for line in lines)
        return Blocked(action, words or text, location, match.group(5), first, last)

    def _changes_of(self, outcome: Outcome, before: State) -> tuple[Change, ...]:
        return changes(before.fields, self._decoded(outcome.observed))

    def _messages(self, texts: Sequence[msgspec.Raw]) -> tuple[Value, ...]:
        return tuple(map(self._decoded, texts))

    def _decoded(self, text: msgspec.Raw) -> Value:
        return arranged(msgspec.json.decode(text), self.orders)


def _looks(outcome: Outcome) -> str:
    """How a state of the specification looks, messages included."""
    return b"".join(map(bytes, [outcome.observed, *sorted(outcome.inflight, key=bytes)])).decode()

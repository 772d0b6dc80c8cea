"""All recorded traces, one group after the other: those of a group have the same constants, for which TLC loads once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

import msgspec

from sysmobench.engine import EvaluationError, Session
from sysmobench.errors import EngineLost, Problem, SubmissionError
from sysmobench.phases.bounds import high
from sysmobench.phases.conformance import Progress, Walked, Walker
from sysmobench.phases.judge import MOST_REPRESENTATIVES, Judge, Judgement
from sysmobench.phases.rules import ALL_RULES, Rule
from sysmobench.results import Verdict
from sysmobench.systems import Contract, State, Trace, Window
from sysmobench.tla.values import canonical


@dataclass
class Findings:
    """What traces gave, before it is scored."""

    init: Judgement
    """Of the first group whose initial states are not the code's, or a pass."""
    kept: tuple[str, ...]
    """The observables that Map_Observe shows, in the contract's order."""
    walked: dict[int, Walked]
    """By the number of the trace, in the order of the traces."""


def walk_traces(
    contract: Contract,
    session: Session,
    declared: list[str],
    traces: list[Trace],
    *,
    rules: frozenset[Rule] = ALL_RULES,
    coverage: bool = False,
    enough: Callable[[Walked], bool] = lambda walked: False,
    visited: Callable[[], None] = lambda: None,
) -> Findings:
    """Judges every window of the traces in one session, or of those up to the first that is ``enough``.

    With ``coverage`` the session can tell what of the specification the windows of a group needed: ``visited`` is called at
    the end of each group, while it is still loaded.
    """
    found = []
    for group in groups(traces):
        found.append(walk_group(contract, session, declared, traces, group, rules=rules, coverage=coverage, enough=enough))
        visited()
        *_, last = found[-1].walked.values()
        if enough(last):
            break
    return together(contract, found)


def walk_group(
    contract: Contract,
    session: Session,
    declared: list[str],
    traces: list[Trace],
    group: list[int],
    *,
    rules: frozenset[Rule] = ALL_RULES,
    progress: Progress = lambda done: None,
    coverage: bool = False,
    enough: Callable[[Walked], bool] = lambda walked: False,
    visited: Callable[[Collection[str]], None] = lambda seen: None,
) -> Findings:
    """Judges the traces of a group, which have the same constants; the submission has been parsed.

    ``visited`` is called at the end, while it is still loaded, and told how the specification looked.
    """
    first = traces[group[0]]
    constants = first.header.constants
    session.load(constants | high(), declared, membership=Rule.MEMBERSHIP in rules, coverage=coverage)
    kept = _kept(contract, session, first.init)
    walker = Walker(Judge(contract, session, constants, kept, rules), progress)
    init = _init(session, walker, first.init)
    walked = {}
    for number in group:
        walked[number] = walker.walk(traces[number])
        if enough(walked[number]):
            break
    visited(walker.seen)
    return Findings(init, kept, walked)


def together(contract: Contract, found: Sequence[Findings]) -> Findings:
    """The findings of all groups. An observable counts as kept if it is always kept."""
    init = next((each.init for each in found if each.init.verdict is not Verdict.PASS), found[0].init)
    kept = tuple(name for name in contract.observables if all(name in each.kept for each in found))
    walked = {number: walked for each in found for number, walked in each.walked.items()}
    return Findings(init, kept, dict(sorted(walked.items())))


def groups(traces: list[Trace]) -> list[list[int]]:
    """The numbers of the traces, those with the same constants together."""
    found: dict[str, list[int]] = {}
    for number, trace in enumerate(traces):
        found.setdefault(canonical(trace.header.constants), []).append(number)
    return list(found.values())


def _init(session: Session, walker: Walker, recorded: State) -> Judgement:
    answer = session.attempt(lambda: walker.init(recorded)[0])
    if isinstance(answer, EngineLost):
        return Judgement(Verdict.UNSCORED if answer.why == "killed" else Verdict.SPEC_ERROR, f"Init: {answer}")
    return answer


def _kept(contract: Contract, session: Session, init: State) -> tuple[str, ...]:
    answer = session.attempt(lambda: kept_observables(contract, session, init))
    return tuple(contract.observables) if isinstance(answer, EngineLost) else answer


def kept_observables(contract: Contract, session: Session, init: State) -> tuple[str, ...]:
    """The observables that Map_Observe keeps, in the contract's order; SubmissionError if it shows others."""
    try:
        states = session.initial()
    except EvaluationError:
        states = []
    if not states:
        represented = session.represent([init.recorded()], MOST_REPRESENTATIVES)[0]
        states = [] if isinstance(represented, EvaluationError) else represented
    if not states:
        return tuple(contract.observables)
    observed = msgspec.json.decode(states[0].observed)
    file = f"{contract.module}_mapping.tla"
    names = ", ".join(contract.observables)
    if observed == []:
        raise SubmissionError([Problem("Map_Observe shows none of the observables", file, hint=f"they are {names}")])
    if not isinstance(observed, dict):
        raise SubmissionError([Problem("Map_Observe is no record", file, hint=f"its fields are observables: {names}")])
    unknown = sorted(set(observed) - set(contract.observables))
    if unknown:
        raise SubmissionError([Problem(f"Map_Observe has the field {unknown[0]}", file, hint=f"the observables are {names}")])
    return tuple(name for name in contract.observables if name in observed)


def all_windows(findings: Findings) -> Iterable[tuple[Window, Judgement]]:
    """Every window with its verdict, in the order of the traces."""
    for walked in findings.walked.values():
        yield from walked.windows

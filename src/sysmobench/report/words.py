"""Verdicts in words, and which failures tell most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sysmobench.errors import UsageError
from sysmobench.results import Failure, Result, Verdict

WORDS = {
    Verdict.MISSING: "the specification cannot do what the code did",
    Verdict.SPURIOUS: "the specification can do what the code does not do there",
    Verdict.HIDDEN_STATE: "it passes only from Map_Represent: the specification forgot something on the way",
    Verdict.MAPPING_ERROR: "the mapping does not fit",
    Verdict.SPEC_ERROR: "TLC could not evaluate it",
    Verdict.UNSCORED: "the judge itself failed",
}
REFUSED = "the code refuses this and the specification allows it"


@dataclass(frozen=True)
class Telling:
    """Failures of one kind, and one window that shows them."""

    what: str
    """Action and branch."""
    words: str
    failing: int
    of: int
    window: str


def worst_window(result: Result) -> str:
    """The window (or fan) that explains most; empty if there is none to explain."""
    return next((each.window for each in most_telling(result) if ":" in each.window), "")


def window_of(result: Result, what: str) -> str:
    """The first failing window of an action, or of a branch of it (``RecvApp``, ``RecvApp truncate``), or UsageError."""
    labels = {failure.window: label(failure) for failure in result.failures}
    for window, name in labels.items():
        if ":" in window and (name == what or name.partition(" ")[0] == what):
            return window
    known = ", ".join(dict.fromkeys(labels.values())) or "none"
    raise UsageError(f"{what!r} is no window, no violated property, and nothing that fails; what fails: {known}")


def label(failure: Failure) -> str:
    """Action and branch, or decision and refusal."""
    return f"{failure.decision} refused:{failure.branch}" if failure.refused else f"{failure.action} {failure.branch}"


def most_telling(result: Result, most: int = 3) -> list[Telling]:
    """The kinds of failure that cost most, worst first; another action before a second branch of the same."""
    groups: dict[tuple[str, str, bool, Verdict], list[str]] = defaultdict(list)
    for failure in result.failures:
        owner = failure.decision if failure.refused else failure.action
        groups[owner, failure.branch, failure.refused, failure.verdict].append(failure.window)
    found = []
    for (owner, branch, refused, verdict), windows in groups.items():
        of = _windows(result, owner, branch, refused=refused) or len(windows)
        words = REFUSED if refused and verdict is Verdict.SPURIOUS else WORDS[verdict]
        what = f"{owner} refused:{branch}" if refused else f"{owner} {branch}"
        found.append(Telling(what, words, len(windows), of, windows[0]))
    found += _beyond(result)
    found.sort(key=lambda each: (-each.failing / each.of, -each.failing, each.what))
    worst_of_each = {each.what.partition(" ")[0]: each for each in reversed(found)}
    chosen = [each for each in found if each in worst_of_each.values()]
    return (chosen + [each for each in found if each not in chosen])[:most]


def _windows(result: Result, owner: str, branch: str, *, refused: bool) -> int:
    for action in result.actions:
        if (action.decision if refused else action.name) == owner:
            for each in action.branches:
                if each.name == branch and each.refused == refused:
                    return each.windows
    return 0


def _beyond(result: Result) -> list[Telling]:
    """Next may do more than the code where no mapped action shows it."""
    if result.conformance is None:
        return []
    fans = result.conformance.fans
    failing = fans.count - fans.full - fans.unscored
    if not failing:
        return []
    place = fans.first.partition(": ")[0]
    words = "Next does more than the code can do at that moment" if fans.beyond else "Next cannot be followed at that moment"
    return [Telling("Next", words, failing, fans.count, place)]


def phase_rows(result: Result) -> Iterator[tuple[str, float, str]]:
    """Each phase, and the mean of all: its name, its score, and what is behind it."""
    scores = result.scores
    syntax = result.syntax
    sound = syntax.definitions - len(syntax.unsound)
    yield (
        "syntax",
        scores.syntax,
        f"{'parses' if syntax.parses else 'does not parse'}; {sound} of {syntax.definitions} definitions are sound",
    )
    runtime = result.runtime
    words = "not asked"
    if runtime:
        explored = " and ".join(
            f"{'all' if e['complete'] else 'the first'} {e['distinct']:,} states" for e in runtime.explorations
        )
        total = len(runtime.fired) + len(runtime.silent)
        words = f"{len(runtime.fired)} of {total} actions fire in {explored or 'no state'}"
        if runtime.silent:
            words += f"; never: {', '.join(runtime.silent)}"
    yield "runtime", scores.runtime, words
    conformance = result.conformance
    words = "not asked"
    if conformance:
        passing = conformance.verdicts.get(Verdict.PASS, 0)
        words = f"{passing:,} of {conformance.windows:,} windows pass; closure {conformance.closure:.3f}"
        words += f", recall {conformance.recall:.3f}, precision {conformance.precision:.3f}, strict {conformance.strict:.3f}"
        if conformance.divergent is not None:
            words += f", divergent {conformance.divergent:.3f}"
        if conformance.share < 1:
            words += f"; keeps {len(conformance.observables)} observables: {', '.join(conformance.observables) or 'none'}"
        if conformance.bounded:
            words += "; bounded: hidden steps lead to too many states, so that it cannot be verified"
        if conformance.round_trip.failures:
            words += f"; {conformance.round_trip.failures} of {conformance.round_trip.states} round trips fail"
    yield "conformance", scores.conformance, words
    invariants = result.invariants
    words = "not asked"
    if invariants:
        bad = [f"{each.name} {each.verdict}" for each in invariants.properties if each.verdict != "holds"]
        holding = len(invariants.properties) - len(bad)
        words = f"{holding} of {len(invariants.properties)} properties hold" + (f"; {', '.join(bad)}" if bad else "")
    yield "invariants", scores.invariants, words
    yield "overall", scores.overall, f"unscored: {result.unscored}"

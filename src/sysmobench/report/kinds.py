"""Failures sorted into kinds: which tell most, and which windows of each are worth explaining."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sysmobench.errors import UsageError
from sysmobench.report.words import REFUSED, WORDS, label
from sysmobench.results import ActionReport, Branch, Result, Verdict


@dataclass(frozen=True)
class Kind:
    """All windows that fail in one branch with one verdict."""

    label: str
    verdict: str
    words: str
    windows: tuple[str, ...]
    of: int
    """How many windows the branch has."""


def kinds_of(result: Result) -> list[Kind]:
    """The kinds of failure, those that cost most first."""
    groups: dict[tuple[str, Verdict], list[str]] = defaultdict(list)
    refused: set[str] = set()
    for failure in result.failures:
        groups[label(failure), failure.verdict].append(failure.window)
        if failure.refused:
            refused.add(label(failure))
    sizes = {name_of(action, branch): branch.windows for action in result.actions for branch in action.branches}
    found = []
    for (name, verdict), windows in groups.items():
        words = REFUSED if name in refused and verdict is Verdict.SPURIOUS else WORDS[verdict]
        found.append(Kind(name, verdict.value, words, tuple(windows), sizes.get(name, len(windows))))
    return sorted(found, key=lambda kind: (-len(kind.windows) / kind.of, -len(kind.windows), kind.label))


def name_of(action: ActionReport, branch: Branch) -> str:
    """As failures are labelled."""
    return f"{action.decision} refused:{branch.name}" if branch.refused else f"{action.name} {branch.name}"


def worth_explaining(kinds: Sequence[Kind], most: int, each: int) -> list[str]:
    """One window of every kind from as few traces as a greedy search finds, then more of the same traces, up to ``each``.

    No more than ``most`` in all; those of the first kinds are kept. Windows of Init are of no trace, and left out.
    """
    by_kind = {kind: [window for window in kind.windows if ":" in window] for kind in kinds}
    traces: dict[str, dict[Kind, list[str]]] = defaultdict(lambda: defaultdict(list))
    for kind, windows in by_kind.items():
        for window in windows:
            traces[window.partition(":")[0]][kind].append(window)
    wanted = [kind for kind in kinds if by_kind[kind]][:most]
    chosen: dict[Kind, list[str]] = {kind: [] for kind in wanted}
    taken: list[str] = []
    while open_kinds := [kind for kind in wanted if not chosen[kind]]:
        best = max(traces, key=lambda name: (sum(kind in traces[name] for kind in open_kinds), name))
        taken.append(best)
        for kind in open_kinds:
            chosen[kind] += traces[best].get(kind, [])[:1]
    left = most - sum(map(len, chosen.values()))
    for kind in wanted:
        more = [window for name in taken for window in traces[name].get(kind, []) if window not in chosen[kind]]
        extra = more[: max(0, min(left, each - len(chosen[kind])))]
        chosen[kind] += extra
        left -= len(extra)
    return [window for kind in wanted for window in chosen[kind]]


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


def most_telling(result: Result, most: int = 3) -> list[Telling]:
    """The kinds of failure that cost most, worst first; another action before a second branch of the same."""
    found = [Telling(kind.label, kind.words, len(kind.windows), kind.of, kind.windows[0]) for kind in kinds_of(result)]
    found += _beyond(result)
    found.sort(key=lambda each: (-each.failing / each.of, -each.failing, each.what))
    worst_of_each = {each.what.partition(" ")[0]: each for each in reversed(found)}
    chosen = [each for each in found if each in worst_of_each.values()]
    return (chosen + [each for each in found if each not in chosen])[:most]


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

"""Failures sorted into kinds, and which windows of each are worth explaining."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sysmobench.report.words import REFUSED, WORDS, label
from sysmobench.results import ActionReport, Branch, Result, Verdict

FANS = "Next, at fans"
"""The kind of the fans at which Next does more than the code."""


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

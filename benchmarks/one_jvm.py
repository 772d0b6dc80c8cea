"""The same windows with the same verdicts: one JVM for all of them, against one JVM for each."""

from __future__ import annotations

import random
from collections.abc import Sequence
from math import sqrt
from statistics import fmean, median, stdev

from benchmarks.judged import effective_steps, judge, submission_of
from benchmarks.jvm_each import Answer, JvmEach
from benchmarks.measure import Clock, Cost, Row, Say, typical
from sysmobench.engine import Workspace, find_tools
from sysmobench.phases.walking import all_windows
from sysmobench.results import Verdict
from sysmobench.submission import Submission
from sysmobench.systems import Contract, Trace, Window

FOLDER = "textbook/guard_with_lock"
"""It fails about every fourth step, so that both verdicts are among the windows."""
SEED = 1
"""Of the sample."""


class DisagreementError(Exception):
    """The two ways give a window different verdicts: a defect of one of them, and no ratio to speak of."""


def compare(system: str, count: int, size: int, repeats: int, say: Say) -> tuple[float, list[Row]]:
    """How many times faster one JVM is, and the rows about it; DisagreementError where a verdict differs."""
    contract, submission = submission_of(system, FOLDER)
    traces = effective_steps(contract, count)
    groups = _groups(contract, submission, traces)
    ours: list[Cost] = []
    answers: dict[Verdict, list[Answer]] = {verdict: [] for verdict in groups}
    with Workspace(contract, submission) as workspace:
        way = JvmEach(find_tools(), workspace, contract, submission)
        for part in _parts(_sample(groups, size), repeats):
            clock = Clock()
            judge(contract, submission, traces)
            ours.append(clock.read())
            for expected, window in part:
                answers[expected].append(_same(way.judge(window), expected, window))
            done = sum(map(len, answers.values()))
            say(f"     {done} windows in a JVM each, the same verdict from both ways")
    one, each = typical(ours), _in_all(groups, answers)
    return each.wall / one.wall, _rows(groups, answers, ours, each)


def _in_all(groups: dict[Verdict, list[Window]], answers: dict[Verdict, list[Answer]]) -> Cost:
    """What a JVM for each window costs in all: for each verdict the mean of those that ran, times how many there are."""
    wall = sum(len(group) * fmean(answer.cost.wall for answer in answers[verdict]) for verdict, group in groups.items())
    used = sum(len(group) * fmean(answer.cost.processor for answer in answers[verdict]) for verdict, group in groups.items())
    return Cost(wall, used)


def _groups(contract: Contract, submission: Submission, traces: list[Trace]) -> dict[Verdict, list[Window]]:
    """The windows by our engine's verdict; plain TLC can say only whether a step is there, so there are two."""
    groups: dict[Verdict, list[Window]] = {Verdict.PASS: [], Verdict.MISSING: []}
    for window, judgement in all_windows(judge(contract, submission, traces)):
        if judgement.verdict not in groups:
            raise DisagreementError(f"{window.id} is {judgement.verdict}, which a JVM of its own cannot say")
        groups[judgement.verdict].append(window)
    return groups


def _sample(groups: dict[Verdict, list[Window]], size: int) -> list[tuple[Verdict, Window]]:
    """So many windows, of each verdict as many as its share, one at least, in random order."""
    draw = random.Random(SEED)
    count = sum(map(len, groups.values()))
    sample = []
    for verdict, group in groups.items():
        share = max(1, round(size * len(group) / count))
        sample += [(verdict, window) for window in draw.sample(group, share)]
    draw.shuffle(sample)
    return sample


def _parts(sample: list[tuple[Verdict, Window]], count: int) -> list[list[tuple[Verdict, Window]]]:
    """The sample in parts: our engine runs before each, so that both ways see the same load of the machine."""
    return [sample[number::count] for number in range(count)]


def _same(answer: Answer, expected: Verdict, window: Window) -> Answer:
    if answer.verdict is not expected:
        raise DisagreementError(f"{window.id}: {expected} in one JVM, {answer.verdict} in its own")
    return answer


def _rows(
    groups: dict[Verdict, list[Window]],
    answers: dict[Verdict, list[Answer]],
    ours: list[Cost],
    each: Cost,
) -> list[Row]:
    count = sum(map(len, groups.values()))
    seconds = [answer.cost.wall for some in answers.values() for answer in some]
    walls = [cost.wall for cost in ours]
    one = typical(ours)
    ran = (
        "all of them ran" if len(seconds) == count else f"extrapolated from {_counts(answers)}; ±{_error(seconds, count):.0f} s"
    )
    spread = f"{median(seconds):.2f} s a window ({min(seconds):.2f} to {max(seconds):.2f})"
    kinds = " and ".join(f"{len(group)} {verdict}" for verdict, group in groups.items())
    whole = f"with Java's start, SANY, loading and round trips; {min(walls):.2f} to {max(walls):.2f} s"
    agreed = f"the same verdict from both ways in each of {len(seconds)} windows"
    return [
        Row(f"{count} windows, one JVM each", f"{each.wall:,.1f} s", f"{ran}; {spread}; the same Java flags", head=True),
        Row(f"{count} windows, one JVM", f"{one.wall:.2f} s", f"{kinds}, {FOLDER}; {whole}", head=True),
        Row(
            "ratio",
            f"{each.wall / one.wall:.0f}",
            f"by processor time {each.processor / one.processor:.0f}; {agreed}",
            head=True,
        ),
    ]


def _counts(answers: dict[Verdict, list[Answer]]) -> str:
    """How many ran of each verdict."""
    parts = [f"{len(each)} {verdict}" for verdict, each in answers.items()]
    return f"a random sample of {' and '.join(parts)}"


def _error(seconds: Sequence[float], count: int) -> float:
    """Half the width of the interval in which, 95 times of 100, the sum of all would be, by the spread of the sample."""
    return 1.96 * stdev(seconds) / sqrt(len(seconds)) * count

"""Judging as `check` does it up to conformance, and the session that keeps an account of what it waits for."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from inspect import isfunction
from typing import Any, NamedTuple, TypeVar

import msgspec

from benchmarks.measure import BrokenRunError
from sysmobench import load_contract, load_traces, read_submission
from sysmobench.engine import Session, Workspace, find_tools
from sysmobench.phases.walking import Findings, walk_traces
from sysmobench.submission import Submission
from sysmobench.systems import Contract, Trace, Window

_NO_QUESTIONS = {"attempt", "close", "decide", "everything", "follow", "restart"}
"""Methods that only lead to others."""

T = TypeVar("T")


class Question(NamedTuple):
    """A question that the engine was asked: the session's method, and the clock before and after."""

    name: str
    begin: float
    end: float


class AccountedSession(Session):
    """Keeps an account of every question."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.questions: list[Question] = []
        for name, method in vars(Session).items():
            if isfunction(method) and not name.startswith("_") and name not in _NO_QUESTIONS:
                setattr(self, name, self._timed(name, getattr(self, name)))

    def _timed(self, name: str, ask: Callable[..., T]) -> Callable[..., T]:
        def timed(*arguments: Any, **named: Any) -> T:
            begin = time.perf_counter()
            try:
                return ask(*arguments, **named)
            finally:
                self.questions.append(Question(name, begin, time.perf_counter()))

        return timed

    def waited(self) -> dict[str, float]:
        """Seconds by question."""
        seconds: defaultdict[str, float] = defaultdict(float)
        for question in self.questions:
            seconds[question.name] += question.end - question.begin
        return dict(seconds)


def submission_of(system: str, folder: str) -> tuple[Contract, Submission]:
    """A contract and a submission that ships with it, ``reference`` or ``textbook/<name>``."""
    contract = load_contract(system)
    return contract, read_submission(contract.folder / folder, contract)


def judge(contract: Contract, submission: Submission, traces: list[Trace]) -> Findings:
    """Everything from starting Java to its end: loading, SANY included, and every window.

    The score of the syntax and the shape of the mapping are not looked at, as a JVM for each window does not either.
    """
    with Workspace(contract, submission) as workspace, Session(find_tools(), workspace, contract.strings) as session:
        return walk_traces(contract, session, list(contract.constants), traces)


def effective_steps(contract: Contract, count: int) -> list[Trace]:
    """Recorded paths without fans and refusals, so many steps in all; a refusal changes nothing, so the paths stay whole."""
    traces = []
    for trace in load_traces(contract, "test"):
        steps = [step for step in trace.steps if not step.refused][:count]
        count -= len(steps)
        if steps:
            traces.append(msgspec.structs.replace(trace, steps=steps, fans={}))
    if count:
        raise BrokenRunError(f"{contract.name} has {count} recorded steps too few")
    return traces


def up_to(traces: list[Trace], count: int) -> list[Trace]:
    """The first traces, the last one cut at a place, with the most windows that are no more than ``count``."""
    kept: list[Trace] = []
    for trace in traces:
        steps: list[Window] = []
        fans: dict[int, list[Window]] = {}
        for number in range(len(trace.steps) + 1):
            fan = trace.fans.get(number, [])
            step = trace.steps[number : number + 1]
            if len(fan) + len(step) > count:
                break
            count -= len(fan) + len(step)
            steps += step
            if fan:
                fans[number] = fan
        kept.append(msgspec.structs.replace(trace, steps=steps, fans=fans))
        if len(steps) < len(trace.steps):
            break
    return kept


def count_windows(traces: list[Trace]) -> int:
    """How many there are to judge."""
    return sum(1 for trace in traces for _ in trace.windows())

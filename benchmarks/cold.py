"""One whole check from a cold start, against the least that any check in Java costs: a JVM that parses the same modules."""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict
from typing import Any

import msgspec

from benchmarks.judged import Question, submission_of
from benchmarks.measure import Cost, Row, java, milliseconds, python, run, typical
from sysmobench.engine import Workspace, find_tools
from sysmobench.engine.workspace import ROOT as ROOT_MODULE
from sysmobench.phases.bounds import high

_STAGES = {"syntax": "SANY, first loading", "exploration": "exploration, JVM ends"}
"""What happens between two marks, where the phase that begins there does not say it all."""


class _Told(msgspec.Struct, frozen=True):
    """A run by the clock, which all processes of a machine share: it counts from the machine's start."""

    begin: float
    end: float
    marks: list[tuple[str, float]]
    questions: list[Question]
    windows: int


def whole_check(system: str, repeats: int) -> list[Row]:
    """The reference's check in a fresh Python process, the floor, and what lies between them."""
    contract, submission = submission_of(system, "reference")
    code = f"from sysmobench import check; assert check({str(contract.folder / 'reference')!r}, {system!r}).verified"
    tools = find_tools()
    checks: list[Cost] = []
    floors: list[Cost] = []
    bare: list[Cost] = []
    python("-c", code)  # the files are in memory from here on, and compiled
    with Workspace(contract, submission) as workspace:
        workspace.write_root(contract.constants_of("test") | high(), list(contract.constants))
        parse = java(tools, workspace.temporary, "tla2sany.SANY", f"{ROOT_MODULE}.tla")
        nothing = java(tools, workspace.temporary, "-version")
        for _ in range(repeats):
            checks.append(python("-c", code).cost)
            floors.append(run(parse, workspace.path).cost)
            bare.append(run(nothing, workspace.path).cost)
    return [*_heads(checks, floors, bare), *_breakdown(system, repeats)]


def _heads(checks: list[Cost], floors: list[Cost], bare: list[Cost]) -> list[Row]:
    check, floor = typical(checks), typical(floors)
    walls = [cost.wall for cost in checks]
    span = f"median of {len(walls)}, {milliseconds(min(walls))} to {milliseconds(max(walls))}"
    how = f"a fresh process, its files in the system's cache; {span}; processor time {milliseconds(check.processor)}"
    least = f"one that does nothing takes {milliseconds(typical(bare).wall)}"
    return [
        Row("check of the reference", milliseconds(check.wall), how, head=True),
        Row("floor", milliseconds(floor.wall), f"one JVM, same flags, parses the same modules and ends; {least}", head=True),
        Row(
            "check / floor",
            f"{check.wall / floor.wall:.2f}",
            f"by processor time {check.processor / floor.processor:.2f}",
            head=True,
        ),
    ]


def _breakdown(system: str, repeats: int) -> list[Row]:
    """Where the time goes, of the run in the middle of several."""
    runs = sorted((_stages(system) for _ in range(repeats)), key=lambda each: each.end - each.begin)
    told = runs[len(runs) // 2]
    rows = [Row("  Python starts, imports", milliseconds(told.marks[0][1] - told.begin), "everything that a check needs")]
    for (name, begin), (_, end) in zip(told.marks, [*told.marks[1:], ("", told.end)], strict=True):
        rows.append(Row(f"  {_STAGES.get(name, name)}", milliseconds(end - begin), _asked(told, begin, end)))
    how = f"the middle one of {repeats} runs; the engine's answers with the time that they took to come"
    return [*rows, Row("  in all", milliseconds(told.end - told.begin), how)]


def _asked(told: _Told, begin: float, end: float) -> str:
    """What the engine was asked in a stage, and what is left of the stage for Python."""
    seconds: defaultdict[str, float] = defaultdict(float)
    times: Counter[str] = Counter()
    for question in told.questions:
        if begin <= question.begin < end:
            seconds[question.name] += question.end - question.begin
            times[question.name] += 1
    if not seconds:
        return ""
    answers = ", ".join(f"{times[name]:,}x {name} {milliseconds(seconds[name])}" for name in seconds)
    windows = f"{told.windows:,} windows; " if "survey" in times else ""
    return f"{windows}{answers}; Python {milliseconds(end - begin - sum(seconds.values()))}"


def _stages(system: str) -> _Told:
    begin = time.perf_counter()
    ran = python("-m", "benchmarks.stages", system)
    told: dict[str, Any] = json.loads(ran.output)
    return msgspec.convert({"begin": begin, "end": begin + ran.cost.wall, **told}, _Told)

"""Results on a terminal, no wider than a hundred columns."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sysmobench.report import values
from sysmobench.report.kinds import most_telling
from sysmobench.report.words import phase_rows
from sysmobench.results import ActionReport, Branch, Result, Verdict

WIDTH = 100

_MARKS = {
    Verdict.MISSING: "missing",
    Verdict.SPURIOUS: "spurious",
    Verdict.HIDDEN_STATE: "hidden",
    Verdict.MAPPING_ERROR: "mapping",
    Verdict.SPEC_ERROR: "error",
    Verdict.UNSCORED: "unscored",
}


def console(*, stderr: bool = False) -> Console:
    """A console no wider than WIDTH, which shows brackets as brackets: they belong to TLA+."""
    probe = Console(stderr=stderr)
    width = min(probe.width, WIDTH) if probe.is_terminal else WIDTH
    return Console(stderr=stderr, highlight=False, markup=False, width=width)


def render(result: Result, name: str = "", *, branches: bool = False) -> RenderableType:
    """The whole result: phases, actions, failures in words; with ``branches`` those that pass are listed as well."""
    parts: list[RenderableType] = [_phases(result, name)]
    if result.actions:
        parts += [Text(), _actions(result, listed=branches)]
    parts += _messages(result)
    parts += _wrong(result)
    if any(_not_by_itself(branch) for action in result.actions for branch in action.branches):
        parts += [Text(), Text("not by itself: it passes, but only from states that Map_Represent made up", style="dim")]
    parts += [Text(f"note: {note}", style="dim") for note in result.notes]
    return Group(*parts)


def _wrong(result: Result) -> list[RenderableType]:
    """What it gets wrong, in words: the kinds of failure that cost most, and a mapping that does not fit."""
    lines = [(each.what, each.words, f"in {each.failing} of {each.of}, e.g. {each.window}") for each in most_telling(result)]
    trips = result.conformance.round_trip if result.conformance else None
    if trips and trips.failures:
        lines.append(("Map_Represent, Map_Observe", trips.first, f"in {trips.failures} of {trips.states} recorded states"))
    strays = result.runtime.strays if result.runtime else 0
    if strays:
        words = "it changes what is observed in steps that are no action of the contract"
        lines.append(("Next", words, f"in {strays:,} explored steps; sysmobench explain RESULT Next shows one"))
    parts: list[RenderableType] = [Text(), Text("What it gets wrong", style="bold")] if lines else []
    for what, words, where in lines:
        parts += [Text.assemble(("  • ", "red"), (what, "bold"), f": {words}"), Text(f"    {where}", style="dim")]
    return parts


def score(value: float | None) -> Text:
    """A score, coloured."""
    if value is None:
        return Text(values.score(value), style="dim")
    return Text(values.score(value), style="green" if value == 1 else "yellow" if value >= 0.5 else "red")  # noqa: PLR2004


def _phases(result: Result, name: str) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False, expand=False)
    table.add_column(width=13)
    table.add_column(width=6, justify="right")
    table.add_column(max_width=76, overflow="fold")
    heading = f"{name or 'submission'} against {result.system} {result.version}, split {result.split}"
    table.add_row(Text("verified" if result.verified else "", style="bold green"), "", Text(heading, style="bold"))
    for phase, value, words in phase_rows(result):
        table.add_row(phase, score(value), Text(words, style="dim"))
    return table


def _actions(result: Result, *, listed: bool) -> Table:
    """A row for each branch; branches of an action that all pass share one, unless they are to be ``listed``."""
    table = Table(box=None, pad_edge=False, header_style="bold", expand=False)
    table.add_column("action", width=16)
    table.add_column("score", width=6, justify="right")
    table.add_column("branch", width=28)
    table.add_column("windows", width=7, justify="right")
    table.add_column("pass", width=6, justify="right")
    table.add_column("otherwise", max_width=30)
    shown: set[str] = set()
    for action in result.actions:
        effects = [branch for branch in action.branches if not branch.refused]
        refusals = [branch for branch in action.branches if branch.refused and action.decision not in shown]
        shown.add(action.decision)
        rows = [*_rows(effects, "branches", listed=listed), *_rows(refusals, "refusals", listed=listed)]
        for number, cells in enumerate(rows):
            table.add_row(*_action_cells(action, number), *cells)
    return table


def _rows(branches: list[Branch], kind: str, *, listed: bool) -> list[tuple[RenderableType, ...]]:
    if listed or len(branches) < 2 or any(set(each.verdicts) != {Verdict.PASS} or _not_by_itself(each) for each in branches):  # noqa: PLR2004
        return [_branch_cells(branch) for branch in branches]
    windows = sum(branch.windows for branch in branches)
    style = "dim" if branches[0].refused else ""
    return [(Text(f"all {len(branches)} {kind}", style), str(windows), Text(str(windows)), "")]


def _action_cells(action: ActionReport, number: int) -> tuple[RenderableType, RenderableType]:
    return (action.name, score(action.score)) if number == 0 else ("", "")


def _branch_cells(branch: Branch) -> tuple[RenderableType, ...]:
    passing = branch.verdicts.get(Verdict.PASS, 0)
    others = [f"{count} {_MARKS[Verdict(name)]}" for name, count in branch.verdicts.items() if name != Verdict.PASS]
    if _not_by_itself(branch):
        others.append("not by itself")
    name = f"refused:{branch.name}" if branch.refused else branch.name
    style = "" if passing == branch.windows else "red"
    return (
        Text(name, style="dim" if branch.refused else ""),
        str(branch.windows),
        Text(str(passing), style),
        Text(", ".join(others), "red"),
    )


def _not_by_itself(branch: Branch) -> bool:
    return branch.score == 0 and branch.verdicts.get(Verdict.PASS, 0) > 0


def _messages(result: Result) -> list[RenderableType]:
    """What SANY and TLC say."""
    lines: list[RenderableType] = []
    for message in result.syntax.messages[:5]:
        place = f"{message.file}:{message.line}:{message.column}" if message.line else message.file
        lines.append(Text.assemble((f"{place}: ", "bold"), message.text))
    errors = result.runtime.errors if result.runtime else []
    for error in errors[:3]:
        where = f" ({error['location']})" if error.get("location") else ""
        first = " ".join(str(error["message"]).split())
        lines.append(Text.assemble((f"{error['action'] or 'TLC'}: ", "bold red"), f"{first[:160]}{where}"))
    if result.runtime and result.runtime.deadlocks:
        lines.append(Text(f"states without a successor: {result.runtime.deadlocks}"))
    return [Text(), *(Padding(line, (0, 0, 0, 2)) for line in lines)] if lines else []

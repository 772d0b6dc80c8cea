"""An explanation on a terminal."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from sysmobench.phases.differences import ABSENT, Change
from sysmobench.phases.explain import Explanation
from sysmobench.report.behaviours import moments, shares, stays
from sysmobench.report.values import show
from sysmobench.report.words import WORDS
from sysmobench.results import PropertyReport, Verdict
from sysmobench.tla.values import Value


def render(explanation: Explanation, *, full: bool = False) -> RenderableType:
    """State before, what the code did, what the specification can do, the difference, and what stands in the way.

    Of what a function has for each node or thread only the actor's share is shown, unless ``full``.
    """
    call = f"({', '.join(map(show, explanation.arguments))})" if explanation.arguments else ""
    heading = Text.assemble((explanation.window, "bold"), f"  {explanation.decision}{call}  ")
    heading.append(explanation.verdict, "green" if explanation.verdict == Verdict.PASS else "bold red")
    parts: list[RenderableType] = [heading]
    words = {verdict.value: text for verdict, text in WORDS.items()}.get(explanation.verdict)
    if words:
        parts.append(Text(words))
    if explanation.reason:
        parts.append(Text(explanation.reason, style="dim"))
    parts += [Text(), *_before(explanation, full=full)]
    if explanation.message is not None:
        parts += [Text(), Text("The message", style="bold"), Text(f"  {show(explanation.message)}")]
    parts += [Text(), Text(f"The code: {explanation.code}", style="bold")]
    if explanation.calls:
        parts.append(_outcome(explanation.changes, explanation.sent))
    parts += [Text(), Text("The specification can", style="bold")]
    if not explanation.possible:
        parts.append(Text("  do nothing visible here"))
    for possible in explanation.possible:
        label = f"  {', '.join(possible.actions)}{'  (as the code)' if possible.agrees else ''}"
        parts += [Text(label, "green" if possible.agrees else "red"), _outcome(possible.changes, possible.sent)]
    if explanation.differences:
        parts += [Text(), Text("The difference: code → specification", style="bold"), _changes(explanation.differences, "")]
    for blocked in explanation.blocked:
        what = f"{blocked.action} is not enabled" if blocked.action else "TLC could not evaluate it"
        parts += [Text(), Text(what, style="bold"), Text(f"  {blocked.conjunct}", "red"), Text(f"  {blocked.location}", "dim")]
    if explanation.forgotten:
        title = "What it has forgotten: its variables → as Map_Represent would have them"
        parts += [Text(), Text(title, style="bold"), _changes(explanation.forgotten, "")]
    if explanation.variables and (full or not explanation.calls):
        parts += [Text(), Text("The specification's variables", style="bold"), _fields(explanation.variables[0])]
    return Group(*parts)


def _before(explanation: Explanation, *, full: bool) -> list[RenderableType]:
    actor = explanation.arguments[0] if explanation.arguments else None
    heading = Text("The state before", style="bold")
    parts = shares(explanation.before, actor)
    own = {part: value for part, value, ours in parts if ours}
    if full or len(own) == len(parts):
        return [heading, _fields(explanation.before)]
    heading.append(f"  of {actor}; all of it with --full", style="not bold dim")
    return [heading, _fields(own)]


def _outcome(found: tuple[Change, ...], sent: tuple[Value, ...]) -> RenderableType:
    """What changes, and what is sent."""
    return _changes((*found, *(Change("sent ∋", ABSENT, message) for message in sent)), "nothing changes")


def render_property(report: PropertyReport) -> RenderableType:
    """A property and, where it is violated, the behaviour that violates it: the first state, then what each step changes."""
    parts: list[RenderableType] = [Text.assemble((report.name, "bold"), f"  {report.kind}  ", (report.verdict, "bold"))]
    parts += [Text(report.meaning), Text(report.detail, style="dim")]
    for number, moment in enumerate(moments(report)):
        parts += [Text(), Text(f"{number}. {moment.call}" if number else "The first state", style="bold")]
        parts.append(_changes(moment.changes, "the same") if number else _fields(moment.state))
    if stays(report):
        parts.append(Text(f"\n{stays(report)}"))
    return Group(*parts)


def _fields(fields: Mapping[str, Value]) -> Table:
    table = Table(box=None, show_header=False, pad_edge=True)
    for name, value in fields.items():
        table.add_row(name, Text(show(value)))
    return table


def _changes(found: tuple[Change, ...], otherwise: str) -> RenderableType:
    if not found:
        return Text(f"  {otherwise}", style="dim")
    table = Table(box=None, show_header=False, pad_edge=True)
    for change in found:
        table.add_row(Text(change.part), Text(show(change.before)), "→", Text(show(change.after)))
    return table

"""A window as a table: a row for each part that the code or the specification changes, a column for each of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sysmobench.phases.differences import ABSENT, Change
from sysmobench.phases.explain import Explanation
from sysmobench.report.values import show
from sysmobench.tla.values import Value, canonical

MOST_ALTERNATIVES = 4
"""More columns nobody reads."""
UNCHANGED = "unchanged"
GONE, NOT_THERE = "removed", "not there"
NO_STEP = "no such step"
"""In the column of the code, at a fan: what the specification does is not among all that the code can do there."""


@dataclass(frozen=True)
class Cell:
    """What becomes of a part."""

    text: str
    is_value: bool
    """Whether the text is TLA+, and not a word such as `unchanged`."""
    same: bool = True
    """As with the code."""


@dataclass(frozen=True)
class Row:
    """A part, as it is before, with the code, and with each alternative."""

    part: str
    element: str
    """For an element of a set, the element; the cells say whether it comes or goes."""
    before: str
    code: Cell
    alternatives: tuple[Cell, ...]

    @property
    def sends(self) -> bool:
        """Whether it is about a message and not about the state."""
        return self.part == "sends"

    @property
    def agrees(self) -> bool:
        """Whether every alternative does here what the code does."""
        return all(cell.same for cell in self.alternatives)


@dataclass(frozen=True)
class Alternative:
    """The head of a column of the specification."""

    actions: str
    agrees: bool


@dataclass(frozen=True)
class Comparison:
    """The table."""

    alternatives: tuple[Alternative, ...]
    rows: tuple[Row, ...]
    more: int = 0
    """Alternatives beyond those that are shown."""


_Key = tuple[str, str]


def compare(explanation: Explanation) -> Comparison:
    """The table of a window: first the alternatives nearest to the code, and the rows on which somebody differs."""
    code = _column(explanation.changes, explanation.sent)
    columns = [(each, _column(each.changes, each.sent)) for each in explanation.possible]
    columns.sort(key=lambda each: _distance(code, each[1]))
    shown = columns[:MOST_ALTERNATIVES]
    others = [column for _, column in shown]
    absent = "" if explanation.calls else NO_STEP
    rows = [_row(key, code, others, absent) for key in dict.fromkeys(key for column in (code, *others) for key in column)]
    return Comparison(
        tuple(Alternative(", ".join(each.actions), each.agrees) for each, _ in shown),
        tuple(sorted(rows, key=lambda row: row.agrees)),
        len(columns) - len(shown),
    )


def _distance(code: dict[_Key, Change], other: dict[_Key, Change]) -> int:
    """In how many parts an alternative is not as the code."""
    return sum(_cell(key, code) != _cell(key, other) for key in {*code, *other})


def _column(changes: Sequence[Change], sent: Iterable[Value]) -> dict[_Key, Change]:
    found = {_key(change): change for change in changes}
    for message in sent:
        change = Change("sends ∋", ABSENT, message)
        found[_key(change)] = change
    return found


def _key(change: Change) -> _Key:
    """Elements of sets have a row each."""
    if not change.part.endswith("∋"):
        return change.part, ""
    return change.part, canonical(change.before if change.after is ABSENT else change.after)


def _row(key: _Key, code: dict[_Key, Change], others: list[dict[_Key, Change]], absent: str) -> Row:
    change = next(column[key] for column in (code, *others) if key in column)
    element = change.before if change.after is ABSENT else change.after
    ours = Cell(absent, is_value=False) if absent else _cell(key, code)
    alternatives = tuple(replace(cell, same=cell == ours) for cell in (_cell(key, other) for other in others))
    if not key[1]:
        return Row(key[0], "", NOT_THERE if change.before is ABSENT else show(change.before), ours, alternatives)
    return Row(key[0].removesuffix(" ∋"), show(element), "there" if change.after is ABSENT else NOT_THERE, ours, alternatives)


def _cell(key: _Key, column: dict[_Key, Change]) -> Cell:
    change = column.get(key)
    sends = key[0].startswith("sends")
    if change is None:
        return Cell("not sent" if sends else UNCHANGED, is_value=False)
    if change.after is ABSENT:
        return Cell(GONE, is_value=False)
    if not key[1]:
        return Cell(show(change.after), is_value=True)
    return Cell("sent" if sends else "added", is_value=False)

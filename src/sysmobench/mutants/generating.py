"""From a reference specification to its mutants, in a fixed order and with names that outlive changes elsewhere in the file."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from sysmobench.mutants.merging import merged_actions
from sysmobench.mutants.operators import OPERATORS, Context, Edit
from sysmobench.mutants.syntax import Named, Source, is_bound, is_field, operands, symbol, walk
from sysmobench.submission import Submission
from sysmobench.systems import Contract
from sysmobench.tla.types import Type

LONGEST = 60
"""Characters of a text that are shown."""


@dataclass(frozen=True)
class Mutant:
    """The reference with one mistake."""

    name: str
    """Operator, definition, and a number among those of both."""
    operator: str
    definition: str
    line: int
    change: str
    """What stood there, and what stands there now, for people."""
    text: str
    """The whole module."""


def mutants_of(contract: Contract, reference: Submission) -> list[Mutant]:
    """All mutants of a reference, each another text, in the order of the module."""
    source = Source(reference.files[f"{contract.module}.tla"])
    config = reference.config
    assert config.init, "a reference names INIT and NEXT"
    init, step = source.needed_by(config.init), source.needed_by(config.next)
    actions = _actions(source, source.definitions[config.next].body)
    found: list[Mutant] = []
    numbers: Counter[tuple[str, str]] = Counter()
    texts = {source.data.decode()}
    for definition in source.definitions.values():
        if definition not in init and definition not in step:
            continue
        context = Context(
            source,
            initially=definition not in step,
            actions=frozenset(node.start_byte for node in actions),
            alternatives=_alternatives(contract),
            fields=_fields(source),
            initial=_initial(source, source.definitions[config.init].body),
        )
        for edit in _edits(context, definition, actions):
            text = _apply(source, edit)
            if text not in texts:
                texts.add(text)
                numbers[edit.operator, definition.name] += 1
                found.append(_mutant(source, definition, edit, numbers[edit.operator, definition.name], text))
    return found


def _edits(context: Context, definition: Named, actions: list[Node]) -> Iterator[Edit]:
    for node in walk(definition.body):
        for operator in OPERATORS:
            yield from operator(context, node)
    called = [context.source.definitions[name] for name in dict.fromkeys(_names(context.source, actions))]
    if definition in called:
        merged = merged_actions(context.source, called)
        yield from (edit for edit in merged if edit.node == definition.body)


def _mutant(source: Source, definition: Named, edit: Edit, number: int, text: str) -> Mutant:
    before, after = _short(source.flat(edit.node)), _short(edit.text)
    return Mutant(
        name=f"{edit.operator}/{definition.name}/{number}",
        operator=edit.operator,
        definition=definition.name,
        line=edit.node.start_point.row + 1,
        change=f"{before}  ->  {after}",
        text=text,
    )


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"


def _apply(source: Source, edit: Edit) -> str:
    begin, end = edit.node.start_byte, edit.node.end_byte
    return (source.data[:begin] + edit.text.encode() + source.data[end:]).decode()


# ---------------------------------------------------------------------- what operators may know


def _actions(source: Source, node: Node) -> list[Node]:
    """The calls of which Next consists, through disjunctions, quantifiers, and definitions that are no more than these."""
    if node.type == "bounded_quantification":
        inner = node.child_by_field_name("expression")
        assert inner
        return _actions(source, inner)
    parts = operands(node, "lor")
    if parts:
        return [action for part in parts for action in _actions(source, part)]
    name = node.child_by_field_name("name") if node.type == "bound_op" else node
    definition = source.definitions.get(source.text(name)) if name else None
    body = definition.body if definition else None
    if body is not None and (body.type == "bounded_quantification" or operands(body, "lor")):
        inside = _actions(source, body)
        if inside and all(source.text(each).split("(")[0] in source.definitions for each in inside):
            return [node, *inside]
    return [node]


def _names(source: Source, actions: list[Node]) -> Iterator[str]:
    for node in actions:
        name = node.child_by_field_name("name") if node.type == "bound_op" else node
        text = source.text(name) if name else ""
        if text in source.definitions:
            yield text


def _alternatives(contract: Contract) -> dict[str, str]:
    """For each string of an enumerated type the next one of that type."""
    others: dict[str, str] = {}
    parts = [each for parsed in contract.types_of.values() for each in _parts(parsed)]
    for names in (each.names for each in parts if each.kind == "strings" and len(each.names) > 1):
        for name, other in itertools.pairwise([*names, names[0]]):
            others.setdefault(name, other)
    return others


def _parts(parsed: Type) -> Iterator[Type]:
    yield parsed
    for part in parsed.parts:
        yield from _parts(part)


def _fields(source: Source) -> dict[str, str]:
    """For each field of a record that is updated somewhere the next such field."""
    names = [source.text(n) for n in walk(source.root) if n.type == "identifier_ref" and is_field(n)]
    distinct = list(dict.fromkeys(names))
    return dict(itertools.pairwise([*distinct, distinct[0]])) if len(distinct) > 1 else {}


def _initial(source: Source, init: Node) -> dict[str, str]:
    """What Init assigns to each variable."""
    values = {}
    for node in walk(init):
        left, right = node.child_by_field_name("lhs"), node.child_by_field_name("rhs")
        if symbol(node) == "eq" and left and right and source.text(left) in source.variables:
            bound = [source.text(each) for each in walk(right) if is_bound(each)]
            values[source.text(left)] = source.flat(right, {name: f"{name}_" for name in bound})
    return values

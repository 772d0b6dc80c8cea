"""Two actions merged into one: the second happens together with the first, in one step.

Both are brought into a normal form, conditions and one next value for each variable; in the second, each variable is then
replaced by the value that the first gives it. Only pairs are merged where the first leaves a thread (a string value of some
variable) where the second expects it: elsewhere the merged action would never be possible.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tree_sitter import Node

from sysmobench.mutants.operators import Edit
from sysmobench.mutants.syntax import Named, Source, assigns, operands, symbol, walk


@dataclass
class Normal:
    """An action without junctions of its own: conditions, and the next value of each variable that changes."""

    conditions: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    expects: set[str] = field(default_factory=set)
    """The strings in its conditions."""
    leaves: set[str] = field(default_factory=set)
    """The strings in its next values."""


class NotNormalError(Exception):
    """The action has alternatives, or a next value inside a condition."""


def merged_actions(source: Source, actions: list[Named]) -> Iterator[Edit]:
    """Every action merged with each that can follow it and has no other parameters."""
    for first in actions:
        for second in actions:
            if first is second or not set(second.parameters) <= set(first.parameters):
                continue
            try:
                before = normal_form(source, first.body, {})
                after = normal_form(source, second.body, {name: f"({value})" for name, value in before.values.items()})
            except NotNormalError:
                continue
            if before.leaves & after.expects:
                yield Edit("actions merged", first.body, _together(before, after))


def _together(first: Normal, second: Normal) -> str:
    values = first.values | second.values
    parts = [*first.conditions, *second.conditions, *(f"{name}' = {value}" for name, value in values.items())]
    return " /\\ ".join(f"({part})" for part in parts)


def normal_form(source: Source, node: Node, replaced: Mapping[str, str]) -> Normal:
    """The normal form of an action's body; names in ``replaced`` become other expressions."""
    normal = Normal()
    _collect(source, node, replaced, normal)
    changed = set(normal.values)
    unchanged = {name: replaced[name] for name in replaced if name in source.variables and name not in changed}
    normal.values = {**unchanged, **normal.values}
    return normal


def _collect(source: Source, node: Node, replaced: Mapping[str, str], normal: Normal) -> None:
    if not assigns(node) and not _calls_action(source, node):
        normal.conditions.append(source.flat(node, replaced))
        normal.expects |= _strings(source, node)
        return
    parts = operands(node, "land")
    if parts:
        for part in parts:
            _collect(source, part, replaced, normal)
        return
    if symbol(node) == "unchanged":
        return
    if symbol(node) == "eq":
        left, right = node.child_by_field_name("lhs"), node.child_by_field_name("rhs")
        name = left.child_by_field_name("lhs") if left and symbol(left) == "prime" else None
        if name and right and not assigns(right):
            normal.values[source.text(name)] = source.flat(right, replaced)
            normal.leaves |= _strings(source, right)
            return
    called = _called(source, node)
    if called is None:
        raise NotNormalError
    definition, arguments = called
    given = {name: f"({source.flat(value, replaced)})" for name, value in zip(definition.parameters, arguments, strict=True)}
    for value in arguments:
        normal.leaves |= _strings(source, value)
        normal.expects |= _strings(source, value)
    _collect(source, definition.body, {**{n: v for n, v in replaced.items() if n in source.variables}, **given}, normal)


def _called(source: Source, node: Node) -> tuple[Named, list[Node]] | None:
    """The definition that a node calls, with its arguments."""
    if node.type == "bound_op":
        name = node.child_by_field_name("name")
        arguments = [each for each in node.children_by_field_name("parameter") if each.is_named]
    elif node.type == "identifier_ref":
        name, arguments = node, []
    else:
        return None
    definition = source.definitions.get(source.text(name)) if name else None
    return (definition, arguments) if definition and len(definition.parameters) == len(arguments) else None


def _calls_action(source: Source, node: Node) -> bool:
    """Whether a definition that assigns is used in it."""
    names = [source.text(each) for each in walk(node) if each.type == "identifier_ref"]
    return any(assigns(each.body) for name in names for each in source.needed_by(name))


def _strings(source: Source, node: Node) -> set[str]:
    """The strings in it, and in the definitions that it uses."""
    names = [source.text(each) for each in walk(node) if each.type == "identifier_ref"]
    nodes = [node, *(each.body for name in names for each in source.needed_by(name))]
    return {source.text(each) for each in itertools.chain(*map(walk, nodes)) if each.type == "string"}

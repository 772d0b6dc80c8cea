"""The syntax tree of a specification as mutation needs it: which definitions matter, and expressions as single lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from tree_sitter import Node

from sysmobench.tla.source import syntax_tree

JUNCTIONS = {"conj_list": "/\\", "disj_list": "\\/"}
_COMMENTS = {"comment", "block_comment"}


@dataclass(frozen=True)
class Named:
    """A definition at the top of a module."""

    name: str
    parameters: list[str]
    body: Node


class Source:
    """A module's text and tree. Offsets are those of the text's bytes."""

    def __init__(self, text: str) -> None:
        self.data = text.encode()
        self.root = syntax_tree(self.data).root_node

    @cached_property
    def definitions(self) -> dict[str, Named]:
        """The operators that the module defines, in its order."""
        found = {}
        module = next(child for child in self.root.children if child.type == "module")
        for node in module.children:
            body = node.child_by_field_name("definition")
            name = node.child_by_field_name("name")
            if node.type == "operator_definition" and body and name:
                parameters = [self.text(each) for each in node.children_by_field_name("parameter") if each.type == "identifier"]
                found[self.text(name)] = Named(self.text(name), parameters, body)
        return found

    @cached_property
    def variables(self) -> list[str]:
        """The declared variables."""
        return [
            self.text(each)
            for node in walk(self.root)
            if node.type == "variable_declaration"
            for each in node.children
            if each.type == "identifier"
        ]

    def needed_by(self, name: str) -> list[Named]:
        """A definition and all that it leads to, in the module's order."""
        found: set[str] = set()
        open_names = [name]
        while open_names:
            here = open_names.pop()
            if here in self.definitions and here not in found:
                found.add(here)
                body = self.definitions[here].body
                open_names += [self.text(node) for node in walk(body) if node.type == "identifier_ref"]
        return [definition for definition in self.definitions.values() if definition.name in found]

    def text(self, node: Node) -> str:
        """The text as it stands."""
        return self.data[node.start_byte : node.end_byte].decode()

    def flat(self, node: Node, replaced: Mapping[str, str] | None = None) -> str:
        """The text on one line, junction lists in brackets; names in ``replaced`` become other expressions, or other names."""
        if node.type in JUNCTIONS:
            items = [self.flat(item_of(child), replaced) for child in node.named_children if child.type.endswith("_item")]
            return "(" + f" {JUNCTIONS[node.type]} ".join(f"({item})" for item in items) + ")"
        is_name = is_bound(node) or (node.type == "identifier_ref" and not is_field(node))
        if replaced and is_name and self.text(node) in replaced:
            return replaced[self.text(node)]
        if not node.children or node.type == "string":
            return self.text(node)
        parts: list[str] = []
        end = None
        for child in node.children:
            if child.type in _COMMENTS:
                continue
            if end is not None and child.start_byte > end:
                parts.append(" ")
            parts.append(self.flat(child, replaced))
            end = child.end_byte
        return "".join(parts)


def walk(node: Node) -> Iterator[Node]:
    """A node and all below it, in the order of the text."""
    yield node
    for child in node.children:
        yield from walk(child)


def item_of(item: Node) -> Node:
    """The expression of a conj_item or disj_item."""
    return item.named_children[-1]


def is_bound(node: Node) -> bool:
    """Whether a name is that of a bound variable, where it is bound."""
    return node.type == "identifier" and node.parent is not None and node.parent.type == "quantifier_bound"


def is_field(node: Node) -> bool:
    """Whether a name is that of a record's field: ``r.name`` or ``!.name``."""
    parent = node.parent
    return parent is not None and (
        parent.type == "except_update_record_field" or (parent.type == "record_value" and node == parent.named_children[-1])
    )


def symbol(node: Node) -> str:
    """The kind of an infix, prefix or postfix operator's symbol; empty for other nodes."""
    found = node.child_by_field_name("symbol")
    return found.type if found else ""


def operands(node: Node, kind: str) -> list[Node]:
    """The operands of a junction: ``land`` or ``lor``, as a list or infix; none if the node is no such junction."""
    if node.type == {"land": "conj_list", "lor": "disj_list"}[kind]:
        return [item_of(child) for child in node.named_children if child.type.endswith("_item")]
    if node.type == "parentheses":
        return operands(node.named_children[0], kind)
    if symbol(node) != kind:
        return []
    left, right = node.child_by_field_name("lhs"), node.child_by_field_name("rhs")
    assert left and right
    return [*(operands(left, kind) or [left]), *(operands(right, kind) or [right])]


def assigns(node: Node) -> bool:
    """Whether there is a primed variable or an UNCHANGED in it."""
    return any(symbol(each) in ("prime", "unchanged") for each in walk(node))

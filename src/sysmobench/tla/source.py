"""The text of a module, read by its syntax tree, also where it is damaged. It does not replace SANY."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import tree_sitter
import tree_sitter_tlaplus


@dataclass(frozen=True)
class Place:
    """A name at a line and column, both from 1."""

    name: str
    line: int
    column: int


@dataclass(frozen=True)
class Definition:
    """A definition at the top of a module; ``start`` and ``end`` are offsets into the module's bytes."""

    name: str
    arity: int
    line: int
    start: int
    end: int


@dataclass(frozen=True)
class Module:
    """What can be read off a module's text."""

    data: bytes
    headers: list[Place]
    """The names of the modules in this text; there should be one."""
    extends: list[Place]
    """Modules extended or instantiated anywhere in it."""
    references: list[Place]
    """Every name used in an expression."""
    definitions: list[Definition]
    algorithm: Place | None
    """A PlusCal algorithm."""
    translated: bool
    """Whether the algorithm's translation is there."""


@cache
def _parser() -> tree_sitter.Parser:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # tree-sitter-tlaplus hands over an address, not a capsule
        return tree_sitter.Parser(tree_sitter.Language(tree_sitter_tlaplus.language()))


def read_module(text: str) -> Module:
    """Reads a module's text; never fails."""
    data = text.encode()
    root = _parser().parse(data).root_node
    modules = [child for child in root.children if child.type == "module"]
    headers = [_place(name) for module in modules if (name := _first(module, "identifier"))]
    extends, references, algorithm = [], [], None
    for node in _walk(root):
        parent = node.parent
        if node.type == "identifier_ref":
            if parent and parent.type in ("extends", "instance"):
                extends.append(_place(node))
            else:
                references.append(_place(node))
        elif node.type == "pcal_algorithm":
            algorithm = Place("algorithm", node.start_point.row + 1, node.start_point.column + 1)
    return Module(
        data=data,
        headers=headers,
        extends=extends,
        references=references,
        definitions=list(_definitions(modules[0])) if modules else [],
        algorithm=algorithm,
        translated=b"BEGIN TRANSLATION" in data,
    )


def _definitions(module: tree_sitter.Node) -> Iterator[Definition]:
    for child in module.children:
        node = child.children[-1] if child.type == "local_definition" else child
        if node.type not in ("operator_definition", "function_definition"):
            continue
        before = [part for part in node.children if part.start_byte < _equals(node).start_byte]
        infix = next((part for part in before if part.type.endswith("_op_symbol")), None)
        names = [part for part in before if part.type == "identifier"]
        name = infix if infix is not None else names[0] if names else None
        if name is None:
            continue
        declared = sum(part.type in ("identifier", "operator_declaration") for part in before)
        arity = 0 if node.type == "function_definition" else declared - (infix is None)
        yield Definition(_text(name), arity, child.start_point.row + 1, child.start_byte, child.end_byte)


def _equals(node: tree_sitter.Node) -> tree_sitter.Node:
    return next((part for part in node.children if part.type == "def_eq"), node)


def _walk(root: tree_sitter.Node) -> Iterator[tree_sitter.Node]:
    """All nodes, without recursion: a hostile text may nest deeper than Python's stack."""
    cursor = root.walk()
    while True:
        if cursor.node is not None:
            yield cursor.node
        if cursor.goto_first_child():
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return


def _first(node: tree_sitter.Node, kind: str) -> tree_sitter.Node | None:
    return next((child for child in node.children if child.type == kind), None)


def _place(node: tree_sitter.Node) -> Place:
    return Place(_text(node), node.start_point.row + 1, node.start_point.column + 1)


def _text(node: tree_sitter.Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")

"""The text of a module, read by its words and its syntax tree, also where it is damaged. It does not replace SANY."""

from __future__ import annotations

import itertools
import threading
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import tree_sitter
import tree_sitter_tlaplus

from sysmobench.tla.tokens import Place, Unreadable, check_junctions, is_name, tokens

_ONE_AT_A_TIME = threading.Lock()
"""A parser is no place for two threads: it lets go of the interpreter between two pieces of the source."""
MOST_SECONDS = 10.0
"""For the syntax tree of one text; a usual one takes some milliseconds."""


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
    """The names of the modules in this text, one after the other; there should be one."""
    inner: list[Place]
    """The names of modules inside a module."""
    extends: list[Place]
    """Modules extended or instantiated anywhere in it."""
    words: list[Place]
    """Every name in it, whether used or defined, and every keyword."""
    definitions: list[Definition]
    algorithm: Place | None
    """A PlusCal algorithm."""
    translated: bool
    """Whether the algorithm's translation is there."""


@cache
def grammar() -> tree_sitter.Language:
    """The grammar of TLA+ and PlusCal."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # tree-sitter-tlaplus hands over an address, not a capsule
        return tree_sitter.Language(tree_sitter_tlaplus.language())


@cache
def _parser() -> tree_sitter.Parser:
    return tree_sitter.Parser(grammar())


@lru_cache(maxsize=8)
def read_module(text: str) -> Module:
    """Reads a module's text, however damaged; Unreadable if it nests too deep."""
    found = list(tokens(text))
    check_junctions(text)
    data = text.encode()
    root = syntax_tree(data).root_node
    headers, inner = _headers(found)
    module = next((child for child in root.children if child.type == "module"), root)
    algorithm = next((node for node in _walk(root) if node.type == "pcal_algorithm"), None)
    return Module(
        data=data,
        headers=headers,
        inner=inner,
        extends=_extends(found),
        words=[token for token in found if is_name(token)],
        definitions=list(_definitions(module, data)),
        algorithm=algorithm and Place("algorithm", algorithm.start_point.row + 1, algorithm.start_point.column + 1),
        translated=b"BEGIN TRANSLATION" in data,
    )


def syntax_tree(data: bytes) -> tree_sitter.Tree:
    """The syntax tree; Unreadable if it is not done in time, as with many thousand expressions inside each other."""
    with _ONE_AT_A_TIME:
        parser = _parser()
        end = time.monotonic() + MOST_SECONDS
        try:
            # The source as a function, since the time is not looked at otherwise.
            return parser.parse(lambda at, _: data[at : at + 65536], progress_callback=lambda *_: time.monotonic() > end)
        except ValueError:
            parser.reset()
            message = f"it takes more than {MOST_SECONDS:g} seconds to read: too much inside each other"
            raise Unreadable(message, 1, 1) from None


def extended(text: str) -> list[Place]:
    """The modules that a module extends or instantiates, without reading the rest; Unreadable as above."""
    return _extends(list(tokens(text)))


def _headers(found: list[Place]) -> tuple[list[Place], list[Place]]:
    """The names of the modules at the top of a text, and of those inside them."""
    headers: tuple[list[Place], list[Place]] = [], []
    depth = 0
    for rule, word, name in zip(found, found[1:], found[2:], strict=False):
        if rule.name.startswith("----") and word.name == "MODULE":
            headers[depth > 0].append(name)
            depth += 1
        elif rule.name.startswith("===="):
            depth = max(0, depth - 1)
    return headers


def _extends(found: list[Place]) -> list[Place]:
    """The names after EXTENDS and INSTANCE."""
    names = []
    listed = False
    for before, token in itertools.pairwise(found):
        if before.name in ("EXTENDS", "INSTANCE") or (listed and before.name == ","):
            listed = before.name != "INSTANCE"
            names.append(token)
        elif token.name != ",":
            listed = False
    return names


def _definitions(module: tree_sitter.Node, data: bytes) -> Iterator[Definition]:
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
        text = data[name.start_byte : name.end_byte].decode()
        yield Definition(text, arity, child.start_point.row + 1, child.start_byte, child.end_byte)


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


__all__ = ["Definition", "Module", "Place", "Unreadable", "extended", "read_module", "syntax_tree"]

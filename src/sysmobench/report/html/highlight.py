"""TLA+ source in pieces that have a class each, by the grammar's own queries for highlighting."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import tree_sitter
import tree_sitter_tlaplus

from sysmobench.tla.source import Unreadable, grammar, syntax_tree

_CLASSES = {
    "keyword": "k",
    "number": "n",
    "type": "n",
    "string": "s",
    "comment": "c",
    "function": "f",
    "variable.builtin": "v",
    "variable.parameter": "p",
    "constant": "o",
    "module": "f",
}
"""Captures of the queries, and the classes of the style sheet; what is not here has none."""


class Piece(NamedTuple):
    """A piece of text, and its class, which may be empty."""

    kind: str
    text: str


def highlighted(source: str) -> list[list[Piece]]:
    """The pieces of each line. What does not parse is shown all the same, without classes where nothing is known."""
    data = source.encode()
    kinds = _kinds(data)
    lines: list[list[Piece]] = [[]]
    for kind, piece in _runs(data, kinds):
        for number, part in enumerate(piece.split("\n")):
            if number:
                lines.append([])
            if part:
                lines[-1].append(Piece(kind, part))
    return lines


def _kinds(data: bytes) -> list[str]:
    """The class of each byte. Of two captures of one node the first counts, of two nodes the inner one."""
    kinds = [""] * len(data)
    try:
        root = syntax_tree(data).root_node
    except Unreadable:
        return kinds
    found: dict[tuple[int, int], str] = {}
    for _, captures in tree_sitter.QueryCursor(_query()).matches(root):
        for name, nodes in captures.items():
            for node in nodes:
                if name in _CLASSES:
                    found.setdefault((node.start_byte, node.end_byte), _CLASSES[name])
    for (start, end), kind in sorted(found.items(), key=lambda each: each[0][0] - each[0][1]):
        kinds[start:end] = [kind] * (end - start)
    return kinds


def _runs(data: bytes, kinds: list[str]) -> Iterator[tuple[str, str]]:
    start = 0
    for at in range(1, len(data) + 1):
        if at == len(data) or kinds[at] != kinds[start]:
            yield kinds[start], data[start:at].decode()
            start = at


@cache
def _query() -> tree_sitter.Query:
    queries = files(tree_sitter_tlaplus).joinpath("queries/highlights.scm").read_text("utf-8")
    return tree_sitter.Query(grammar(), queries)

"""The words of a module, told from comments and strings exactly as SANY tells them.

What a submission may not say is looked for here and not in the syntax tree: a damaged text may lead a tolerant parser
past a word that SANY reads, and never the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_NESTED = 200
"""Brackets inside brackets, or comments inside comments: SANY's time grows with their square."""
MOST_SCANNED = 1000
"""Bytes in which the scanner of the syntax tree keeps its junction lists; with more it writes beyond its memory."""

_HEADER = re.compile(r"-{4,} *MODULE\b")
_TOKEN = re.compile(
    r"""\\\*[^\n]*               # a comment to the end of the line; a block comment does not begin in it
      | \(\*                     # a block comment, which nests
      | "(?:[^"\\\n]|\\.)*"
      | \b[WS]F_ | (?<=[\]>])_   # what follows is a name of its own, as in WF_vars and [Next]_vars
      | \w+
      | << | [(\[{] | >> | [)\]}]
      | -{4,} | ={4,} | ,
    """,
    re.VERBOSE | re.ASCII,
)
_OPEN, _CLOSE = ("<<", "(", "[", "{"), (">>", ")", "]", "}")
_COMMENT = re.compile(r"\(\*|\*\)")
_NAME = re.compile(r"\w*[A-Za-z_]\w*\Z", re.ASCII)
_JUNCTION = re.compile(r"(?=/\\|\\/|[∧∨])")
_PROOF_STEP = re.compile(r"<(\d+|[*+])>")
_ALGORITHM = re.compile(r"--algorithm|--fair")


@dataclass(frozen=True)
class Place:
    """A name at a line and column, both from 1."""

    name: str
    line: int
    column: int


class Unreadable(ValueError):
    """A text that is not read any further, for the sake of who reads it; the place is where it went too far."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


def tokens(text: str) -> Iterator[Place]:
    """Names, strings, commas, brackets, and the rules of a header and an end, in order; Unreadable where it nests too deep.

    What stands before the first header is no part of a module.
    """
    header = _HEADER.search(text)
    at = header.start() if header else len(text)
    places = _Places(text)
    depth = 0
    while match := _TOKEN.search(text, at):
        at = match.end()
        token = match.group()
        if token == "(*":
            at = _after_comment(text, match.start(), places)
            continue
        if token.startswith("\\*"):
            continue
        place = places.at(match.start(), token)
        depth = max(0, depth + (token in _OPEN) - (token in _CLOSE))
        if depth > MOST_NESTED:
            raise Unreadable(f"more than {MOST_NESTED} brackets inside each other", place.line, place.column)
        yield place


def is_name(token: Place) -> bool:
    """Whether a token is a name or a keyword."""
    return _NAME.match(token.name) is not None


def check_junctions(text: str) -> None:
    """Raises Unreadable where the syntax tree's scanner, which is written in C, would run out of its memory.

    It keeps one entry for each junction list that is open, and they are at different columns; one for each level of a
    proof; and all of that once more for each PlusCal algorithm inside another.
    """
    columns: set[int] = set()
    levels: set[str] = set()
    others = 0
    algorithms = len(_ALGORITHM.findall(text))
    for number, line in enumerate(text.split("\n"), 1):
        columns.update(match.start() for match in _JUNCTION.finditer(line))
        steps = _PROOF_STEP.findall(line)
        levels.update(steps)
        others += sum(step in "*+" for step in steps)
        if (1 + algorithms) * (13 + 3 * len(columns) + 4 * (len(levels) + others)) > MOST_SCANNED:
            message = r"/\ and \/ at too many different columns, or a proof with too many levels; break the long lines"
            raise Unreadable(message, number, 1)


class _Places:
    """Turns offsets, which only grow, into lines and columns."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.seen = 0
        self.line = 1
        self.start = 0

    def at(self, offset: int, name: str) -> Place:
        self.line += self.text.count("\n", self.seen, offset)
        self.start = max(self.start, self.text.rfind("\n", self.seen, offset) + 1)
        self.seen = offset
        return Place(name, self.line, offset - self.start + 1)


def _after_comment(text: str, start: int, places: _Places) -> int:
    """The end of the block comment that begins here; the end of the text if it has none."""
    depth = 0
    for match in _COMMENT.finditer(text, start):
        depth += 1 if match.group() == "(*" else -1
        if depth == 0:
            return match.end()
        if depth > MOST_NESTED:
            place = places.at(match.start(), "")
            raise Unreadable(f"more than {MOST_NESTED} comments inside each other", place.line, place.column)
    return len(text)

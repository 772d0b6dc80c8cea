"""TLC's configuration files: what a submission's says, and the one that the judge writes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_KEYWORDS = {
    "CONSTANT", "CONSTANTS", "INIT", "NEXT", "SPECIFICATION", "INVARIANT", "INVARIANTS", "PROPERTY", "PROPERTIES",
    "CONSTRAINT", "CONSTRAINTS", "ACTION_CONSTRAINT", "ACTION_CONSTRAINTS", "VIEW", "SYMMETRY", "CHECK_DEADLOCK",
    "POSTCONDITION", "ALIAS", "TYPE", "TYPE_CONSTRAINT",
}  # fmt: skip
_TOKEN = re.compile(r'\n|\\\*[^\n]*|\(\*.*?\*\)|\(\*|"[^"\n]*"|<-|[={},\[\]]|[^\s={},<"\[\]]+|\S', re.DOTALL)
_NAME = re.compile(r"[\w!]+\Z")


@dataclass(frozen=True)
class Assignment:
    """``name = value`` or ``name <- definition`` under CONSTANT."""

    name: str
    value: str
    override: bool
    """Whether it is ``<-``."""
    line: int


@dataclass(frozen=True)
class Config:
    """A configuration file, as far as the judge reads it."""

    init: str = ""
    next: str = ""
    specification: str = ""
    constants: list[Assignment] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    """Keywords that were there and play no part."""
    lines: dict[str, int] = field(default_factory=dict)
    """The lines of the keywords INIT, NEXT and SPECIFICATION, where they are there."""

    @property
    def behaviour(self) -> dict[str, str]:
        """The definitions that make up the behaviour, by keyword."""
        if self.specification:
            return {"SPECIFICATION": self.specification}
        return {"INIT": self.init or "Init", "NEXT": self.next or "Next"}


class ConfigError(ValueError):
    """A configuration file that cannot be read; ``line`` is from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def read_config(text: str) -> Config:
    """Reads a configuration file; ConfigError names the line."""
    tokens = _tokens(text)
    single = {"INIT": "", "NEXT": "", "SPECIFICATION": ""}
    lines: dict[str, int] = {}
    constants: list[Assignment] = []
    ignored: list[str] = []
    at = 0
    while at < len(tokens):
        keyword, line = tokens[at]
        if keyword not in _KEYWORDS:
            raise ConfigError(f"expected a keyword such as CONSTANT or SPECIFICATION, found {keyword!r}", line)
        end = at + 1
        while end < len(tokens) and tokens[end][0] not in _KEYWORDS:
            end += 1
        words = tokens[at + 1 : end]
        if keyword in single:
            if len(words) != 1:
                raise ConfigError(f"{keyword} takes one name", line)
            single[keyword], lines[keyword] = words[0]
        elif keyword in ("CONSTANT", "CONSTANTS"):
            constants += _assignments(words, line)
        else:
            ignored.append(keyword)
        at = end
    return Config(single["INIT"], single["NEXT"], single["SPECIFICATION"], constants, ignored, lines)


def _tokens(text: str) -> list[tuple[str, int]]:
    """Words and signs with their lines, comments left out."""
    found = []
    line = 1
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token in ("(*", '"'):
            raise ConfigError("a comment without its end" if token == "(*" else "a string without its end", line)
        if not token.startswith(("\n", "\\*", "(*")):
            found.append((token, line))
        line += token.count("\n")
    return found


def _assignments(words: list[tuple[str, int]], line: int) -> list[Assignment]:
    found = []
    at = 0
    while at < len(words):
        name, line = words[at]
        if name == "[" or words[at + 2 : at + 3] == [("[", line)]:
            raise ConfigError("what other modules define cannot be replaced here, only constants get values", line)
        if not _NAME.match(name):
            raise ConfigError(f"expected the name of a constant, found {name!r}", line)
        if at + 2 >= len(words) or words[at + 1][0] not in ("=", "<-"):
            raise ConfigError(f"expected `{name} = value` or `{name} <- definition`", line)
        override = words[at + 1][0] == "<-"
        start = at + 2
        at = _value_end(words, start)
        found.append(Assignment(name, " ".join(word for word, _ in words[start:at]), override, line))
    return found


def _value_end(words: list[tuple[str, int]], start: int) -> int:
    """A value is one word, or a set in braces."""
    depth = 0
    for at in range(start, len(words)):
        depth += {"{": 1, "}": -1}.get(words[at][0], 0)
        if depth == 0:
            return at + 1
    raise ConfigError("a set without its closing brace", words[start][1])


def write_config(config: Config, given: Mapping[str, str], behaviour: Sequence[str] = ()) -> str:
    """A configuration by which TLC loads a submission: the constants that the judge gives, then the submission's others.

    ``behaviour`` is lines in place of the submission's own INIT, NEXT and SPECIFICATION.
    """
    lines = list(behaviour) or [f"{keyword} {name}" for keyword, name in config.behaviour.items()]
    lines += [f"CONSTANT {name} = {value}" for name, value in given.items()]
    for each in config.constants:
        if each.name in given:
            continue
        lines.append(f"CONSTANT {each.name} {'<-' if each.override else '='} {each.value}")
    return "\n".join(lines) + "\n"

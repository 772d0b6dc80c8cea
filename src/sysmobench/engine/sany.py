"""SANY's messages, as structured as they can be. It words them in four shapes, and gives the place in each in another way."""

from __future__ import annotations

import re
from typing import Any

from sysmobench.results import Message

_SEMANTIC = re.compile(r"line (\d+), col (\d+) to line \d+, col \d+ of module (\w+)\s*(.*)", re.DOTALL)
_PARSE = re.compile(r"(Was expecting .*?|Encountered .*?) at line (\d+),? col(?:umn)? (\d+)(.*)", re.DOTALL)
_LEXICAL = re.compile(r"Lexical error at line (\d+), column (\d+)\.([^\n]*)")
_UNKNOWN = re.compile(r"Cannot find source file for module (\w+)")
_MODULE = re.compile(r"Parse Error.*?|Could not parse module (\w+) from file")
_NOISE = re.compile(
    r"(Parsing file|Semantic processing|\*\*\*|Fatal errors|SANY|Semantic errors|Residual stack|Linting of|Abort messages"
    r"|\s*$)[^\n]*"
)


def messages(parsed: dict[str, Any], module: str) -> list[Message]:
    """The messages of one parse, each with its place where SANY gives one; empty if it accepted the module."""
    if parsed["ok"]:
        return []
    found = [_one(text, module) for text in parsed["errors"]]
    printed = _printed(parsed["printed"], module)
    unique: dict[tuple[str, int, int, str], Message] = {}
    for message in printed + found:
        unique.setdefault((message.file, message.line, message.column, message.text), message)
    placed = [message for message in unique.values() if message.line]
    return placed or list(unique.values()) or [Message(text="SANY does not accept this module", file=f"{module}.tla")]


def _one(text: str, module: str) -> Message:
    text = text.strip()
    if match := _SEMANTIC.search(text):
        line, column, name, rest = match.groups()
        return Message(text=_short(rest), file=f"{name}.tla", line=int(line), column=int(column))
    named = _MODULE.search(text)
    name = named.group(1) if named and named.group(1) else module
    return Message(text=_short(text), file=f"{name}.tla")


def _printed(text: str, module: str) -> list[Message]:
    """Parse and lexical errors are only printed."""
    named = re.search(r"Could not parse module (\w+) from file", text)
    file = f"{named.group(1) if named else module}.tla"
    if match := _LEXICAL.search(text):
        line, column, rest = match.groups()
        return [Message(text=_short("Lexical error. " + rest), file=file, line=int(line), column=int(column))]
    if match := _PARSE.search(text):
        what, line, column, _ = match.groups()
        return [Message(text=_short(what), file=file, line=int(line), column=int(column))]
    return [Message(text=f"there is no module {name} here", file=file) for name in _UNKNOWN.findall(text)]


def _short(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if not _NOISE.fullmatch(line)]
    return " ".join(line for line in lines if line)[:400]

"""Syntax: does the module parse, whole and definition by definition?"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sysmobench.engine import Session, Workspace, find_tools
from sysmobench.engine.sany import messages
from sysmobench.errors import EngineLost
from sysmobench.results import DefinitionReport, Message, Syntax
from sysmobench.submission import Submission
from sysmobench.systems import Contract
from sysmobench.tla.source import Definition, Unreadable, read_module

MOST_DEFINITIONS = 2_000
"""More than so many are not looked at one by one; where the module does not parse, none of them counts as sound."""
_ROUNDS = 20
_MOST_SECONDS = 60.0
"""For all rounds together: a backstop, as for any other question."""
_TRIAL = "SMB_Trial"


@dataclass(frozen=True)
class Parsed:
    """What an accepted module declares."""

    constants: list[str]
    variables: list[str]
    operators: dict[str, dict[str, Any]]
    """By name: arity, level (0 constant, 1 state, 2 action, 3 temporal), module, line, column."""


@contextmanager
def opened(contract: Contract, submission: Submission) -> Iterator[tuple[Session, Parsed | None]]:
    """A session of its own for a submission that has been parsed, its PlusCal translated; None if it does not parse."""
    with Workspace(contract, submission) as workspace, Session(find_tools(), workspace, contract.strings) as session:
        yield session, check_syntax(session, contract.module)[1]


def check_syntax(session: Session, module: str) -> tuple[Syntax, Parsed | None]:
    """½ for a module that SANY accepts, ½ for the share of its definitions that are sound by themselves."""
    text, translated, problem = _translated(session, module)
    definitions = _definitions(text)
    answer = session.parse(module)
    if answer["ok"] and problem is None:
        sound = Syntax(score=1.0, parses=True, definitions=len(definitions), unsound=[], messages=[], translated=translated)
        return sound, parsed(answer)
    unsound = [] if answer["ok"] else _unsound(session, module, text, definitions)
    broken = Syntax(
        score=(1 - len(unsound) / len(definitions)) / 2 if definitions else 0.0,
        parses=False,
        definitions=len(definitions),
        unsound=unsound,
        messages=[problem] if problem else messages(answer, module),
        translated=translated,
    )
    return broken, None


def parsed(answer: dict[str, Any]) -> Parsed:
    """The declarations of an accepted module."""
    return Parsed(answer["constants"], answer["variables"], {each["name"]: each for each in answer["operators"]})


def _definitions(text: str) -> list[Definition]:
    """The definitions of a module; none if its algorithm became something that cannot be read."""
    try:
        return read_module(text).definitions
    except Unreadable:
        return []


def _translated(session: Session, module: str) -> tuple[str, bool, Message | None]:
    """The module's text with its PlusCal algorithm translated, if it was not."""
    file = f"{module}.tla"
    source = read_module(session.workspace.read(file))
    if source.algorithm is None or source.translated:
        return session.workspace.read(file), False, None
    said = session.translate(module)
    if not said:
        return session.workspace.read(file), True, None
    words = " ".join(" ".join(said).split())
    place = re.search(r"line (\d+), column (\d+)", words)
    line, column = (int(place[1]), int(place[2])) if place else (source.algorithm.line, source.algorithm.column)
    message = Message(text=f"the PlusCal translator refuses the algorithm: {words[:300]}", file=file, line=line, column=column)
    return session.workspace.read(file), False, message


def _unsound(session: Session, module: str, text: str, definitions: list[Definition]) -> list[DefinitionReport]:
    """The definitions to blame: those that do not parse alone, then those in which SANY finds an error once these are stubs.

    A name that exists nowhere stays unknown, so that a definition that uses it is unsound.
    """
    if len(definitions) > MOST_DEFINITIONS:
        return [_report(each, "not looked at: too many definitions") for each in definitions]
    blamed = dict.fromkeys(_ungrammatical(session, text, definitions), "it does not parse")
    end = time.monotonic() + _MOST_SECONDS
    for _ in range(_ROUNDS):
        if time.monotonic() > end:
            raise EngineLost("time")
        session.workspace.write(f"{_TRIAL}.tla", _with_stubs(module, text, definitions, set(blamed)))
        answer = session.parse(_TRIAL)
        if answer["ok"]:
            break
        more = _blame(messages(answer, _TRIAL), definitions, set(blamed))
        if not more:
            break
        blamed |= more
    return [_report(each, blamed[each]) for each in definitions if each in blamed]


def _report(definition: Definition, message: str) -> DefinitionReport:
    return DefinitionReport(name=definition.name, line=definition.line, message=message)


def _ungrammatical(session: Session, text: str, definitions: list[Definition]) -> list[Definition]:
    names = []
    data = text.encode()
    for number, each in enumerate(definitions):
        name = f"{_TRIAL}_{number}"
        body = data[each.start : each.end].decode()
        session.workspace.write(f"{name}.tla", f"---- MODULE {name} ----\n{body}\n====\n")
        names.append(name)
    answers = session.grammatical(names)
    return [each for each, sound in zip(definitions, answers, strict=True) if not sound]


def _with_stubs(module: str, text: str, definitions: list[Definition], stubs: set[Definition]) -> str:
    """The module under another name, with the definitions in ``stubs`` made TRUE, each line where it was."""
    out, at, data = [], 0, text.encode()
    for each in definitions:
        if each not in stubs:
            continue
        lines = data[each.start : each.end].count(b"\n")
        out += [data[at : each.start], _stub(each).encode(), b"\n" * lines]
        at = each.end
    renamed = b"".join([*out, data[at:]]).decode()
    return re.sub(rf"(-{{4,}} *MODULE\s+){module}\b", rf"\g<1>{_TRIAL}", renamed, count=1)


def _stub(definition: Definition) -> str:
    if not definition.name.isidentifier():
        return ""
    parameters = ", ".join(f"SMB_{number}" for number in range(definition.arity))
    return f"{definition.name}({parameters}) == TRUE" if parameters else f"{definition.name} == TRUE"


def _blame(said: list[Message], definitions: list[Definition], known: set[Definition]) -> dict[Definition, str]:
    """The definition that each message falls into: the last one that begins at or before its line."""
    blamed: dict[Definition, str] = {}
    for message in said:
        before = [each for each in definitions if each.line <= message.line]
        if message.file == f"{_TRIAL}.tla" and before and before[-1] not in known:
            blamed.setdefault(before[-1], message.text)
    return blamed

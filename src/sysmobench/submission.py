"""A submission: the specification to judge, its configuration, and its mapping. Untrusted text, and nothing but text."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sysmobench.errors import Problem, SubmissionError, UsageError
from sysmobench.paths import MODULES
from sysmobench.systems.contract import Contract
from sysmobench.tla.config import Config, ConfigError, read_config
from sysmobench.tla.source import Module, Place, read_module

MOST_BYTES = 1 << 20
"""The largest file that is read. The longest specification anybody has published for these systems has 60 kB."""

STANDARD = {"Naturals", "Integers", "Reals", "Sequences", "FiniteSets", "Bags", "TLC"}
"""Modules that come with TLC and that every result can be repeated with."""

FORBIDDEN = {
    "TLCSet", "TLCGet", "RandomElement", "RandomSubset", "RandomSetOfSubsets", "RandomSubsetSet", "JavaTime", "TLCEvalDefinition",
    "TLCModelValue", "IOExec", "IOExecTemplate", "IOEnv", "IOEnvExec", "IOSerialize", "IODeserialize", "IOPut",
}  # fmt: skip
"""Operators whose value does not follow from the state, or that reach out of the evaluation."""

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_RESERVED = re.compile(r"SMB(_|\Z)")


@dataclass(frozen=True)
class Submission:
    """The texts of a submission, by file name, and what can be read off them without TLC."""

    module: str
    files: dict[str, str]
    notes: tuple[str, ...] = ()

    @cached_property
    def sources(self) -> dict[str, Module]:
        """The submission's own modules by name."""
        return {name.removesuffix(".tla"): read_module(text) for name, text in self.files.items() if name.endswith(".tla")}

    @cached_property
    def config(self) -> Config:
        """Its configuration file; what is wrong with it was said when it was read."""
        return read_config(self.files[f"{self.module}.cfg"])

    @cached_property
    def digest(self) -> str:
        """A hash of all its texts."""
        digest = hashlib.sha256()
        for name, text in sorted(self.files.items()):
            digest.update(f"{name}\0{len(text)}\0{text}".encode())
        return digest.hexdigest()


def read_submission(folder: Path, contract: Contract) -> Submission:
    """Reads a submission's folder, changing nothing in it.

    SubmissionError lists everything that is wrong; a specification that merely does not parse is not among it.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder; a submission is a folder with {contract.module}.tla, .cfg and _mapping.tla")
    reader = _Reader(folder)
    wanted = [f"{contract.module}.tla", f"{contract.module}.cfg", f"{contract.module}_mapping.tla"]
    others = sorted(path.name for path in folder.iterdir() if path.suffix == ".tla" and path.name not in wanted)
    for name in wanted:
        reader.read(name, required=True)
    for name in others:
        if _NAME.match(name.removesuffix(".tla")):
            reader.read(name, required=False)
        else:
            reader.notes.append(f"{name} is not read: its name is no module name")
    if reader.problems:
        raise SubmissionError(reader.problems)
    return make_submission(contract, reader.files, tuple(reader.notes))


def make_submission(contract: Contract, files: dict[str, str], notes: tuple[str, ...] = ()) -> Submission:
    """A submission from texts; SubmissionError lists everything that is wrong with them."""
    submission = Submission(contract.module, files, notes)
    problems: list[Problem] = []
    for name, source in submission.sources.items():
        problems += _module_problems(name, source, set(submission.sources))
    problems += _config_problems(submission)
    if problems:
        raise SubmissionError(problems)
    ignored = submission.config.ignored
    if ignored:
        words = ", ".join(sorted(set(ignored)))
        notes = (*notes, f"{contract.module}.cfg: {words} plays no part in judging")
    given = [each.name for each in submission.config.constants if each.name in contract.constants]
    if given:
        notes = (*notes, f"{contract.module}.cfg: the judge gives {', '.join(given)} a value of its own")
    return Submission(contract.module, files, notes)


class _Reader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, str] = {}
        self.notes: list[str] = []
        self.problems: list[Problem] = []

    def read(self, name: str, *, required: bool) -> None:
        path = self.folder / name
        if not path.is_file():
            if required:
                hint = "`sysmobench init` writes a skeleton of all three files"
                self.problems.append(Problem("this file is missing", name, hint=hint))
            return
        if not path.resolve().is_relative_to(self.folder.resolve()):
            self.problems.append(Problem("a link that leads out of the folder", name, hint="put the file itself here"))
            return
        if path.stat().st_size > MOST_BYTES:
            size = path.stat().st_size
            self.problems.append(Problem(f"{size:,} bytes, more than the {MOST_BYTES:,} that are read", name))
            return
        self.decode(name, path.read_bytes())

    def decode(self, name: str, data: bytes) -> None:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            before = data[: error.start]
            line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
            self.problems.append(Problem("not UTF-8", name, line, column, "save the file as UTF-8"))
            return
        if "\0" in text:
            line = text[: text.index("\0")].count("\n") + 1
            self.problems.append(Problem("a NUL character: this is no text", name, line))
            return
        if data.startswith(b"\xef\xbb\xbf"):
            self.notes.append(f"{name}: its byte-order mark was passed over")
        self.files[name] = text.replace("\r\n", "\n").replace("\r", "\n")


def _module_problems(name: str, source: Module, own: set[str]) -> list[Problem]:
    file = f"{name}.tla"
    problems = []
    if not source.headers:
        problems.append(Problem("no module here", file, 1, 1, f"a module begins with `---- MODULE {name} ----`"))
    elif source.headers[0].name != name:
        head = source.headers[0]
        message = f"the module is called {head.name}, the file {name}.tla"
        problems.append(Problem(message, file, head.line, head.column, "they need the same name"))
    for extra in source.headers[1:]:
        problems.append(Problem(f"a second module, {extra.name}", file, extra.line, extra.column, "one module for each file"))
    if _RESERVED.match(name):
        problems.append(Problem("names that begin with SMB_ are the judge's", file))
    problems += [_foreign(file, place, own) for place in source.extends if not _known(place.name, own)]
    for place in source.references:
        if place.name in FORBIDDEN:
            hint = "its value does not follow from the state, so that a result could not be repeated"
            problems.append(Problem(f"{place.name} is not allowed here", file, place.line, place.column, hint))
    for definition in source.definitions:
        if _RESERVED.match(definition.name):
            problems.append(Problem(f"{definition.name}: names that begin with SMB_ are the judge's", file, definition.line))
    return problems


def _known(module: str, own: set[str]) -> bool:
    return module in own or module in STANDARD or ((MODULES / f"{module}.tla").is_file() and not _RESERVED.match(module))


def _foreign(file: str, place: Place, own: set[str]) -> Problem:
    provided = sorted(path.stem for path in MODULES.glob("*.tla") if not _RESERVED.match(path.stem))
    hint = "there are " + ", ".join(sorted(STANDARD) + provided)
    return Problem(f"the module {place.name} is not to be had here", file, place.line, place.column, hint)


def _config_problems(submission: Submission) -> list[Problem]:
    file = f"{submission.module}.cfg"
    try:
        config = submission.config
    except ConfigError as error:
        return [Problem(str(error), file, error.line)]
    problems = []
    defined = {definition.name for source in submission.sources.values() for definition in source.definitions}
    for each in config.constants:
        if "!" in each.name or each.value.startswith("["):
            problems.append(Problem(f"{each.name}: replacing a module's operators is not read here", file, each.line))
        elif each.override and each.name in defined:
            hint = "only constants that the specification declares get values here"
            problems.append(
                Problem(f"{each.name} is defined in the specification and cannot be replaced", file, each.line, 0, hint)
            )
        elif each.override and each.value not in defined:
            problems.append(Problem(f"{each.name} <- {each.value}: no definition of that name", file, each.line))
    return problems

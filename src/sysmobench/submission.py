"""A submission: the specification to judge, its configuration, and its mapping. Untrusted text, and nothing but text."""

from __future__ import annotations

import hashlib
import os
import re
from collections import deque
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sysmobench.errors import Problem, SubmissionError, UsageError
from sysmobench.paths import MODULES
from sysmobench.systems.contract import Contract
from sysmobench.tla.config import Config, ConfigError, read_config
from sysmobench.tla.source import Module, Place, Unreadable, extended, read_module

MOST_BYTES = 1 << 20
"""The largest file that is read. The longest specification anybody has published for these systems has 60 kB."""

MOST_MODULES = 50
"""The most modules that are read."""

STANDARD = {"Naturals", "Integers", "Reals", "Sequences", "FiniteSets", "Bags", "TLC"}
"""Modules that come with TLC and that every result can be repeated with."""

TAKEN = STANDARD | {
    "AnySet", "CSV", "IOUtils", "Json", "Randomization", "RealTime", "Strings", "TLCExt", "Toolbox", "TransitiveClosure",
}  # fmt: skip
"""Names under which TLC finds modules or Java code of its own."""

FORBIDDEN = {
    "TLCSet", "TLCGet", "RandomElement", "RandomSubset", "RandomSetOfSubsets", "RandomSubsetSet", "JavaTime",
    "TLCEvalDefinition", "TLCModelValue", "IOExec", "IOExecTemplate", "IOEnv", "IOEnvExec", "IOSerialize",
    "IODeserialize", "IOPut",
}  # fmt: skip
"""Operators whose value does not follow from the state, or that reach out of the evaluation."""

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_RESERVED = re.compile(r"SMB(_|\Z)")
_PLUSCAL_OPTIONS = re.compile(r"PlusCal\s*options[^(]*\(([^)]*)")
_PLUSCAL_STARTS = re.compile(r"-?(my)?spec2?\Z")
"""Options by which the PlusCal translator starts another program."""


@dataclass(frozen=True)
class Submission:
    """The texts of a submission, by file name, and what can be read off them without TLC."""

    module: str
    files: dict[str, str]
    notes: tuple[str, ...] = ()

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
    if not os.access(folder, os.R_OK | os.X_OK):
        raise UsageError(f"{folder} cannot be read: permission denied")
    reader = _Reader(folder)
    for name in (f"{contract.module}.tla", f"{contract.module}.cfg", f"{contract.module}_mapping.tla"):
        reader.read(name, required=True)
    reader.follow()
    if reader.problems:
        raise SubmissionError(reader.problems)
    return make_submission(contract, reader.files, tuple(reader.notes))


def make_submission(contract: Contract, files: dict[str, str], notes: tuple[str, ...] = ()) -> Submission:
    """A submission from texts; SubmissionError lists everything that is wrong with them."""
    submission = Submission(contract.module, files, notes)
    sources, problems = _sources(files)
    own = {name.removesuffix(".tla") for name in files}
    for name, source in sources.items():
        problems += _module_problems(name, source, own)
    problems += _config_problems(submission, {each.name for source in sources.values() for each in source.definitions})
    if problems:
        raise SubmissionError(problems)
    ignored = submission.config.ignored
    if ignored:
        words = ", ".join(sorted(set(ignored)))
        notes = (*notes, f"{contract.module}.cfg: {words} plays no part in judging")
    main = sources.get(contract.module)
    if main and main.algorithm and main.translated:
        notes = (*notes, f"{contract.module}.tla: its PlusCal translation is what is judged; the algorithm is not read")
    given = [each.name for each in submission.config.constants if each.name in contract.constants]
    if given:
        notes = (*notes, f"{contract.module}.cfg: the judge gives {', '.join(given)} a value of its own")
    return Submission(contract.module, files, notes)


class _Reader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen: set[str] = set()
        self.files: dict[str, str] = {}
        self.notes: list[str] = []
        self.problems: list[Problem] = []

    def read(self, name: str, *, required: bool) -> None:
        self.seen.add(name)
        path = self.folder / name
        if not path.is_file():
            if required:
                hint = "`sysmobench init` writes a skeleton of all three files"
                self.problems.append(Problem("this file is missing", name, hint=hint))
            return
        if not path.resolve().is_relative_to(self.folder.resolve()):
            self.problems.append(Problem("a link that leads out of the folder", name, hint="put the file itself here"))
            return
        try:
            with path.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        except OSError as error:
            self.problems.append(Problem(f"it cannot be read: {error.strerror}", name))
            return
        if len(data) > MOST_BYTES:
            hint = f"at most {MOST_BYTES:,} are read; a specification of such a system has a few thousand"
            self.problems.append(Problem(f"{path.stat().st_size:,} bytes are too many", name, hint=hint))
            return
        self.decode(name, data)

    def follow(self) -> None:
        """Reads those modules of the folder that the modules read so far extend, and so on; a note tells of the others."""
        others = {path.stem: path.name for path in sorted(self.folder.iterdir()) if path.suffix == ".tla"}
        wanted = deque(self.files)
        while wanted:
            for name in _extended(self.files.get(wanted.popleft(), "")):
                file = others.get(name, "")
                if not file or file in self.seen:
                    continue
                if len(self.seen) > MOST_MODULES:
                    self.problems.append(Problem(f"more than {MOST_MODULES} modules", file, hint="put some of them together"))
                    return
                self.read(file, required=False)
                wanted.append(file)
        for file in sorted(set(others.values()) - self.seen):
            named = _NAME.match(file.removesuffix(".tla"))
            self.notes.append(f"{file} is not read: {'no module extends it' if named else 'its name is no module name'}")

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


def _extended(text: str) -> list[str]:
    try:
        return [place.name for place in extended(text)]
    except Unreadable:
        return []  # said when the text is read as a whole


def _sources(files: dict[str, str]) -> tuple[dict[str, Module], list[Problem]]:
    """The modules by name, and what keeps a text from being read at all or from being given to the PlusCal translator."""
    sources: dict[str, Module] = {}
    problems: list[Problem] = []
    for file, text in files.items():
        if not file.endswith(".tla"):
            continue
        try:
            sources[file.removesuffix(".tla")] = read_module(text)
        except Unreadable as error:
            problems.append(Problem(str(error), file, error.line, error.column))
        for options in _PLUSCAL_OPTIONS.finditer(text):
            bad = [word for word in options[1].replace(",", " ").split() if _PLUSCAL_STARTS.match(word)]
            message = f"the option {' '.join(bad)} of the PlusCal translator starts another program"
            problems += [Problem(message, file, text.count("\n", 0, options.start()) + 1, hint="leave it out")] * bool(bad)
    return sources, problems


def _module_problems(name: str, source: Module, own: set[str]) -> list[Problem]:
    file = f"{name}.tla"
    problems = []
    if not source.headers:
        problems.append(Problem("no module here", file, 1, 1, f"a module begins with `---- MODULE {name} ----`"))
    elif source.headers[0].name != name:
        head = source.headers[0]
        message = f"the module is called {head.name}, the file {name}.tla"
        problems.append(Problem(message, file, head.line, head.column, "they need the same name"))
    problems += [
        Problem(f"a second module, {extra.name}", file, extra.line, extra.column, "one module for each file")
        for extra in source.headers[1:]
    ]
    problems += [_taken(file, place) for place in [Place(name, 1, 1), *source.inner] if _provided(place.name)]
    known = own | {place.name for place in source.inner}
    problems += [_foreign(file, place) for place in source.extends if not (place.name in known or _usable(place.name))]
    said: set[str] = set()
    for place in source.words:
        if place.name in FORBIDDEN:
            hint = "its value does not follow from the state, so that a result could not be repeated"
            problems.append(Problem(f"{place.name} is not allowed here", file, place.line, place.column, hint))
        elif _RESERVED.match(place.name) and place.name not in said:
            said.add(place.name)
            message = f"{place.name}: names that begin with SMB_ are the judge's"
            problems.append(Problem(message, file, place.line, place.column, "choose another name"))
    return problems


def _provided(module: str) -> bool:
    """Whether a module of this name is TLC's or the judge's, so that a submission may not bring its own."""
    return module in TAKEN or (MODULES / f"{module}.tla").is_file()


def _usable(module: str) -> bool:
    """Whether a submission may extend this module without bringing it."""
    return module in STANDARD or ((MODULES / f"{module}.tla").is_file() and not _RESERVED.match(module))


def _taken(file: str, place: Place) -> Problem:
    if _usable(place.name):
        hint = f"leave it out: EXTENDS {place.name} finds the module that everybody gets"
    else:
        hint = "give it another name"
    return Problem(f"{place.name} is the name of a module of TLC's or the judge's", file, place.line, place.column, hint)


def _foreign(file: str, place: Place) -> Problem:
    provided = {path.stem for path in MODULES.glob("*.tla") if not _RESERVED.match(path.stem)}
    hint = "put it into the folder, or use one of " + ", ".join(sorted(STANDARD | provided))
    return Problem(f"the module {place.name} is not to be had here", file, place.line, place.column, hint)


def _config_problems(submission: Submission, defined: set[str]) -> list[Problem]:
    file = f"{submission.module}.cfg"
    try:
        config = submission.config
    except ConfigError as error:
        return [Problem(str(error), file, error.line)]
    problems = []
    for each in config.constants:
        if "!" in each.name or each.value.startswith("["):
            problems.append(Problem(f"{each.name}: replacing a module's operators is not read here", file, each.line))
        elif each.override and each.name in defined:
            hint = "only constants that the specification declares get values here"
            problems.append(
                Problem(f"{each.name} is defined in the specification and cannot be replaced", file, each.line, 0, hint)
            )
        elif each.override and each.value not in defined:
            hint = "what replaces a constant is a definition of the specification's own modules"
            problems.append(Problem(f"{each.name} <- {each.value}: no definition of that name", file, each.line, 0, hint))
    return problems

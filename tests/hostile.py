"""What the tests of hostile input share: a sealed place, quick judging, and a look at what is left behind."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import msgspec
import pytest
from support import SPIN, folder_of, reference_texts, traces, variant

from sysmobench import Problem, Result, Submission, SubmissionError, check_submission
from sysmobench.submission import make_submission, read_submission
from sysmobench.systems import Trace
from sysmobench.systems.contract import Exploration

NUMBERS = ("CONSTANT Threads ", "EXTENDS Naturals, FiniteSets, Sequences, TLC\nCONSTANT Threads ")
"""An edit that brings numbers, sets and TLC's operators."""
SWAP = "    /\\ ~locked\n"
"""A line of the successful compare-and-swap alone."""
END = "============================================================================="

SPEC = reference_texts()["spin.tla"]
MAPPING = reference_texts()["spin_mapping.tla"]
CFG = reference_texts()["spin.cfg"]


def added(text: str) -> tuple[str, str]:
    """An edit that adds definitions at the end of spin.tla."""
    last = "Spec == Init /\\ [][Next]_vars /\\ Fairness\n"
    return last, f"{last}\n{text}\n"


def variant_text(text: str) -> str:
    """The reference's text with definitions added."""
    old, new = added(text)
    return SPEC.replace(old, new)


def swapping(condition: str) -> Submission:
    """The reference, whose compare-and-swap succeeds only if this is true as well."""
    return variant(NUMBERS, (SWAP, f"{SWAP}    /\\ {condition}\n"))


def short(steps: int, *, fans: bool = True) -> Trace:
    """The beginning of a recorded trace."""
    trace = traces()[0]
    kept = {at: fan for at, fan in trace.fans.items() if at <= steps and fans}
    return msgspec.structs.replace(trace, steps=trace.steps[:steps], fans=kept)


def quick(submission: Submission, *, steps: int = 12, states: int = 50, fans: bool = True) -> Result:
    """Judges on the beginning of one trace and explores a little."""
    little = [Exploration(constants=SPIN.explorations[0].constants, states=states)]
    contract = msgspec.structs.replace(SPIN, explorations=little)
    return check_submission(submission, contract, traces=[short(steps, fans=fans)])


def refusal(submission: Submission) -> list[Problem]:
    """The problems for which a submission is refused when it is judged."""
    with pytest.raises(SubmissionError) as caught:
        quick(submission)
    return caught.value.problems


def reading(folder: Path) -> list[Problem]:
    """The problems for which a folder is refused when it is read."""
    with pytest.raises(SubmissionError) as caught:
        read_submission(folder, SPIN)
    return caught.value.problems


def stored(path: Path, *edits: tuple[str, str], **files: bytes) -> Path:
    """A folder with the reference, edited; ``files`` are bytes by part: ``spin``, ``mapping``, ``cfg``."""
    folder = folder_of(variant(*edits), path)
    names = {"spin": "spin.tla", "mapping": "spin_mapping.tla", "cfg": "spin.cfg"}
    for part, data in files.items():
        (folder / names[part]).write_bytes(data)
    return folder


def fingerprint(folder: Path) -> dict[str, str]:
    """Every path below a folder, with what it is and what is in it."""
    found = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        what = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else str(path.is_symlink())
        found[str(path)] = f"{status.st_mode:o} {status.st_mtime_ns} {what}"
    return found


def processes(temporary: Path, seconds: float = 0.0) -> list[int]:
    """The processes that were started in a temporary folder; waits until there are none, for so long at most."""
    end = time.monotonic() + seconds
    while True:
        found = [int(path.parent.name) for path in Path("/proc").glob("[0-9]*/cmdline") if _speaks_of(path, temporary)]
        if not found or time.monotonic() > end:
            return found
        time.sleep(0.05)


def _speaks_of(command: Path, temporary: Path) -> bool:
    try:
        return os.fsencode(temporary) in command.read_bytes()
    except OSError:
        return False  # it has just ended


def refused(**texts: str) -> list[Problem]:
    """The problems for which texts are refused, without Java; ``spin``, ``mapping``, ``cfg``, or a module's name."""
    names = {"spin": "spin.tla", "mapping": "spin_mapping.tla", "cfg": "spin.cfg"}
    files = reference_texts() | {names.get(part, f"{part}.tla"): text for part, text in texts.items()}
    with pytest.raises(SubmissionError) as caught:
        make_submission(SPIN, files)
    return caught.value.problems


def only(problems: list[Problem]) -> Problem:
    """The one problem there is."""
    assert len(problems) == 1, problems
    return problems[0]


def place_of(text: str, word: str) -> tuple[int, int]:
    """Line and column of a word's first occurrence, both from 1."""
    before = text[: text.index(word)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")

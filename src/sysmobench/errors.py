"""Everything that sysmobench raises for a reason that its user can act on.

    SysmobenchError
    ├── UsageError            a wrong name, option or path
    ├── SubmissionError       a submission that cannot be judged as it stands
    ├── ContractError         a system's own data is wrong
    │   └── TraceError        a recorded trace is wrong
    ├── ToolError             something has to be installed
    ├── RecordingError        a harness failed to build or to record
    └── JudgeError            the judge itself failed
        └── EngineLost        the Java process is gone

A specification that is *wrong* raises nothing: that is a result.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a file: where, what, and what to do about it."""

    message: str
    file: str = ""
    line: int = 0
    """From 1; 0 where the problem has no line."""
    column: int = 0
    hint: str = ""

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        text = f"{place}: {self.message}" if place else self.message
        return f"{text}\n  {self.hint}" if self.hint else text


class SysmobenchError(Exception):
    """The root of all errors that carry a message for the user."""


class UsageError(SysmobenchError):
    """A system, window, option or path that does not exist or does not fit."""


class SubmissionError(SysmobenchError):
    """A submission that cannot be judged as it stands; it lists every problem that was found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class ContractError(SysmobenchError):
    """The data of a system is inconsistent; it names the file and the place in it."""


class TraceError(ContractError):
    """A recorded trace breaks a rule of its contract; it names the file and the line."""


class ToolError(SysmobenchError):
    """Java, TLC or a toolchain is missing or too old; it says what to install."""


class RecordingError(SysmobenchError):
    """A harness could not be built or did not record what was asked."""


class JudgeError(SysmobenchError):
    """The judge itself failed, through no fault of the submission."""


class EngineLost(JudgeError):
    """The Java process ended, or had to be ended, in the middle of a question."""

    def __init__(self, why: Literal["killed", "memory", "time"], detail: str = "") -> None:
        super().__init__(f"the Java process was lost ({why}){': ' + detail if detail else ''}")
        self.why = why

"""What the Java process answers, as types; ``session`` asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import msgspec

FailureKind = Literal["evaluation", "unassigned", "stack", "budget", "too_many"]


class EvaluationError(Exception):
    """TLC could not evaluate something of the submission."""

    def __init__(self, kind: FailureKind, message: str, location: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.location = location

    def __str__(self) -> str:
        return f"{self.message} ({self.location})" if self.location else self.message


class SpecState(msgspec.Struct, frozen=True):
    """A state of the submission: its number in this session, and what can be seen of it."""

    id: int
    observed: msgspec.Raw
    inflight: list[msgspec.Raw] = []


class Outcome(msgspec.Struct, frozen=True):
    """One visible result of a step: what is seen afterwards, by which actions it comes, and in which states it ends."""

    observed: msgspec.Raw
    actions: list[str]
    states: list[int]
    sent: list[msgspec.Raw] = []
    """What is in flight afterwards and was not before."""
    inflight: list[msgspec.Raw] = []


class Step(msgspec.Struct, frozen=True):
    """All outcomes of a decision, or of Next."""

    outcomes: list[Outcome]
    bounded: bool
    """Whether hidden steps went beyond the bound."""
    more: int = 0
    """Outcomes beyond those listed; none of them looks as expected."""
    inside: int = 0
    """Steps of the mapping that are steps of Next."""
    outside: int = 0
    """Steps of the mapping that are none."""


class Part(msgspec.Struct, frozen=True, rename={"yes": "true", "no": "false"}):
    """A part of a definition: a conjunct or disjunct, an IF's condition, or a branch of an IF or CASE."""

    kind: Literal["conjunct", "disjunct", "condition", "branch"]
    definition: str
    line: int
    column: int
    end_line: int
    end_column: int
    reached: bool
    """Whether it was ever evaluated."""
    yes: bool
    """Whether it was ever true; nothing is known of what assigns variables."""
    no: bool


@dataclass(frozen=True)
class Survey:
    """All that is known of one place of a trace; None for what was not asked."""

    decided: list[Step | EvaluationError]
    everything: Step | EvaluationError | None
    followed: list[int] | EvaluationError | None


# ---------------------------------------------------------------------- as they come: an answer, or why there is none


class FailureJson(msgspec.Struct, frozen=True):
    """Why the submission has no answer."""

    kind: FailureKind
    message: str
    location: str

    def error(self) -> EvaluationError:
        """The same, to be raised or kept."""
        return EvaluationError(self.kind, self.message, self.location)


class AnyJson(msgspec.Struct, frozen=True):
    """Any answer, as far as it can be a failure."""

    failure: FailureJson | None = None


class StatesJson(msgspec.Struct, frozen=True):
    """States, or a failure."""

    states: list[SpecState] = []
    failure: FailureJson | None = None

    def result(self) -> list[SpecState] | EvaluationError:
        """One of them."""
        return self.failure.error() if self.failure else self.states


class RepresentedJson(msgspec.Struct, frozen=True):
    """States for each recorded state."""

    answers: list[StatesJson]


class StepJson(msgspec.Struct, frozen=True):
    """A step, or a failure."""

    outcomes: list[Outcome] = []
    bounded: bool = False
    more: int = 0
    inside: int = 0
    outside: int = 0
    failure: FailureJson | None = None

    def result(self) -> Step | EvaluationError:
        """One of them."""
        if self.failure:
            return self.failure.error()
        return Step(self.outcomes, self.bounded, self.more, self.inside, self.outside)


class DecidedJson(msgspec.Struct, frozen=True):
    """A step for each decision; a failure in the hidden steps before them is that of all."""

    steps: list[StepJson] = []
    failure: FailureJson | None = None

    def results(self, decisions: int) -> list[Step | EvaluationError]:
        """One for each of so many decisions."""
        return [self.failure.error()] * decisions if self.failure else [step.result() for step in self.steps]


class FollowedJson(msgspec.Struct, frozen=True):
    """Numbers of states, or a failure."""

    states: list[int] = []
    failure: FailureJson | None = None

    def result(self) -> list[int] | EvaluationError:
        """One of them."""
        return self.failure.error() if self.failure else self.states


class SurveyJson(msgspec.Struct, frozen=True):
    """All that was asked at one place."""

    decided: DecidedJson
    everything: StepJson | None = None
    followed: FollowedJson | None = None

    def result(self, decisions: int) -> Survey:
        """The same, in our types."""
        return Survey(
            self.decided.results(decisions),
            self.everything.result() if self.everything else None,
            self.followed.result() if self.followed else None,
        )


class PartsJson(msgspec.Struct, frozen=True):
    """Parts of definitions."""

    parts: list[Part]

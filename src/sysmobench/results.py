"""What a check finds: frozen, typed, and the same bytes for the same submission."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import Any, Literal

import msgspec

FORMAT = 1
"""Changes when a reader of results has to change."""


class Verdict(StrEnum):
    """What became of one window."""

    PASS = "pass"
    """There are outcomes, and all agree with the recorded one."""
    MISSING = "missing"
    """The specification cannot do what the code did."""
    SPURIOUS = "spurious"
    """It can do that, and also what the code does not do there."""
    HIDDEN_STATE = "hidden_state"
    """It fails from the states carried along and passes from Map_Represent: it forgot something."""
    MAPPING_ERROR = "mapping_error"
    """The mapping gives no usable state, or its action is none of Next."""
    SPEC_ERROR = "spec_error"
    """TLC could not evaluate it."""
    UNSCORED = "unscored"
    """The judge itself failed; never counted against the specification."""


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """A window that did not pass."""

    window: str
    decision: str
    action: str
    branch: str
    refused: bool
    verdict: Verdict
    reason: str = ""


class Branch(msgspec.Struct, frozen=True, kw_only=True):
    """The windows of one branch, by verdict."""

    name: str
    refused: bool = False
    windows: int
    uncounted: int = 0
    """Windows that pass, but only from states that Map_Represent has just made up: they are left out of the share."""
    score: float | None
    """The share that passes; null if every window is unscored."""
    verdicts: dict[str, int]


class ActionReport(msgspec.Struct, frozen=True, kw_only=True):
    """An action of the contract: effects × restraint."""

    name: str
    decision: str
    score: float | None
    """Null if it could not be scored, in which case it is left out of the mean."""
    effects: float | None
    restraint: float | None
    branches: list[Branch]


class Fans(msgspec.Struct, frozen=True, kw_only=True):
    """How well Next keeps to what the code can do, over all fans."""

    count: int
    full: int
    """Fans where Next does nothing beyond the code."""
    beyond: int
    """Outcomes of Next that are not the code's, over all fans."""
    errors: int
    unscored: int = 0
    first: str = ""
    """The first place where Next goes beyond."""


class RoundTrip(msgspec.Struct, frozen=True, kw_only=True):
    """Whether Map_Represent and Map_Observe are inverse, on every distinct recorded state."""

    states: int
    failures: int
    first: str = ""


class Conformance(msgspec.Struct, frozen=True, kw_only=True):
    """Phase three: each recorded step, and nothing else."""

    score: float
    actions_mean: float
    closure: float
    share: float
    observables: list[str]
    recall: float
    precision: float
    strict: float
    divergent: float | None
    """The same score over those windows alone that textbook specifications fail; null where there is none."""
    windows: int
    verdicts: dict[str, int]
    bounded: bool
    fans: Fans
    round_trip: RoundTrip


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """Something that SANY or TLC says, with its place."""

    text: str
    file: str = ""
    line: int = 0
    column: int = 0


class DefinitionReport(msgspec.Struct, frozen=True, kw_only=True):
    """A definition that is not sound by itself."""

    name: str
    line: int
    message: str


class Syntax(msgspec.Struct, frozen=True, kw_only=True):
    """Phase one."""

    score: float
    parses: bool
    definitions: int
    unsound: list[DefinitionReport]
    messages: list[Message]
    translated: bool = False
    """Whether the judge translated its PlusCal algorithm."""


class Runtime(msgspec.Struct, frozen=True, kw_only=True):
    """Phase two."""

    score: float
    fired: list[str]
    silent: list[str]
    """Actions of the contract that never fire."""
    errors: list[dict[str, Any]]
    deadlocks: int
    deadlock: dict[str, Any] | None
    explorations: list[dict[str, Any]]
    strays: int
    """Explored steps of Next that change what is observed, or send something, and are no action of the mapping."""
    stray: dict[str, Any] | None
    """A behaviour that ends with one of them."""
    disjuncts: list[str]
    """The parts of Next as TLC takes it apart, by name and place; listed, not scored."""


class PropertyReport(msgspec.Struct, frozen=True, kw_only=True):
    """One property of the system, of the submission."""

    name: str
    kind: str
    verdict: Literal["holds", "violated", "vacuous", "unknown", "error"]
    """``vacuous``: it holds, and nothing it speaks of ever happened. Only ``holds`` scores."""
    meaning: str
    detail: str = ""
    violation: dict[str, Any] | None = None


class Invariants(msgspec.Struct, frozen=True, kw_only=True):
    """Phase four."""

    score: float
    properties: list[PropertyReport]


class Scores(msgspec.Struct, frozen=True, kw_only=True):
    """From 0 to 1; overall is their mean."""

    syntax: float
    runtime: float
    conformance: float
    invariants: float
    overall: float


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """All that a check finds. Nothing in it depends on time, place or load."""

    format: int = FORMAT
    system: str
    version: str
    split: Literal["dev", "test"]
    verified: bool
    scores: Scores
    actions: list[ActionReport]
    closure: float
    unscored: int
    syntax: Syntax
    runtime: Runtime | None
    conformance: Conformance | None
    invariants: Invariants | None
    failures: list[Failure]
    notes: list[str]
    provenance: dict[str, Any]
    submission: dict[str, str]
    """The submission's texts by file name, so that a result explains itself."""


def tally(verdicts: list[Verdict]) -> dict[str, int]:
    """Verdicts counted, in the order in which they are declared."""
    counts = Counter(verdicts)
    return {verdict.value: counts[verdict] for verdict in Verdict if counts[verdict]}


def to_json(result: Result) -> bytes:
    """The result's bytes: UTF-8, two spaces of indentation, the order of the types."""
    return msgspec.json.format(msgspec.json.encode(result), indent=2) + b"\n"


def from_json(data: bytes) -> Result:
    """The result that these bytes hold; raises msgspec.ValidationError."""
    return msgspec.json.decode(data, type=Result)


def schema() -> dict[str, Any]:
    """The JSON Schema of a result."""
    return msgspec.json.schema(Result)

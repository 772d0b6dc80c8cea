"""A conversation with TLC about one submission: what it can do. What that means is the judge's business."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Literal, Self, TypeVar

import msgspec

from sysmobench.engine.tools import Tools
from sysmobench.engine.workspace import ROOT, Workspace
from sysmobench.errors import EngineLost, JudgeError
from sysmobench.processes import Conversation, Ended, TooMuch, TooSlow
from sysmobench.tla.values import Value

log = logging.getLogger(__name__)

HEAP_MEGABYTES = 1024
BACKSTOP_SECONDS = 30.0
"""For one question; some 100,000 times what a usual window takes, so that only what never ends meets it."""
EXPLORATION_SECONDS = 600.0
EVALUATIONS = 1_000_000
"""What one window, or one state of an exploration, may cost; a usual one costs a few hundred."""
EXPLORATION_EVALUATIONS = 100_000_000
REACH = 20_000
"""States from Init that are looked at to tell whether the specification gets to a state by itself."""
LARGEST_SET = 256
"""States that are carried, or that hidden steps reach."""
MOST_STARTS = 3
"""How often a process that is killed while it starts is started again."""
_OUT_OF_MEMORY = 3  # the exit code by which -XX:+ExitOnOutOfMemoryError ends Java

T = TypeVar("T")
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


@dataclass(frozen=True)
class Mapped:
    """An action of the contract with the lists of arguments to try."""

    action: str
    arguments: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True)
class Asked:
    """A decision: its actions, and how things would look afterwards (canonical text of the observables)."""

    actions: tuple[Mapped, ...]
    expected: str


class _Failure(msgspec.Struct, frozen=True):
    kind: FailureKind
    message: str
    location: str


class _Answer(msgspec.Struct, frozen=True):
    failure: _Failure | None = None


class Session:
    """One Java process for one submission. Losing it raises EngineLost; ``restart`` starts it anew, all states forgotten."""

    def __init__(self, tools: Tools, workspace: Workspace, strings: Sequence[str]) -> None:
        self.tools = tools
        self.workspace = workspace
        self._strings = list(strings)
        self._loaded: dict[str, Any] | None = None
        self.tlc = ""
        self._conversation = self._start()

    # ------------------------------------------------------------------ the process

    def _start(self) -> Conversation:
        command = self.tools.command(HEAP_MEGABYTES, self.workspace.temporary)
        environment = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
        self._conversation = Conversation(command, self.workspace.path, environment)
        try:
            self.tlc = self._ask(dict, {"do": "hello", "strings": self._strings})["tlc"]
        except BaseException:
            self._conversation.close()  # nobody else knows of it yet
            raise
        return self._conversation

    @property
    def pid(self) -> int:
        """The Java process."""
        return self._conversation.pid

    def restart(self) -> None:
        """A new process, with the same submission loaded as before; EngineLost if that is lost time and again."""
        for left in reversed(range(MOST_STARTS)):
            self._conversation.close()
            try:
                self._start()
                if self._loaded is not None:
                    self._ask(dict, self._loaded)
            except EngineLost as lost:
                if lost.why != "killed" or not left:
                    raise
            else:
                log.info("Java was started anew")
                return

    def close(self) -> None:
        """Ends the process."""
        self._conversation.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _ask(self, kind: type[Any], request: dict[str, Any], seconds: float | None = None) -> Any:
        try:
            answer = self._conversation.ask(msgspec.json.encode(request), seconds or BACKSTOP_SECONDS)
        except TooSlow:
            raise EngineLost("time") from None
        except TooMuch:
            raise EngineLost("memory") from None
        except Ended as ended:
            if ended.code == _OUT_OF_MEMORY:
                raise EngineLost("memory") from None  # in the same words every time: it becomes part of a result
            raise EngineLost("killed", ended.last_words[-300:]) from None
        failure = msgspec.json.decode(answer, type=_Answer).failure
        if failure is not None:
            raise _error(failure)
        return msgspec.json.decode(answer, type=kind)

    def attempt(self, question: Callable[[], T]) -> T | EngineLost:
        """The answer to a question, or how Java was lost over it; what was killed from outside is asked once more."""
        for last in (False, True):
            try:
                return question()
            except EngineLost as lost:
                self.restart()
                if last or lost.why != "killed":
                    return lost
        raise AssertionError("unreachable")

    # ------------------------------------------------------------------ questions

    def parse(self, module: str) -> dict[str, Any]:
        """What SANY says of a module."""
        parsed: dict[str, Any] = self._ask(dict, {"do": "parse", "module": module})
        return parsed

    def grammatical(self, modules: Sequence[str]) -> list[bool]:
        """Whether each of these modules can be parsed, by grammar alone."""
        answers: list[bool] = self._ask(dict, {"do": "grammatical", "modules": modules})["answers"]
        return answers

    def translate(self, module: str) -> list[str]:
        """Translates the PlusCal algorithm of a module in the workspace; what the translator says against it, if anything."""
        said: list[str] = self._ask(dict, {"do": "translate", "module": module})["messages"]
        return said

    def load(self, constants: Mapping[str, Value], declared: list[str], *, membership: bool = True) -> bool:
        """Loads the submission with these constants; False if one of its ASSUMEs does not hold."""
        self.workspace.write_root(constants, declared)
        self._loaded = {
            "do": "load",
            "module": ROOT,
            "limit": LARGEST_SET,
            "reach": REACH,
            "evaluations": EVALUATIONS,
            "membership": membership,
        }
        return bool(self._ask(dict, self._loaded)["assumptions"])

    def initial(self) -> list[SpecState]:
        """The states of Init, at most one more than may be carried."""
        states: list[SpecState] = self._ask(_States, {"do": "initial", "limit": LARGEST_SET + 1}).states
        return states

    def represent(self, recorded: Sequence[Value], limit: int) -> list[list[SpecState] | EvaluationError]:
        """For each recorded state those by which the mapping represents it, or the error."""
        request = {"do": "represent", "recorded": recorded, "limit": limit}
        answers: list[_Represented] = self._ask(_AllRepresented, request).answers
        return [each.states if each.failure is None else _error(each.failure) for each in answers]

    def decide(self, states: Sequence[int], decisions: Sequence[Asked]) -> list[Step | EvaluationError]:
        """For each decision its outcomes from these states, or the error."""
        asked = [{"actions": each.actions, "expected": [each.expected]} for each in decisions]
        request = {"do": "decide", "from": states, "decisions": asked}
        seconds = BACKSTOP_SECONDS * max(1, len(decisions) // 8)
        answers: list[_StepAnswer] = self._ask(_Steps, request, seconds).steps
        return [_result(answer) for answer in answers]

    def everything(self, states: Sequence[int], expected: Sequence[str]) -> Step:
        """Every outcome of Next from these states; ``expected`` is how the code's outcomes look."""
        step: Step = self._ask(Step, {"do": "everything", "from": states, "expected": expected})
        return step

    def explore(self, **request: Any) -> dict[str, Any]:
        """A bounded exploration from Init."""
        found: dict[str, Any] = self._ask(
            dict, {"do": "explore", "total": EXPLORATION_EVALUATIONS} | request, EXPLORATION_SECONDS
        )
        return found

    def false_at(self, name: str, points: Sequence[Sequence[str]]) -> list[int]:
        """The numbers of the observations (or pairs of them), in canonical text, at which a property is false."""
        found: list[int] = self._ask(dict, {"do": "property", "name": name, "points": points}, EXPLORATION_SECONDS)["false"]
        return found

    def why(self, state: int, action: str = "", arguments: Sequence[Value] = ()) -> dict[str, Any]:
        """The variables of a state, and the first conjunct that keeps an action from being enabled there."""
        request: dict[str, Any] = {"do": "why", "state": state}
        if action:
            request |= {"action": action, "arguments": list(arguments)}
        found: dict[str, Any] = self._ask(dict, request)
        return found

    def reachable(self, states: Sequence[int]) -> bool:
        """Whether an exploration from Init, breadth first and bounded, meets all of these states; False for none."""
        return bool(self._ask(dict, {"do": "reachable", "from": states}, EXPLORATION_SECONDS)["answer"])

    def follow(self, states: Sequence[int], observed: str, sent: Sequence[str]) -> list[int]:
        """All states that Next leads to, hidden steps taken, and that look as recorded, whatever action it was."""
        found: list[int] = self._ask(dict, {"do": "follow", "from": states, "observed": observed, "sent": sent})["states"]
        return found

    def hidden(self, states: Sequence[int]) -> list[int]:
        """These states and those that hidden steps reach from them."""
        found: list[int] = self._ask(dict, {"do": "hidden", "from": states})["states"]
        return found

    def forget(self) -> None:
        """Lets go of all states."""
        self._ask(dict, {"do": "forget"})


class _States(msgspec.Struct, frozen=True):
    states: list[SpecState]


class _Represented(msgspec.Struct, frozen=True):
    states: list[SpecState] = []
    failure: _Failure | None = None


class _AllRepresented(msgspec.Struct, frozen=True):
    answers: list[_Represented]


class _StepAnswer(msgspec.Struct, frozen=True):
    outcomes: list[Outcome] = []
    bounded: bool = False
    more: int = 0
    inside: int = 0
    outside: int = 0
    failure: _Failure | None = None


class _Steps(msgspec.Struct, frozen=True):
    steps: list[_StepAnswer]


def _error(failure: _Failure) -> EvaluationError:
    return EvaluationError(failure.kind, failure.message, failure.location)


def _result(answer: _StepAnswer) -> Step | EvaluationError:
    if answer.failure is not None:
        return _error(answer.failure)
    return Step(answer.outcomes, answer.bounded, answer.more, answer.inside, answer.outside)


__all__ = ["Asked", "EvaluationError", "JudgeError", "Mapped", "Outcome", "Session", "SpecState", "Step"]

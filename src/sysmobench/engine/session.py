"""A conversation with TLC about one submission: what it can do. What that means is the judge's business."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, TypeVar

import msgspec

from sysmobench.engine.answers import (
    AnyJson,
    EvaluationError,
    Part,
    PartsJson,
    RepresentedJson,
    SpecState,
    StatesJson,
    Step,
    Survey,
    SurveyJson,
)
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


@dataclass(frozen=True)
class Fan:
    """All that can happen at a place: how the code's outcomes look, what is in flight there (canonical texts), and the
    deliveries of messages that were delivered before.
    """

    expected: list[str]
    inflight: list[str]
    repeats: tuple[Asked, ...]


class Session:
    """One Java process for one submission. Losing it raises EngineLost; ``restart`` starts it anew, all states forgotten."""

    def __init__(self, tools: Tools, workspace: Workspace, strings: Sequence[str]) -> None:
        self.tools = tools
        self.workspace = workspace
        self._strings = list(strings)
        self._parsed: list[str] = []
        self._loaded: dict[str, Any] | None = None
        self._over = False
        self.tlc = ""
        self._conversation = self._start()

    # ------------------------------------------------------------------ the process

    def _start(self) -> Conversation:
        command = self.tools.command(HEAP_MEGABYTES, self.workspace.temporary)
        environment = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
        self._conversation = Conversation(command, self.workspace.path, environment)
        if self._over:
            self._conversation.close()
            raise JudgeError("the session was ended")
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

    def twin(self, workspace: Workspace) -> Session:
        """Another process, with the same modules parsed in the same order: TLC orders strings as it has met them."""
        twin = Session(self.tools, workspace, self._strings)
        try:
            for module in self._parsed:
                twin.parse(module)
        except BaseException:
            twin.close()
            raise
        return twin

    def restart(self) -> None:
        """A new process, with the same modules parsed and loaded as before; EngineLost if that is lost time and again."""
        for left in reversed(range(MOST_STARTS)):
            self._conversation.close()
            try:
                self._start()
                for module in self._parsed:
                    self._ask(dict, {"do": "parse", "module": module})
                if self._loaded is not None:
                    self._ask(dict, self._loaded)
            except EngineLost as lost:
                if lost.why != "killed" or not left:
                    raise
            else:
                log.info("Java was started anew")
                return

    def end(self) -> None:
        """Ends the process under the hands of whoever waits for its answer; it is not started again."""
        self._over = True
        self._conversation.end()

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
        failure = msgspec.json.decode(answer, type=AnyJson).failure
        if failure is not None:
            raise failure.error()
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
        if module not in self._parsed:
            self._parsed.append(module)
        return parsed

    def grammatical(self, modules: Sequence[str]) -> list[bool]:
        """Whether each of these modules can be parsed, by grammar alone."""
        answers: list[bool] = self._ask(dict, {"do": "grammatical", "modules": modules})["answers"]
        return answers

    def translate(self, module: str) -> list[str]:
        """Translates the PlusCal algorithm of a module in the workspace; what the translator says against it, if anything."""
        try:
            said: list[str] = self._ask(dict, {"do": "translate", "module": module})["messages"]
        except EvaluationError as error:  # on an algorithm that nests too deep, say
            return [f"it breaks down: {error.message}"]
        return said

    def load(
        self, constants: Mapping[str, Value], declared: list[str], *, membership: bool = True, coverage: bool = False
    ) -> bool:
        """Loads the submission with these constants; False if one of its ASSUMEs does not hold.

        With ``coverage`` it is noted from now on what ``decide`` evaluates.
        """
        self.workspace.write_root(constants, declared)
        self._loaded = {
            "do": "load",
            "module": ROOT,
            "limit": LARGEST_SET,
            "reach": REACH,
            "evaluations": EVALUATIONS,
            "membership": membership,
            "coverage": coverage,
        }
        return bool(self._ask(dict, self._loaded)["assumptions"])

    def initial(self) -> list[SpecState]:
        """The states of Init, at most one more than may be carried."""
        states: list[SpecState] = self._ask(StatesJson, {"do": "initial", "limit": LARGEST_SET + 1}).states
        return states

    def represent(self, recorded: Sequence[Value], limit: int) -> list[list[SpecState] | EvaluationError]:
        """For each recorded state those by which the mapping represents it, or the error."""
        request = {"do": "represent", "recorded": recorded, "limit": limit}
        answers: list[StatesJson] = self._ask(RepresentedJson, request).answers
        return [each.result() for each in answers]

    def decide(self, states: Sequence[int], decisions: Sequence[Asked]) -> list[Step | EvaluationError]:
        """For each decision its outcomes from these states, or the error; one in hidden steps comes before any decision."""
        return self.survey(states, decisions).decided

    def survey(
        self,
        states: Sequence[int],
        decisions: Sequence[Asked],
        *,
        shadow: Sequence[int] = (),
        fan: Fan | None = None,
        follow: Asked | None = None,
    ) -> Survey:
        """All that is asked at a place: ``decide`` from these states; ``everything`` and ``follow`` from the shadow as well."""
        asked = [{"actions": each.actions, "expected": [each.expected]} for each in decisions]
        request: dict[str, Any] = {"do": "survey", "from": states, "shadow": shadow, "decisions": asked}
        if fan is not None:
            repeats = [each.actions for each in fan.repeats]
            request |= {"expected": fan.expected, "inflight": fan.inflight, "repeats": repeats}
        if follow is not None:
            request["follow"] = {"actions": follow.actions, "observed": follow.expected}
        answer: SurveyJson = self._ask(SurveyJson, request, BACKSTOP_SECONDS * max(1, len(decisions) // 8))
        return answer.result(len(decisions))

    def everything(self, states: Sequence[int], fan: Fan) -> Step:
        """Every outcome of Next from these states, but for those of messages that were delivered before."""
        return _known(self.survey(states, [], fan=fan).everything)

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

    def hidden(self, states: Sequence[int]) -> list[int]:
        """These states and those that hidden steps reach from them."""
        found: list[int] = self._ask(dict, {"do": "hidden", "from": states})["states"]
        return found

    def covered(self, module: str) -> list[Part]:
        """The parts of a module that the mapping's actions lead to, and what came of them where ``decide`` evaluated them."""
        parts: list[Part] = self._ask(PartsJson, {"do": "covered", "module": module}).parts
        return parts

    def transitions(self, actions: Sequence[Any], states: int, recorded: Sequence[Value]) -> str:
        """A digest of all steps from what Init reaches, level by level up to so many states, and from recorded states."""
        request = {"do": "transitions", "actions": actions, "states": states, "recorded": recorded}
        digest: str = self._ask(dict, request, EXPLORATION_SECONDS)["digest"]
        return digest

    def forget(self) -> None:
        """Lets go of all states."""
        self._ask(dict, {"do": "forget"})


def _known(answer: T | EvaluationError | None) -> T:
    """What was asked; raises the error that came in its place."""
    if isinstance(answer, EvaluationError):
        raise answer
    assert answer is not None
    return answer

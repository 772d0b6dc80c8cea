"""The verdict on one window. DESIGN: what the code did must be possible, and nothing else (docs/scoring.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import msgspec

from sysmobench.engine import Asked, EvaluationError, Fan, Mapped, Outcome, Session, SpecState, Step
from sysmobench.phases.rules import Rule
from sysmobench.results import Verdict
from sysmobench.systems import Contract, State, Trace, Window
from sysmobench.tla.types import parse_type
from sysmobench.tla.values import Value, canonical

MOST_REPRESENTATIVES = 64
"""States that Map_Represent may have for one recorded state."""


@dataclass(frozen=True)
class Judgement:
    """A verdict, why, and (for a pass) the states that the trace goes on from; None leaves them as they are."""

    verdict: Verdict
    reason: str = ""
    states: list[int] | None = None
    bounded: bool = False
    own: bool = True
    """Whether the window was judged from states that the specification gets to by itself."""
    counts: bool = True
    """Whether it is scored; not so what passes from states that Map_Represent has just made up."""


@dataclass(frozen=True)
class Judge:
    """What judging a window needs: the submission as loaded, and which observables it keeps."""

    contract: Contract
    session: Session
    constants: dict[str, Value]
    kept: tuple[str, ...]
    rules: frozenset[Rule]
    _recorded: dict[int, tuple[list[int], str]] = field(default_factory=dict)

    # ------------------------------------------------------------------ what to ask

    def ask(self, window: Window) -> Asked:
        """The window's decision, as the session is asked."""
        return Asked(tuple(self.calls(window)), window.after.text(self.kept))

    def calls(self, window: Window) -> list[Mapped]:
        """The actions of the window's decision: the recorded one as recorded, siblings with any arguments of their own."""
        calls = []
        for action in self.contract.decision(window.decision).actions:
            if Rule.SIBLINGS not in self.rules and not window.refused and action.name != window.action:
                continue
            own: list[tuple[Value, ...]] = [()]
            if action.name == window.action:
                own = [window.extra]
            elif action.parameters:
                own = _product([parse_type(text).values(self.constants) for text in action.parameters.values()])
            message = () if window.message is None else (window.message,)
            calls.append(Mapped(action.name, tuple((*window.arguments, *extra, *message) for extra in own)))
        return calls

    def fan(self, trace: Trace, number: int) -> Fan:
        """The fan after that many steps, as the session is asked."""
        expected = {window.after.text(self.kept) for window in trace.fans[number] if not window.refused}
        inflight = {canonical(message) for message in trace.state(number).inflight or []}
        delivered = {canonical(step.message): step for step in trace.steps[:number] if step.message is not None}
        repeats = tuple(self.ask(step) for text, step in sorted(delivered.items()) if text not in inflight)
        return Fan(sorted(expected), sorted(inflight), repeats)

    # ------------------------------------------------------------------ the verdict

    def judge(self, windows: Sequence[Window], answers: Sequence[Step | EvaluationError]) -> list[Judgement]:
        """The verdicts on windows of one place, given what their decisions give from the carried states."""
        verdicts = [self.classify(window, answer) for window, answer in zip(windows, answers, strict=True)]
        if Rule.CARRY not in self.rules:
            return verdicts
        failed = [n for n, first in enumerate(verdicts) if first.verdict in (Verdict.MISSING, Verdict.SPURIOUS)]
        if failed:
            again = self._again([windows[n] for n in failed])
            for number, other in zip(failed, again, strict=True):
                verdicts[number] = replace(other, bounded=verdicts[number].bounded) if other else verdicts[number]
        return verdicts

    def _again(self, windows: Sequence[Window]) -> list[Judgement | None]:
        """What is to be said instead of failed windows of one place, given the states that represent it; None to let it be."""
        states, problem = self.representatives(windows[0].before)
        if problem:
            return [Judgement(Verdict.MAPPING_ERROR, problem) for _ in windows]
        answers = self.session.decide(states, [self.ask(window) for window in windows])
        passes = [
            self.classify(window, answer).verdict is Verdict.PASS for window, answer in zip(windows, answers, strict=True)
        ]
        forgot = Judgement(Verdict.HIDDEN_STATE, "it passes from Map_Represent, not from the states that led here")
        return [forgot if each else None for each in passes]

    def classify(self, window: Window, answer: Step | EvaluationError) -> Judgement:
        """The verdict by the outcomes alone."""
        if isinstance(answer, EvaluationError):
            return Judgement(Verdict.SPEC_ERROR, f"{answer.kind}: {answer}")
        new = [outcome for outcome in answer.outcomes if not self.nothing_new(outcome, window)]
        if window.refused:
            return self._refused(window, answer, new)
        if answer.outside and not answer.inside:
            return Judgement(Verdict.MAPPING_ERROR, "the action's steps are none of Next", bounded=answer.bounded)
        agreeing = [outcome for outcome in answer.outcomes if self.agrees(outcome, window)]
        ours = [outcome for outcome in agreeing if window.action in outcome.actions]
        if not ours:
            others = len(new) + answer.more
            reason = "no outcome" if not others else f"{others} other outcome{'s' * (others > 1)}"
            if agreeing:
                reason = f"the code's outcome comes by another action: {', '.join(agreeing[0].actions)}"
            return Judgement(Verdict.MISSING, reason, bounded=answer.bounded)
        beyond = sum(outcome not in agreeing for outcome in new) + answer.more
        if beyond and Rule.AGREEMENT in self.rules:
            return Judgement(Verdict.SPURIOUS, f"{beyond} more than the code's", bounded=answer.bounded)
        states = list(dict.fromkeys(state for outcome in ours for state in outcome.states))
        left_out = [name for name in self.contract.observables if name not in self.kept]
        changed = [name for name in left_out if window.before.fields[name] != window.after.fields[name]]
        if changed:
            reason = f"{', '.join(changed)} changes and is left out by Map_Observe"
            return Judgement(Verdict.MISSING, reason, states, answer.bounded)
        return Judgement(Verdict.PASS, "", states, answer.bounded)

    def _refused(self, window: Window, answer: Step, new: list[Outcome]) -> Judgement:
        if new or answer.more:
            return Judgement(Verdict.SPURIOUS, "the code refuses", bounded=answer.bounded)
        message = None if window.message is None else canonical(window.message)
        discards = [each for each in answer.outcomes if message and message not in map(_text, each.inflight)]
        discarding = [state for outcome in discards for state in outcome.states]
        return Judgement(Verdict.PASS, "", discarding or None, answer.bounded)

    def nothing_new(self, outcome: Outcome, window: Window) -> bool:
        """Whether an outcome at most takes messages off the network."""
        return not outcome.sent and _text(outcome.observed) == window.before.text(self.kept)

    def agrees(self, outcome: Outcome, window: Window) -> bool:
        """Equal observables, and: new in flight ⊆ sent ⊆ in flight afterwards."""
        if _text(outcome.observed) != window.after.text(self.kept):
            return False
        sent = {canonical(message) for message in window.sent}
        return set(map(_text, outcome.sent)) <= sent <= set(map(_text, outcome.inflight)) or not self.contract.messages

    # ------------------------------------------------------------------ Map_Represent

    def representatives(self, state: State) -> tuple[list[int], str]:
        """The states that represent a recorded one, or what is wrong with them."""
        return self.all_representatives([state])[0]

    def all_representatives(self, states: Sequence[State]) -> list[tuple[list[int], str]]:
        """The same for several states, asked at once."""
        new = [state for state in states if id(state) not in self._recorded]
        answers = self.session.represent([state.recorded() for state in new], MOST_REPRESENTATIVES) if new else []
        for state, answer in zip(new, answers, strict=True):
            self._recorded[id(state)] = self._checked(state, answer)
        return [self._recorded[id(state)] for state in states]

    def _checked(self, state: State, states: list[SpecState] | EvaluationError) -> tuple[list[int], str]:
        """The states' numbers, if they are what they should be; else what is wrong."""
        if isinstance(states, EvaluationError):
            return [], f"Map_Represent: {states}"
        if not states:
            return [], "Map_Represent has no state for this one"
        if Rule.ROUND_TRIP in self.rules:
            for each in states:
                if _text(each.observed) != state.text(self.kept):
                    return [], f"Map_Observe of Map_Represent differs: {difference(each, state, self.kept)}"
                if set(map(_text, each.inflight)) != set(map(canonical, state.inflight or [])):
                    return [], "Map_Inflight of Map_Represent differs from what is in flight"
        return [each.id for each in states], ""

    def forget(self) -> None:
        """Lets go of all states of the session."""
        self._recorded.clear()
        self.session.forget()


def difference(found: SpecState, state: State, kept: Sequence[str]) -> str:
    """The names of the observables that differ."""
    observed = msgspec.json.decode(found.observed)
    if not isinstance(observed, dict) or sorted(observed) != sorted(kept):
        return "its fields are not always the same"
    return ", ".join(name for name in kept if canonical(observed[name]) != canonical(state.fields[name]))


def _text(raw: object) -> str:
    return bytes(raw).decode()  # type: ignore[call-overload, no-any-return]


def _product(domains: list[list[Value]]) -> list[tuple[Value, ...]]:
    tuples: list[tuple[Value, ...]] = [()]
    for domain in domains:
        tuples = [(*each, value) for each in tuples for value in domain]
    return tuples

"""Conformance: a submission walks along every recorded trace, and is judged at every step and at every fan."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace

from sysmobench.engine import EvaluationError, Step, Survey
from sysmobench.errors import EngineLost, JudgeError
from sysmobench.phases.judge import Judge, Judgement
from sysmobench.phases.rules import Rule
from sysmobench.results import Verdict
from sysmobench.systems import State, Trace, Window

MOST_BUDGETS = 3
"""After so many windows of a group of traces that ran out of their budget, the rest of the group is not asked."""

Progress = Callable[[int], None]
"""Is told how many windows were judged since it was last told."""


@dataclass(frozen=True)
class Place:
    """Where a submission stands in a trace: the states that agree with everything recorded so far, and where they come from."""

    carried: list[int]
    shadow: tuple[int, ...] = ()
    """Where Next may have led as well, by steps that look as recorded and belong to no action of the mapping."""
    own: bool = True
    """The specification gets there by itself: carried from Init, or after a restart met by an exploration from Init."""
    made_up: bool = False
    """They come from Map_Represent just now, and are not known to be the specification's own."""
    doubtful: bool = False
    """The failure before was hidden_state, so that Map_Represent knows more than the specification."""

    def qualify(self, judgement: Judgement) -> Judgement:
        """What a verdict from here is worth."""
        if self.own and not self.doubtful:
            return judgement
        if self.doubtful and judgement.verdict is Verdict.PASS:
            reason = "it passes from Map_Represent alone: the window before was hidden_state"
            judgement = replace(judgement, verdict=Verdict.HIDDEN_STATE, reason=reason)
        counts = not (self.made_up and judgement.verdict is Verdict.PASS)
        if not self.own and judgement.verdict is Verdict.PASS:
            reason = "from states that Map_Represent gave, and that the specification is not known to get to by itself"
            judgement = replace(judgement, reason=reason)
        return replace(judgement, own=self.own, counts=counts)


@dataclass
class Closure:
    """A fan against Next: the score, and how many outcomes of Next the code does not have."""

    place: str
    score: float | None
    beyond: int = 0
    error: str = ""


@dataclass
class Walked:
    """What one trace gave."""

    windows: list[tuple[Window, Judgement]] = field(default_factory=list)
    closures: list[Closure] = field(default_factory=list)
    states: int = 0
    broken: list[str] = field(default_factory=list)
    """Recorded states whose round trip fails, with the reason."""


class Walker:
    """Walks one submission along traces, and survives the loss of Java on the way."""

    def __init__(self, judge: Judge, progress: Progress) -> None:
        self.judge = judge
        self.session = judge.session
        self.progress = progress
        self.budgets = 0
        self.seen: set[str] = set()
        """How the specification looked after steps from states that it gets to by itself (canonical texts)."""
        self.place = ""
        """What is being asked; Java may be lost over it."""
        self.lost: dict[str, str] = {}
        """Places at which Java was lost, and how; running out of time or memory is the submission's fault."""
        self.poisoned: set[str] = set()
        """Places that are not asked again: they took too much time or memory, or Java was lost there twice."""
        self.careful = False
        """Whether windows are asked one by one from now on, since one of them took too much."""

    # ------------------------------------------------------------------ the start

    def init(self, recorded: State) -> tuple[Judgement, list[int]]:
        """Init's states show the recorded initial state and nothing else."""
        try:
            states = self.session.initial()
        except EvaluationError as error:
            return Judgement(Verdict.SPEC_ERROR, f"Init: {error}"), []
        agreeing = [s.id for s in states if bytes(s.observed).decode() == recorded.text(self.judge.kept) and not s.inflight]
        if not agreeing:
            return Judgement(Verdict.MISSING, "Init has no state that looks like the code's"), []
        if len(agreeing) < len(states):
            return Judgement(
                Verdict.SPURIOUS, f"Init has {len(states) - len(agreeing)} states that the code does not start in"
            ), agreeing
        return Judgement(Verdict.PASS), agreeing

    # ------------------------------------------------------------------ one trace

    def walk(self, trace: Trace) -> Walked:
        """Judges a trace; if Java is lost on the way, once more from its beginning, and then around the place."""
        while True:
            try:
                done = self._walk(trace)
            except EngineLost as lost:
                self._lost(lost)
            else:
                self.progress(len(done.windows))
                return done

    def _lost(self, lost: EngineLost) -> None:
        """Marks the place. A place of several windows (``@``) is asked window by window the next time."""
        place = self.place
        if place in self.poisoned:
            raise JudgeError(f"Java was lost at {place}, which is not asked any more") from lost
        if lost.why != "killed" or place in self.lost:
            self.poisoned.add(place)
        if lost.why != "killed":
            self.careful = True
            self.budgets += "@" not in place
        self.lost[place] = lost.why
        self.session.restart()

    def _walk(self, trace: Trace) -> Walked:
        self.judge.forget()
        done = Walked()
        place = self._start(trace, done)
        for number in range(len(trace.steps) + 1):
            fan = trace.fans.get(number, [])
            steps = trace.steps[number : number + 1]
            judged, known = self._judge_at(trace, number, place, fan, steps)
            done.windows += zip([*fan, *steps], judged, strict=True)
            if fan:
                done.closures.append(self._closure(trace, number, place, known))
            if steps:
                place = self._go_on(place, steps[0], judged[-1], known)
        return done

    def places_after(self, trace: Trace, numbers: Collection[int]) -> Iterator[tuple[int, Place]]:
        """Where the submission stands after so many steps, for each of the numbers in their order.

        A place is good until the next is asked for.
        """
        self.judge.forget()
        place = self._start(trace, Walked())
        for number in range(max(numbers) + 1):
            if number in numbers:
                yield number, place
            if number < max(numbers):
                step = trace.steps[number]
                judged, known = self._judge_at(trace, number, place, [], [step])
                place = self._go_on(place, step, judged[0], known)

    def _start(self, trace: Trace, done: Walked) -> Place:
        """Init's states that agree with the trace, after the round trip of every recorded state."""
        self.place = f"{trace.name}:0!start"
        if self.place in self.poisoned:
            return Place([])
        if Rule.CARRY in self.judge.rules:
            seen = {trace.init.key(): trace.init} | {step.after.key(): step.after for step in trace.steps}
            done.states = len(seen)
            answers = [] if self._spent() else self.judge.all_representatives(list(seen.values()))
            done.broken += [problem for _, problem in answers if problem]
        return Place(self.init(trace.init)[1])

    def _spent(self) -> bool:
        return self.budgets >= MOST_BUDGETS

    def _judge_at(
        self, trace: Trace, number: int, place: Place, fan: list[Window], steps: list[Window]
    ) -> tuple[list[Judgement], Survey | None]:
        """The fan at a place and the step of the path from it, all from the same states, and what was asked with them."""
        self.place = f"{trace.name}@{number}"
        windows = [*fan, *steps]
        if not windows:
            return [], None
        if self._spent():
            spent = Judgement(Verdict.SPEC_ERROR, "budget: too many windows before ran out of theirs")
            return [spent for _ in windows], None
        if Rule.CARRY not in self.judge.rules:  # windows only: closure still speaks of the states that were carried
            answers = self.session.decide(
                self.judge.representatives(trace.state(number))[0], list(map(self.judge.ask, windows))
            )
            return self._judge(windows, answers), None
        if self.careful or self.place in self.poisoned:
            return [place.qualify(judgement) for judgement in self._one_by_one(place.carried, windows)], None
        survey = self.session.survey(
            place.carried,
            [self.judge.ask(window) for window in windows],
            shadow=place.shadow,
            fan=self.judge.fan(trace, number) if fan and place.carried else None,
            follow=self.judge.ask(steps[0]) if steps and _moves(steps[0]) else None,
        )
        if place.own:
            decided = [answer for answer in survey.decided if isinstance(answer, Step)]
            self.seen.update(bytes(outcome.observed).decode() for step in decided for outcome in step.outcomes)
        return [place.qualify(judgement) for judgement in self._judge(windows, survey.decided)], survey

    def _one_by_one(self, carried: list[int], windows: list[Window]) -> list[Judgement]:
        """At a place where Java was lost: each window by itself, so that one of them costs only itself."""
        judged = []
        place = self.place
        for window in windows:
            self.place = window.id
            if window.id in self.poisoned:
                judged.append(self._poisoned(window.id))
                continue
            judged += self._judge([window], self.session.decide(carried, [self.judge.ask(window)]))
        self.place = place
        return judged

    def _poisoned(self, place: str) -> Judgement:
        why = self.lost[place]
        if why == "killed":
            return Judgement(Verdict.UNSCORED, "the Java process was lost twice here")
        return Judgement(
            Verdict.SPEC_ERROR, "budget: it takes too long" if why == "time" else "budget: it takes too much memory"
        )

    def _judge(self, windows: list[Window], answers: list[Step | EvaluationError]) -> list[Judgement]:
        self.budgets += sum(isinstance(answer, EvaluationError) and answer.kind == "budget" for answer in answers)
        return self.judge.judge(windows, answers)

    def _go_on(self, place: Place, step: Window, judgement: Judgement, known: Survey | None) -> Place:
        """The next place: the states carried on, or, after a failure, those that represent what was recorded."""
        self.place = f"{step.id}!after"
        if judgement.states is not None:
            return Place(judgement.states, self._follow(place, step, known), own=place.own or self._own(judgement.states))
        if judgement.verdict is Verdict.PASS:
            return place
        if self._spent() or self.place in self.poisoned:
            return Place([], own=False)
        states = self.judge.representatives(step.after)[0]
        own = self._own(states)
        return Place(states, own=own, made_up=not own, doubtful=judgement.verdict is Verdict.HIDDEN_STATE)

    # ------------------------------------------------------------------ closure

    def _own(self, states: list[int]) -> bool:
        """Whether the specification gets to these states by itself."""
        return Rule.REACH not in self.judge.rules or self.session.reachable(states)

    def _follow(self, place: Place, step: Window, known: Survey | None) -> tuple[int, ...]:
        """All that Next may have done here, as far as can be seen: a mapping may not keep quiet about a part of it.

        Where nothing follows a refused delivery, the specification has not taken the message, and stays where it is.
        """
        if not _moves(step):
            return place.shadow
        if self._spent():
            return ()
        if known is None:
            known = self.session.survey(place.carried, [], shadow=place.shadow, follow=self.judge.ask(step))
        # An error is met by closure as well, and counted there.
        followed = () if isinstance(known.followed, EvaluationError) or known.followed is None else tuple(known.followed)
        return followed or (place.shadow if step.refused else ())

    def _closure(self, trace: Trace, number: int, standing: Place, known: Survey | None) -> Closure:
        """1 if Next does nothing that the fan has not, else half the share of the fan among all that happens."""
        place, fan = f"{trace.name}:{number}.0", trace.fans[number]
        if self._spent():
            return Closure(place, 0.0, error="budget")
        self.place = f"{place}!closure"
        if self.place in self.poisoned:
            return Closure(place, None if self.lost[self.place] == "killed" else 0.0, error="Java was lost")
        if not standing.carried:
            return Closure(place, 0.0, error="no state of the specification stands for this one")
        if known is None:
            known = self.session.survey(standing.carried, [], shadow=standing.shadow, fan=self.judge.fan(trace, number))
        step = known.everything
        assert step is not None
        if isinstance(step, EvaluationError):
            self.budgets += step.kind == "budget"
            return Closure(place, 0.0, error=str(step))
        effects = [window for window in fan if not window.refused]
        beyond = step.more
        for outcome in step.outcomes:
            recorded = any(self.judge.agrees(outcome, window) for window in effects)
            beyond += not recorded and not self.judge.nothing_new(outcome, fan[0])
        distinct = len({(w.after.text(self.judge.kept), tuple(map(str, w.sent))) for w in effects})
        return Closure(place, 1.0 if not beyond else 0.5 * distinct / (distinct + beyond), beyond)


def _moves(step: Window) -> bool:
    """Whether anything is different after a step: what is refused stays as it is, but a message that was delivered is gone."""
    return not step.refused or step.message is not None

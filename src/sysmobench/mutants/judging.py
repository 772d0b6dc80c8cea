"""What becomes of a mutant: the judge's own phases, for many mutants in one Java process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import msgspec

from sysmobench.engine import EvaluationError, Session, Workspace, find_tools
from sysmobench.errors import EngineLost, JudgeError, SubmissionError
from sysmobench.mutants.generating import Mutant
from sysmobench.phases.bounds import high, small
from sysmobench.phases.conformance import Walked
from sysmobench.phases.exploring import Explored, call, explore
from sysmobench.phases.invariants import score_invariants
from sysmobench.phases.rules import ALL_RULES, Rule
from sysmobench.phases.runtime import score_runtime
from sysmobench.phases.walking import Findings, groups, walk_traces
from sysmobench.results import Verdict
from sysmobench.submission import Submission
from sysmobench.systems import Contract, State, Trace, covering
from sysmobench.systems.contract import values_of
from sysmobench.tla.values import Value


class Fate(StrEnum):
    """What became of a mutant."""

    KILLED = "killed"
    """The judge says that it is not right."""
    SURVIVED = "survived"
    """Full scores, as for the reference, although it does something else somewhere."""
    EQUIVALENT = "equivalent"
    """The same steps as the reference from every state that was looked at."""
    REFUSED = "refused"
    """SANY or TLC does not take it; it says nothing about the judge."""


class Outcome(msgspec.Struct, frozen=True):
    """A mutant, judged."""

    name: str
    line: int
    change: str
    fate: Fate
    by: dict[str, int] = {}
    """What noticed it: windows by verdict; else ``closure``, ``runtime`` or ``invariants``, with how often."""
    trace: str = ""
    """The trace that noticed it first, if one did."""

    @property
    def operator(self) -> str:
        """The mutation operator."""
        return self.name.split("/")[0]

    @property
    def windows(self) -> int:
        """How many windows noticed it."""
        return sum(count for name, count in self.by.items() if name in set(Verdict))

    @property
    def killer(self) -> str:
        """What noticed it most often."""
        return max(self.by, key=lambda name: self.by[name]) if self.by else ""


@dataclass(frozen=True)
class Lab:
    """A Java process in which mutants of one reference are judged, one after the other."""

    contract: Contract
    reference: Submission
    traces: list[Trace]
    workspace: Workspace
    session: Session
    quick: bool
    """Whether a mutant's first trace that notices it is the last one asked."""

    def judge(self, mutant: Mutant, hint: str = "") -> Outcome:
        """What becomes of a mutant; JudgeError if the judge itself fails. ``hint`` names the trace that is asked first."""
        self._put(mutant.text)

        def outcome(fate: Fate, by: dict[str, int] | None = None, trace: str = "") -> Outcome:
            return Outcome(mutant.name, mutant.line, mutant.change, fate, by or {}, trace)

        if not self.session.parse(f"{self.contract.module}_mapping")["ok"]:
            return outcome(Fate.REFUSED)
        try:
            for traces in self._parts(hint):
                findings = self._walk(traces)
                noticed = _noticed(findings)
                if noticed:
                    return outcome(Fate.KILLED, noticed, _first(findings, traces))
        except (EvaluationError, SubmissionError):
            return outcome(Fate.REFUSED)
        noticed = self._explored()
        if noticed:
            return outcome(Fate.KILLED, noticed)
        return outcome(Fate.EQUIVALENT if self._transitions() == self._original else Fate.SURVIVED)

    def _parts(self, hint: str) -> Iterator[list[Trace]]:
        """All traces; where haste is wanted, first the one hinted at, then some that have every branch."""
        if not self.quick:
            yield self.traces
            return
        hinted = [trace for trace in self.traces if trace.name == hint]
        some = [trace for trace in self._covering if trace not in hinted]
        rest = [trace for trace in self.traces if trace not in hinted and trace not in some]
        yield from filter(None, (hinted, some, rest))

    @cached_property
    def _covering(self) -> list[Trace]:
        """Some traces that together have every branch and refusal."""
        return covering(self.traces)

    def _put(self, text: str) -> None:
        self.workspace.write(f"{self.contract.module}.tla", text)

    @cached_property
    def _declared(self) -> list[str]:
        """The constants of the reference; a mutant has the same."""
        declared: list[str] = self.session.parse(f"{self.contract.module}_mapping")["constants"]
        return declared

    def _walk(self, traces: list[Trace]) -> Findings:
        def enough(walked: Walked) -> bool:
            return self.quick and _notices(walked)

        # Whether a state that is restarted from is the specification's own decides what a pass is worth, not whether it is one.
        rules = ALL_RULES - {Rule.REACH}
        return walk_traces(self.contract, self.session, self._declared, traces, rules=rules, enough=enough)

    def _explored(self) -> dict[str, int]:
        """What the phases runtime and invariants have against it."""
        explored: Sequence[Explored] = explore(self.session, self.contract, self._declared)
        if any(isinstance(each, EngineLost) and each.why == "killed" for each in explored):
            raise JudgeError("Java was lost in an exploration")
        runtime = score_runtime(self.contract, explored)
        reports = score_invariants(self.contract, explored).properties
        found = {
            "runtime": len(runtime.silent) + len(runtime.errors) + runtime.strays,
            "invariants": sum(report.verdict != "holds" for report in reports),
        }
        return {name: count for name, count in found.items() if count}

    @cached_property
    def _original(self) -> list[str]:
        """The digests of the reference."""
        text = self.workspace.read(f"{self.contract.module}.tla")
        self._put(self.reference.files[f"{self.contract.module}.tla"])
        digests = self._transitions()
        self._put(text)
        return digests

    def _transitions(self) -> list[str]:
        """Digests of all that it can do: from what Init reaches in each exploration, and from every recorded state."""
        digests = []
        for exploration in self.contract.explorations:
            constants = values_of(exploration.constants)
            digests.append(self._digest(constants | small(exploration.bounds), exploration.states, []))
        for group in groups(self.traces):
            traces = [self.traces[number] for number in group]
            recorded = {state.key(): state.recorded() for trace in traces for state in _states(trace)}
            digests.append(self._digest(traces[0].header.constants | high(), 1, list(recorded.values())))
        return digests

    def _digest(self, constants: dict[str, Value], states: int, recorded: list[Value]) -> str:
        self.session.load(constants, self._declared)
        actions = [call(d, action, constants) for d in self.contract.decisions for action in d.actions]
        return self.session.transitions(actions, states, recorded)


def _states(trace: Trace) -> Iterator[State]:
    yield trace.init
    for step in trace.steps:
        yield step.after


def _noticed(findings: Findings) -> dict[str, int]:
    """Windows that do not pass, by verdict; where there are none, fans that Next goes beyond, and broken round trips."""
    verdicts = sum(map(_verdicts, findings.walked.values()), Counter({findings.init.verdict.value: 1}))
    del verdicts[Verdict.PASS]
    if verdicts[Verdict.UNSCORED]:
        raise JudgeError("windows could not be scored")
    return dict(sorted((verdicts or sum(map(_others, findings.walked.values()), Counter())).items()))


def _notices(walked: Walked) -> bool:
    verdicts = _verdicts(walked)
    return bool(verdicts.total() > verdicts[Verdict.PASS] or _others(walked))


def _first(findings: Findings, traces: list[Trace]) -> str:
    """The first trace that noticed something; none, if it is the initial state or an exploration that did."""
    return next((traces[number].name for number in sorted(findings.walked) if _notices(findings.walked[number])), "")


def _verdicts(walked: Walked) -> Counter[str]:
    return Counter(judgement.verdict.value for _, judgement in walked.windows)


def _others(walked: Walked) -> Counter[str]:
    found = {"closure": sum(closure.score != 1.0 for closure in walked.closures), "round_trip": len(walked.broken)}
    return +Counter(found)


@contextmanager
def lab(contract: Contract, reference: Submission, traces: list[Trace], *, quick: bool) -> Iterator[Lab]:
    """A Java process to judge mutants in."""
    with Workspace(contract, reference) as workspace, Session(find_tools(), workspace, contract.strings) as session:
        yield Lab(contract, reference, traces, workspace, session, quick)

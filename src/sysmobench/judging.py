"""Judging a submission: syntax, then windows and explorations side by side, and what follows from them."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import fmean
from typing import Any

import msgspec

from sysmobench import __version__
from sysmobench.coverage import Covered, covered
from sysmobench.engine import PROCESSES, EvaluationError, Part, Pool, Session, Workspace, find_tools
from sysmobench.errors import EngineLost, Problem, SubmissionError
from sysmobench.phases.bounds import high
from sysmobench.phases.exploring import explore_one
from sysmobench.phases.invariants import false_where_seen, score_invariants
from sysmobench.phases.mapping import check_mapping
from sysmobench.phases.rules import ALL_RULES, Rule
from sysmobench.phases.runtime import score_runtime
from sysmobench.phases.scores import score_conformance
from sysmobench.phases.syntax import Parsed, check_syntax
from sysmobench.phases.walking import Findings, groups, together, walk_group
from sysmobench.results import Result, Scores, Syntax, Verdict
from sysmobench.submission import Submission, read_submission
from sysmobench.systems import Contract, Trace, load_contract, load_traces
from sysmobench.systems.contract import Split
from sysmobench.tla.values import Value

Progress = Callable[[str, int, int], None]
"""Is told the phase, how much of it is done, and of how much."""


def check(folder: Path | str, system: str, *, split: Split = "test", progress: Progress | None = None) -> Result:
    """Judges the submission in a folder against the recorded traces of a system.

    Raises SubmissionError if it cannot be judged as it stands, UsageError for a system or folder that is not there,
    ToolError if Java or TLC is missing. A specification that is wrong raises nothing.
    """
    contract = load_contract(system)
    return check_submission(read_submission(Path(folder), contract), contract, split=split, progress=progress)


@dataclass(frozen=True)
class _Job:
    """What is judged against what."""

    submission: Submission
    contract: Contract
    split: Split
    traces: list[Trace]
    rules: frozenset[Rule]
    tell: Progress
    processes: int
    parts: list[Part] | None
    """Where coverage is noted, if it is wanted."""

    @property
    def constants(self) -> list[dict[str, Value]]:
        """Those that the traces were recorded with, group by group."""
        return [self.traces[group[0]].header.constants for group in groups(self.traces)]


def check_submission(
    submission: Submission,
    contract: Contract,
    *,
    split: Split = "test",
    traces: list[Trace] | None = None,
    rules: frozenset[Rule] = ALL_RULES,
    progress: Progress | None = None,
    processes: int = PROCESSES,
    tell_coverage: Callable[[list[Covered]], None] | None = None,
) -> Result:
    """Judges a submission that has been read; ``traces`` in place of the recorded ones that ship.

    The result does not depend on the number of Java processes. One is cheapest where several submissions are judged at once.
    ``tell_coverage`` is told what of the specification the windows needed, which takes some time to note.
    """
    traces = load_traces(contract, split) if traces is None else traces
    tell = progress or (lambda phase, done, total: None)
    job = _Job(submission, contract, split, traces, rules, tell, processes, [] if tell_coverage else None)
    tools = find_tools()
    with Workspace(contract, submission) as workspace, Session(tools, workspace, contract.strings) as session:
        job.tell("syntax", 0, 1)
        syntax, spec = _syntax(session, contract)
        if spec is None:
            return _unparsed(job, syntax, session)
        check_mapping(session, contract, submission, spec)
        for constants in job.constants:
            _try_to_load(session, constants, spec)
        result = _judge(job, session, syntax, spec)
        if tell_coverage and job.parts is not None:
            tell_coverage(covered(job.parts, workspace.read(f"{contract.module}.tla")))
        return result


def _syntax(session: Session, contract: Contract) -> tuple[Syntax, Parsed | None]:
    answer = session.attempt(lambda: check_syntax(session, contract.module))
    if isinstance(answer, EngineLost):
        raise SubmissionError([Problem(f"SANY does not come to an end with it: {answer}", f"{contract.module}.tla")])
    return answer


def _try_to_load(session: Session, constants: dict[str, Value], spec: Parsed) -> None:
    """What TLC refuses before it has evaluated anything is said at once, in its words."""
    module = session.workspace.contract.module
    try:
        answer = session.attempt(lambda: session.load(constants | high(), spec.constants))
    except EvaluationError as error:
        raise SubmissionError([Problem(f"TLC does not load it: {error.message}", f"{module}.cfg")]) from error
    if isinstance(answer, EngineLost):
        raise SubmissionError([Problem(f"TLC does not come to an end loading it: {answer}", f"{module}.tla")])
    if not answer:
        hint = f"the judge chooses {', '.join(constants)}; an ASSUME must hold of any choice"
        raise SubmissionError([Problem("an ASSUME does not hold", f"{module}.tla", hint=hint)])


def _judge(job: _Job, session: Session, syntax: Syntax, spec: Parsed) -> Result:
    contract = job.contract
    count = _counter(job)
    with Pool(session, job.processes) as pool:
        walks = [pool.submit(partial(_walk, job, spec, group, count)) for group in groups(job.traces)]
        explorations = [
            pool.submit(partial(explore_one, contract=contract, declared=spec.constants, exploration=each))
            for each in contract.explorations
        ]
        walked = [walk.result() for walk in walks]
        job.tell("exploration", 0, 1)
        explored = [exploration.result() for exploration in explorations]
    findings = together(contract, [found for found, _ in walked])
    broken: set[str] = set().union(*(false for _, false in walked))
    conformance, actions, failures = score_conformance(contract, findings, divergent_windows(contract, job.split), job.rules)
    runtime = score_runtime(contract, explored)
    invariants = score_invariants(contract, explored, broken)
    scores = _scores(syntax.score, runtime.score, conformance.score, invariants.score)
    unscored = conformance.verdicts.get(Verdict.UNSCORED, 0) + conformance.fans.unscored
    unscored += sum(isinstance(each, EngineLost) and each.why == "killed" for each in explored)
    full = all(score == 1.0 for score in (scores.syntax, scores.runtime, scores.conformance, scores.invariants))
    clean = not (conformance.bounded or conformance.round_trip.failures or runtime.errors or runtime.strays or unscored)
    return Result(
        system=contract.name,
        version=contract.version,
        split=job.split,
        verified=full and clean,
        scores=scores,
        actions=actions,
        closure=conformance.closure,
        unscored=unscored,
        syntax=syntax,
        runtime=runtime,
        conformance=conformance,
        invariants=invariants,
        failures=failures,
        notes=list(job.submission.notes),
        provenance=_provenance(contract, job.traces, session),
        submission=job.submission.files,
    )


def _walk(
    job: _Job, spec: Parsed, group: list[int], count: Callable[[int], None], session: Session
) -> tuple[Findings, set[str]]:
    """Walks a group of traces; also the invariants that are false where it came."""
    broken: set[str] = set()

    def visited(seen: Collection[str]) -> None:
        broken.update(false_where_seen(job.contract, session, seen))
        if job.parts is not None:
            job.parts.extend(session.covered(job.contract.module))

    findings = walk_group(
        job.contract,
        session,
        spec.constants,
        job.traces,
        group,
        rules=job.rules,
        progress=count,
        coverage=job.parts is not None,
        visited=visited,
    )
    return findings, broken


def _counter(job: _Job) -> Callable[[int], None]:
    """Tells how many windows are done, of how many."""
    total = sum(1 for trace in job.traces for _ in trace.windows())
    done = 0
    lock = threading.Lock()
    job.tell("conformance", 0, total)

    def count(windows: int) -> None:
        nonlocal done
        with lock:
            done += windows
            job.tell("conformance", done, total)

    return count


def _scores(syntax: float, runtime: float, conformance: float, invariants: float) -> Scores:
    four = (syntax, runtime, conformance, invariants)
    return Scores(syntax=syntax, runtime=runtime, conformance=conformance, invariants=invariants, overall=fmean(four))


def _unparsed(job: _Job, syntax: Syntax, session: Session) -> Result:
    """The result of a specification that SANY does not accept: nothing after syntax can be asked."""
    return Result(
        system=job.contract.name,
        version=job.contract.version,
        split=job.split,
        verified=False,
        scores=_scores(syntax.score, 0.0, 0.0, 0.0),
        actions=[],
        closure=0.0,
        unscored=0,
        syntax=syntax,
        runtime=None,
        conformance=None,
        invariants=None,
        failures=[],
        notes=list(job.submission.notes),
        provenance=_provenance(job.contract, job.traces, session),
        submission=job.submission.files,
    )


def divergent_windows(contract: Contract, split: Split) -> Collection[str]:
    """The windows that at least one of the system's textbook variants fails, as recorded beside the traces."""
    path = contract.folder / "divergent.json"
    if not path.is_file():
        return frozenset()
    windows: dict[str, list[str]] = msgspec.json.decode(path.read_bytes())
    return frozenset(windows.get(split, []))


def _recorded(trace: Trace) -> dict[str, Any]:
    """How to record a trace again."""
    header = trace.header
    told = {"name": trace.name, "seed": header.seed, "profile": header.profile, "steps": header.steps, "fans": header.fans}
    return told | ({"script": header.script} if header.script else {})


def _provenance(contract: Contract, traces: list[Trace], session: Session) -> dict[str, Any]:
    digest = hashlib.sha256()
    for trace in traces:
        digest.update(trace.digest.encode())
    return {
        "sysmobench": __version__,
        "tlc": session.tlc,
        "sha256": {
            **session.tools.digests,
            "contract": contract.digest,
            "traces": digest.hexdigest(),
        },
        "package": contract.source.package,
        "files": traces[0].header.files,
        "traces": [_recorded(trace) for trace in traces],
        "constants": [traces[group[0]].header.constants for group in groups(traces)],
    }

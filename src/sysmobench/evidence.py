"""Evidence that the judge is right: stored submissions, each with the verdict that it is known to deserve.

A system keeps them in ``reference/``, ``textbook/<name>/`` and ``submissions/<kind>/<name>/``. Beside the submission stands
``expect.toml``: in its head, written by a person, why it is there and which rule of the judge is meant to catch it; below
the mark, written by ``sysmobench evidence --write`` and reviewed, what the judge finds, with the rule and without it.
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from sysmobench.errors import ContractError, JudgeError, SubmissionError
from sysmobench.judging import check_submission
from sysmobench.phases.rules import ALL_RULES, Rule
from sysmobench.phases.syntax import opened
from sysmobench.phases.walking import all_windows, walk_traces
from sysmobench.results import Result, Verdict
from sysmobench.submission import Submission, make_submission, read_submission
from sysmobench.systems import Contract, State, Trace, load_contract, load_traces
from sysmobench.systems.contract import Split
from sysmobench.tla.values import set_of, to_tla

MARK = "# Below: what the judge finds. Written by `sysmobench evidence --write`, then reviewed."
DIGITS = 6
LARGE = 10_000
"""Windows. Where a split has more, judging all stored submissions on all of it would take too long to be done often."""
EVERY = 5
"""Of the traces of such a split they are judged on every so many-th."""


@dataclass(frozen=True)
class Stored:
    """A stored submission: ``textbook/weak_cas`` or ``submissions/null/changes_nothing``, say."""

    contract: Contract
    folder: Path

    @property
    def name(self) -> str:
        """Its path inside the system's folder."""
        return self.folder.relative_to(self.contract.folder).as_posix()

    @property
    def kind(self) -> str:
        """reference, textbook, accepted, missing, …, null."""
        parts = self.name.split("/")
        return parts[1] if parts[0] == "submissions" else parts[0]

    def expectation(self) -> dict[str, Any]:
        """All of expect.toml."""
        path = self.folder / "expect.toml"
        try:
            return tomllib.loads(path.read_text("utf-8"))
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise ContractError(f"{self.name}/expect.toml: {error}") from error

    @property
    def whole(self) -> bool:
        """Whether all of a large split is to be asked."""
        return self.kind == "reference" or bool(self.expectation().get("whole"))

    @property
    def rules(self) -> frozenset[Rule]:
        """The rules that are meant to catch it, as far as they can be turned off: mostly one, more where each would do."""
        return frozenset(Rule(name) for name in self.expectation().get("rule", "").split() if name in set(Rule))


def stored(contract: Contract) -> list[Stored]:
    """All stored submissions of a system: the reference first, then by name."""
    folders = [contract.folder / "reference"]
    folders += sorted(path.parent for path in contract.folder.glob("textbook/*/expect.toml"))
    folders += sorted(path.parent for path in contract.folder.glob("submissions/*/*/expect.toml"))
    return [Stored(contract, folder) for folder in folders]


def traces_for(case: Stored) -> list[Trace]:
    """What a stored submission is judged on: the split test, of a large one every fifth trace.

    The reference is judged on all of it, and so is what is wrong so rarely that its expect.toml asks for the ``whole``.
    """
    traces = _test_traces(case.contract.name)
    large = sum(1 for trace in traces for _ in trace.windows()) > LARGE
    return traces[::EVERY] if large and not case.whole else traces


@cache
def _test_traces(system: str) -> list[Trace]:
    return load_traces(load_contract(system), "test")


def observe(case: Stored, rules: frozenset[Rule] = ALL_RULES) -> tuple[dict[str, Any], Result | None]:
    """What the judge finds, in the form of an expectation; the result is None for bad input."""
    try:
        submission = read_submission(case.folder, case.contract)
        result = check_submission(submission, case.contract, traces=traces_for(case), rules=rules, processes=1)
    except SubmissionError as error:
        first = error.problems[0]
        return {"refused": first.message, "file": first.file, "line": first.line}, None
    return _summary(result), result


def observe_without(case: Stored) -> float:
    """Its conformance when the rules that are meant to catch it are turned off."""
    submission = read_submission(case.folder, case.contract)
    result = check_submission(submission, case.contract, traces=traces_for(case), rules=ALL_RULES - case.rules, processes=1)
    return round(result.scores.conformance, DIGITS)


def _summary(result: Result) -> dict[str, Any]:
    scores = result.scores
    failing: dict[str, dict[str, int]] = {}
    for failure in result.failures:
        owner = f"{failure.decision} refused:{failure.branch}" if failure.refused else f"{failure.action} {failure.branch}"
        failing.setdefault(owner, Counter())[failure.verdict.value] += 1
    properties = result.invariants.properties if result.invariants else []
    return {
        "verified": result.verified,
        "syntax": round(scores.syntax, DIGITS),
        "runtime": round(scores.runtime, DIGITS),
        "conformance": round(scores.conformance, DIGITS),
        "invariants": round(scores.invariants, DIGITS),
        "closure": round(result.closure, DIGITS),
        "unscored": result.unscored,
        "failing": {name: dict(sorted(counts.items())) for name, counts in sorted(failing.items())},
        "properties": {each.name: each.verdict for each in properties if each.verdict != "holds"},
    }


def write_expectation(case: Stored, found: dict[str, Any], without: float | None) -> None:
    """Replaces what stands below the mark."""
    path = case.folder / "expect.toml"
    head = path.read_text("utf-8").partition(MARK)[0].rstrip()
    path.write_text(f"{head}\n\n{MARK}\n{_toml(found, without)}", "utf-8")


def _toml(found: dict[str, Any], without: float | None) -> str:
    lines = ["[expected]"]
    tables = []
    for key, value in found.items():
        if not isinstance(value, dict):
            lines.append(f"{key} = {json.dumps(value)}")
            continue
        tables += ["", f"[expected.{key}]"]
        for name, inner in value.items():
            shown = (
                "{ " + ", ".join(f"{k} = {v}" for k, v in inner.items()) + " }"
                if isinstance(inner, dict)
                else json.dumps(inner)
            )
            tables.append(f"{json.dumps(name)} = {shown}")
    if without is not None:
        lines = ["# Its conformance when the rule above is turned off.", f"without_rule = {without}", "", *lines]
    return "\n".join(lines + tables) + "\n"


def table_of(contract: Contract, traces: list[Trace]) -> Submission:
    """The null specification that knows recorded windows by heart: its only content is a table of them."""
    states: dict[str, str] = {}
    rows: dict[str, str] = {}

    def state(of: State) -> str:
        states.setdefault(to_tla(of.fields), f"S{len(states)}")
        return states[to_tla(of.fields)]

    for trace in traces:
        for window in trace.windows():
            if not window.refused:
                taken = [] if window.message is None else [window.message]
                texts = {
                    "pre": state(window.before),
                    "action": to_tla(window.action),
                    "arguments": to_tla([*window.arguments, *taken]),
                    "taken": to_tla(set_of(taken)),
                    "sent": to_tla(set_of(list(window.sent))),
                    "post": state(window.after),
                }
                row = ", ".join(f"{name} |-> {text}" for name, text in texts.items())
                rows.setdefault(row, f"[{row}]")
    init = state(traces[0].init)
    module = contract.module
    table = ",\n    ".join(rows.values())
    constants = ", ".join(contract.constants)
    known = "\n".join(f"{name} == {text}" for text, name in states.items())
    spec = (
        f"---- MODULE {module} ----\nCONSTANT {constants}\nVARIABLES state, net\n\n{known}\n\nTable == {{\n    {table}}}\n\n"
        f"Init == state = {init} /\\ net = {{}}\n"
        "Does(row) ==\n    /\\ row.pre = state\n    /\\ row.taken \\subseteq net\n"
        "    /\\ state' = row.post\n    /\\ net' = (net \\ row.taken) \\cup row.sent\n"
        "Do(action, arguments) ==\n    \\E row \\in Table : row.action = action /\\ row.arguments = arguments /\\ Does(row)\n"
        "Next == \\E row \\in Table : Does(row)\n====\n"
    )
    mapping = [f"---- MODULE {module}_mapping ----", f"EXTENDS {module}"]
    represented = ", ".join(f"{name} |-> pre.{name}" for name in contract.observables)
    net = "pre.net" if contract.messages else "{}"
    mapping += [f"Map_Represent(pre) == state = [{represented}] /\\ net = {net}", "Map_Observe == state"]
    mapping += ["Map_Inflight == net"] if contract.messages else []
    for decision in contract.decisions:
        for action in decision.actions:
            parameters = ", ".join(decision.parameters_of(action))
            mapping.append(f'Map_{action.name}({parameters}) == Do("{action.name}", <<{parameters}>>)')
    files = {
        f"{module}.tla": spec,
        f"{module}.cfg": "INIT Init\nNEXT Next\n",
        f"{module}_mapping.tla": "\n".join([*mapping, "===="]) + "\n",
    }
    return make_submission(contract, files)


def divergent(contract: Contract, split: Split, mapper: Callable[..., Iterable[set[str]]] = map) -> list[str]:
    """The windows of a split that at least one textbook variant fails, sorted; ``mapper`` may judge several at once."""
    variants = [case for case in stored(contract) if case.kind == "textbook"]
    return sorted(set().union(*mapper(partial(_failed, split=split), variants)))


def _failed(case: Stored, split: Split) -> set[str]:
    """Conformance alone, without looking for what is reachable: that decides what a pass is worth, not whether it is one."""
    with opened(case.contract, read_submission(case.folder, case.contract)) as (session, spec):
        if spec is None:
            raise ContractError(f"{case.name} does not parse")
        traces = load_traces(case.contract, split)
        findings = walk_traces(case.contract, session, spec.constants, traces, rules=ALL_RULES - {Rule.REACH})
    verdicts = {window.id: judgement.verdict for window, judgement in all_windows(findings)}
    if Verdict.UNSCORED in verdicts.values():
        raise JudgeError(f"{case.name}: windows could not be scored")
    return {window for window, verdict in verdicts.items() if verdict is not Verdict.PASS}

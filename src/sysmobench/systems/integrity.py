"""Whether recorded traces are what the contract says they are. Whatever is wrong is named by file and line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sysmobench.errors import TraceError
from sysmobench.systems.contract import Contract, Split
from sysmobench.systems.traces import Trace, Window
from sysmobench.tla.values import canonical

ENOUGH = 20
"""Windows that every branch has in each split."""


def check_traces(contract: Contract, split: Split, traces: Iterable[Trace]) -> None:
    """Checks a whole split; TraceError says what is wrong and where.

    Continuity holds by construction, since a line's state before is the state after the line before it.
    """
    traces = list(traces)
    for trace in traces:
        _header(contract, split, trace)
        for window in trace.windows():
            _window(contract, trace, window)
        for place in trace.fans:
            _fan(contract, trace, place)
    _sources(traces)
    _determinacy(traces)
    _coverage(contract, split, traces)


def _header(contract: Contract, split: Split, trace: Trace) -> None:
    if trace.header.package != contract.source.package:
        raise TraceError(f"{trace.name}, line 1: package {trace.header.package}, not {contract.source.package}")
    allowed = [contract.constants_of(split, each.constants) for each in contract.recordings if each.split == split]
    if canonical(trace.header.constants) not in map(canonical, allowed):
        raise TraceError(f"{trace.name}, line 1: other constants than those of the split {split}")


def _window(contract: Contract, trace: Trace, window: Window) -> None:
    def bad(what: str) -> TraceError:
        return TraceError(f"{trace.name}, line {window.line}: {what}")

    decision = contract.decision(window.decision)
    if window.arguments not in set(decision.domain(trace.header.constants)):
        raise bad(f"arguments {window.arguments} outside the domain of {decision.name}")
    if window.refused:
        if window.action or window.branch not in decision.refusals:
            raise bad(f"{decision.name} has no refusal {window.branch!r}")
    elif window.branch not in {a.name: a.branches for a in decision.actions}.get(window.action, []):
        raise bad(f"{decision.name} has no branch {window.action!r} {window.branch!r}")
    for name, parsed in contract.types_of.items():
        if name not in window.after.fields or not parsed.has(window.after.fields[name], trace.header.constants):
            raise bad(f"the observable {name} is no element of {contract.observables[name].type}")
    if len(window.after.fields) != len(contract.observables):
        raise bad("a field that is no observable")


def _fan(contract: Contract, trace: Trace, place: int) -> None:
    """A fan is the whole truth about one state: each decision with each argument, once."""
    if contract.messages:
        return  # which messages can be delivered depends on the state: the harness asserts completeness itself
    expected = Counter((d.name, arguments) for d in contract.decisions for arguments in d.domain(trace.header.constants))
    found = Counter((window.decision, window.arguments) for window in trace.fans[place])
    if found != expected:
        odd = next(iter((expected - found) + (found - expected)))
        raise TraceError(f"{trace.name}: the fan after step {place} has {odd} {found[odd]} times, not {expected[odd]}")


def _sources(traces: list[Trace]) -> None:
    for trace in traces[1:]:
        if trace.header.files != traces[0].header.files:
            raise TraceError(f"{trace.name}, line 1: recorded from other sources than {traces[0].name}")


def _determinacy(traces: list[Trace]) -> None:
    """With the same constants, a state and a decision never have two outcomes; else an observable or an argument is missing."""
    seen: dict[tuple[str, ...], tuple[str, str]] = {}
    for trace in traces:
        constants = canonical(trace.header.constants)
        for window in trace.windows():
            arguments = canonical(list(window.arguments))
            asked = (constants, window.before.key(), window.decision, arguments, canonical(window.message or 0))
            outcome = canonical([window.action, window.branch, window.refused, list(window.sent)]) + window.after.text()
            first = seen.setdefault(asked, (outcome, window.id))
            if first[0] != outcome:
                raise TraceError(
                    f"{trace.name}, line {window.line}: {window.decision} has another outcome here than in {first[1]}"
                )


def count_windows(traces: Iterable[Trace]) -> Counter[tuple[str, str, bool]]:
    """Windows by (action or, for a refusal, decision; branch; refused)."""
    counts: Counter[tuple[str, str, bool]] = Counter()
    for trace in traces:
        for window in trace.windows():
            counts[window.decision if window.refused else window.action, window.branch, window.refused] += 1
    return counts


def _coverage(contract: Contract, split: Split, traces: list[Trace]) -> None:
    counts = count_windows(traces)
    for decision in contract.decisions:
        wanted = [(action.name, branch, False) for action in decision.actions for branch in action.branches]
        wanted += [(decision.name, reason, True) for reason in decision.refusals]
        for key in wanted:
            if counts[key] < ENOUGH:
                raise TraceError(f"{contract.name}, {split}: {key[0]} {key[1]} has {counts[key]} windows, not {ENOUGH}")

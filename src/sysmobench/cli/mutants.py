"""`sysmobench mutants`."""

from __future__ import annotations

import time
from collections.abc import Sequence
from statistics import median

import msgspec
import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from sysmobench.errors import UsageError
from sysmobench.mutants.generating import Mutant, mutants_of
from sysmobench.mutants.judging import Fate, Outcome
from sysmobench.mutants.manifest import (
    Manifest,
    differences,
    head_of,
    hints_of,
    read_manifest,
    with_outcomes,
    write_manifest,
)
from sysmobench.mutants.running import judge_mutants, reference_of
from sysmobench.report.terminal import console
from sysmobench.systems import load_contract, load_traces

GOAL = 0.95
"""The share of mutants that do something else than the reference, and that the judge has to notice."""


def run_mutants(system: str, only: str, *, every: int | None, quick: bool, write: bool, as_json: bool) -> bool:
    """Judges the mutants of a system's reference; True if the goal is met and nothing differs from the manifest."""
    from sysmobench.cli.app import emit

    contract = load_contract(system)
    reference = reference_of(contract)
    known = read_manifest(contract)
    every = every or (known.every if known else 1)
    possible = mutants_of(contract, reference)
    chosen = possible[::every]
    mutants = [each for each in chosen if only in each.name]
    fresh = head_of(reference, load_traces(contract, "test"), known, quick=quick, every=every)
    if write and only:
        fresh = _completing(fresh, known)
    screen = console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    begin = time.monotonic()
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        judged = judge_mutants(contract, mutants, quick=quick, hints=hints_of(known))
        outcomes = list(bar.track(judged, len(mutants), description="judging mutants"))
    seconds = time.monotonic() - begin
    if write:
        known = with_outcomes(fresh, _merged(chosen, outcomes, known if only else None))
        write_manifest(contract, known)
    different = _compared(known, possible, outcomes, only, quick=quick) if known else []
    if as_json:
        emit({"mutants": outcomes, "killed": killed_share(outcomes), "reasons": known.reasons if known else {}})
    else:
        _print(outcomes, known, seconds, quick=quick)
    for line in different:
        typer.echo(f"not as expected: {line}", err=True)
    return not different and killed_share(outcomes) >= GOAL


def killed_share(outcomes: Sequence[Outcome]) -> float:
    """The share that is killed, of the mutants that do something else than the reference."""
    told = [each for each in outcomes if each.fate in (Fate.KILLED, Fate.SURVIVED)]
    return sum(each.fate is Fate.KILLED for each in told) / len(told) if told else 1.0


def _completing(fresh: Manifest, known: Manifest | None) -> Manifest:
    """A manifest of which a part is written anew; UsageError if the rest of it says nothing about what there is now."""
    if known is None or (known.reference, known.traces) != (fresh.reference, fresh.traces):
        raise UsageError("the reference or the traces have changed since mutants.json was written; leave --only out")
    if known.every != fresh.every:
        raise UsageError(f"mutants.json has every {known.every}. mutant, not every {fresh.every}.; leave --only or --every out")
    return msgspec.structs.replace(fresh, quick=fresh.quick or known.quick)


def _merged(mutants: Sequence[Mutant], outcomes: Sequence[Outcome], known: Manifest | None) -> list[Outcome]:
    """What was found, and for the mutants that were not asked what is on record."""
    found = {each.name: each for each in [*(known.mutants if known else []), *outcomes]}
    return [found[each.name] for each in mutants if each.name in found]


def _compared(known: Manifest, possible: Sequence[Mutant], outcomes: Sequence[Outcome], only: str, *, quick: bool) -> list[str]:
    """What is not as on record, of the mutants that were asked and should be there, and of those that are gone."""
    there = {each.name for each in possible}
    asked = {each.name for each in outcomes}
    recorded = {each.name for each in possible[:: known.every]}
    part = [each for each in known.mutants if each.name in asked or (each.name not in there and only in each.name)]
    told = [each for each in outcomes if each.name in recorded]
    return differences(msgspec.structs.replace(known, mutants=part), told, quick=quick)


def _print(outcomes: list[Outcome], known: Manifest | None, seconds: float, *, quick: bool) -> None:
    screen = console()
    screen.print(_table(outcomes, quick=quick))
    counts = {fate: sum(each.fate is fate for each in outcomes) for fate in Fate}
    screen.print(
        f"\n{len(outcomes)} mutants: {counts[Fate.KILLED]} killed, {counts[Fate.SURVIVED]} survived, "
        f"{counts[Fate.EQUIVALENT]} equivalent, {counts[Fate.REFUSED]} refused by SANY or TLC; {seconds:.0f} s"
    )
    screen.print(f"of those that do something else than the reference {killed_share(outcomes):.1%} are killed")
    for fate, heading in ((Fate.SURVIVED, "Survivors"), (Fate.EQUIVALENT, "Equivalent")):
        named = [each for each in outcomes if each.fate is fate]
        if not named:
            continue
        screen.print(Text(f"\n{heading}", style="bold"))
        for each in named:
            screen.print(Text(f"line {each.line}, {each.name}: {each.change}"))
            reason = known.reasons.get(each.name, "") if known else ""
            if fate is Fate.SURVIVED:
                screen.print(Text(f"    {reason or 'no reason is known'}", style="dim"))


def _table(outcomes: list[Outcome], *, quick: bool) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("operator")
    for column in (*Fate, *([] if quick else ["fewest windows", "median"])):
        table.add_column(str(column), justify="right")
    table.add_column("noticed most by")
    for operator in dict.fromkeys(each.operator for each in outcomes):
        group = [each for each in outcomes if each.operator == operator]
        counts = [str(sum(each.fate is fate for each in group) or "") for fate in Fate]
        killed = [each for each in group if each.fate is Fate.KILLED]
        windows = [each.windows for each in killed] or [0]
        numbers = [] if quick else [f"{min(windows):,}", f"{median(windows):,.0f}"]
        killers = [each.killer for each in killed]
        shown = ", ".join(f"{name} {killers.count(name)}" for name in sorted(set(killers), key=killers.count, reverse=True))
        table.add_row(operator, *counts, *numbers, Text(shown, style="dim"))
    return table

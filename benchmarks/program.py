"""The program: its options, its seven parts one after the other, and the table that they fill.

Nothing here fails for being slow. What does fail is a disagreement: both ways of judging a window must give its one verdict.
"""

from __future__ import annotations

import argparse
import os
import platform
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from benchmarks import cold, growth, mutants, one_jvm, pages, startup, without
from benchmarks.measure import Row
from sysmobench.engine import find_tools

SYSTEM = "spin"
SIZES = (100, 1_000, 10_000, 100_000)
QUICK_SIZES = (100, 1_000)
STEPS = 20_000
MUTATED = "mutex"
TEXTBOOK = "failed_try_returns"
LARGE = "etcd"
"""The system with the largest states."""


@dataclass(frozen=True)
class Plan:
    """How much is measured."""

    windows: int
    """Windows that our engine judges in the first part."""
    sample: int
    """How many of them also go through a Java process of their own."""
    repeats: int
    """Fresh processes of which the median is taken."""
    sizes: tuple[int, ...]
    mutants: int
    """Mutants that are judged."""
    large: int
    """Windows of the system with the largest states."""


def main() -> int:
    """Measures and prints; the exit code is 0 unless something broke."""
    plan = _plan()
    say = Console(stderr=True, highlight=False).print
    sections: list[list[Row]] = []
    try:
        say("1/7  the same windows, judged in one JVM and in one JVM each")
        ratio, rows = one_jvm.compare(SYSTEM, plan.windows, plan.sample, plan.repeats, say)
        sections.append(rows)
        say("2/7  one whole check, cold")
        sections.append(cold.whole_check(SYSTEM, plan.repeats))
        say("3/7  growth")
        sections.append(growth.conformance(SYSTEM, plan.sizes, say))
        say("4/7  mutants")
        sections.append(mutants.rate(MUTATED, plan.mutants, plan.repeats))
        say("5/7  start, and the harness")
        sections.append([startup.importing(), startup.harness(SYSTEM, STEPS)])
        say("6/7  what each optimisation is worth")
        sections.append(without.each(LARGE, plan.large, say))
        say("7/7  how long a report takes to open")
        sections.append(pages.opening(SYSTEM, TEXTBOOK, plan.repeats))
    finally:
        _print(sections)  # also where something broke: what is there took long enough
    print(f"ratio: {ratio:.1f}")
    return 0


def _plan() -> Plan:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    amount = parser.add_mutually_exclusive_group()
    amount.add_argument("--quick", action="store_true", help="5 sampled windows, growth up to 1,000 windows")
    amount.add_argument("--all", action="store_true", help="all 500 windows in a JVM each, some ten minutes")
    chosen = parser.parse_args()
    if chosen.quick:
        return Plan(windows=500, sample=5, repeats=3, sizes=QUICK_SIZES, mutants=40, large=1_000)
    return Plan(windows=500, sample=500 if chosen.all else 20, repeats=5, sizes=SIZES, mutants=200, large=5_000)


def _print(sections: list[list[Row]]) -> None:
    cores = os.cpu_count()
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    here = f"Python {platform.python_version()}, {find_tools().tlc.name}, {cores} cores, load at the end {load}"
    table = Table(title="sysmobench, benchmarks", caption=here, title_justify="left", caption_justify="left")
    table.add_column("what", max_width=32)
    table.add_column("value", justify="right", no_wrap=True)
    table.add_column("how", overflow="fold")
    for rows in sections:
        for row in rows:
            table.add_row(row.what, row.value, row.how, style="bold" if row.head else None)
        table.add_section()
    width = None if Console().is_terminal else 140
    Console(width=width, highlight=False).print(table)

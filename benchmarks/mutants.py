"""Mutants per second: all in two processes that stay, against a fresh `check` for each."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import TypeVar

from benchmarks.measure import BrokenRunError, Clock, Row, python
from sysmobench.mutants.generating import Mutant, mutants_of
from sysmobench.mutants.judging import Fate, Outcome
from sysmobench.mutants.running import judge_mutants, reference_of
from sysmobench.systems import Contract, load_contract

T = TypeVar("T")

_CHECK = """
import sys
from sysmobench import check
result = check(sys.argv[1], sys.argv[2])
sys.exit(10 + (result.scores.overall < 1.0))
"""
"""Ends with 11 if the submission is noticed, 10 if not."""


def rate(system: str, most: int, sample: int) -> list[Row]:
    """Judges so many mutants of the reference, spread over all of them, and a sample of them once more by a check each."""
    contract = load_contract(system)
    mutants = _spread(mutants_of(contract, reference_of(contract)), most)
    clock = Clock()
    outcomes = list(judge_mutants(contract, mutants))
    seconds = clock.read().wall
    clock = Clock()
    hasty = list(judge_mutants(contract, mutants, quick=True))
    haste = clock.read().wall
    if [each.fate for each in hasty] != [each.fate for each in outcomes]:
        raise BrokenRunError("in haste mutants have other fates")
    told = [pair for pair in zip(mutants, outcomes, strict=True) if pair[1].fate is not Fate.REFUSED]
    each = median(_alone(contract, mutant, outcome) for mutant, outcome in _spread(told, sample))
    whole = each * len(mutants) / 2
    how = f"{len(mutants)} mutants of {system} in {seconds:.1f} s"
    other = f"{each:.2f} s for each, median of {sample}; {whole:.0f} s for {len(mutants)} of them, two at a time"
    return [
        Row("mutants per second", f"{len(mutants) / seconds:.1f}", how, head=True),
        Row("  in haste", f"{len(mutants) / haste:.1f}", "no further than the first trace that notices: the same fates"),
        Row("  by a check each", f"{2 / each:.2f}", other),
        Row("  ratio", f"{whole / seconds:.1f}", "both fates agree on the sample"),
    ]


def _alone(contract: Contract, mutant: Mutant, outcome: Outcome) -> float:
    """Seconds of a fresh check of one mutant; BrokenRunError if it sees another fate."""
    texts = reference_of(contract).files | {f"{contract.module}.tla": mutant.text}
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            (Path(folder) / name).write_text(text, "utf-8")
        expected = 11 if outcome.fate is Fate.KILLED else 10
        ran = python("-c", _CHECK, folder, contract.name, expected=(10, 11))
    if ran.code != expected:
        raise BrokenRunError(f"{mutant.name} is {outcome.fate}, and a check alone ends with {ran.code}")
    return ran.cost.wall


def _spread(things: Sequence[T], most: int) -> list[T]:
    """So many of them, at equal distances."""
    return list(itertools.islice(things, 0, None, max(1, len(things) // most)))[:most]

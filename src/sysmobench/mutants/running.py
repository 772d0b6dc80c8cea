"""Many mutants at once: a process for each core, each with a Java of its own."""

from __future__ import annotations

import atexit
import multiprocessing
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack

from sysmobench.mutants.generating import Mutant, mutants_of
from sysmobench.mutants.judging import Lab, Outcome, lab
from sysmobench.submission import Submission, read_submission
from sysmobench.systems import Contract, load_contract, load_traces
from sysmobench.systems.contract import Split


def reference_of(contract: Contract) -> Submission:
    """The system's reference specification."""
    return read_submission(contract.folder / "reference", contract)


def judge_mutants(
    contract: Contract,
    mutants: list[Mutant] | None = None,
    *,
    split: Split = "test",
    quick: bool = False,
    hints: Mapping[str, str] | None = None,
    workers: int = 0,
) -> Iterator[Outcome]:
    """What becomes of each mutant of the reference, in their order, as they are done.

    With ``quick`` the first trace that notices a mutant is the last one asked: the same fates, other numbers of windows.
    ``hints`` name, for mutants by name, the trace that is asked first.
    ``workers`` processes judge, one for each core if 0.
    """
    if mutants is None:
        mutants = mutants_of(contract, reference_of(contract))
    count = workers or os.cpu_count() or 1
    # Not forked: the progress bar of whoever calls has a thread.
    pool = ProcessPoolExecutor(
        min(count, max(1, len(mutants))), multiprocessing.get_context("spawn"), _begin, (contract.name, split, quick)
    )
    try:
        yield from pool.map(_judge, mutants, [(hints or {}).get(mutant.name, "") for mutant in mutants])
    finally:
        pool.shutdown(cancel_futures=True)


_worker: Lab | None = None
"""Of this process."""


def _begin(system: str, split: Split, quick: bool) -> None:  # noqa: FBT001 - arguments of an initializer have no names
    global _worker  # noqa: PLW0603 - what a worker process keeps between tasks
    contract = load_contract(system)
    stack = ExitStack()
    atexit.register(stack.close)
    _worker = stack.enter_context(lab(contract, reference_of(contract), load_traces(contract, split), quick=quick))


def _judge(mutant: Mutant, hint: str) -> Outcome:
    assert _worker is not None
    return _worker.judge(mutant, hint)

"""What is paid before anything is judged: importing the package; and how fast the harness records."""

from __future__ import annotations

import time
from statistics import median

from benchmarks.measure import Row, milliseconds, python
from sysmobench.errors import SysmobenchError
from sysmobench.recording import Request, build_harness, record
from sysmobench.systems import load_contract

PROCESSES = 11
"""Of which the median is taken."""


def importing() -> Row:
    """`import sysmobench`, and the import of all that a check needs, over a Python that does nothing."""
    codes = {"nothing": "pass", "package": "import sysmobench", "check": "from sysmobench import check"}
    seconds: dict[str, list[float]] = {name: [] for name in codes}
    for code in codes.values():
        python("-c", code)  # compiled from here on
    for _ in range(PROCESSES):
        for name, code in codes.items():
            seconds[name].append(python("-c", code).cost.wall)
    middle = {name: median(each) for name, each in seconds.items()}
    how = (
        f"median of {PROCESSES} processes less that of a bare one ({milliseconds(middle['nothing'])}); "
        f"with all that a check needs {milliseconds(middle['check'] - middle['nothing'])}"
    )
    return Row("import sysmobench", milliseconds(middle["package"] - middle["nothing"]), how, head=True)


def harness(system: str, steps: int) -> Row:
    """Steps per second of the harness, or why it could not run."""
    what = "harness, steps per second"
    contract = load_contract(system)
    try:
        program = build_harness(contract)
    except SysmobenchError as error:
        return Row(what, "not run", str(error), head=True)
    profile = contract.recordings[0].profiles[0]
    begin = last = time.perf_counter()

    def wrote(_lines: int) -> None:
        nonlocal last
        last = time.perf_counter()

    record(contract, program, Request("test", 1, profile, steps, 0), wrote)
    seconds, checked = last - begin, time.perf_counter() - last
    how = f"{steps:,} steps in {seconds:.2f} s, no fans, profile {profile}; reading them by the contract {checked:.2f} s more"
    return Row(what, f"{steps / seconds:,.0f}", how, head=True)

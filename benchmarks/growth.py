"""How time and memory grow with the number of windows, in two directions: more traces, and one longer trace."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from math import log
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.measure import BrokenRunError, Row, Say, milliseconds, python
from sysmobench.errors import RecordingError, SysmobenchError
from sysmobench.recording import Request, build_harness, record
from sysmobench.systems import Contract, load_contract

FIRST_SEED = 1_000
"""Of the recordings made here; those that ship have smaller ones."""

_MORE = "growth over more traces"
_LONGER = "growth over one longer trace"


class _Size(msgspec.Struct, frozen=True):
    """What one size took, in seconds and megabytes."""

    windows: int
    failed: int
    loading: float
    """Not part of the others: the same for every size."""
    engine: float
    python: float
    traces_megabytes: float | None
    python_megabytes: float | None
    java_megabytes: float | None

    @property
    def seconds(self) -> float:
        """Walking alone."""
        return self.engine + self.python


def conformance(system: str, sizes: Sequence[int], say: Say) -> list[Row]:
    """The rows about conformance of the reference on so many windows."""
    contract = load_contract(system)
    with tempfile.TemporaryDirectory(prefix="sysmobench-growth-") as name:
        many, one = Path(name) / "many", Path(name) / "one"
        try:
            program = build_harness(contract)
            source = _record_many(contract, program, many, max(sizes))
            for size in sizes:
                _record_one(contract, program, one / str(size), size)
        except SysmobenchError as error:
            source = f"none could be recorded, so those that ship, repeated: {error}"
            walked = [_walk(contract, contract.folder / "traces", size, say) for size in sizes]
            return [*_rows(_MORE, source, walked), Row(_LONGER, "not run", str(error), head=True)]
        rows = _rows(_MORE, source, [_walk(contract, many, size, say) for size in sizes])
        longer = [_walk(contract, one / str(size), size, say) for size in sizes]
        return rows + _rows(_LONGER, "recorded here, no fans", longer)


def _record_many(contract: Contract, program: Path, folder: Path, windows: int) -> str:
    """Traces as those that ship, from further seeds, until there are enough windows."""
    model = next(each for each in contract.recordings if each.split == "test")
    seed = FIRST_SEED
    recorded = 0
    while windows > 0:
        profile = model.profiles[seed % len(model.profiles)]
        trace, data = record(contract, program, Request("test", seed, profile, model.steps, model.fans))
        _write(folder, seed, data)
        windows -= sum(1 for _ in trace.windows())
        recorded += 1
        seed += 1
    return f"{recorded} recorded here from the real code, {model.steps} steps and {model.fans} fans each"


def _record_one(contract: Contract, program: Path, folder: Path, windows: int) -> None:
    profile = contract.recordings[0].profiles[0]
    trace, data = record(contract, program, Request("test", FIRST_SEED, profile, windows, 0))
    if len(trace.steps) < windows:
        raise RecordingError(f"asked for {windows} steps, the harness recorded {len(trace.steps)}")
    _write(folder, FIRST_SEED, data)


def _write(folder: Path, seed: int, data: bytes) -> None:
    """Not compressed: it is read a few times and then gone."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"test-{seed}.ndjson").write_bytes(data)


def _walk(contract: Contract, folder: Path, size: int, say: Say) -> _Size:
    ran = python("-m", "benchmarks.walk", contract.name, str(folder), str(size))
    told: dict[str, Any] = json.loads(ran.output)
    done = msgspec.convert(told, _Size)
    say(f"     {done.windows:,} windows: {done.seconds:.2f} s")
    if done.failed:
        raise BrokenRunError(f"{done.failed} windows that the reference does not pass")
    return done


def _rows(what: str, source: str, sizes: list[_Size]) -> list[Row]:
    """The head says how it grows, the others what each size took."""
    last, before = sizes[-1], sizes[-2]
    each = (last.seconds - before.seconds) / (last.windows - before.windows)
    fit = f"between the last two, n^{exponent(sizes):.2f} by least squares; {each * 1e6:.0f} µs for each further window"
    return [Row(what, f"n^{exponent(sizes[-2:]):.2f}", f"{fit}; {source}", head=True), *map(_row, sizes)]


def _row(size: _Size) -> Row:
    how = (
        f"engine {milliseconds(size.engine)}, Python {milliseconds(size.python)}, loading before {milliseconds(size.loading)}; "
        f"in memory at most: Python {_megabytes(size.python_megabytes)} "
        f"(before walking {_megabytes(size.traces_megabytes)}), Java {_megabytes(size.java_megabytes)}"
    )
    return Row(f"  {size.windows:,} windows", f"{size.seconds:.2f} s", how)


def _megabytes(size: float | None) -> str:
    return "unknown here" if size is None else f"{size:,.0f} MB"


def exponent(sizes: Sequence[_Size]) -> float:
    """The slope of log time over log windows, by least squares."""
    xs = [log(size.windows) for size in sizes]
    ys = [log(size.seconds) for size in sizes]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)

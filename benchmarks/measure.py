"""What all parts share: fresh processes with their wall-clock time, and a row of the table."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import NamedTuple

from sysmobench.engine import Tools
from sysmobench.engine.session import HEAP_MEGABYTES
from sysmobench.processes import started

ROOT = Path(__file__).parent.parent
"""Where ``python -m benchmarks.<module>`` finds its module."""


Say = Callable[[str], None]
"""Tells whoever waits how far it is."""


class BrokenRunError(Exception):
    """A measured program did not do what it was started for, so that its time means nothing."""


class Cost(NamedTuple):
    """Seconds on the wall, and on the processors: the second hardly depends on who else uses the machine."""

    wall: float
    processor: float


class Ran(NamedTuple):
    """A process that has ended."""

    cost: Cost
    code: int
    output: str


@dataclass(frozen=True)
class Row:
    """One line of the table; the heads are what the rest is about."""

    what: str
    value: str
    how: str = ""
    head: bool = False


class Clock:
    """Runs from its making; counts this process and all that it has started and seen end."""

    def __init__(self) -> None:
        self._wall = time.perf_counter()
        self._processor = self._used()

    def read(self) -> Cost:
        """What has been spent."""
        return Cost(time.perf_counter() - self._wall, self._used() - self._processor)

    @staticmethod
    def _used() -> float:
        return sum(os.times()[:4])


def run(command: Sequence[str | Path], folder: Path, expected: Sequence[int] = (0,)) -> Ran:
    """Runs a command from start to end; another exit code than the expected ones raises BrokenRunError."""
    clock = Clock()
    with started(command, folder, _environment()) as process:
        output, errors = process.communicate()
        cost = clock.read()
    text = output.decode("utf-8", "replace")
    if process.returncode not in expected:
        words = (text + errors.decode("utf-8", "replace"))[-2000:]
        raise BrokenRunError(f"{command[0]} … {command[-1]} ended with {process.returncode}:\n{words}")
    return Ran(cost, process.returncode, text)


def _environment() -> dict[str, str]:
    """Ours, but Python may keep what it has compiled, as it does for everybody who has not told it otherwise."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def python(*arguments: str, expected: Sequence[int] = (0,)) -> Ran:
    """A fresh Python."""
    return run([sys.executable, *arguments], ROOT, expected)


def java(tools: Tools, temporary: Path, *arguments: str) -> list[str | Path]:
    """The command for another main class than the driver's, under the very flags that the driver gets."""
    return [*tools.command(HEAP_MEGABYTES, temporary)[:-1], *arguments]


def typical(costs: Sequence[Cost]) -> Cost:
    """The medians."""
    return Cost(median(cost.wall for cost in costs), median(cost.processor for cost in costs))


def milliseconds(seconds: float) -> str:
    """As the table shows it."""
    return f"{seconds * 1000:,.0f} ms"

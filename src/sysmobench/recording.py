"""New traces from the real code: building a harness, running it, and keeping only what fits the contract."""

from __future__ import annotations

import shutil
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import zstandard

from sysmobench.errors import RecordingError, ToolError, UsageError
from sysmobench.paths import cache, harness_sources
from sysmobench.processes import started
from sysmobench.systems import Contract, Trace
from sysmobench.systems.contract import Given, Split
from sysmobench.systems.traces import SUFFIX, parse_trace

LEVEL = 19
"""Of compression: traces are written once and read often."""

Progress = Callable[[int], None]
"""Is told how many lines the harness has written so far."""


@dataclass(frozen=True)
class Request:
    """One trace to record; the same request gives the same bytes."""

    split: Split
    seed: int
    profile: str
    steps: int
    fans: int
    script: str = ""
    called: str = ""
    constants: Mapping[str, Given] = field(default_factory=dict)
    """Those that have other values than elsewhere in the split."""

    @property
    def name(self) -> str:
        """The trace's name."""
        return f"{self.split}-{self.called or self.profile}-{self.seed}"


class _Harness(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    build: list[str]
    binary: str
    needs: dict[str, str]


def shipped(contract: Contract) -> Iterator[Request]:
    """The recordings that the contract lists."""
    for each in contract.recordings:
        for profile in each.profiles:
            for seed in each.seeds:
                yield Request(each.split, seed, profile, each.steps, each.fans, each.script, each.name, each.constants)


def check_names(folder: Path, requests: Iterable[Request]) -> None:
    """That no two traces have one name, and that the folder has none besides; UsageError names the first that is wrong."""
    counts = Counter(request.name for request in requests)
    for name, count in counts.items():
        if count > 1:
            raise UsageError(f"{count} recordings are called {name}: give one of them another seed or a name")
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        if path.name.removesuffix(SUFFIX) not in counts:
            raise UsageError(f"{path.name} is none of the recordings that are listed: remove it, or list it")


def harness_needs(family: str) -> dict[str, str]:
    """The commands that building a harness takes, and what to install for each."""
    return _harness(family)[1].needs


def _harness(family: str) -> tuple[Path, _Harness]:
    sources = harness_sources(family)
    if sources is None:
        hint = "record from a source checkout, or name its folder harness/ in SYSMOBENCH_HARNESS"
        raise UsageError(f"the sources of the harness {family} are not here: {hint}")
    return sources, msgspec.convert(tomllib.loads((sources / "harness.toml").read_text("utf-8")), _Harness)


def build_harness(contract: Contract) -> Path:
    """Builds the system's harness where it has changed, and returns its program.

    ToolError names a missing toolchain; RecordingError has the words of a build that fails.
    """
    family = contract.source.harness
    sources, harness = _harness(family)
    for command, hint in harness.needs.items():
        if shutil.which(command) is None:
            raise ToolError(f"recording {contract.name} needs {command}: {hint}")
    target = cache() / "harness" / family
    target.mkdir(parents=True, exist_ok=True)
    with started([part.format(target=target) for part in harness.build], sources) as process:
        output, errors = process.communicate()
    if process.returncode:
        words = (errors or output).decode("utf-8", "replace").strip()
        raise RecordingError(f"the harness {family} does not build; it needs {contract.source.package}:\n{words[-2000:]}")
    return Path(harness.binary.format(target=target))


def record(contract: Contract, program: Path, request: Request, progress: Progress = lambda lines: None) -> tuple[Trace, bytes]:
    """Runs the harness; the trace has been checked line by line against the contract."""
    constants = {name: getattr(constant, request.split) for name, constant in contract.constants.items()}
    constants |= request.constants
    command: list[str | Path] = [
        program, contract.name,
        "--seed", str(request.seed),
        "--steps", str(request.steps),
        "--profile", request.profile,
        "--fans", str(request.fans),
        "--constants", msgspec.json.encode(constants).decode(),
        *(["--script", request.script] if request.script else []),
    ]  # fmt: skip
    lines = []
    with started(command, program.parent) as process:
        assert process.stdout and process.stderr
        for line in process.stdout:
            lines.append(line)
            progress(len(lines))
        words = process.stderr.read().decode("utf-8", "replace").strip()
        code = process.wait()
    if code:
        raise RecordingError(f"the harness ended with {code}: {words or 'no word why'}")
    data = b"".join(lines)
    return parse_trace(contract, request.name, data), data


def write_trace(folder: Path, name: str, data: bytes) -> Path:
    """Writes a trace, compressed; the folder is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}{SUFFIX}"
    path.write_bytes(zstandard.ZstdCompressor(level=LEVEL, write_checksum=True).compress(data))
    return path

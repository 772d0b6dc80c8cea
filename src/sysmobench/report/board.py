"""Several results side by side: the data of the page that compares them, for other pages as well."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import fmean, stdev
from typing import Any, Literal, NamedTuple

import msgspec

from sysmobench import __version__
from sysmobench.errors import UsageError
from sysmobench.results import Result, Scores
from sysmobench.submission import Submission

FORMAT = 1
"""Changes when a reader of the data has to change."""
PHASES = ("conformance", "invariants", "runtime", "syntax", "overall")


class Named(NamedTuple):
    """A result, what the specification or model is called that it is of, and the file that it was read from."""

    name: str
    path: Path
    result: Result


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One result."""

    page: str
    """Its report, relative to the data; empty if none was written."""
    verified: bool
    scores: Scores
    unscored: int
    submission: str
    """SHA-256 of the texts that were judged."""


class Spread(msgspec.Struct, frozen=True, kw_only=True):
    """One score over several runs."""

    mean: float
    least: float
    most: float
    deviation: float | None
    """Of a sample; null for a single run."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """All runs of one name on one system."""

    name: str
    system: str
    runs: list[Run]
    scores: dict[str, Spread]
    """By phase, and ``overall``."""


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """What the results of one system have in common; only such results can be compared."""

    title: str
    version: str
    split: Literal["dev", "test"]
    contract: str
    """SHA-256, as those below."""
    traces: str
    tlc: str
    driver: str


class Board(msgspec.Struct, frozen=True, kw_only=True):
    """The data file."""

    format: int = FORMAT
    sysmobench: str
    systems: dict[str, Judged]
    entries: list[Entry]


def board(named: Sequence[Named], titles: dict[str, str], pages: dict[Path, str]) -> Board:
    """Puts results together; UsageError if two of one system were not judged alike."""
    systems: dict[str, Judged] = {}
    first: dict[str, Named] = {}
    runs: dict[tuple[str, str], list[Run]] = defaultdict(list)
    for each in named:
        judged = _judged(each.result, titles)
        known = systems.setdefault(each.result.system, judged)
        first.setdefault(each.result.system, each)
        if known != judged:
            raise UsageError(_unlike(first[each.result.system], each, known, judged))
        runs[each.name, each.result.system].append(_run(each, pages))
    entries = [
        Entry(name=name, system=system, runs=found, scores={phase: _spread(phase, found) for phase in PHASES})
        for (name, system), found in sorted(runs.items())
    ]
    return Board(sysmobench=__version__, systems=dict(sorted(systems.items())), entries=entries)


def _judged(result: Result, titles: dict[str, str]) -> Judged:
    digests = result.provenance["sha256"]
    return Judged(
        title=titles[result.system],
        version=result.version,
        split=result.split,
        contract=digests["contract"],
        traces=digests["traces"],
        tlc=digests["tlc"],
        driver=digests["driver"],
    )


def _unlike(one: Named, other: Named, known: Judged, judged: Judged) -> str:
    fields = [name for name in Judged.__struct_fields__ if getattr(known, name) != getattr(judged, name)]
    return (
        f"{one.path} and {other.path} cannot be compared: {one.result.system} was judged with another "
        f"{', '.join(fields)}; check both again with one version of sysmobench"
    )


def _run(each: Named, pages: dict[Path, str]) -> Run:
    result = each.result
    return Run(
        page=pages.get(each.path, ""),
        verified=result.verified,
        scores=result.scores,
        unscored=result.unscored,
        submission=Submission(result.system, result.submission).digest,
    )


def _spread(phase: str, runs: Iterable[Run]) -> Spread:
    values = [getattr(run.scores, phase) for run in runs]
    return Spread(mean=fmean(values), least=min(values), most=max(values), deviation=stdev(values) if len(values) > 1 else None)


def to_json(data: Board) -> bytes:
    """The data's bytes: UTF-8, two spaces of indentation."""
    return msgspec.json.format(msgspec.json.encode(data), indent=2) + b"\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of the data."""
    return msgspec.json.schema(Board)

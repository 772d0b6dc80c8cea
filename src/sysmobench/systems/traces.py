"""Recorded traces: a path of steps of the real code, and along it fans of everything that could have come next.

A trace is NDJSON, compressed with Zstandard: a header, then a line for each step of the path (``i`` from 1), each followed
by the lines of the fan that hangs on it (``at`` names the step; the fan of the initial state has ``at`` 0).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import zstandard

from sysmobench.errors import ContractError, TraceError
from sysmobench.systems.contract import Contract, Split
from sysmobench.tla.values import Value, canonical, set_of

FORMAT = 1
SUFFIX = ".ndjson.zst"


class State:
    """A recorded state: the observables, and (for a system with messages) what is in flight, as a list without order."""

    __slots__ = ("_key", "_texts", "fields", "inflight")

    def __init__(self, fields: dict[str, Value], inflight: list[Value] | None = None) -> None:
        self.fields = fields
        self.inflight = inflight
        self._texts: dict[tuple[str, ...] | None, str] = {}
        self._key = ""

    def text(self, kept: tuple[str, ...] | None = None) -> str:
        """The canonical text of the observables, or of those that a submission keeps."""
        if kept not in self._texts:
            fields = self.fields if kept is None else {name: self.fields[name] for name in kept}
            self._texts[kept] = canonical(fields)
        return self._texts[kept]

    def recorded(self) -> dict[str, Value]:
        """What ``Map_Represent`` is given: the observables, and the messages in flight as ``net``."""
        return self.fields if self.inflight is None else self.fields | {"net": set_of(self.inflight)}

    def key(self) -> str:
        """Equal for states that ``Map_Represent`` cannot tell apart."""
        if not self._key:
            self._key = self.text() if self.inflight is None else canonical(self.recorded())
        return self._key


class Window(msgspec.Struct, frozen=True, eq=False):
    """One recorded step to judge: state before, decision, and its outcome or its refusal."""

    id: str
    """``<trace>:<step>``, or ``<trace>:<step>.<n>`` for the n-th entry of the fan at the state after that step."""
    line: int
    decision: str
    action: str
    """Empty for a refusal."""
    branch: str
    arguments: tuple[Value, ...]
    """The actor, then the decision's other arguments."""
    refused: bool
    before: State
    after: State
    message: Value | None = None
    sent: tuple[Value, ...] = ()
    extra: tuple[Value, ...] = ()
    """Arguments of the action beyond the decision's."""

    @property
    def path(self) -> bool:
        """Whether this is a step of the path, not an entry of a fan."""
        return "." not in self.id.rpartition(":")[2]

    @property
    def label(self) -> str:
        """Action and branch, for people."""
        return f"{self.decision} refused:{self.branch}" if self.refused else f"{self.action} {self.branch}"


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first line of a trace."""

    format: int
    system: str
    package: str
    files: dict[str, str]
    """The sources that ran, by path inside the package: ``sha256:…``."""
    harness: str
    seed: int
    profile: str
    steps: int
    fans: int
    constants: dict[str, Value]
    init: dict[str, Value]
    script: str = ""
    """Moves that were given instead of drawn."""


class Trace(msgspec.Struct, frozen=True, eq=False):
    """One recorded run."""

    name: str
    header: Header
    digest: str
    """A hash of the uncompressed bytes."""
    init: State
    steps: list[Window]
    fans: dict[int, list[Window]]
    """By the number of steps before it."""

    def windows(self) -> Iterator[Window]:
        """All windows in the order of the file."""
        yield from self.fans.get(0, ())
        for number, step in enumerate(self.steps, 1):
            yield step
            yield from self.fans.get(number, ())

    def state(self, number: int) -> State:
        """The state after that many steps."""
        return self.steps[number - 1].after if number else self.init


class _Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    decision: str
    action: str
    branch: str
    actor: Value
    args: dict[str, Value]
    refused: bool
    state: msgspec.Raw
    i: int = 0
    at: int = -1
    input: Value | None = None
    sent: list[Value] = []


def load_traces(contract: Contract, split: Split, folder: Path | None = None) -> list[Trace]:
    """The traces of one split, in the order of their names: those that ship, or those in a folder, compressed or not."""
    home = folder or contract.folder / "traces"
    paths = sorted(path for suffix in (SUFFIX, ".ndjson") for path in home.glob(f"{split}-*{suffix}"))
    if not paths:
        where = f"{folder} has" if folder else f"{contract.name} has"
        raise TraceError(f"{where} no traces of the split {split} ({split}-*{SUFFIX})")
    return [read_trace(contract, path) for path in paths]


def covering(traces: Sequence[Trace]) -> list[Trace]:
    """Traces that together have every branch and refusal, as few as a greedy search finds."""
    labels = {trace.name: {window.label for window in trace.windows()} for trace in traces}
    missing = set().union(*labels.values())
    chosen = []
    while missing:
        best = max(traces, key=lambda trace: len(labels[trace.name] & missing))
        chosen.append(best)
        missing -= labels[best.name]
    return sorted(chosen, key=lambda trace: trace.name)


def read_trace(contract: Contract, path: Path) -> Trace:
    """Reads one trace, compressed or not; TraceError names the file and the line of what does not fit the contract."""
    data = path.read_bytes()
    if path.name.endswith(".zst"):
        try:
            data = zstandard.ZstdDecompressor().decompressobj().decompress(data)
        except zstandard.ZstdError as error:
            raise TraceError(f"{path.name}: not a Zstandard file: {error}") from error
    return parse_trace(contract, path.name.removesuffix(".zst").removesuffix(".ndjson"), data)


def parse_trace(contract: Contract, name: str, data: bytes) -> Trace:
    """The trace that these bytes hold."""
    lines = data.splitlines()
    try:
        header = msgspec.json.decode(lines[0], type=Header)
    except (IndexError, msgspec.MsgspecError) as error:
        raise TraceError(f"{name}, line 1: no header of a trace: {error}") from error
    if header.format != FORMAT or header.system != contract.name:
        raise TraceError(f"{name}, line 1: format {header.format} of {header.system}, not {FORMAT} of {contract.name}")
    return _Reader(contract, name, header).read(lines, hashlib.sha256(data).hexdigest())


class _Reader:
    def __init__(self, contract: Contract, name: str, header: Header) -> None:
        self.contract = contract
        self.name = name
        self.header = header
        self.states: dict[bytes, State] = {}
        self.steps: list[Window] = []
        self.fans: dict[int, list[Window]] = {}

    def read(self, lines: list[bytes], digest: str) -> Trace:
        init = State(self.header.init, [] if self.contract.messages else None)
        current = init
        for number, text in enumerate(lines[1:], 2):
            try:
                line = msgspec.json.decode(text, type=_Line)
            except msgspec.MsgspecError as error:
                raise TraceError(f"{self.name}, line {number}: {error}") from error
            window = self.window(line, number, current)
            if line.i:
                self.steps.append(window)
                current = window.after
        return Trace(self.name, self.header, digest, init, self.steps, self.fans)

    def window(self, line: _Line, number: int, before: State) -> Window:
        step = len(self.steps)
        if line.i == step + 1 and line.at == -1:
            place = f"{line.i}"
        elif line.i == 0 and line.at == step:
            place = f"{step}.{len(self.fans.get(step, ())) + 1}"
        else:
            raise TraceError(f"{self.name}, line {number}: out of order after step {step}")
        try:
            decision = self.contract.decision(line.decision)
            others = list(decision.parameters)[1:]
            arguments = (line.actor, *(line.args[other] for other in others))
            extra = tuple(line.args[each] for each in self.extra(line))
        except (LookupError, ValueError, ContractError) as error:
            raise TraceError(f"{self.name}, line {number}: the contract has no {error}") from error
        after = self.state(line, before)
        if line.refused and after.text() != before.text():
            raise TraceError(f"{self.name}, line {number}: a refusal that changes the state")
        window = Window(
            id=f"{self.name}:{place}",
            line=number,
            decision=line.decision,
            action=line.action,
            branch=line.branch,
            arguments=arguments,
            refused=line.refused,
            before=before,
            after=after,
            message=line.input,
            sent=tuple(line.sent),
            extra=extra,
        )
        if line.at >= 0:
            self.fans.setdefault(step, []).append(window)
        return window

    def extra(self, line: _Line) -> list[str]:
        return list(self.contract.actions[line.action].parameters) if line.action else []

    def state(self, line: _Line, before: State) -> State:
        data = bytes(line.state)
        if data not in self.states:
            fields: dict[str, Any] = msgspec.json.decode(data)
            self.states[data] = State(fields)
        known = self.states[data]
        return known if before.inflight is None else State(known.fields, _network(before.inflight, line))


def _network(inflight: list[Value], line: _Line) -> list[Value]:
    """What is in flight afterwards: a set, from which a delivery takes its message, refused or not."""
    delivered = None if line.input is None else canonical(line.input)
    left = {text: message for message in inflight if (text := canonical(message)) != delivered}
    return list((left | {canonical(message): message for message in line.sent}).values())

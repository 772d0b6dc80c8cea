"""Recorded traces: what ships is sound, and each check of soundness is seen to fail on something wrong."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support import SPIN, SYSTEMS, reference, reference_texts, traces, variant

from sysmobench.engine import Session, Workspace, find_tools
from sysmobench.errors import ContractError, TraceError, UsageError
from sysmobench.phases.bounds import high
from sysmobench.phases.walking import groups
from sysmobench.recording import Request, check_names, shipped
from sysmobench.systems import Trace, check_traces, load_contract
from sysmobench.systems.contract import Split
from sysmobench.systems.traces import parse_trace, read_trace

Line = dict[str, Any]


@pytest.mark.parametrize(
    ("file", "more", "says"),
    [
        ("system.toml", "[[recordings]]", "system.toml of spin: .*unknown field `recordings`"),
        ("recordings.toml", 'name = "another"\n', "recordings.toml of spin: .*unknown field `name`"),
        ("recordings.toml", "[[recordings]]\nsplit = 1\n", "recordings.toml of spin: "),
        ("recordings.toml", "[[recordings", "recordings.toml of spin: .*at end of document"),
        ("recordings.toml", None, "recordings.toml of spin is missing"),
    ],
)
def test_bad_data_of_a_system_is_named(
    file: str, more: str | None, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names the file, and neither file may say what belongs into the other."""
    for name in ("system.toml", "recordings.toml"):
        (tmp_path / "spin").mkdir(exist_ok=True)
        shutil.copy(SPIN.folder / name, tmp_path / "spin")
    path = tmp_path / "spin" / file
    text = path.read_text("utf-8")
    if more is None:
        path.unlink()
    else:
        path.write_text(f"{more}{text}" if more.startswith("name") else f"{text}\n{more}", "utf-8")
    monkeypatch.setattr("sysmobench.systems.contract.SYSTEMS", tmp_path)
    load_contract.cache_clear()
    try:
        with pytest.raises(ContractError, match=says):
            load_contract("spin")
    finally:
        load_contract.cache_clear()


@pytest.mark.parametrize("split", ["dev", "test"])
@pytest.mark.parametrize("system", SYSTEMS)
def test_what_ships_is_sound(system: str, split: Split) -> None:
    """Domains, fans, determinacy, sources and coverage of the recorded traces are what the contract says."""
    check_traces(load_contract(system), split, traces(split, system))


@pytest.mark.parametrize("system", SYSTEMS)
def test_what_ships_is_what_the_contract_lists(system: str) -> None:
    """The files are those of the recordings, no more and no less, and each header says how it was recorded."""
    contract = load_contract(system)
    headers = {trace.name: trace.header for split in ("dev", "test") for trace in traces(split, system)}
    requests = {request.name: request for request in shipped(contract)}
    assert headers.keys() == requests.keys()
    for name, request in requests.items():
        header = headers[name]
        said = (header.seed, header.profile, header.steps, header.fans, header.script)
        assert said == (request.seed, request.profile, request.steps, request.fans, request.script)


def test_a_trace_that_nobody_lists_is_named(tmp_path: Path) -> None:
    """A file that an earlier list has left behind would be judged like the others; so would one of two of the same name."""
    one, other = (Request("dev", seed, "uniform", 10, 0) for seed in (1, 2))
    (tmp_path / "dev-uniform-1.ndjson.zst").touch()
    check_names(tmp_path, [one, other])
    with pytest.raises(UsageError, match=r"dev-uniform-1\.ndjson\.zst is none of the recordings"):
        check_names(tmp_path, [other])
    with pytest.raises(UsageError, match="2 recordings are called dev-uniform-1"):
        check_names(tmp_path, [one, one])


@pytest.mark.parametrize("system", SYSTEMS)
def test_traces_stay_small_and_have_enough_fans(system: str) -> None:
    """The package carries less than two megabytes of traces for each system; fans hang at thirty places or more of each split."""
    files = list((load_contract(system).folder / "traces").iterdir())
    assert sum(path.stat().st_size for path in files) < 2 << 20
    for split in ("dev", "test"):
        assert sum(len(trace.fans) for trace in traces(split, system)) >= 30


@pytest.mark.parametrize("split", ["dev", "test"])
@pytest.mark.parametrize("system", SYSTEMS)
def test_every_property_holds_on_every_trace_and_is_witnessed(system: str, split: Split) -> None:
    """No property is scored that the real code breaks, or that the traces never exercise."""
    contract = load_contract(system)
    with (
        Workspace(contract, reference(system)) as workspace,
        Session(find_tools(), workspace, contract.strings) as session,
    ):
        declared = session.parse(f"{system}_mapping")["constants"]
        missing = {each.name for each in contract.properties if each.kind != "liveness"}
        for group in groups(list(traces(split, system))):
            recorded = [traces(split, system)[number] for number in group]
            session.load(recorded[0].header.constants | high(), declared)
            windows = [window for trace in recorded for window in trace.windows()]
            states = sorted({w.after.text() for w in windows} | {w.before.text() for w in windows})
            steps = sorted({(w.before.text(), w.after.text()) for w in windows if w.before.text() != w.after.text()})
            for each in contract.properties:
                if each.kind == "liveness":
                    continue
                points: list[Any] = [[state] for state in states] if each.kind == "invariant" else list(map(list, steps))
                assert session.false_at(each.name, points) == []
                if len(session.false_at(f"{each.name}_Witness", points)) < len(points):
                    missing.discard(each.name)
        assert not missing, "never witnessed"


def test_a_property_that_the_code_breaks_is_seen() -> None:
    """The check of properties on traces can fail: mutual exclusion turned into its opposite is false somewhere."""
    with Workspace(SPIN, variant()) as workspace:
        text = workspace.read("SMB_Properties.tla")
        workspace.write(
            "SMB_Properties.tla", text.replace("====", 'Nobody == \\A t \\in Threads : observed.pc[t] # "locked"\n====', 1)
        )
        with Session(find_tools(), workspace, SPIN.strings) as session:
            session.load(SPIN.constants_of("dev"), ["Threads"])
            states = sorted({step.after.text() for trace in traces("dev") for step in trace.steps})
            assert session.false_at("Nobody", [[state] for state in states])


def _lines(name: str = "dev-uniform-1") -> list[Line]:
    trace = next(each for each in traces("dev") if each.name == name)
    import zstandard

    data = (
        zstandard.ZstdDecompressor()
        .decompressobj()
        .decompress((SPIN.folder / "traces" / f"{trace.name}.ndjson.zst").read_bytes())
    )
    return [json.loads(line) for line in data.splitlines()]


def _trace(lines: list[Line]) -> Trace:
    return parse_trace(SPIN, "broken", "\n".join(json.dumps(line) for line in lines).encode())


def _first_fan_line(lines: list[Line]) -> int:
    return next(number for number, line in enumerate(lines) if "at" in line)


def _other_constants(lines: list[Line]) -> None:
    lines[0]["constants"] = {"Threads": {"#set": ["t1", "t2"]}}


def _other_package(lines: list[Line]) -> None:
    lines[0]["package"] = "ostd 0.18.0"


def _unknown_branch(lines: list[Line]) -> None:
    lines[1]["branch"] = "sideways"


def _unknown_reason(lines: list[Line]) -> None:
    line = next(line for line in lines if line.get("refused"))
    line["branch"] = "tired"


def _value_out_of_range(lines: list[Line]) -> None:
    lines[1]["state"]["guard"]["t1"] = "both"


def _argument_out_of_range(lines: list[Line]) -> None:
    lines[1]["actor"] = "t9"


def _fan_with_a_hole(lines: list[Line]) -> None:
    del lines[_first_fan_line(lines)]


def _fan_with_a_double(lines: list[Line]) -> None:
    lines[_first_fan_line(lines)] = lines[_first_fan_line(lines) + 1]


def _two_outcomes(lines: list[Line]) -> None:
    at = _first_fan_line(lines)
    entry = next(line for line in lines[at:] if "at" in line and not line["refused"])
    thread, guard = next(iter(entry["state"]["guard"].items()))
    entry["state"]["guard"][thread] = "irq" if guard != "irq" else "preempt"


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (_other_constants, "line 1: other constants"),
        (_other_package, "line 1: package"),
        (_unknown_branch, "line 2: .* no branch"),
        (_unknown_reason, "no refusal 'tired'"),
        (_value_out_of_range, "line 2: the observable guard"),
        (_argument_out_of_range, "line 2: arguments"),
        (_fan_with_a_hole, "0 times, not 1"),
        (_fan_with_a_double, "times, not 1"),
        (_two_outcomes, "another outcome"),
    ],
)
def test_damage_is_seen_and_located(damage: Callable[[list[Line]], None], says: str) -> None:
    """Each kind of damage to a trace is found, and named by its line."""
    lines = _lines()
    damage(lines)
    with pytest.raises(TraceError, match=says):
        check_traces(SPIN, "dev", [_trace(lines), *traces("dev")])


def test_a_missing_branch_is_seen() -> None:
    """A split that shows some branch too seldom is refused."""
    with pytest.raises(TraceError, match="windows, not 20"):
        check_traces(SPIN, "dev", traces("dev")[:1])


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda lines: lines.pop(1), "line 2: out of order"),
        (lambda lines: lines[1].pop("branch"), "line 2: .*branch"),
        (lambda lines: lines[1].update(args={}), "line 2: the contract has no 'g'"),
        (lambda lines: lines[1].update(decision="Jump"), "line 2: .*no decision Jump"),
        (lambda lines: lines[0].update(format=9), "line 1: format 9"),
        (lambda lines: lines.clear(), "line 1: no header"),
    ],
)
def test_unreadable_traces_are_located(damage: Callable[[list[Line]], Any], says: str) -> None:
    """What is no trace of this contract at all is refused with its line."""
    lines = _lines()
    damage(lines)
    with pytest.raises(TraceError, match=says):
        _trace(lines)


def test_a_refusal_that_changes_the_state_is_seen() -> None:
    """A refused line has the state of the line before it."""
    lines = _lines()
    at = next(number for number, line in enumerate(lines) if line.get("refused"))
    lines[at]["state"]["locked"] = not lines[at]["state"]["locked"]
    with pytest.raises(TraceError, match=f"line {at + 1}: a refusal that changes"):
        _trace(lines)


def test_a_truncated_file_is_no_trace(tmp_path: Any) -> None:
    """A file that is no Zstandard file is refused by name."""
    path = tmp_path / "dev-x-1.ndjson.zst"
    path.write_bytes(b"not compressed")
    with pytest.raises(TraceError, match="dev-x-1"):
        read_trace(SPIN, path)


def test_reference_has_the_contracts_names() -> None:
    """The reference submission is complete: three files and nothing else."""
    assert sorted(reference_texts()) == ["spin.cfg", "spin.tla", "spin_mapping.tla"]


@pytest.mark.parametrize("split", ["dev", "test"])
def test_every_branch_of_etcd_has_thirty_windows(split: str) -> None:
    """Thirty different ones, also of what hardly ever happens."""
    found: dict[tuple[str, bool], set[str]] = defaultdict(set)
    for trace in traces(split, "etcd"):
        for window in trace.windows():
            told = [trace.header.constants, window.before.recorded(), window.decision, list(window.arguments), window.message]
            found[window.label, window.refused].add(str(told))
    assert min(map(len, found.values())) >= 30

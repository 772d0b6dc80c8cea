"""Recording: the same seed gives the same bytes, and what is missing is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support import SPIN, traces

from sysmobench.errors import RecordingError, ToolError, UsageError
from sysmobench.recording import Request, build_harness, record, shipped, write_trace
from sysmobench.systems import read_trace

cargo = pytest.mark.skipif(shutil.which("cargo") is None, reason="no cargo here: the harness cannot be built")


@pytest.fixture(scope="module")
def program() -> Path:
    """The harness, built once."""
    return build_harness(SPIN)


@cargo
def test_what_ships_can_be_recorded_again(program: Path, tmp_path: Path) -> None:
    """Every shipped trace comes out of the real code again, byte for byte, from the seed in its header."""
    shipped_traces = {trace.name: trace for split in ("dev", "test") for trace in traces(split)}
    requests = list(shipped(SPIN))
    assert {request.name for request in requests} == set(shipped_traces)
    for request in requests[:3] + requests[-3:]:
        trace, data = record(SPIN, program, request)
        assert trace.digest == shipped_traces[request.name].digest
        assert read_trace(SPIN, write_trace(tmp_path, request.name, data)).digest == trace.digest


@cargo
def test_another_seed_gives_another_trace(program: Path) -> None:
    """The seed decides: two seeds, two traces."""
    first, _ = record(SPIN, program, Request("test", 1, "uniform", 30, 1))
    second, _ = record(SPIN, program, Request("test", 2, "uniform", 30, 1))
    assert first.digest != second.digest


@cargo
def test_a_profile_that_does_not_exist_is_refused(program: Path) -> None:
    """The harness's own message reaches the user."""
    with pytest.raises(RecordingError, match="profile"):
        record(SPIN, program, Request("test", 1, "sideways", 30, 1))


def test_a_missing_toolchain_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without cargo the message says what to install."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolError, match=r"Rust 1\.85 or newer"):
        build_harness(SPIN)


def test_missing_harness_sources_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An installation without a source checkout says what recording needs."""
    monkeypatch.setenv("SYSMOBENCH_HARNESS", str(tmp_path))
    with pytest.raises(UsageError, match="source checkout"):
        build_harness(SPIN)

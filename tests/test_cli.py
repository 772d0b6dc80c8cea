"""The command line, as a person uses it: what it prints, its exit codes, and that no traceback ever reaches anybody."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from support import SPIN, folder_of, variant

from sysmobench.engine import find_tools
from sysmobench.results import from_json

TEXTBOOK = SPIN.folder / "textbook" / "failed_try_returns"


def run(*arguments: str | Path, code: int = 0) -> subprocess.CompletedProcess[str]:
    """Runs sysmobench in a process of its own."""
    command = [sys.executable, "-c", "from sysmobench.cli import main; main()", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The result of judging a textbook specification."""
    path = tmp_path_factory.mktemp("results") / "result.json"
    run("check", TEXTBOOK, "--output", path)
    return path


def test_systems_and_show() -> None:
    """The list has the system, and its page has the contract, the coverage and where the traces come from."""
    assert "spin" in run("systems").stdout
    shown = run("show", "spin").stdout
    for word in ("CallLock(t, g)", "refused:still-locked", "MutualExclusion", "ostd 0.19.0", "sha256:"):
        assert word in shown
    assert "Map_Represent" in run("show", "spin", "--task").stdout
    assert json.loads(run("show", "spin", "--json").stdout)["contract"]["name"] == "spin"
    assert "Seq([thread: Threads, open: BOOLEAN])" in run("show", "mutex").stdout
    assert "spin" in [each["name"] for each in json.loads(run("systems", "--json").stdout)]


def test_nothing_is_wider_than_a_hundred_columns() -> None:
    """Tables fit a terminal of a hundred columns."""
    for command in (["systems"], ["show", "spin"], ["check", TEXTBOOK]):
        assert max(map(len, run(*command).stdout.splitlines())) <= 100


def test_check_of_the_reference() -> None:
    """The reference prints 1.000 four times, and `verified`."""
    shown = run("check", "--reference", "--system", "spin").stdout
    assert shown.startswith("verified")
    for phase in ("syntax", "runtime", "conformance", "invariants"):
        assert next(line for line in shown.splitlines() if line.startswith(phase)).split()[1] == "1.000"


def test_check_writes_the_same_json_that_it_prints(tmp_path: Path) -> None:
    """--json and --output give the same bytes, twice the same, without time or place in them."""
    first = run("check", TEXTBOOK, "--json", "--output", tmp_path / "a.json").stdout
    second = run("check", TEXTBOOK, "--json").stdout
    assert first == second == (tmp_path / "a.json").read_text("utf-8")
    content = json.loads(first)
    assert {"system", "verified", "scores", "actions", "closure", "unscored", "provenance"} <= set(content)
    assert str(SPIN.folder) not in first


def test_check_names_the_worst(result: Path) -> None:
    """The table ends with the failures that tell most, in words, each with a window."""
    shown = run("check", TEXTBOOK).stdout
    assert "CasFail try: the specification cannot do what the code did" in shown
    assert "e.g. test-" in shown
    assert from_json(result.read_bytes()).failures


def test_fail_under() -> None:
    """A missed threshold is exit code 1, a met one 0."""
    run("check", TEXTBOOK, "--fail-under", "0.99", code=1)
    run("check", TEXTBOOK, "--fail-under", "0.5")


def test_explain(result: Path) -> None:
    """One window in full: state before, what the code did, what the specification can do, the conjunct that is false."""
    window = next(failure.window for failure in from_json(result.read_bytes()).failures if failure.action == "DropGuard")
    shown = run("explain", result, window).stdout
    for word in ("The state before", "DropGuard failed", "do nothing visible here", "DropGuard is not enabled", "module spin"):
        assert word in shown
    assert json.loads(run("explain", result, window, "--json").stdout)["verdict"] == "missing"
    assert "The difference" in run("explain", result).stdout


def test_explain_of_a_fan(result: Path) -> None:
    """The fan at a place as a whole shows what Next does beyond the code."""
    content = from_json(result.read_bytes())
    assert content.conformance
    place = content.conformance.fans.first.partition(": ")[0]
    assert "steps of Next that the code does not have here" in run("explain", result, place).stdout


def plain_tlc(folder: Path) -> str:
    """What TLC itself prints of an exported window."""
    tools = find_tools()
    command: list[str | Path] = [tools.java, f"-Djava.io.tmpdir={folder}", "-cp", tools.tlc, "tlc2.TLC", "-deadlock"]
    return subprocess.run([*command, "spin_window.tla"], cwd=folder, capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize("action", ["CasFail", "DropGuard"])
def test_export_shows_the_same_in_plain_tlc(result: Path, action: str, tmp_path: Path) -> None:
    """The exported module runs in plain TLC, and its outcome is the one that its head announces."""
    window = next(failure.window for failure in from_json(result.read_bytes()).failures if failure.action == action)
    run("explain", result, window, "--export", tmp_path)
    assert "TLC finds no error" in (tmp_path / "spin_window.tla").read_text("utf-8")
    assert "No error has been found" in plain_tlc(tmp_path)


def test_traces_of_ones_own(tmp_path: Path) -> None:
    """--traces judges against a folder of traces, compressed or not, and explains their windows; none there is an error."""
    import zstandard

    packed = (SPIN.folder / "traces" / "test-try-101.ndjson.zst").read_bytes()
    plain = zstandard.ZstdDecompressor().decompressobj().decompress(packed)
    (tmp_path / "test-mine-101.ndjson").write_bytes(plain)
    result = tmp_path / "r.json"
    run("check", TEXTBOOK, "--traces", tmp_path, "--output", result)
    content = from_json(result.read_bytes())
    assert {failure.window.partition(":")[0] for failure in content.failures} == {"test-mine-101"}
    assert [each["name"] for each in content.provenance["traces"]] == ["test-mine-101"]
    assert "The difference" in run("explain", result, "--traces", tmp_path).stdout
    assert "no window" in run("explain", result, code=2).stderr
    assert "no traces of the split dev" in run("check", TEXTBOOK, "--traces", tmp_path, "--split", "dev", code=2).stderr


def test_coverage_of_the_reference() -> None:
    """Windows by branch of the code, and parts of the reference that they need."""
    shown = run("show", "spin", "--coverage").stdout
    assert "refused:still-locked" in shown
    assert "each is evaluated, and each condition comes out both ways" in shown
    assert json.loads(run("show", "spin", "--coverage", "--json").stdout)["test"][0]["gap"] == ""


def test_mutants() -> None:
    """A table by operator; the exit code says that all is as it was."""
    shown = run("mutants", "spin", "--only", "Unlock").stdout
    assert "update lost" in shown
    assert "100.0% are killed" in shown
    assert json.loads(run("mutants", "spin", "--only", "Unlock/1", "--quick", "--json").stdout)["killed"] == 1.0


def test_export_of_something_spurious_shows_it_in_plain_tlc(tmp_path: Path) -> None:
    """TLC violates OnlyTheCode where the judge says spurious."""
    run("check", SPIN.folder / "textbook" / "weak_cas", "--output", tmp_path / "r.json")
    window = next(f.window for f in from_json((tmp_path / "r.json").read_bytes()).failures if f.verdict == "spurious")
    run("explain", tmp_path / "r.json", window, "--export", tmp_path / "out")
    assert "Invariant OnlyTheCode is violated" in plain_tlc(tmp_path / "out")


def test_init_writes_what_can_be_judged(tmp_path: Path) -> None:
    """The skeleton parses, is judged without complaint, and scores nothing; a second call overwrites nothing."""
    run("init", "spin", tmp_path / "mine")
    content = json.loads(run("check", tmp_path / "mine", "--json").stdout)
    assert content["scores"]["syntax"] == 1.0
    assert content["scores"]["conformance"] == 0.0
    assert "already" in run("init", "spin", tmp_path / "mine", code=2).stderr


def test_doctor() -> None:
    """Everything that judging needs is there, and a trial judgement has been made."""
    assert "conforms" in run("doctor").stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["check", "nowhere"], "nowhere is no folder"),
        (["check"], "name the folder of a submission, or --reference"),
        (["check", "--reference"], "--reference needs --system"),
        (["check", "--reference", "--system", "spim"], "did you mean 'spin'"),
        (["check", "--reference", "--system", "spin", "--split", "train"], "there are dev and test"),
        (["check", "--reference", "--system", "spin", "--html", "nowhere/report.html"], "nowhere is no folder"),
        (["check", "--reference", "--system", "spin", "--output", "nowhere/result.json"], "nowhere is no folder"),
        (["show", "nothing"], "no system 'nothing'"),
        (["explain", "nowhere.json"], "nowhere.json"),
        (["record", "spin", "--split", "train"], "there are dev and test"),
        (["mutants", "spin", "--only", "x", "--every", "2", "--write"], "leave --only or --every out"),
    ],
)
def test_wrong_use_is_two_and_says_what_to_do(arguments: list[str], says: str) -> None:
    """Wrong use ends with exit code 2 and one clear message."""
    assert says in run(*arguments, code=2).stderr


def test_a_window_that_does_not_exist(result: Path) -> None:
    """The message says how windows are named."""
    assert "windows are named like" in run("explain", result, "here:1", code=2).stderr
    assert "has 100 steps" in run("explain", result, "test-uniform-101:999", code=2).stderr


def test_a_result_that_is_none(tmp_path: Path) -> None:
    """A file that is no result is refused by name."""
    (tmp_path / "x.json").write_text("{}", "utf-8")
    assert "is no result" in run("explain", tmp_path / "x.json", code=2).stderr


def test_bad_input_as_json(tmp_path: Path) -> None:
    """With --json a program gets the problems with file, line and hint."""
    broken = variant()
    folder = folder_of(broken, tmp_path / "s")
    mapping = (folder / "spin_mapping.tla").read_text("utf-8").replace("Map_CasFail(t)", "Map_CasFial(t)")
    (folder / "spin_mapping.tla").write_text(mapping, "utf-8")
    content = json.loads(run("check", folder, "--json", code=2).stdout)
    problem = content["error"]["problems"][0]
    assert problem["file"] == "spin_mapping.tla"
    assert problem["line"] > 0
    assert "Map_CasFial" in problem["hint"]


def test_a_specification_that_does_not_parse_is_a_result(tmp_path: Path) -> None:
    """Syntax errors are scored, shown with their place, and exit code 0."""
    folder = folder_of(variant(("    /\\ locked' = FALSE", "    /\\ locked' = ")), tmp_path / "s")
    shown = run("check", folder).stdout
    assert "does not parse" in shown
    assert "spin.tla:" in shown
    content = json.loads(run("check", folder, "--json").stdout)
    assert 0 < content["scores"]["syntax"] < 1
    assert content["conformance"] is None

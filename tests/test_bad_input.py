"""Bad and hostile input: a clear error or an ordinary result, never a hang, never anything left behind."""

from __future__ import annotations

import hashlib
import os
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support import SPIN, folder_of, judge, reference_texts, traces, variant

from sysmobench import Result, SubmissionError, check_submission
from sysmobench.engine import Session
from sysmobench.errors import UsageError
from sysmobench.results import to_json
from sysmobench.submission import read_submission

NUMBERS = ("CONSTANT Threads ", "EXTENDS Naturals, FiniteSets, TLC\nCONSTANT Threads ")
STORE = "    /\\ locked' = FALSE"


def java_in(folder: Path) -> list[int]:
    """Java processes whose private folder lies in this one."""
    found = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if os.fsencode(folder) in process.read_bytes():
                found.append(int(process.parent.name))
        except OSError:
            continue
    return found


@pytest.fixture(autouse=True)
def nothing_is_left_behind(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test has its own folder for private folders; after it there is nothing in it, and no Java that works there."""
    private = tmp_path_factory.mktemp("private")
    monkeypatch.setattr(tempfile, "tempdir", str(private))
    yield
    assert not list(private.iterdir())
    assert not java_in(private)


def refused(folder: Path) -> SubmissionError:
    """The error by which a folder is refused; nothing in the folder changes."""
    before = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(SubmissionError) as caught:
        check_submission(read_submission(folder, SPIN), SPIN, traces=list(traces())[:1])
    assert {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()} == before
    return caught.value


def change(name: str, edit: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """An edit of one file's bytes."""

    def apply(folder: Path) -> None:
        (folder / name).write_bytes(edit((folder / name).read_bytes()))

    return apply


def replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    """A replacement in one file, which must apply."""

    def edit(data: bytes) -> bytes:
        assert old.encode() in data
        return data.replace(old.encode(), new.encode())

    return change(name, edit)


def link_out(folder: Path) -> None:
    """The specification becomes a link to a file elsewhere."""
    outside = folder.parent / "outside.tla"
    (folder / "spin.tla").rename(outside)
    (folder / "spin.tla").symlink_to(outside)


@pytest.mark.parametrize(
    ("damage", "file", "says", "helps"),
    [
        (lambda f: (f / "spin.tla").unlink(), "spin.tla", "missing", "sysmobench init"),
        (lambda f: (f / "spin_mapping.tla").unlink(), "spin_mapping.tla", "missing", "sysmobench init"),
        (lambda f: (f / "spin.cfg").unlink(), "spin.cfg", "missing", "sysmobench init"),
        (replaced("spin.tla", "MODULE spin ", "MODULE spun "), "spin.tla", "called spun", "same name"),
        (change("spin.tla", lambda d: d + b"\n---- MODULE more ----\n====\n"), "spin.tla", "more", ""),
        (change("spin.tla", lambda d: d.replace(b"lock", b"l\xf6ck", 1)), "spin.tla", "UTF-8", "UTF-8"),
        (change("spin.tla", lambda d: d + b"\\* " + b"x" * 20_000_000), "spin.tla", "bytes", ""),
        (change("spin.tla", lambda d: b""), "spin.tla", "", ""),
        (change("spin.tla", lambda d: d + b"\0"), "spin.tla", "NUL", ""),
        (link_out, "spin.tla", "link that leads out", "file itself"),
        (replaced("spin.tla", "CONSTANT Threads ", "EXTENDS IOUtils\nCONSTANT Threads "), "spin.tla", "IOUtils", ""),
        (replaced("spin.tla", "CONSTANT Threads ", "EXTENDS Randomization\nCONSTANT Threads "), "spin.tla", "Randomization", ""),
        (replaced("spin.tla", "CONSTANT Threads ", "EXTENDS TLC\nCONSTANT Threads "), "", "", ""),
        (replaced("spin.tla", "TypeOK ==", "EXTENDED == INSTANCE IOUtils\nTypeOK =="), "spin.tla", "IOUtils", ""),
        (replaced("spin.cfg", "NEXT Next", "NEXT Nxet"), "spin.cfg", "Nxet", "Next"),
        (replaced("spin.cfg", "NEXT Next", "NEXT Next\nCONSTANT Nobody = 1"), "spin.cfg", "Nobody", "Threads"),
        (replaced("spin.cfg", "NEXT Next", "NEXT Next\nCONSTANT Next <- Init"), "spin.cfg", "Next", ""),
        (replaced("spin.cfg", "NEXT Next", "NEXT Next\nCONSTANT Cardinality <- Init"), "spin.cfg", "Cardinality", ""),
        (replaced("spin.cfg", "INIT Init", "INIT Init Next Other"), "spin.cfg", "INIT", ""),
        (replaced("spin.cfg", "INIT Init", "hello"), "spin.cfg", "hello", ""),
        (replaced("spin_mapping.tla", "Map_Unlock(t)  ", "Map_Unlokc(t)  "), "spin_mapping.tla", "Map_Unlock is missing", "Map_Unlokc"),
        (replaced("spin_mapping.tla", "Map_Unlock(t)         == Unlock(t)", ""), "spin_mapping.tla", "Map_Unlock is missing", "FALSE"),
        (replaced("spin_mapping.tla", "Map_Unlock(t)         ==", "Map_Unlock(t, u) =="), "spin_mapping.tla", "arity 2, not 1", "Map_Unlock(t)"),
        (replaced("spin_mapping.tla", "Map_Observe == [locked |-> locked,", "Map_Observe == [locked |-> locked',"), "spin_mapping.tla", "Map_Observe", "one state"),
        (replaced("spin_mapping.tla", "    /\\ locked = pre.locked", "    /\\ locked' = pre.locked"), "spin_mapping.tla", "Map_Represent", "one state"),
        (replaced("spin_mapping.tla", "Map_Observe == [locked", "Map_Observe == [lokced"), "spin_mapping.tla", "lokced", "locked"),
        (replaced("spin_mapping.tla", "EXTENDS spin", "EXTENDS spin, Nowhere"), "spin_mapping.tla", "Nowhere", ""),
        (replaced("spin.tla", "CONSTANT Threads ", "ASSUME FALSE\nCONSTANT Threads "), "spin.tla", "ASSUME", "Threads"),
        (replaced("spin.tla", "TypeOK ==", "SMB_Mine == 1\nTypeOK =="), "spin.tla", "SMB_", ""),
        (replaced("spin.tla", STORE, "    /\\ TLCSet(1, 2) /\\ locked' = FALSE"), "spin.tla", "TLCSet", "repeated"),
        (replaced("spin_mapping.tla", "== Unlock(t)", "== Unlock(t) /\\ TLCGet(1) = 2"), "spin_mapping.tla", "TLCGet", "repeated"),
    ],
)  # fmt: skip
def test_what_is_refused_says_where_and_what_to_do(
    damage: Callable[[Path], None], file: str, says: str, helps: str, tmp_path: Path
) -> None:
    """Each kind of bad input is refused with its file, a line where there is one, and what to do about it."""
    folder = folder_of(variant(), tmp_path / "mine")
    damage(folder)
    if not file:  # an honest counterpart: what looks alike and is allowed
        assert check_submission(read_submission(folder, SPIN), SPIN, traces=list(traces())[:1]).scores.conformance == 1
        return
    error = refused(folder)
    problem = error.problems[0]
    assert problem.file == file
    assert says in str(error)
    assert helps in str(error)


def test_places_are_exact(tmp_path: Path) -> None:
    """A forbidden operator is named with its line and column, from 1."""
    folder = folder_of(variant(), tmp_path / "mine")
    replaced("spin.tla", STORE, "    /\\ TLCSet(1, 2)")(folder)
    line = (folder / "spin.tla").read_text("utf-8").split("TLCSet")[0].count("\n") + 1
    problem = refused(folder).problems[0]
    assert (problem.line, problem.column) == (line, 8)


@pytest.mark.parametrize("name", ["../x", "a b", "x.y"])
def test_a_module_by_path_is_refused(name: str, tmp_path: Path) -> None:
    """Only names of modules can be extended, whatever stands in their place."""
    folder = folder_of(variant(), tmp_path / "mine")
    replaced("spin.tla", "CONSTANT Threads ", f"EXTENDS {name}\nCONSTANT Threads ")(folder)
    try:
        result = check_submission(read_submission(folder, SPIN), SPIN, traces=list(traces())[:1])
    except SubmissionError:
        return
    assert not result.syntax.parses


@pytest.mark.parametrize(
    "edit",
    [
        lambda d: d.replace(b"\n", b"\r\n"),
        lambda d: b"\xef\xbb\xbf" + d,
    ],
)
def test_other_editors_are_welcome(edit: Callable[[bytes], bytes], tmp_path: Path) -> None:
    """Windows line ends and a byte-order mark change nothing."""
    folder = folder_of(variant(), tmp_path / "mine")
    for name in reference_texts():
        change(name, edit)(folder)
    assert check_submission(read_submission(folder, SPIN), SPIN, traces=list(traces())[:1]).scores.conformance == 1


def test_a_folder_with_odd_names(tmp_path: Path) -> None:
    """Spaces and quotes in the folder's path, and a stray file with them in its name, do no harm."""
    folder = folder_of(variant(), tmp_path / 'it\'s "my" spec')
    (folder / "old copy's.tla").write_text("nonsense", "utf-8")
    assert check_submission(read_submission(folder, SPIN), SPIN, traces=list(traces())[:1]).scores.conformance == 1


def test_no_folder_at_all(tmp_path: Path) -> None:
    """A path that is no folder says what a submission is."""
    with pytest.raises(UsageError, match="a submission is a folder"):
        read_submission(tmp_path / "nowhere", SPIN)


def test_ten_thousand_definitions() -> None:
    """A long specification is judged like any other, and a broken long one ends soon."""
    many = "".join(f"D{n} == {n}\n" for n in range(10_000))
    assert judge(variant(("TypeOK ==", f"{many}TypeOK ==")), most=1).scores.conformance == 1
    broken = judge(variant(("TypeOK ==", f"{many}Broken == )\nTypeOK ==")), most=1)
    assert not broken.syntax.parses


@pytest.mark.parametrize("depth", [200, 20_000])
def test_deep_nesting(depth: int) -> None:
    """Parentheses without end are a result or a refusal, not a crash."""
    deep = f"Deep == {'(' * depth}1{')' * depth}\nTypeOK =="
    try:
        result = judge(variant(("TypeOK ==", deep)), most=1)
    except SubmissionError:
        return
    assert 0 <= result.scores.overall <= 1


def unlock_errors(result: Result) -> set[str]:
    """The reasons of the windows of Unlock, each up to its first colon."""
    return {failure.reason.partition(":")[0] for failure in result.failures if failure.action == "Unlock"}


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("(CHOOSE x \\in 1..2000000000 : x < 0) = 1", "budget"),
        ("\\A s \\in SUBSET (1..60) : Cardinality(s) < 100", "budget"),
        ("2147483647 + 1 > 0", "evaluation"),
        ('Assert(FALSE, "no")', "evaluation"),
        ("(CHOOSE x \\in Nat : x > 3) = 4", "evaluation"),
        ('Print("again and again", FALSE)', ""),
    ],
)  # fmt: skip
def test_expressions_that_are_no_good(expression: str, reason: str) -> None:
    """What never ends, is too large, overflows or fails costs its own windows, with a reason; printing is harmless."""
    result = judge(
        variant(NUMBERS, (STORE, f"    /\\ locked' = ({expression})" if reason else f"    /\\ locked' = {expression}")), most=1
    )
    assert unlock_errors(result) == ({reason} if reason else set())


@pytest.mark.parametrize("inside", ["<<Nest(n - 1)>>", "[a |-> Nest(n - 1)]", "{Nest(n - 1)}"])
def test_a_value_too_deep_to_be_read_is_the_submissions_fault(inside: str) -> None:
    """A value hundreds of levels deep costs its own windows, and says so; nobody's stack is at its mercy."""
    nest = f"RECURSIVE Nest(_)\nNest(n) == IF n = 0 THEN <<>> ELSE {inside}\n\nTypeOK =="
    result = judge(variant(NUMBERS, ("TypeOK ==", nest), (STORE, "    /\\ locked' = Nest(300)")), most=1)
    assert unlock_errors(result) == {"evaluation"}


def test_a_value_that_fills_the_memory_is_the_submissions_fault() -> None:
    """Running out of memory is found again in a fresh process, and ends as spec_error, not as unscored."""
    huge = (STORE, "    /\\ locked' = ((SUBSET (1..26)) = {})")
    result = judge(variant(NUMBERS, huge), most=1)
    assert result.unscored == 0
    assert result.conformance
    assert result.conformance.verdicts["spec_error"] > 0


class Killer:
    """Kills the Java process of a session while it works."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
        self.left = times
        original = Session.survey

        def survey(session: Session, *arguments: Any, **named: Any) -> object:
            if self.left:
                self.left -= 1
                os.kill(session.pid, signal.SIGKILL)
            return original(session, *arguments, **named)

        monkeypatch.setattr(Session, "survey", survey)


def test_losing_java_once_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """After kill -9 of the Java process the lost part is done again: the same bytes."""
    alone = to_json(judge(variant(), most=2))
    Killer(monkeypatch, 1)
    assert to_json(judge(variant(), most=2)) == alone


def test_losing_java_again_and_again_is_unscored(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stays lost is unscored: counted, shown, and not held against the specification."""
    Killer(monkeypatch, 6)
    result = judge(variant(), most=1)
    assert result.unscored > 0
    assert not result.verified
    assert {failure.verdict.value for failure in result.failures} <= {"unscored", "hidden_state", "missing"}


def test_an_interrupt_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the middle ends Java and removes the private folder."""

    def interrupted(*_: object, **__: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(Session, "survey", interrupted)
    with pytest.raises(KeyboardInterrupt):
        judge(variant(), most=1)


def test_java_ends_when_its_parent_is_gone() -> None:
    """A judge that is killed with kill -9 leaves no Java behind: its standard input ends, and so does it."""
    import subprocess
    import sys

    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from support import SPIN, variant\n"
        "from sysmobench.engine import Session, Workspace, find_tools\n"
        "w = Workspace(SPIN, variant()); s = Session(find_tools(), w, [])\n"
        "print(s.pid, w.path, flush=True); import time; time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(Path(__file__).parent)], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout
        pid, folder = parent.stdout.readline().split()
        parent.kill()
        deadline = time.monotonic() + 10
        while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
            if Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
                break
            time.sleep(0.05)
        assert time.monotonic() < deadline
    import shutil

    shutil.rmtree(folder)


def test_threads_do_not_share_a_session() -> None:
    """Two judgements in two threads have two Java processes, and neither hears the other's answers."""
    results: list[Result] = []
    threads = [threading.Thread(target=lambda: results.append(judge(variant(), most=1))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [result.scores.conformance for result in results] == [1.0, 1.0]

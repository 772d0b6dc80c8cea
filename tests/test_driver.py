"""The Java driver: what ships is what its sources give, and the pitfalls of TLC as a library do not bite."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from support import SPIN, judge, traces, variant

from sysmobench.engine import Asked, EvaluationError, Mapped, Session, Step, Workspace, find_tools
from sysmobench.paths import DRIVER

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "driver" / "src"


def test_the_jar_has_the_sources_that_are_here() -> None:
    """The jar's manifest lists the hash of every source file, so that a forgotten build is seen without a JDK."""
    with zipfile.ZipFile(DRIVER) as jar:
        manifest = jar.read("META-INF/MANIFEST.MF").decode().replace("\r\n", "\n")
    for source in sorted(SOURCES.rglob("*.java")):
        digest = hashlib.sha256(source.read_bytes()).hexdigest()
        assert f"Name: {source.relative_to(SOURCES).as_posix()}\nSHA-256: {digest}" in manifest, (
            f"build the driver: {source.name} changed"
        )


def test_building_the_jar_again_gives_the_same_bytes() -> None:
    """Where the compiler that built it is present, the same sources give the same bytes."""
    if shutil.which("javac") is None:
        pytest.skip("no javac here: the jar cannot be built again")
    version = subprocess.run(["javac", "-version"], capture_output=True, text=True, check=True).stdout.strip()
    with zipfile.ZipFile(DRIVER) as jar:
        built = next(line for line in jar.read("META-INF/MANIFEST.MF").decode().splitlines() if line.startswith("Compiler"))
    if built != f"Compiler: {version}":
        pytest.skip(f"the jar was built with {built.removeprefix('Compiler: ')}, here is {version}")
    done = subprocess.run(
        [sys.executable, ROOT / "driver" / "build.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


NUMBERS = ("CONSTANT Threads ", "EXTENDS Naturals\nCONSTANT Threads ")


def decide(session: Session, state: int, action: str, *arguments: str) -> Step | EvaluationError:
    """The outcomes of one action alone."""
    return session.decide([state], [Asked((Mapped(action, (arguments,)),), "")])[0]


def test_choose_does_not_depend_on_what_was_parsed_first() -> None:
    """CHOOSE takes the same string whether the specification mentions it early or late: the contract's strings come first.

    TLC orders strings by the order in which it has met them.
    """
    texts = []
    for mention in ('"q", "p"', '"p", "q"'):
        spec = variant(
            ("TypeOK ==", f"Mentioned == {{{mention}}}\nFirst == CHOOSE t \\in Threads : TRUE\nTypeOK =="),
            (
                '    /\\ guard = [t \\in Threads |-> "none"]',
                '    /\\ guard = [t \\in Threads |-> IF t = First THEN "irq" ELSE "none"]',
            ),
        )
        with Workspace(SPIN, spec) as workspace, Session(find_tools(), workspace, SPIN.strings) as session:
            session.parse("spin")
            session.load(SPIN.constants_of("test"), ["Threads"])
            texts.append(bytes(session.initial()[0].observed))
    assert texts[0] == texts[1]
    assert b'"p":"irq"' in texts[0]


def test_values_of_different_types_are_different_and_no_error() -> None:
    """TLC's own comparison raises an error where types differ; the judge's says that they differ."""
    result = judge(variant(("    /\\ locked' = TRUE", "    /\\ locked' = 1")), most=1)
    failing = {failure.verdict.value for failure in result.failures if failure.action == "CasOk"}
    assert failing == {"missing"}


@pytest.mark.parametrize(
    "form",
    [
        "guard",
        "[t \\in Threads |-> guard[t]]",
        "[guard EXCEPT ![CHOOSE t \\in Threads : TRUE] = @]",
        '[p |-> guard["p"], q |-> guard["q"], r |-> guard["r"], s |-> guard["s"]]',
        "[t \\in Threads \\cup {} |-> IF locked THEN guard[t] ELSE guard[t]]",
    ],
)
def test_states_look_alike_whatever_form_their_values_have(form: str) -> None:
    """A step after which the same function is written down otherwise is hidden, and no other step of the four threads is.

    Most states are told apart by their values, without their texts, and TLC has several classes for functions.
    """
    next_step = (
        f"Shown == IF other THEN {form} ELSE guard\n"
        "Rewrite == ~other /\\ other' = TRUE /\\ UNCHANGED <<locked, pc, guard>>\n"
        "Next == Rewrite \\/ (\\E t \\in Threads : Step(t) /\\ UNCHANGED other)"
    )
    spec = variant(
        ("    guard           \\*", "    other,\n    guard           \\*"),
        ("vars == <<locked, pc, guard>>", "vars == <<locked, pc, guard, other>>"),
        ("Next == \\E t \\in Threads : Step(t)", next_step),
        ('    /\\ guard = [t \\in Threads |-> "none"]', '    /\\ other = FALSE\n    /\\ guard = [t \\in Threads |-> "none"]'),
        ("guard |-> guard]", "guard |-> Shown]"),
    )
    with Workspace(SPIN, spec) as workspace, Session(find_tools(), workspace, SPIN.strings) as session:
        session.load(SPIN.constants_of("test"), ["Threads"])
        assert len(session.hidden([state.id for state in session.initial()])) == 2


def test_an_error_leaves_the_session_usable() -> None:
    """An endless recursion is an error of that question, and the next question is answered."""
    spec = variant(
        NUMBERS,
        ("(* The type of", "RECURSIVE Down(_)\nDown(n) == 1 + Down(n + 1)\n\n(* The type of"),
        ("    /\\ locked' = FALSE", "    /\\ locked' = (Down(0) = 0)"),
    )
    with Workspace(SPIN, spec) as workspace, Session(find_tools(), workspace, SPIN.strings) as session:
        session.load(SPIN.constants_of("test"), ["Threads"])
        holder = next(step.after for trace in traces() for step in trace.steps if step.action == "CasOk")
        (represented,) = session.represent([holder.fields], 1)
        assert isinstance(represented, list)
        state = represented[0].id
        thread = next(t for t, pc in holder.fields["pc"].items() if pc == "locked")
        failed = decide(session, state, "Unlock", thread)
        assert isinstance(failed, EvaluationError)
        assert failed.kind == "stack"
        idle = [t for t, pc in holder.fields["pc"].items() if pc == "idle"]
        assert isinstance(decide(session, state, "CallLock", idle[0], "irq"), Step)


def test_a_session_can_be_loaded_again_with_other_constants() -> None:
    """TLC keeps the layout of variables in static fields; another choice of constants still loads in the same process."""
    with Workspace(SPIN, variant()) as workspace, Session(find_tools(), workspace, SPIN.strings) as session:
        for split in ("dev", "test", "dev"):
            session.load(SPIN.constants_of(split), ["Threads"])
            assert bytes(session.initial()[0].observed).decode() == traces(split)[0].init.text()


def test_the_budget_counts_evaluations_and_not_time() -> None:
    """An evaluation that never ends is cut off after a number of evaluations, with a reason that says so."""
    result = judge(
        variant(NUMBERS, ("    /\\ locked' = FALSE", "    /\\ locked' = (\\E x \\in 1..2000000000 : x < 0)")), most=1
    )
    reasons = {failure.reason.partition(":")[0] for failure in result.failures if failure.action == "Unlock"}
    assert reasons == {"budget"}

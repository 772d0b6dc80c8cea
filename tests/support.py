"""What tests share: variants of the reference specification, and a quick way to judge them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sysmobench import Result, Submission, check_submission, load_contract, load_traces
from sysmobench.phases.rules import ALL_RULES, Rule
from sysmobench.submission import make_submission, read_submission
from sysmobench.systems import Contract, Trace, system_names

SPIN = load_contract("spin")
SYSTEMS = system_names()


@cache
def reference_texts() -> dict[str, str]:
    """The texts of the reference submission of spin."""
    return {
        path.name: path.read_text("utf-8") for path in (SPIN.folder / "reference").iterdir() if path.suffix in (".tla", ".cfg")
    }


@cache
def traces(split: str = "test", system: str = "spin") -> tuple[Trace, ...]:
    """The recorded traces of a split."""
    return tuple(load_traces(load_contract(system), split))  # type: ignore[arg-type]


@cache
def reference(system: str) -> Submission:
    """The reference submission of a system."""
    contract = load_contract(system)
    return read_submission(contract.folder / "reference", contract)


def variant(*edits: tuple[str, str], **files: str) -> Submission:
    """The reference with edits (old text, new text), each of which must apply, and perhaps with whole files replaced.

    Files are named by their part: ``spin``, ``mapping``, ``cfg``.
    """
    names = {"spin": "spin.tla", "mapping": "spin_mapping.tla", "cfg": "spin.cfg"}
    texts = reference_texts() | {names[part]: text for part, text in files.items()}
    for old, new in edits:
        holders = [name for name, text in texts.items() if old in text]
        assert holders, f"nothing has the text {old!r}"
        texts |= {name: texts[name].replace(old, new) for name in holders}
    return make_submission(SPIN, texts)


def judge(submission: Submission, *, most: int = 2, rules: frozenset[Rule] = ALL_RULES, contract: Contract = SPIN) -> Result:
    """Judges on the first few traces."""
    return check_submission(submission, contract, traces=list(traces())[:most], rules=rules)


def folder_of(submission: Submission, path: Path) -> Path:
    """Writes a submission into a folder."""
    path.mkdir(parents=True, exist_ok=True)
    for name, text in submission.files.items():
        (path / name).write_text(text, "utf-8")
    return path

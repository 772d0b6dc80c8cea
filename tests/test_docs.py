"""The documentation repeats numbers that are on record elsewhere: they agree."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"


def test_tables_are_what_is_on_record(tmp_path: Path) -> None:
    """The tables of systems and mutants are written by a script; a page that differs is seen."""
    command = [sys.executable, str(DOCS / "make_tables.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    broken = tmp_path / "docs"
    broken.mkdir()
    for name in ("make_tables.py", "sharpness.md", "textbooks.md"):
        (broken / name).write_bytes((DOCS / name).read_bytes())
    readme = (DOCS.parent / "README.md").read_text("utf-8")
    (tmp_path / "README.md").write_text(readme.replace("4,560 |", "4,561 |"), "utf-8")
    done = subprocess.run([command[0], str(broken / "make_tables.py"), "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "README.md is out of date" in done.stdout


def test_the_picture_is_what_the_judge_says() -> None:
    """The README's picture is a real check, drawn anew."""
    command = [sys.executable, str(DOCS / "make_picture.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", [*sorted(DOCS.glob("*.md")), DOCS.parent / "README.md"], ids=lambda page: page.name)
def test_links_inside_the_documentation_lead_somewhere(page: Path) -> None:
    """Every relative link names a file that is there."""
    import re

    for target in re.findall(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page.name}: {target}"


def _blocks(page: Path) -> list[str]:
    """The fenced blocks of a page, without their fences."""
    return [block.partition("\n")[2] for block in page.read_text("utf-8").split("```")[1::2]]


@pytest.fixture(scope="module")
def first_try(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the first try of the page "Getting started" as `mylock`."""
    folder = tmp_path_factory.mktemp("started")
    blocks = _blocks(DOCS / "getting-started.md")
    _run(folder, "init spin mylock")
    specification = next(block for block in blocks if block.startswith("---- MODULE spin ----"))
    (folder / "mylock" / "spin.tla").write_text(specification, "utf-8")
    actions = next(block for block in blocks if block.startswith("Map_CallLock"))
    mapping = folder / "mylock" / "spin_mapping.tla"
    kept = [
        line for line in mapping.read_text("utf-8").splitlines() if not line.startswith(("Map_C", "Map_U", "Map_D", "===="))
    ]
    mapping.write_text("\n".join([*kept, actions, "===="]) + "\n", "utf-8")
    return folder


def _run(folder: Path, words: str) -> str:
    command = [sys.executable, "-c", "from sysmobench.cli import main; main()", *words.split()]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("page", [DOCS / "getting-started.md", DOCS.parent / "README.md"], ids=lambda page: page.name)
def test_what_the_pages_show_is_what_is_printed(page: Path, first_try: Path) -> None:
    """Every line that a page shows behind `check mylock` or `explain`, in the order in which it is printed."""
    blocks = _blocks(page)
    shown = 0
    for command, output in itertools.pairwise(blocks):
        words = command.strip().removeprefix("sysmobench ")
        if "\n" in words or not words.startswith(("check mylock --output", "explain first.json")) or "--export" in words:
            continue
        printed = iter([line.rstrip() for line in _run(first_try, words).splitlines()])
        for line in output.splitlines():
            assert line == "…" or line.rstrip() in printed, f"{words}: {line}"
        shown += 1
    assert shown >= 2

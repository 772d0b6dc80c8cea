"""Bad and hostile folders: what cannot be read is refused with its place and a way out, and nothing is changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hostile import (
    CFG,
    MAPPING,
    SPEC,
    fingerprint,
    only,
    place_of,
    quick,
    reading,
    refusal,
    stored,
)
from support import SPIN, variant

from sysmobench.errors import UsageError
from sysmobench.submission import read_submission

pytestmark = pytest.mark.usefixtures("sealed")


@pytest.mark.parametrize("name", ["spin.tla", "spin.cfg", "spin_mapping.tla"])
def test_a_missing_file_is_named(name: str, tmp_path: Path) -> None:
    """Each of the three files has to be there; the message says which is not and what writes one."""
    folder = stored(tmp_path / "mine")
    (folder / name).unlink()
    problem = only(reading(folder))
    assert (problem.file, problem.message) == (name, "this file is missing")
    assert "sysmobench init" in problem.hint


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    """A path that is no folder is wrong use, and the message says what a submission is."""
    with pytest.raises(UsageError, match=r"is no folder; a submission is a folder with spin\.tla"):
        read_submission(tmp_path / "nowhere", SPIN)


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the operating system refuses is a problem of that file, not a traceback."""

    def no(path: Path, *_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    folder = stored(tmp_path / "mine")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", no)
        problems = reading(folder)
    assert str(problems[0]) == "spin.tla: it cannot be read: Permission denied"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """A named pipe in the place of a file counts as a missing file; reading it would never end."""
    folder = stored(tmp_path / "mine")
    (folder / "spin.tla").unlink()
    os.mkfifo(folder / "spin.tla")
    assert only(reading(folder)).message == "this file is missing"


def test_a_file_of_20_megabytes(tmp_path: Path) -> None:
    """A text far too large is not read; the message gives its size and the bound."""
    folder = stored(tmp_path / "mine", spin=SPEC.encode() + b"\\* more\n" * 2_500_000)
    problem = only(reading(folder))
    assert problem.message == "20,005,886 bytes are too many"
    assert "1,048,576" in problem.hint


def test_more_modules_than_anybody_needs(tmp_path: Path) -> None:
    """Modules that extend each other without end are read up to a bound."""
    folder = stored(tmp_path / "mine", mapping=MAPPING.replace("EXTENDS spin", "EXTENDS spin, m0").encode())
    for number in range(60):
        (folder / f"m{number}.tla").write_text(f"---- MODULE m{number} ----\nEXTENDS m{number + 1}\n====\n")
    problem = only(reading(folder))
    assert (problem.message, problem.hint) == ("more than 50 modules", "put some of them together")


def test_text_that_is_not_utf_8(tmp_path: Path) -> None:
    """Another encoding is refused with the line and the column of the first byte that is none."""
    text = SPEC.replace("one atomic Boolean", "one atom\xefc Boolean")
    problem = only(reading(stored(tmp_path / "mine", spin=text.encode("latin-1"))))
    assert (problem.message, problem.hint) == ("not UTF-8", "save the file as UTF-8")
    assert (problem.line, problem.column) == place_of(text, "\xef")


def test_a_nul_character(tmp_path: Path) -> None:
    """A NUL character is refused with its line, in whichever file it is."""
    for part, text in (("spin", SPEC), ("mapping", MAPPING), ("cfg", CFG)):
        problem = only(reading(stored(tmp_path / part, **{part: text.encode() + b"\0"})))
        assert problem.message == "a NUL character: this is no text"
        assert problem.line == text.count("\n") + 1


def test_empty_modules(tmp_path: Path) -> None:
    """An empty file is no module, and the message shows how one begins."""
    problems = reading(stored(tmp_path / "mine", spin=b"", mapping=b"\n\n"))
    assert {problem.file for problem in problems} == {"spin.tla", "spin_mapping.tla"}
    assert problems[0].hint == "a module begins with `---- MODULE spin ----`"


def test_windows_line_ends_and_a_byte_order_mark(tmp_path: Path) -> None:
    """Both are passed over: the result is the same, and lines in messages count as in the file."""
    dos = {
        part: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
        for part, text in (("spin", SPEC), ("mapping", MAPPING), ("cfg", CFG))
    }
    folder = stored(tmp_path / "mine", **dos)
    before = fingerprint(folder)
    result = quick(read_submission(folder, SPIN))
    assert result.scores == quick(variant()).scores
    assert any("byte-order mark" in note for note in result.notes)
    assert fingerprint(folder) == before
    broken = dos["mapping"].replace(b"Map_CasOk(t) ", b"Map_CasOk(t, u) ")
    problem = only(refusal(read_submission(stored(tmp_path / "broken", mapping=broken), SPIN)))
    assert problem.line == place_of(MAPPING, "Map_CasOk")[0]


def test_names_with_spaces_and_quotes(tmp_path: Path) -> None:
    """Neither the folder's path nor other files in it can disturb judging; what is not read is told."""
    folder = stored(tmp_path / 'it\'s "my" spec, ünï; $(touch x)')
    for name in ("old spin.tla", "it's.tla", 'a"b.tla', "-rf.tla", "..x.tla", "spin_TTrace_17.tla"):
        (folder / name).write_text("---- MODULE junk ----\nEXTENDS TLCExt, Nowhere\n")
    (folder / "spin.toolbox").mkdir()
    before = fingerprint(folder)
    result = quick(read_submission(folder, SPIN))
    assert result.scores.conformance == 1
    assert "old spin.tla is not read: its name is no module name" in result.notes
    assert "spin_TTrace_17.tla is not read: no module extends it" in result.notes
    assert fingerprint(folder) == before


def test_a_folder_that_is_read_only(tmp_path: Path) -> None:
    """Judging needs to write nothing into a submission's folder, and does not."""
    folder = stored(tmp_path / "mine")
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)
    before = fingerprint(folder)
    assert quick(read_submission(folder, SPIN)).scores.conformance == 1
    assert fingerprint(folder) == before
    folder.chmod(0o755)


@pytest.mark.parametrize("through_a_folder", [False, True])
def test_links_out_of_the_folder(through_a_folder: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """A submission cannot show the judge a file from elsewhere, linked itself or through a linked folder."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    folder = stored(tmp_path / "mine")
    (folder / "spin.tla").rename(elsewhere / "spin.tla")
    (folder / "more").symlink_to(elsewhere)
    (folder / "spin.tla").symlink_to("more/spin.tla" if through_a_folder else elsewhere / "spin.tla")
    problem = only(reading(folder))
    assert (problem.file, problem.message) == ("spin.tla", "a link that leads out of the folder")
    assert problem.hint == "put the file itself here"


def test_links_that_stay_inside(tmp_path: Path) -> None:
    """A link to a file of the same folder is a file, and the folder itself may be a link."""
    folder = stored(tmp_path / "mine")
    (folder / "spin.tla").rename(folder / "version2.tla")
    (folder / "spin.tla").symlink_to("version2.tla")
    (tmp_path / "link").symlink_to(folder)
    assert read_submission(tmp_path / "link", SPIN).files["spin.tla"] == SPEC
    (folder / "spin.tla").unlink()
    (folder / "spin.tla").symlink_to("spin.tla")
    assert only(reading(folder)).message == "this file is missing"

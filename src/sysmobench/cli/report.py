"""`sysmobench report`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sysmobench.cli.explain import read_result
from sysmobench.errors import UsageError
from sysmobench.report.board import Named
from sysmobench.report.html.site import write_site
from sysmobench.report.terminal import console


def run_report(given: Sequence[str], folder: Path, traces: Path | None) -> None:
    """Writes the pages that compare results."""
    named = [each for text in given for each in _named(text)]
    twice = {each.path for each in named if sum(other.path == each.path for other in named) > 1}
    if twice:
        raise UsageError(f"{min(twice)} is given twice")
    with console(stderr=True).status("") as status:
        written = write_site(folder, named, traces, lambda page: status.update(f"explaining, for {page}"))
    console().print(f"wrote {written[0]}, and beside it {', '.join(path.name for path in written[1:])}")


def _named(text: str) -> Iterator[Named]:
    """The results of NAME=PATH, or of PATH, which is a file or a folder of files; without NAME it is called as that is."""
    name, separator, rest = ("", "", "") if Path(text).exists() else text.partition("=")
    path = Path(rest if separator else text)
    if not separator:
        name = path.resolve().name if path.is_dir() else path.stem
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not files:
        raise UsageError(f"{path} has no results (*.json)")
    for file in files:
        yield Named(name, file, read_result(file))

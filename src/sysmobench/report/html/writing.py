"""Pages computed and written: windows are explained, and traces read, as far as a page needs them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sysmobench.coverage import Covered
from sysmobench.errors import UsageError
from sysmobench.phases.explain import explain_all
from sysmobench.report.html.check_page import check_page
from sysmobench.report.kinds import kinds_of, worth_explaining
from sysmobench.results import Result
from sysmobench.systems import load_contract, load_traces

MOST_EXPLAINED = 120
"""Windows in one report."""
EACH = 3
"""Windows of one kind of failure, where there are so many."""


def write_check_page(path: Path, result: Result, name: str, folder: Path | None, coverage: Sequence[Covered] | None) -> None:
    """Writes the report of a check. ``folder`` has the traces that were judged, where these are not the ones that ship.

    Without ``coverage`` the page says that it was not measured.
    """
    contract = load_contract(result.system)
    places = worth_explaining(kinds_of(result), MOST_EXPLAINED, EACH)
    fan = result.conformance.fans.first.partition(": ")[0] if result.conformance else ""
    places += [fan] if fan else []
    explanations = explain_all(result, places, folder) if places else {}
    traces = load_traces(contract, result.split, folder)
    page = check_page(result, contract, name, explanations=explanations, traces=traces, coverage=coverage or [])
    write_page(path, page)


def write_page(path: Path, page: str) -> None:
    """Writes a page; a folder that is not there is the user's to make."""
    try:
        path.write_text(page, "utf-8")
    except OSError as error:
        raise UsageError(f"the page cannot be written to {path}: {error.strerror}") from error

"""How large a report is, and how long a browser takes to open it, against an empty page."""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from benchmarks.judged import submission_of
from benchmarks.measure import Row, milliseconds
from sysmobench import check_submission
from sysmobench.coverage import Covered
from sysmobench.paths import chromium
from sysmobench.report.html.writing import write_check_page

_LOADED = "(() => { const [all] = performance.getEntriesByType('navigation'); return all.loadEventEnd - all.startTime; })()"


def opening(system: str, textbook: str, repeats: int) -> list[Row]:
    """A row for the report of a textbook variant."""
    browser_path = chromium()
    if browser_path is None:
        return [Row("a report", "not run", "no browser: install chromium", head=True)]
    contract, submission = submission_of(system, f"textbook/{textbook}")
    coverage: list[Covered] = []
    result = check_submission(submission, contract, tell_coverage=coverage.extend)
    with tempfile.TemporaryDirectory(prefix="sysmobench-pages-") as folder, sync_playwright() as playwright:
        report, empty = Path(folder) / "report.html", Path(folder) / "empty.html"
        write_check_page(report, result, textbook, None, coverage)
        empty.write_text("<!doctype html><title>empty</title>", "utf-8")
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page()
        seconds, floor = (_opens(page, path, repeats) for path in (report, empty))
        browser.close()
        size = report.stat().st_size
    windows = result.conformance.windows if result.conformance else 0
    how = f"{system} {textbook}, {windows:,} windows, {size / 1e6:.2f} MB; an empty page takes {milliseconds(floor)}"
    return [Row("a report opens in", milliseconds(seconds), how, head=True)]


def _opens(page: Page, path: Path, repeats: int) -> float:
    """Seconds until it is loaded, scripts included; the median."""
    found = []
    for _ in range(repeats):
        page.goto(path.as_uri())
        found.append(float(page.evaluate(_LOADED)) / 1000)
    return median(found)

"""Takes the pictures of the documentation from real pages in a real browser: `python docs/make_screenshots.py`."""  # noqa: INP001

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from sysmobench import check_submission, load_contract, read_submission
from sysmobench.coverage import Covered
from sysmobench.paths import chromium
from sysmobench.report.html.writing import write_check_page

IMAGES = Path(__file__).parent / "images"
SYSTEM = "etcd"
SUBMISSION = "always_truncates"
SIZE = {"width": 1100, "height": 760}


def main() -> int:
    """Judges, writes the report, and looks at it."""
    browser_path = chromium()
    if browser_path is None:
        print("no browser: install chromium, or name one in SYSMOBENCH_CHROMIUM")
        return 2
    contract = load_contract(SYSTEM)
    coverage: list[Covered] = []
    submission = read_submission(contract.folder / "textbook" / SUBMISSION, contract)
    result = check_submission(submission, contract, tell_coverage=coverage.extend)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        report = Path(folder) / "report.html"
        write_check_page(report, result, SUBMISSION, None, coverage)
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE, color_scheme="light")  # type: ignore[arg-type]
        page.goto(report.as_uri())
        _take(page)
        browser.close()
    return 0


def _take(page: Page) -> None:
    """The top of the report, a failing window, and the step of a trace that it is."""
    page.screenshot(path=IMAGES / "report.png")
    page.locator("article.kind").first.screenshot(path=IMAGES / "window.png")
    page.locator("a.to-step").first.click()
    page.locator("#walker").scroll_into_view_if_needed()
    page.screenshot(path=IMAGES / "trace.png", clip={"x": 0, "y": 0, "width": SIZE["width"], "height": SIZE["height"]})


if __name__ == "__main__":
    sys.exit(main())

"""Pages as people see them: in a real browser, without a network, by keyboard, in light and dark, and by accessibility rules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from support import SPIN, reference_texts, traces

from sysmobench import check_submission, read_submission
from sysmobench.coverage import Covered
from sysmobench.paths import chromium
from sysmobench.report.board import Named, board
from sysmobench.report.html.site import index_page, write_site
from sysmobench.report.html.system_page import system_page
from sysmobench.report.html.writing import write_check_page, write_page
from sysmobench.results import Result
from sysmobench.submission import make_submission

CHROMIUM = chromium()
pytestmark = pytest.mark.skipif(
    CHROMIUM is None,
    reason="no browser: install chromium (apt-get install chromium), or name one in SYSMOBENCH_CHROMIUM",
)
MEGABYTE = 1 << 20
HOSTILE = '<img src=x onerror="window.hacked=1">'


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Opened:
    """A page with what it has complained of and asked for."""

    def __init__(self, page: Page, path: Path) -> None:
        self.page = page
        self.own = path.parent.as_uri() + "/"
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        page.goto(path.as_uri())

    def clean(self) -> bool:
        """Nothing was complained of, and nothing asked for but pages of the folder, each by itself."""
        others = [url for url in self.requests if not (url.startswith(self.own) and url.partition("#")[0].endswith(".html"))]
        return not self.complaints and all(url.startswith("data:") for url in others)


@pytest.fixture
def opened(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Opens a file in a context of its own; light unless the test says otherwise."""
    context = browser.new_context(color_scheme=getattr(request, "param", "light"), viewport={"width": 1200, "height": 900})
    pages: list[Opened] = []

    def show(path: Path) -> Opened:
        pages.append(Opened(context.new_page(), path))
        return pages[-1]

    yield show
    context.close()
    assert all(each.clean() for each in pages), [(each.complaints, each.requests) for each in pages]


def judged(folder: str) -> tuple[Result, list[Covered]]:
    """A stored submission of spin, with coverage."""
    coverage: list[Covered] = []
    submission = read_submission(SPIN.folder / folder, SPIN)
    return check_submission(submission, SPIN, processes=1, tell_coverage=coverage.extend), coverage


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a textbook variant: missing windows, a fan that Next goes beyond, a violated property."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    result, coverage = judged("textbook/failed_try_returns")
    write_check_page(path, result, "failed_try_returns", None, coverage)
    return path


@pytest.fixture(scope="module")
def pages(report: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One page of each sort."""
    folder = tmp_path_factory.mktemp("pages")
    result, _ = judged("reference")
    write_site(folder / "site", [Named("reference", Path("r"), result)], None, lambda page: None)
    write_page(folder / "spin.html", system_page(SPIN, {s: list(traces(s)) for s in ("dev", "test")}, "the task"))
    return {
        "report": report,
        "verified": folder / "site" / "reference-spin.html",
        "results": folder / "site" / "index.html",
        "system": folder / "spin.html",
    }


@pytest.mark.parametrize("opened", ["light", "dark"], indirect=True)
@pytest.mark.parametrize("sort", ["report", "verified", "results", "system"])
def test_pages_are_accessible(opened: Any, pages: dict[str, Path], sort: str) -> None:
    """Contrast, landmarks, names of controls, headings in order: no rule of axe is broken, with everything unfolded."""
    page = opened(pages[sort]).page
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    found = Axe().run(page)
    assert not found.response["violations"], found.generate_report()


def test_accessibility_is_really_looked_at(opened: Any, pages: dict[str, Path]) -> None:
    """A page that is spoilt is noticed."""
    page = opened(pages["results"]).page
    page.evaluate("document.querySelector('main').style.color = '#ccc'; document.documentElement.lang = ''")
    assert {each["id"] for each in Axe().run(page).response["violations"]} >= {"color-contrast", "html-has-lang"}


def test_a_trace_is_walked_by_keyboard(opened: Any, report: Path) -> None:
    """From a failing window to its step; arrows, Home, End and f; the state beside it is that after the step."""
    page = opened(report).page
    page.locator("a.to-step").first.click()
    diagram = page.locator("#diagram")
    step = int(page.locator("a.to-step").first.get_attribute("data-step"))
    name = page.locator("a.to-step").first.get_attribute("data-trace")
    trace = next(each for each in traces() if each.name == name)

    def chosen() -> int:
        return int(diagram.get_attribute("aria-activedescendant").removeprefix("step-"))

    assert chosen() == step
    diagram.press("ArrowDown")
    assert chosen() == step + 1
    assert page.locator("#step-title").inner_text().startswith(f"{step + 1}. ")
    cells = page.locator("#state tbody tr").nth(list(SPIN.observables).index("pc")).locator("td").all_inner_texts()
    assert cells == [f'"{value}"' for value in trace.state(step + 1).fields["pc"].values()]
    diagram.press("ArrowUp")
    diagram.press("Home")
    assert chosen() == 0
    diagram.press("ArrowUp")
    assert chosen() == 0
    diagram.press("f")
    assert page.locator("#diagram .chosen.failing").count() == 1
    diagram.press("End")
    assert chosen() == len(trace.steps)


def test_kinds_are_found(opened: Any, report: Path) -> None:
    """Typing leaves those kinds of failures that have the text."""
    page = opened(report).page
    kinds = page.locator("article.kind")
    count = kinds.count()
    page.locator("#find").fill("dropguard failed")
    assert 0 < page.locator("article.kind:visible").count() < count
    assert f"of {count} kinds" in page.locator("#found").inner_text()
    page.locator("#find").fill("")
    assert page.locator("article.kind:visible").count() == count


def test_a_chip_of_the_map_leads_to_its_windows(opened: Any, report: Path) -> None:
    """And a line of the source that is linked to is unfolded."""
    page = opened(report).page
    page.locator("a.chip", has_text="failed").click()
    assert page.locator("article.kind:target h3").inner_text().startswith("DropGuard failed")
    line = page.locator("a[href^='#L']").first
    assert not page.locator("#source details").first.evaluate("each => each.open")
    line.click()
    assert page.locator("#source details").first.evaluate("each => each.open")


def test_tables_sort(opened: Any, tmp_path: Path) -> None:
    """By any column, both ways."""
    named = [Named(name, Path(name), judged(folder)[0]) for name, folder in (("b", "reference"), ("a", "textbook/weak_cas"))]
    write_site(tmp_path, named, None, lambda page: None)
    page = opened(tmp_path / "index.html").page
    names = page.locator("#conformance tbody th")
    assert names.all_inner_texts() == ["b", "a"]
    page.locator("#conformance button.sort", has_text="spin").click()
    page.locator("#conformance button.sort", has_text="spin").click()
    assert names.all_inner_texts() == ["a", "b"]
    assert page.locator("#conformance th[aria-sort=ascending]").inner_text() == "spin"
    page.locator("#conformance tbody tr", has_text="a").locator("a").first.click()
    page.wait_for_url("**/a-spin.html")


def test_scores_sort_as_numbers(opened: Any, tmp_path: Path) -> None:
    """.9 is more than .85: the digits behind the point are no number of their own."""
    result, _ = judged("reference")
    named = []
    for name, value in (("a", 0.5), ("b", 0.85), ("c", 0.9)):
        scores = msgspec.structs.replace(result.scores, conformance=value)
        named.append(Named(name, Path(name), msgspec.structs.replace(result, scores=scores)))
    write_page(tmp_path / "index.html", index_page(board(named, {"spin": "Spin"}, {})))
    page = opened(tmp_path / "index.html").page
    page.locator("#conformance button.sort", has_text="specification").click()
    page.locator("#conformance button.sort", has_text="spin").click()
    assert page.locator("#conformance tbody th").all_inner_texts() == ["c", "b", "a"]


def test_what_a_specification_says_is_text(opened: Any, tmp_path: Path) -> None:
    """Names, comments and strings that are HTML and script are shown, and do nothing."""
    texts = reference_texts()
    module = texts["spin.tla"].replace('"failed"', f'"{HOSTILE.replace(chr(34), chr(39))}"')
    assert module != texts["spin.tla"]
    ending = "\n\\* </script></pre><script>window.hacked=1</script>\n===="
    hostile = make_submission(SPIN, texts | {"spin.tla": module.replace("\n====", ending, 1)})
    result = check_submission(hostile, SPIN, traces=list(traces())[:3], processes=1)
    assert result.failures
    write_check_page(tmp_path / "hostile.html", result, HOSTILE, None, [])
    page = opened(tmp_path / "hostile.html").page
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert page.evaluate("window.hacked") is None
    assert HOSTILE in page.locator("h1").inner_text()
    assert "onerror" in page.locator("table.comparison", has_text="img").first.inner_text()
    assert "</script></pre>" in page.locator("#source").inner_text()
    assert page.locator("img").count() == 0


def test_a_page_without_script_still_tells(browser: Browser, report: Path) -> None:
    """All but walking, sorting and finding is there."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(report.as_uri())
    assert page.locator("article.kind").first.is_visible()
    assert "Walking along traces needs JavaScript" in page.locator("noscript").inner_text()
    assert not page.locator("#walker").is_visible()
    context.close()


@pytest.mark.parametrize("sort", ["report", "verified", "results", "system"])
def test_pages_fit_a_telephone(opened: Any, pages: dict[str, Path], sort: str) -> None:
    """What is wide scrolls in a place of its own; the page as a whole does not."""
    page = opened(pages[sort]).page
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_report_prints(opened: Any, report: Path) -> None:
    """Without what only a screen can use."""
    page = opened(report).page
    page.emulate_media(media="print")
    assert not page.locator("header nav").is_visible()
    assert page.locator("#map .chip").first.is_visible()
    assert len(page.pdf()) > 10_000


def test_reports_stay_small(report: Path) -> None:
    """A report of 4,560 windows fits into a mail."""
    assert report.stat().st_size < MEGABYTE

"""What pages are made of: kinds of failures, comparisons, diagrams, highlighted source, and the data of several results."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import SPIN, SYSTEMS, traces, variant

from sysmobench import load_contract
from sysmobench.cli.report import run_report
from sysmobench.errors import EngineLost, UsageError
from sysmobench.phases.differences import ABSENT, Change, changes
from sysmobench.phases.explain import Explanation, Possible, explain_all
from sysmobench.report.behaviours import violated
from sysmobench.report.board import Named, board, schema
from sysmobench.report.board import to_json as board_json
from sysmobench.report.html.check_page import check_page
from sysmobench.report.html.comparison import compare
from sysmobench.report.html.diagram import Texts, diagram
from sysmobench.report.html.highlight import highlighted
from sysmobench.report.html.pages import embedded
from sysmobench.report.kinds import kinds_of, window_of, worth_explaining
from sysmobench.report.values import show
from sysmobench.results import Result
from sysmobench.systems import covering
from sysmobench.tla.values import set_of


def failing(name: str = "failed_try_returns") -> Result:
    """The result of a textbook variant of spin."""
    from sysmobench import check_submission, read_submission

    return check_submission(read_submission(SPIN.folder / "textbook" / name, SPIN), SPIN, processes=1)


@pytest.fixture(scope="module")
def textbook() -> Result:
    """A result with several kinds of failures."""
    return failing()


# ---------------------------------------------------------------------- differences


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"x": 1}, {"x": 1}, []),
        ({"x": 1}, {"x": 2}, [("x", 1, 2)]),
        ({"f": {"a": 1, "b": 2}}, {"f": {"a": 1, "b": 3}}, [('f["b"]', 2, 3)]),
        ({"f": {"a": 1}}, {"f": {"b": 1}}, [("f", {"a": 1}, {"b": 1})]),
        ({"s": set_of([1, 2])}, {"s": set_of([2, 3])}, [("s ∋", 1, ABSENT), ("s ∋", ABSENT, 3)]),
        ({"q": [1, 2]}, {"q": [1, 3, 4]}, [("q[2]", 2, 3), ("q[3]", ABSENT, 4)]),
        ({"q": [1, 2]}, {"q": [1]}, [("q[2]", 2, ABSENT)]),
        ({"q": []}, {"q": [1]}, [("q", [], [1])]),
        ({"x": 1, "y": 2}, {"x": 2}, [("x", 1, 2)]),
        ({"x": 1}, 5, [("Map_Observe", {"x": 1}, 5)]),
    ],
)
def test_changes_are_the_parts_that_differ(before: Any, after: Any, expected: list[tuple[str, Any, Any]]) -> None:
    """Down to the elements of functions, records, sequences and sets."""
    assert [(each.part, each.before, each.after) for each in changes(before, after)] == expected


# ---------------------------------------------------------------------- which windows are explained


def test_kinds_are_all_failures_once(textbook: Result) -> None:
    """Every failing window is of one kind, and none of more windows than its branch has."""
    kinds = kinds_of(textbook)
    assert sorted(window for kind in kinds for window in kind.windows) == sorted(each.window for each in textbook.failures)
    assert all(0 < len(kind.windows) <= kind.of for kind in kinds)


@pytest.mark.parametrize(("most", "each"), [(1, 1), (2, 1), (100, 3), (5, 4)])
def test_every_kind_has_a_window_that_is_explained(textbook: Result, most: int, each: int) -> None:
    """As far as there is room, and the rest is of the traces that are there anyway."""
    kinds = kinds_of(textbook)
    chosen = worth_explaining(kinds, most, each)
    assert len(chosen) == len(set(chosen)) <= most
    for kind in kinds[:most]:
        assert 1 <= len(set(kind.windows) & set(chosen)) <= each
    assert len({window.partition(":")[0] for window in chosen}) <= len(kinds)


def test_several_windows_are_explained_as_each_is_alone(textbook: Result) -> None:
    """Walking once gives the same as walking for each."""
    chosen = worth_explaining(kinds_of(textbook), 6, 3)
    together = explain_all(textbook, chosen)
    assert list(together) == chosen
    for place in chosen[::2]:
        assert explain_all(textbook, [place])[place] == together[place]


def test_a_failing_branch_names_a_window(textbook: Result) -> None:
    """`explain RESULT 'CasFail try'`; what is not among the failures is answered with those that are."""
    assert window_of(textbook, "CasFail try") == window_of(textbook, "CasFail")
    with pytest.raises(UsageError, match=r"what fails: .*CasFail try"):
        window_of(textbook, "CasFail lock")


# ---------------------------------------------------------------------- comparisons


def explanation(**told: Any) -> Explanation:
    """An explanation of which only some things matter."""
    base: dict[str, Any] = {
        "window": "t:1", "verdict": "missing", "reason": "", "decision": "D", "arguments": (), "code": "", "refused": False,
        "before": {}, "after": {}, "calls": (("A", ()),), "changes": (), "possible": (), "differences": (), "blocked": (), "variables": (),
    }  # fmt: skip
    return Explanation(**base | told)


def test_what_differs_comes_first_and_is_marked() -> None:
    """A row for each part that anybody changes; of sets a row for each element; of messages whether they are sent."""
    ours = (Change("x", 1, 2), Change("s ∋", ABSENT, 7), Change("y", 0, 1))
    theirs = (Change("x", 1, 3), Change("y", 0, 1), Change("z", 5, 6), Change("q[2]", 8, ABSENT))
    table = compare(explanation(changes=ours, sent=("m",), possible=(Possible(("A",), theirs, agrees=False, sent=("n",)),)))
    rows = {(row.part, row.element): (row.code.text, row.alternatives[0].text, row.agrees) for row in table.rows}
    assert rows == {
        ("x", ""): ("2", "3", False),
        ("s", "7"): ("added", "unchanged", False),
        ("z", ""): ("unchanged", "6", False),
        ("q[2]", ""): ("unchanged", "removed", False),
        ("sends", '"m"'): ("sent", "not sent", False),
        ("sends", '"n"'): ("not sent", "sent", False),
        ("y", ""): ("1", "1", True),
    }
    assert [row.agrees for row in table.rows] == [False] * 6 + [True]


def test_the_nearest_alternatives_are_shown() -> None:
    """Of many the first few, and how many there are besides."""
    possible = tuple(Possible((f"A{n}",), (Change("x", 0, n), Change("y", 0, n)), agrees=n == 7) for n in range(1, 11))
    table = compare(explanation(changes=(Change("x", 0, 7), Change("y", 0, 7)), possible=possible))
    assert table.alternatives[0].actions == "A7"
    assert (len(table.alternatives), table.more) == (4, 6)


def test_a_specification_that_does_not_parse_has_a_report(tmp_path: Path) -> None:
    """With what SANY says, and nothing that was not asked."""
    from sysmobench import check_submission
    from sysmobench.report.html.writing import write_check_page

    result = check_submission(variant(("MODULE spin ", "MODULE spin (")), SPIN)
    write_check_page(tmp_path / "report.html", result, "broken", None, [])
    page = (tmp_path / "report.html").read_text("utf-8")
    assert "does not parse" in page and page.count("Not asked") == 2
    assert "None: the specification can do" not in page
    assert all(message.text.split()[0] in page for message in result.syntax.messages)


def test_a_report_says_what_it_cannot_explain(textbook: Result) -> None:
    """A window over which Java was lost is named with the reason, and is not one of those that nobody asked."""
    windows = kinds_of(textbook)[0].windows
    told = {windows[0]: EngineLost("time"), **explain_all(textbook, [windows[1]])}
    page = check_page(textbook, SPIN, "x", explanations=told, traces=[], coverage=[])
    assert f"Not explained, {windows[0]}: {EngineLost('time')}" in page
    assert f"{len(windows) - 2} more" in page
    assert "None: the specification" not in page


def test_the_map_has_what_was_not_judged() -> None:
    """A few steps of one trace: every branch and refusal of the contract is a chip, those without a window too, and Init."""
    from sysmobench import check_submission, read_submission

    short = msgspec.structs.replace(traces()[0], steps=traces()[0].steps[:2], fans={})
    result = check_submission(read_submission(SPIN.folder / "reference", SPIN), SPIN, traces=[short], processes=1)
    page = check_page(result, SPIN, "x", explanations={}, traces=[], coverage=[])
    branches = sum(len(action.branches) for action in SPIN.actions.values()) + sum(
        len(each.refusals) for each in SPIN.decisions
    )
    assert page.count('<span class="chip') == branches + 1
    assert "v-none" in page


def test_steps_of_no_action_are_in_the_report() -> None:
    """Where Next does what no action of the mapping is, the behaviour is shown as a violated property is."""
    from sysmobench import check_submission, read_submission

    folder = SPIN.folder / "submissions" / "beyond" / "any_typed_step"
    result = check_submission(read_submission(folder, SPIN), SPIN, traces=list(traces())[:1], processes=1)
    assert result.runtime and result.runtime.strays
    assert violated(result)[0].name == "Next"
    page = check_page(result, SPIN, "x", explanations={}, traces=[], coverage=[])
    assert f"{result.runtime.strays:,} of the explored steps" in page


# ---------------------------------------------------------------------- diagrams


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_diagram_has_the_states_of_its_trace(system: str) -> None:
    """Whoever starts with the cells of the start and sets what each step sets has every recorded state."""
    contract = load_contract(system)
    for trace in covering(traces("dev", system))[:2]:
        texts = Texts()
        told = diagram(contract, trace, {}, texts)
        cells = {(row, lane): text for row, lane, text in told["init"]}
        for number, step in enumerate(told["steps"], 1):
            for row, lane, text in step["set"]:
                gone = [(row, each) for each in range(len(told["lanes"]))] if lane == -1 else [(row, -1)]
                for place in gone:
                    cells.pop(place, None)
                cells[row, lane] = text
            state = trace.state(number)
            for row, (name, value) in enumerate(state.fields.items()):
                assert told["observables"][row] == name
                if (row, -1) in cells:
                    assert texts.all[cells[row, -1]] == show(value)
                else:
                    shown = [texts.all[cells[row, lane]] for lane in range(len(told["lanes"]))]
                    assert shown == [show(each) for each in value.values()]
        assert len(told["steps"]) == len(trace.steps)


def test_messages_arrive_from_where_they_were_sent() -> None:
    """An arrow begins at the step that sent the message, which was its sender's; a forwarded proposal still names who made it."""
    contract = load_contract("etcd")
    arrows = 0
    for trace in covering(traces("dev", "etcd")):
        steps = diagram(contract, trace, {}, Texts())["steps"]
        for recorded, step in zip(trace.steps, steps, strict=True):
            if "from" in step:
                arrows += 1
                sending = trace.steps[step["from"] - 1]
                assert recorded.message and recorded.message in sending.sent
                assert sending.arguments[0] == recorded.message["from"] or recorded.decision == "RecvProp"
    assert arrows > 100


def test_failing_windows_are_marked() -> None:
    """On the path and in fans."""
    trace = next(trace for trace in traces("dev", "spin") if 0 in trace.fans or trace.fans)
    place = min(trace.fans)
    verdicts = {trace.steps[2].id: "missing", trace.fans[place][1].id: "spurious"}
    told = diagram(SPIN, trace, verdicts, Texts())
    assert told["steps"][2]["verdict"] == "missing"
    fan = (told if place == 0 else told["steps"][place - 1])["fan"]
    assert fan == {
        "size": len(trace.fans[place]),
        "failing": [[trace.fans[place][1].id, trace.fans[place][1].label, "spurious"]],
    }


# ---------------------------------------------------------------------- source and data inside a page


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r")))
def test_highlighting_loses_nothing(text: str) -> None:
    """Whatever it is, TLA+ or not."""
    assert "\n".join("".join(piece.text for piece in line) for line in highlighted(text)) == text


def test_highlighting_knows_the_language() -> None:
    """Keywords, strings, comments and numbers have their classes."""
    kinds = {
        piece.text.strip(): piece.kind
        for line in highlighted('---- MODULE m ----\nEXTENDS Naturals\nA == IF TRUE THEN "s" ELSE 12 \\* c\n====')
        for piece in line
    }
    assert (kinds["IF"], kinds['"s"'], kinds["12"], kinds["\\* c"]) == ("k", "s", "n", "c")


@given(st.dictionaries(st.text(), st.text()))
def test_data_cannot_end_the_script(data: dict[str, str]) -> None:
    """And it is the same data."""
    text = embedded(data | {"a": "</script><!--"})
    assert "<" not in text
    assert msgspec.json.decode(str(text)) == data | {"a": "</script><!--"}


# ---------------------------------------------------------------------- several results


def test_runs_of_one_name_are_put_together(textbook: Result) -> None:
    """Mean, least, most and deviation; the data fits its published schema."""
    other = failing("weak_cas")
    named = [Named("m", Path("1"), textbook), Named("m", Path("2"), other), Named("n", Path("3"), other)]
    data = board(named, {"spin": "Spin"}, {})
    one, two = data.entries
    values = [textbook.scores.conformance, other.scores.conformance]
    assert (one.name, len(one.runs), two.name, len(two.runs)) == ("m", 2, "n", 1)
    assert one.scores["conformance"].mean == pytest.approx(sum(values) / 2)
    assert (one.scores["conformance"].least, one.scores["conformance"].most) == (min(values), max(values))
    assert one.scores["conformance"].deviation == pytest.approx(abs(values[0] - values[1]) / 2**0.5)
    assert two.scores["conformance"].deviation is None
    published = Path(__file__).parent.parent / "docs" / "results.schema.json"
    assert msgspec.json.decode(published.read_bytes()) == schema()
    jsonschema.validate(msgspec.json.decode(board_json(data)), schema())


def test_results_that_were_judged_otherwise_are_not_compared(textbook: Result) -> None:
    """Another split, other traces or another driver: the two files and what differs are named."""
    for part, change in {
        "split": {"split": "dev"},
        "traces": {"provenance": textbook.provenance | {"sha256": textbook.provenance["sha256"] | {"traces": "other"}}},
    }.items():
        other = msgspec.structs.replace(textbook, **change)  # type: ignore[arg-type]
        with pytest.raises(UsageError, match=f"a.json and b.json cannot be compared.* another {part};"):
            board([Named("m", Path("a.json"), textbook), Named("m", Path("b.json"), other)], {"spin": "Spin"}, {})


def test_the_command_writes_a_site(tmp_path: Path, capsys: pytest.CaptureFixture[str], textbook: Result) -> None:
    """A page of tables, one for each result, the data and its schema; folders are several runs."""
    from sysmobench.results import to_json

    runs = tmp_path / "model"
    runs.mkdir()
    (runs / "1.json").write_bytes(to_json(textbook))
    (runs / "2.json").write_bytes(to_json(failing("weak_cas")))
    (tmp_path / "one.json").write_bytes(to_json(textbook))
    site = tmp_path / "site"
    run_report([str(runs), f"<i>other</i>={tmp_path / 'one.json'}"], site, None)
    assert "wrote" in capsys.readouterr().out
    written = {path.name for path in site.iterdir()}
    assert written == {
        "index.html",
        "results.json",
        "results.schema.json",
        "model-spin.html",
        "model-spin-2.html",
        "i-other--i--spin.html",
    }
    index = (site / "index.html").read_text("utf-8")
    assert "&lt;i&gt;other&lt;/i&gt;" in index and "<i>other" not in index
    assert "2 runs" in index


def test_wrong_use_of_report_is_said(tmp_path: Path, textbook: Result) -> None:
    """No results, no such file, one file twice: nothing is written."""
    from sysmobench.results import to_json

    (tmp_path / "none").mkdir()
    once = tmp_path / "once.json"
    once.write_bytes(to_json(textbook))
    for wrong, words in (
        ([tmp_path / "none"], "has no results"),
        ([tmp_path / "missing.json"], r"missing\.json: No such file"),
        ([once, once], "is given twice"),
    ):
        with pytest.raises(UsageError, match=words):
            run_report(list(map(str, wrong)), tmp_path / "site", None)
    assert not (tmp_path / "site").exists()

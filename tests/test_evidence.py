"""Evidence that the judge is right: stored submissions get the verdicts that they are known to deserve."""

from __future__ import annotations

import msgspec
import pytest
from support import SPIN, traces

from sysmobench import check_submission
from sysmobench.evidence import Stored, divergent, observe, observe_without, stored, table_of
from sysmobench.judging import divergent_windows
from sysmobench.phases.rules import Rule

CASES = {case.name: case for case in stored(SPIN)}
NULL_MOST = 0.05
"""No specification that says nothing about the system may score more."""
KINDS = ("missing", "spurious", "hidden_state", "mapping_error", "spec_error")


@pytest.fixture(params=CASES, scope="module")
def case(request: pytest.FixtureRequest) -> Stored:
    """Each stored submission."""
    return CASES[request.param]


def test_stored_submissions_get_what_they_deserve(case: Stored) -> None:
    """The judge finds exactly what expect.toml says: scores, failing branches by verdict, properties."""
    found, _ = observe(case)
    assert found == case.expectation()["expected"]


def test_the_kind_of_a_stored_submission_is_what_it_shows(case: Stored) -> None:
    """A folder's name is no decoration: what lies in missing/ has missing windows, what lies in accepted/ conforms."""
    expected = case.expectation()["expected"]
    if case.kind in ("reference", "accepted"):
        assert expected["conformance"] == 1.0
    elif case.kind == "null":
        assert "refused" in expected or expected["conformance"] <= NULL_MOST
    elif case.kind in KINDS:
        assert any(case.kind in verdicts for verdicts in expected["failing"].values())
    else:
        assert expected["conformance"] < 1.0
        assert not expected["verified"]


@pytest.mark.parametrize(
    "name", [name for name, case in CASES.items() if case.rules and "refused" not in case.expectation()["expected"]]
)
def test_each_rule_is_what_catches_its_cheat(name: str) -> None:
    """With the rule that is meant for it turned off, a stored submission scores more than with it."""
    case = CASES[name]
    without = observe_without(case)
    assert without == case.expectation()["without_rule"]
    assert without > case.expectation()["expected"]["conformance"]
    if case.kind == "null":
        assert without > NULL_MOST


def test_every_rule_has_a_submission_that_it_catches() -> None:
    """No rule is there for nothing."""
    assert set().union(*(case.rules for case in CASES.values())) >= set(Rule)


def test_there_are_enough_of_each_kind() -> None:
    """At least two stored submissions of each verdict, five honest ones in other styles, four textbook variants."""
    kinds = [case.kind for case in CASES.values()]
    assert min(kinds.count(kind) for kind in KINDS) >= 2
    assert kinds.count("accepted") >= 5
    assert kinds.count("textbook") >= 4
    assert any(
        "--algorithm" in (case.folder / "spin.tla").read_text("utf-8") for case in CASES.values() if case.kind == "accepted"
    )


def test_every_stored_submission_says_why(case: Stored) -> None:
    """Each has a sentence that says what it believes or attacks."""
    assert len(case.expectation()["why"]) > 20


def test_a_table_of_the_dev_windows_is_worth_nothing() -> None:
    """A specification that knows the dev windows by heart scores high there and nothing on test: other constants, other runs."""
    few = list(traces("dev"))[:3]
    table = table_of(SPIN, few)
    by_heart = check_submission(table, SPIN, split="dev", traces=few)
    assert by_heart.conformance
    assert by_heart.conformance.verdicts.get("pass", 0) > by_heart.conformance.windows / 2
    assert check_submission(table, SPIN).scores.conformance <= NULL_MOST


def test_divergent_windows_are_those_that_textbooks_fail() -> None:
    """The list beside the traces is what judging the textbook variants gives; it is neither empty nor everything."""
    recorded = msgspec.json.decode((SPIN.folder / "divergent.json").read_bytes())
    assert recorded["dev"] == divergent(SPIN, "dev")
    windows = sum(1 for trace in traces("test") for _ in trace.windows())
    assert 0 < len(divergent_windows(SPIN, "test")) < windows

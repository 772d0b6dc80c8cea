"""Evidence that the judge is right: stored submissions get the verdicts that they are known to deserve."""

from __future__ import annotations

import msgspec
import pytest
from support import SPIN, SYSTEMS, traces

from sysmobench import check_submission, evidence, load_contract
from sysmobench.errors import JudgeError
from sysmobench.evidence import LARGE, Stored, divergent, observe, observe_without, stored, table_of, traces_for
from sysmobench.judging import divergent_windows
from sysmobench.phases.judge import Judgement
from sysmobench.phases.rules import Rule
from sysmobench.results import Verdict
from sysmobench.systems.integrity import count_windows

CASES = {f"{system}/{case.name}": case for system in SYSTEMS for case in stored(load_contract(system))}
NULL_MOST = 0.05
"""No specification that says nothing about the system may score more."""
READABLE = 250_000
"""Characters of recorded states that a table may have: SANY reads them all."""
KINDS = ("missing", "spurious", "hidden_state", "mapping_error", "spec_error")


@pytest.fixture(params=CASES, scope="module")
def case(request: pytest.FixtureRequest) -> Stored:
    """Each stored submission."""
    return CASES[request.param]


def test_stored_submissions_get_what_they_deserve(case: Stored) -> None:
    """The judge finds exactly what expect.toml says: scores, failing branches by verdict, properties."""
    found, _ = observe(case)
    assert found == case.expectation()["expected"]


@pytest.mark.parametrize("system", SYSTEMS)
def test_stored_submissions_meet_every_branch(system: str) -> None:
    """Of a large split they are judged on every fifth trace, the reference on all; each branch and refusal is among both."""
    contract = load_contract(system)
    whole = count_windows(traces("test", system))
    for case in stored(contract)[:2]:
        met = count_windows(traces_for(case))
        assert met.keys() == whole.keys()
        assert (met == whole) == (case.whole or whole.total() <= LARGE)


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


@pytest.mark.parametrize("system", SYSTEMS)
def test_there_are_enough_of_each_kind(system: str) -> None:
    """For each system: every verdict is shown, and there are honest submissions in other styles, null and textbook ones."""
    cases = [case for case in CASES.values() if case.contract.name == system]
    kinds = [case.kind for case in cases]
    assert min(kinds.count(kind) for kind in KINDS) >= 1
    assert kinds.count("accepted") >= 3
    assert kinds.count("textbook") >= 4
    assert kinds.count("null") >= 5
    accepted = [(case.folder / f"{system}.tla").read_text("utf-8") for case in cases if case.kind == "accepted"]
    assert any("--algorithm" in text for text in accepted)


def test_a_textbook_variant_fails_where_its_belief_predicts(case: Stored) -> None:
    """Its expect.toml may name branches on which the belief must fail; each does."""
    expectation = case.expectation()
    missed = set(expectation.get("predicts", [])) - set(expectation["expected"].get("failing", {}))
    assert not missed


def test_every_stored_submission_says_why(case: Stored) -> None:
    """Each has a sentence that says what it believes or attacks."""
    assert len(case.expectation()["why"]) > 20


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_table_of_the_dev_windows_is_worth_nothing(system: str) -> None:
    """A specification that knows the dev windows by heart scores high there and nothing on test: other constants, other runs."""
    contract = load_contract(system)
    sizes = [sum(len(window.after.text()) for window in trace.windows()) for trace in traces("dev", system)[:3]]
    few = list(traces("dev", system))[: max(number for number in (1, 2, 3) if number == 1 or sum(sizes[:number]) < READABLE)]
    table = table_of(contract, few)
    by_heart = check_submission(table, contract, split="dev", traces=few)
    assert by_heart.conformance
    assert by_heart.conformance.verdicts.get("pass", 0) > by_heart.conformance.windows / 2
    assert check_submission(table, contract).scores.conformance <= NULL_MOST


@pytest.mark.parametrize("system", SYSTEMS)
def test_divergent_windows_are_those_that_textbooks_fail(system: str) -> None:
    """The list beside the traces names windows, not all of them, and no fewer than the worst textbook variant fails."""
    contract = load_contract(system)
    listed = set(divergent_windows(contract, "test"))
    windows = {window.id for trace in traces("test", system) for window in trace.windows()}
    assert listed < windows
    assert listed
    textbook = [case for case in CASES.values() if case.contract.name == system and case.kind == "textbook"]
    failing = [case.expectation()["expected"]["failing"] for case in textbook]
    worst = max(sum(sum(verdicts.values()) for name, verdicts in each.items() if name != "Init start") for each in failing)
    assert len(listed) >= worst


def test_unscored_windows_are_no_failures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the judge failed, nothing is said of what textbooks fail."""
    poor = Judgement(Verdict.UNSCORED, "Java was lost")
    monkeypatch.setattr(evidence, "all_windows", lambda findings: [(next(traces("dev")[0].windows()), poor)])
    with pytest.raises(JudgeError, match="could not be scored"):
        divergent(SPIN, "dev")


def test_divergent_windows_are_judged_again() -> None:
    """What is listed for dev is what judging the textbook variants gives."""
    recorded = msgspec.json.decode((SPIN.folder / "divergent.json").read_bytes())
    assert recorded["dev"] == divergent(SPIN, "dev")

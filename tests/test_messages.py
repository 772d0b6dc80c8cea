"""A system with messages, the post office, is judged by the same judge as the others."""

from __future__ import annotations

import pytest
from post_office import MAPPING, SIZE, SPEC, judged, recorded, run, verdicts

from sysmobench.errors import TraceError
from sysmobench.systems import Contract, check_traces
from sysmobench.systems.traces import parse_trace


def test_an_honest_specification_passes(post: Contract) -> None:
    """Sending, delivery, and discarding a letter that does not fit are followed along the trace."""
    assert set(verdicts(judged(post))) == {"pass"}


def test_a_network_that_is_never_emptied_passes(post: Contract) -> None:
    """A specification may keep delivered letters in flight: what counts is what is new, and each is delivered at most once."""
    keeps = SPEC.replace(" /\\ net' = net \\ {m}\n", " /\\ UNCHANGED net\n").replace(
        "/\\ net' = net \\ {m} /\\ UNCHANGED box", "/\\ UNCHANGED vars"
    )
    assert keeps != SPEC
    assert set(verdicts(judged(post, keeps))) == {"pass"}


def test_a_wrong_letter_is_missing(post: Contract) -> None:
    """What is sent is compared in full, not only that something is sent."""
    wrong = SPEC.replace("text |-> n]", 'text |-> "a"]')
    assert verdicts(judged(post, wrong))["missing"] > 0


def test_a_letter_too_many_is_not_the_codes(post: Contract) -> None:
    """A step that sends what the code does not send fails, although the observables are right."""
    more = SPEC.replace("{[to |-> p, text |-> n]}", '{[to |-> p, text |-> n], [to |-> "ann", text |-> "z"]}')
    assert verdicts(judged(post, more))["missing"] > 0


def test_taking_a_letter_that_does_not_fit_is_spurious(post: Contract) -> None:
    """The code discards it, so the box must not change."""
    greedy = SPEC.replace(f"Len(box[p]) < {SIZE}", f"Len(box[p]) < {SIZE + 1}").replace(f">= {SIZE}", f">= {SIZE + 1}")
    result = judged(post, greedy)
    assert any(failure.refused and failure.verdict == "spurious" for failure in result.failures)
    assert result.invariants
    assert result.invariants.properties[0].verdict == "violated"


def test_map_inflight_is_asked_for(post: Contract) -> None:
    """The mapping of a system with messages has one operator more, and its absence is named."""
    from sysmobench.errors import SubmissionError

    with pytest.raises(SubmissionError, match="Map_Inflight is missing"):
        judged(post, mapping=MAPPING.replace("Map_Inflight", "Inflight"))


LOSE = "Lose == \\E m \\in net : net' = net \\ {m} /\\ UNCHANGED box\n"
BURN = "Burn == net = {} /\\ \\E p \\in People : box[p] # <<>> /\\ box' = [box EXCEPT ![p] = <<>>] /\\ UNCHANGED net\n"


def test_a_lossy_network_is_no_stray_step(post: Contract) -> None:
    """Losing a message is the environment's, so a specification may say so in Next and name no action for it."""
    result = judged(post, SPEC.replace("Next == ", f"{LOSE}Next == Lose \\/ "))
    assert set(verdicts(result)) == {"pass"}
    assert result.runtime
    assert result.runtime.strays == 0


def test_a_stray_step_is_found_where_liveness_is_not_decided(post: Contract) -> None:
    """Each exploration is searched for steps that are no action of the mapping, here behind the loss of a message."""
    result = judged(post, SPEC.replace("Next == ", f"{LOSE}{BURN}Next == Lose \\/ Burn \\/ "))
    assert result.runtime
    assert result.runtime.strays > 0
    assert not result.verified


def test_recorded_runs_are_determinate(post: Contract) -> None:
    """The checks of traces know messages: these runs are sound but for having too few windows of some branch."""
    with pytest.raises(TraceError, match=r"has \d+ windows, not 20"):
        check_traces(post, "test", recorded(post)[:1])
    check_traces(post, "test", [parse_trace(post, f"test-any-{seed}", run(seed, 60)) for seed in range(8)])

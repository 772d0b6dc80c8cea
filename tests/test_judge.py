"""The judge's rules, one by one, on small variants of the reference."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest
import zstandard
from support import SPIN, folder_of, judge, reference_texts, traces, variant

from sysmobench import Result, Submission, Verdict, check_submission
from sysmobench.phases.rules import ALL_RULES, Rule
from sysmobench.results import from_json, schema, to_json
from sysmobench.systems import Trace
from sysmobench.systems.traces import parse_trace

HANDS_OFF = ('    /\\ pc[t] \\in {"released", "failed"}', '    /\\ pc[t] = "released"')
"""An edit by which a failed try keeps its guardian for ever."""


def branches(result: Result, action: str) -> dict[str, dict[str, int]]:
    """Verdict counts by branch of an action."""
    report = next(each for each in result.actions if each.name == action)
    return {branch.name: branch.verdicts for branch in report.branches}


def test_the_reference_is_verified() -> None:
    """The reference scores one in all four phases, on every window of both splits."""
    for split in ("dev", "test"):
        result = check_submission(variant(), SPIN, split=split)
        assert result.verified
        scores = msgspec.structs.asdict(result.scores)
        assert set(scores.values()) == {1.0}
        assert result.unscored == 0
        assert result.conformance
        assert result.conformance.windows == sum(1 for trace in traces(split) for _ in trace.windows())


def test_a_step_that_the_specification_lacks_is_missing() -> None:
    """A guard that is too strong loses exactly the branch that it forbids, and whatever follows is judged all the same."""
    result = judge(variant(HANDS_OFF), most=12)
    assert branches(result, "DropGuard")["failed"] == {"missing": 54}
    assert branches(result, "DropGuard")["released"] == {"pass": 246}
    assert {failure.branch for failure in result.failures} == {"failed"}
    assert result.conformance
    assert result.conformance.recall < 1 == result.conformance.precision


def test_an_outcome_too_many_is_spurious() -> None:
    """A specification that may also do something else fails the window although it can do what the code did."""
    result = judge(variant(("    /\\ locked' = FALSE", "    /\\ locked' \\in BOOLEAN")))
    assert branches(result, "Unlock")["store"].keys() == {"spurious"}


def test_a_sibling_that_is_possible_too_is_spurious() -> None:
    """The actions of a decision exclude each other in the code, so both at once is an outcome too many."""
    weak = ("    /\\ locked\n    /\\ pc' = [pc EXCEPT ![t] = IF", "    /\\ pc' = [pc EXCEPT ![t] = IF")
    assert branches(judge(variant(weak)), "CasOk")["lock"].keys() == {"spurious"}
    alone = judge(variant(weak), rules=ALL_RULES - {Rule.SIBLINGS, Rule.CLOSURE})
    assert branches(alone, "CasOk")["lock"].keys() == {"pass"}


def test_what_the_code_refuses_must_not_happen() -> None:
    """A refused window fails when the decision shows anything new, and the action pays by its restraint."""
    result = judge(variant(('    /\\ pc[t] = "locked"', '    /\\ pc[t] \\in {"locked", "spin"}')))
    assert branches(result, "Unlock")["elsewhere"]["spurious"] > 0
    report = next(each for each in result.actions if each.name == "Unlock")
    assert report.effects == 1.0
    assert report.restraint is not None
    assert report.restraint < 1


def test_steps_outside_next_do_not_count() -> None:
    """A mapping may not bring steps along that the specification itself cannot do."""
    without = ("    \\/ DropGuard(t)\n", "")
    assert branches(judge(variant(without)), "DropGuard")["released"].keys() == {"mapping_error"}


def test_hidden_steps_are_free() -> None:
    """A step that shows nothing may come before a visible one; the visible one still passes."""
    hidden = variant(
        ("    guard           \\*", "    ready, guard    \\*"),
        ("vars == <<locked, pc, guard>>", "vars == <<locked, pc, guard, ready>>"),
        ('    /\\ locked = FALSE\n    /\\ pc = [t \\in Threads |-> "idle"]', '    /\\ locked = FALSE\n    /\\ ready = FALSE\n    /\\ pc = [t \\in Threads |-> "idle"]'),
        ("    /\\ UNCHANGED locked\n", "    /\\ UNCHANGED <<locked, ready>>\n"),
        ("    /\\ UNCHANGED guard\n\n(* Thread t finds the lock word TRUE", "    /\\ ready /\\ ready' = FALSE /\\ UNCHANGED guard\n\n(* Thread t finds the lock word TRUE"),
        ("    /\\ UNCHANGED <<locked, guard>>", "    /\\ UNCHANGED <<locked, guard, ready>>"),
        ("    /\\ pc' = [pc EXCEPT ![t] = \"released\"]\n    /\\ UNCHANGED guard", "    /\\ pc' = [pc EXCEPT ![t] = \"released\"]\n    /\\ UNCHANGED <<guard, ready>>"),
        ("Next == \\E t \\in Threads : Step(t)", "Prepare == ~ready /\\ ready' = TRUE /\\ UNCHANGED <<locked, pc, guard>>\nNext == Prepare \\/ \\E t \\in Threads : Step(t)"),
        ("    /\\ locked = pre.locked", "    /\\ locked = pre.locked /\\ ready = FALSE"),
    )  # fmt: skip
    assert judge(hidden).verified


def test_a_visible_half_step_is_not_free() -> None:
    """Taking the guardian in a step of its own shows a state that the code never has."""
    halves = variant(
        ("    /\\ guard' = [guard EXCEPT ![t] = g]\n    /\\ pc' = [pc EXCEPT ![t] = label]\n    /\\ UNCHANGED locked",
         "    /\\ \\/ guard[t] = \"none\" /\\ guard' = [guard EXCEPT ![t] = g] /\\ UNCHANGED pc\n       \\/ guard[t] = g /\\ pc' = [pc EXCEPT ![t] = label] /\\ UNCHANGED guard\n    /\\ UNCHANGED locked"),
    )  # fmt: skip
    assert branches(judge(halves), "CallLock")["irq"].keys() == {"missing"}


def test_what_is_forgotten_on_the_way_is_hidden_state() -> None:
    """A specification that passes only from Map_Represent forgot something that the observables do not show."""
    texts = reference_texts()
    forgets = variant(
        spin=texts["spin.tla"]
        .replace("    locked,         \\* the lock word", "    locked, free,   \\* the lock word")
        .replace("vars == <<locked, pc, guard>>", "vars == <<locked, free, pc, guard>>")
        .replace("    /\\ locked = FALSE\n    /\\ pc = [t", "    /\\ locked = FALSE /\\ free = TRUE\n    /\\ pc = [t")
        .replace("    /\\ UNCHANGED locked", "    /\\ UNCHANGED <<locked, free>>")
        .replace("    /\\ ~locked\n    /\\ locked' = TRUE", "    /\\ free /\\ free' = FALSE\n    /\\ locked' = TRUE")
        .replace("    /\\ UNCHANGED <<locked, guard>>", "    /\\ UNCHANGED <<locked, free, guard>>")
        .replace("    /\\ locked' = FALSE\n", "    /\\ locked' = FALSE /\\ UNCHANGED free\n"),
        mapping=texts["spin_mapping.tla"].replace(
            "    /\\ locked = pre.locked", "    /\\ locked = pre.locked /\\ free = ~pre.locked"
        ),
    )
    verdicts = branches(judge(forgets), "CasOk")["lock"]
    assert verdicts["hidden_state"] > 0
    assert branches(judge(forgets, rules=ALL_RULES - {Rule.CARRY}), "CasOk")["lock"].keys() == {"pass"}


def test_leaving_observables_out_costs_their_share() -> None:
    """Without `guard` two thirds are left, what changes it is missing, and the properties that read it do not hold."""
    blind = variant(
        ("Map_Observe == [locked |-> locked, pc |-> pc, guard |-> guard]", "Map_Observe == [locked |-> locked, pc |-> pc]")
    )
    result = judge(blind)
    assert result.conformance
    assert result.conformance.share == pytest.approx(2 / 3)
    assert branches(result, "CallLock")["irq"].keys() == {"missing"}
    assert branches(result, "CasOk")["lock"].keys() == {"pass"}
    assert result.invariants
    assert {p.name for p in result.invariants.properties if p.verdict == "error"} == {
        "GuardIffInside",
        "GuardOutlivesLock",
        "GuardKept",
    }


@pytest.mark.parametrize(
    ("init", "verdict"),
    [('guard = [t \\in Threads |-> "irq"]', "missing"), ('guard \\in [Threads -> {"none", "irq"}]', "spurious")],
)
def test_init_is_one_more_action(init: str, verdict: str) -> None:
    """Init shows the recorded initial state, and nothing else."""
    result = judge(variant(('    /\\ guard = [t \\in Threads |-> "none"]', f"    /\\ {init}")))
    assert branches(result, "Init")["start"] == {verdict: 1}


def test_an_error_costs_one_window() -> None:
    """Where TLC cannot evaluate an action, that window is spec_error, and the others are judged."""
    result = judge(variant(("    /\\ locked' = FALSE", "    /\\ locked' = (locked = 1)")))
    assert branches(result, "Unlock")["store"].keys() == {"spec_error"}
    assert branches(result, "CasFail")["lock"].keys() == {"pass"}
    failure = next(each for each in result.failures if each.action == "Unlock")
    assert "module spin" in failure.reason


def test_a_variable_without_a_value_is_an_error_that_names_it() -> None:
    """A step that leaves a variable open is spec_error, and the reason names the variable."""
    result = judge(
        variant(
            (
                '    /\\ pc\' = [pc EXCEPT ![t] = "released"]\n    /\\ UNCHANGED guard',
                '    /\\ pc\' = [pc EXCEPT ![t] = "released"]',
            )
        )
    )
    failure = next(each for each in result.failures if each.action == "Unlock")
    assert failure.verdict is Verdict.SPEC_ERROR
    assert "guard" in failure.reason


def test_closure_sees_what_no_mapped_action_shows() -> None:
    """A step of Next that belongs to no action of the contract fails no window, and costs closure."""
    wild = (
        "    \\/ DropGuard(t)\n",
        '    \\/ DropGuard(t)\n    \\/ guard[t] = "irq" /\\ guard\' = [guard EXCEPT ![t] = "preempt"] /\\ UNCHANGED <<locked, pc>>\n',
    )
    result = judge(variant(wild))
    assert not result.failures
    assert result.closure < 1
    assert result.scores.conformance == result.closure
    assert not result.verified


def test_results_read_back() -> None:
    """A result is the same after it has been written and read."""
    result = judge(variant(HANDS_OFF))
    assert from_json(to_json(result)) == result
    assert to_json(from_json(to_json(result))) == to_json(result)


def test_results_fit_the_published_schema() -> None:
    """The JSON Schema that ships describes the results, and is the one that the types give."""
    import jsonschema

    published = Path(__file__).parent.parent / "docs" / "result.schema.json"
    assert msgspec.json.decode(published.read_bytes()) == schema()
    jsonschema.validate(msgspec.json.decode(to_json(judge(variant(HANDS_OFF)))), schema())


# ---------------------------------------------------------------------- metamorphic


def judged_bytes(submission: Submission, several: list[Trace] | None = None) -> bytes:
    """The result without the submission's texts and names and the traces' order."""
    several = list(traces())[:3] if several is None else several
    result = check_submission(submission, SPIN, traces=several)
    kept = msgspec.structs.replace(
        result, submission={}, provenance={}, failures=sorted(result.failures, key=lambda each: each.window)
    )
    assert kept.conformance
    assert kept.runtime
    return to_json(
        msgspec.structs.replace(
            kept,
            conformance=msgspec.structs.replace(
                kept.conformance, fans=msgspec.structs.replace(kept.conformance.fans, first="")
            ),
            runtime=msgspec.structs.replace(kept.runtime, disjuncts=[]),
        )
    )


def test_the_same_submission_gives_the_same_bytes() -> None:
    """Two runs in two processes give one result, byte for byte."""
    assert to_json(judge(variant(HANDS_OFF))) == to_json(judge(variant(HANDS_OFF)))


def test_eight_at_once_give_the_same_bytes_as_one() -> None:
    """Load does not matter: eight judgements side by side find what one alone finds."""
    alone = to_json(judge(variant(HANDS_OFF), most=1))
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda _: to_json(judge(variant(HANDS_OFF), most=1)), range(8)))
    assert together == [alone] * 8


def test_the_order_of_traces_and_fans_does_not_matter() -> None:
    """Verdicts depend on the trace and the place, not on what was judged before."""
    shuffled = [
        msgspec.structs.replace(t, fans={place: random.Random(1).sample(fan, len(fan)) for place, fan in t.fans.items()})
        for t in reversed(list(traces())[:3])
    ]
    assert judged_bytes(variant(HANDS_OFF), shuffled) == judged_bytes(variant(HANDS_OFF))


def test_an_unused_variable_does_not_matter() -> None:
    """A variable that nothing reads changes no verdict and no score."""
    texts = reference_texts()
    spin = texts["spin.tla"].replace(*HANDS_OFF)
    more = (
        spin.replace("    guard           \\*", "    idle_hands, guard  \\*")
        .replace("<<locked, pc, guard>>", "<<locked, pc, guard, idle_hands>>")
        .replace("    /\\ locked = FALSE\n", "    /\\ locked = FALSE /\\ idle_hands = 0\n")
        .replace("Next == \\E t \\in Threads : Step(t)", "Next == (\\E t \\in Threads : Step(t)) /\\ UNCHANGED idle_hands")
    )
    mapping = texts["spin_mapping.tla"].replace("    /\\ locked = pre.locked", "    /\\ locked = pre.locked /\\ idle_hands = 0")
    for action in ("CallLock(t, g)", "CallTryLock(t, g)", "SwapSucceeds(t)", "SwapFails(t)", "Unlock(t)", "DropGuard(t)"):
        mapping = mapping.replace(f"== {action}\n", f"== {action} /\\ UNCHANGED idle_hands\n")
    padded = judge(variant(spin=more, mapping=mapping))
    plain = judge(variant(HANDS_OFF))
    assert (padded.scores, padded.actions, padded.failures) == (plain.scores, plain.actions, plain.failures)


def test_the_order_of_disjuncts_does_not_matter() -> None:
    """Next is a set of steps."""
    swapped = (
        "    \\/ SwapSucceeds(t)\n    \\/ SwapFails(t)\n    \\/ Unlock(t)\n",
        "    \\/ Unlock(t)\n    \\/ SwapFails(t)\n    \\/ SwapSucceeds(t)\n",
    )
    assert judged_bytes(variant(HANDS_OFF, swapped)) == judged_bytes(variant(HANDS_OFF))


def test_the_names_of_the_submissions_own_do_not_matter() -> None:
    """Renaming a definition and a variable of the specification changes nothing that is counted."""
    renamed = variant(HANDS_OFF, ("SwapFails", "Zap"), ("Labels", "ABC"))
    assert judged_bytes(renamed) == judged_bytes(variant(HANDS_OFF))


def test_the_names_of_the_threads_do_not_matter() -> None:
    """Traces with every thread renamed, in traces and constants alike, get the same verdicts."""
    names = {"p": "walter", "q": "x", "r": "y", "s": "z"}
    renamed = []
    for trace in traces()[:3]:
        path = SPIN.folder / "traces" / f"{trace.name}.ndjson.zst"
        text = zstandard.ZstdDecompressor().decompressobj().decompress(path.read_bytes()).decode()
        for old, new in names.items():
            text = text.replace(f'"{old}"', f'"{new}"')
        renamed.append(parse_trace(SPIN, trace.name, text.encode()))
    plain = judge(variant(HANDS_OFF), most=3)
    other = check_submission(variant(HANDS_OFF), SPIN, traces=renamed)
    assert (other.scores, other.actions, other.failures) == (plain.scores, plain.actions, plain.failures)


def test_judging_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    """A submission's folder is read and never written to."""
    from sysmobench import check

    folder = folder_of(variant(), tmp_path / 'my lock\'s "spec"')
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    assert check(folder, "spin").verified
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()} == before


def test_traces_with_other_constants_are_judged_group_by_group() -> None:
    """Threads of both splits in one check: each trace with its own constants, the results in the order of the traces."""
    mixed = [traces("test")[0], traces("dev")[0], traces("test")[1]]
    right = check_submission(variant(), SPIN, traces=mixed)
    assert right.verified
    assert [len(each["Threads"]["#set"]) for each in right.provenance["constants"]] == [4, 3]
    wrong = check_submission(variant(("/\\ locked' = TRUE", "/\\ UNCHANGED locked")), SPIN, traces=mixed)
    names = list(dict.fromkeys(failure.window.partition(":")[0] for failure in wrong.failures))
    assert names == [trace.name for trace in mixed]


def test_an_initial_state_that_is_wrong_for_some_constants_is_seen() -> None:
    """Init is judged for each choice of constants."""
    odd = variant(("/\\ locked = FALSE\n", '/\\ locked = ("t1" \\in Threads)\n'))
    mixed = [traces("test")[0], traces("dev")[0]]
    result = check_submission(odd, SPIN, traces=mixed)
    assert result.failures[0].window == "Init"
    assert check_submission(odd, SPIN, traces=mixed[:1]).failures == []


def test_a_step_of_next_that_is_no_action_is_seen_where_no_fan_hangs() -> None:
    """In a state that no trace meets, a visible step outside of the mapping costs `verified`, and is shown."""
    odd = '\\A u \\in Threads : pc[u] = "released" /\\ guard[u] = "irq"'
    stray = f'Stray == ({odd}) /\\ UNCHANGED <<locked, guard>> /\\ pc\' = [u \\in Threads |-> "idle"]\n\n'
    submission = variant(("Next == ", f"{stray}Next == Stray \\/ "))
    result = check_submission(submission, SPIN, traces=list(traces())[:2])
    assert result.scores.conformance == 1.0
    assert not result.verified
    assert result.runtime
    assert result.runtime.strays == 1
    assert result.runtime.stray
    assert "step" not in result.runtime.stray["states"][-1]
    assert judge(variant()).runtime.strays == 0  # type: ignore[union-attr]

"""Mutants: the operators make what they say, and the judge notices what became of the reference."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from support import SPIN, SYSTEMS, reference, traces, variant

from sysmobench import load_contract
from sysmobench.cli.mutants import GOAL, killed_share
from sysmobench.coverage import coverage_of
from sysmobench.mutants.generating import Mutant, mutants_of
from sysmobench.mutants.judging import Fate, Outcome, lab
from sysmobench.mutants.manifest import differences, head_of, hints_of, manifest_of, read_manifest, with_outcomes
from sysmobench.mutants.running import judge_mutants
from sysmobench.submission import Submission, make_submission

SPEC = r"""---- MODULE spin ----
EXTENDS Naturals, Sequences
CONSTANT Threads
VARIABLES pc, queue, word
Init == pc = [t \in Threads |-> "idle"] /\ queue = <<>> /\ word = [readers |-> 0, writer |-> FALSE]
Take(t) ==
    /\ pc[t] = "lock"
    /\ \/ word.readers < 2
       \/ ~ word.writer
    /\ pc' = [pc EXCEPT ![t] = "locked"]
    /\ word' = IF word.writer THEN word ELSE [word EXCEPT !.readers = @ + 1, !.writer = FALSE]
    /\ queue' = IF queue = <<>> THEN Append(queue, t) ELSE Tail(queue)
Give(t) == pc[t] = "locked" /\ pc' = [pc EXCEPT ![t] = "idle"] /\ UNCHANGED <<queue, word>>
Next == \E t \in Threads : Take(t) \/ Give(t)
====
"""
MOST = 150
"""Mutants of a system that are judged again."""

CFG = "INIT Init\nNEXT Next\n"
MAPPING = "---- MODULE spin_mapping ----\nEXTENDS spin\n====\n"


def _mutants(text: str = SPEC) -> list[Mutant]:
    return mutants_of(SPIN, make_submission(SPIN, {"spin.tla": text, "spin.cfg": CFG, "spin_mapping.tla": MAPPING}))


@pytest.mark.parametrize(
    ("operator", "definition", "change"),
    [
        ("conjunct dropped", "Take", 'pc[t] = "lock"  ->  TRUE'),
        ("conjunct negated", "Take", 'pc[t] = "lock"  ->  pc[t] # "lock"'),
        ("disjunct dropped", "Take", "~ word.writer  ->  FALSE"),
        ("comparison shifted", "Take", "word.readers < 2  ->  word.readers <= 2"),
        ("boundary off by one", "Take", "2  ->  3"),
        ("UNCHANGED variable written", "Give", "UNCHANGED <<queue, word>>  ->  (queue' = <<>> /\\ UNCHANGED <<word>>)"),
        ("update lost", "Give", 'pc\' = [pc EXCEPT ![t] = "idle"]  ->  UNCHANGED pc'),
        ("update lost", "Take", "!.writer = FALSE  ->  !.writer = @"),
        ("union and overwrite", "Take", "Append(queue, t)  ->  <<t>>"),
        ("quantifier exchanged", "Next", "\\E  ->  \\A"),
        ("EXCEPT index changed", "Take", "t  ->  CHOOSE other_ \\in DOMAIN pc : other_ # t"),
        ("EXCEPT index changed", "Take", "readers  ->  writer"),
        ("sequence ends exchanged", "Take", "Tail(queue)  ->  SubSeq(queue, 1, Len(queue) - 1)"),
        ("initial value changed", "Init", '"idle"  ->  "lock"'),
        ("initial value changed", "Init", "FALSE  ->  TRUE"),
        ("literal replaced", "Give", '"idle"  ->  "lock"'),
        ("condition negated", "Take", "queue = <<>>  ->  ~(queue = <<>>)"),
        ("action dropped", "Next", "Give(t)  ->  FALSE"),
    ],
)
def test_each_operator_makes_its_mistake(operator: str, definition: str, change: str) -> None:
    """For every operator a mutant with that one change, in that definition, and with no other."""
    found = [each for each in _mutants() if (each.operator, each.definition, each.change) == (operator, definition, change)]
    assert len(found) == 1
    changed = [(a, b) for a, b in zip(SPEC.splitlines(), found[0].text.splitlines(), strict=True) if a != b]
    assert [before for before, _ in changed] == [SPEC.splitlines()[found[0].line - 1]]


def test_two_actions_become_one_step() -> None:
    """Of merged actions the second happens in what the first leaves, and its values are those of both together."""
    merged = next(each for each in _mutants() if each.operator == "actions merged" and each.definition == "Take")
    line = merged.text.splitlines()[6]
    assert '(([pc EXCEPT ![t] = "locked"])[t] = "locked")' in line
    assert """(pc' = [([pc EXCEPT ![t] = "locked"]) EXCEPT ![t] = "idle"])""" in line
    assert "(queue' = (IF queue = <<>> THEN Append(queue, t) ELSE Tail(queue)))" in line


def test_names_of_mutants_are_distinct_and_so_are_their_texts() -> None:
    """No mutant is there twice, and none is the reference."""
    for system in SYSTEMS:
        contract = load_contract(system)
        mutants = mutants_of(contract, reference(system))
        assert len({each.name for each in mutants}) == len({each.text for each in mutants}) == len(mutants)
        assert reference(system).files[f"{system}.tla"] not in {each.text for each in mutants}


def _judged(change: Callable[[str], str], of: Submission | None = None, *, quick: bool = False) -> Outcome:
    """What becomes of the reference of spin with a change of its text."""
    of = of or variant()
    text = change(of.files["spin.tla"])
    with lab(SPIN, of, list(traces())[:3], quick=quick) as bench:
        return bench.judge(Mutant("by hand/Nowhere/1", "by hand", "Nowhere", 1, "", text))


def test_a_mutant_that_is_written_otherwise_is_equivalent() -> None:
    """The same steps in other words are no mistake; a condition that is always true is found to be none either."""
    assert _judged(lambda text: text.replace("/\\ locked' = FALSE", "/\\ locked' = (locked = ~locked)")).fate is Fate.EQUIVALENT
    assert _judged(lambda text: text.replace('/\\ pc[t] = "locked"', '/\\ pc[t] = "locked" /\\ locked')).fate is Fate.EQUIVALENT


def test_a_mutant_that_no_window_sees_survives() -> None:
    """What differs only where no trace goes, and breaks no property, survives; a survivor is not called equivalent."""
    guarded = "/\\ guard' = [guard EXCEPT ![t] = g]"
    odd = '(IF \\A u \\in Threads : u = t \\/ (pc[u] = "released" /\\ guard[u] = "irq") THEN "irq" ELSE g)'
    assert _judged(lambda text: text.replace(guarded, guarded.replace("= g]", f"= {odd}]"))).fate is Fate.SURVIVED


def test_what_sany_refuses_is_no_mutant() -> None:
    """A text that does not parse says nothing about the judge."""
    assert _judged(lambda text: text.replace("locked' = FALSE", "locked' = NoSuchName")).fate is Fate.REFUSED


def test_a_mutant_that_only_the_exploration_sees_is_killed_by_it() -> None:
    """Where all windows pass, actions that never fire and properties are looked at: with three threads, say."""

    def with_three_threads_never(text: str) -> str:
        text = text.replace("CONSTANT Threads", "EXTENDS FiniteSets\nCONSTANT Threads", 1)
        return text.replace("CallTryLock(t, g) ==", "CallTryLock(t, g) == Cardinality(Threads) # 3 /\\")

    outcome = _judged(with_three_threads_never)
    assert outcome.fate is Fate.KILLED
    assert outcome.by["runtime"] == 1
    assert outcome.windows == 0


def _lost(text: str) -> str:
    return text.replace("/\\ locked' = TRUE", "/\\ UNCHANGED locked")


def test_the_number_of_windows_does_not_depend_on_haste() -> None:
    """A quick judgement has the same fate, and fewer windows."""
    slow, quick = _judged(_lost), _judged(_lost, quick=True)
    assert slow.fate is quick.fate is Fate.KILLED
    assert 0 < quick.windows < slow.windows
    assert slow.trace == quick.trace == traces()[0].name


def test_a_hint_says_which_trace_is_asked_first() -> None:
    """The trace that is known to notice a mutant is asked before the others."""
    mutant = Mutant("by hand/Nowhere/1", "by hand", "Nowhere", 1, "", _lost(variant().files["spin.tla"]))
    with lab(SPIN, variant(), list(traces())[:3], quick=True) as bench:
        assert [bench.judge(mutant, hint).trace for hint in ("", traces()[2].name)] == [traces()[0].name, traces()[2].name]


def test_a_manifest_tells_every_difference() -> None:
    """A mutant that is new, gone, or has another fate or other numbers is named; reasons of survivors are kept."""
    outcomes = [Outcome("a/X/1", 1, "", Fate.KILLED, {"missing": 3}), Outcome("b/X/1", 2, "", Fate.SURVIVED)]
    known = manifest_of(variant(), traces(), outcomes, None)
    known = msgspec.structs.replace(known, reasons={"b/X/1": "because"})
    assert differences(known, outcomes, quick=False) == []
    fewer = msgspec.structs.replace(outcomes[0], by={"missing": 2})
    assert differences(known, [fewer, outcomes[1]], quick=True) == []
    assert differences(known, [fewer, outcomes[1]], quick=False) == ["a/X/1: {'missing': 2}, not {'missing': 3}"]
    other = msgspec.structs.replace(outcomes[1], fate=Fate.KILLED)
    assert differences(known, [other], quick=True) == ["a/X/1 is gone", "b/X/1: killed, not survived"]
    assert manifest_of(variant(), traces(), outcomes, known).reasons == {"b/X/1": "because"}
    assert manifest_of(variant(), traces(), [other], known).reasons == {}
    head = head_of(variant(), traces(), known)  # before anything has been judged
    assert with_outcomes(head, outcomes).reasons == {"b/X/1": "because"}


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_manifest_is_what_is_found(system: str) -> None:
    """The mutants on record are those of the reference; those judged again, evenly spread, have the fate that is on record;
    enough are killed; each survivor has a reason. `sysmobench mutants SYSTEM` judges all.
    """
    contract = load_contract(system)
    known = read_manifest(contract)
    assert known
    fresh = manifest_of(reference(system), traces("test", system), known.mutants, known)
    assert (known.reference, known.traces) == (fresh.reference, fresh.traces), "sysmobench mutants --write is due"
    assert killed_share(known.mutants) >= GOAL
    assert all(known.reasons[each.name] for each in known.mutants if each.fate is Fate.SURVIVED)
    mutants = mutants_of(contract, reference(system))[:: known.every]
    assert [each.name for each in mutants] == [each.name for each in known.mutants]
    assert len(mutants) > 80
    every = -(-len(mutants) // MOST)
    outcomes = list(judge_mutants(contract, mutants[::every], quick=True, hints=hints_of(known)))
    judged = msgspec.structs.replace(known, mutants=known.mutants[::every])
    assert differences(judged, outcomes, quick=True) == []


@pytest.mark.parametrize("system", SYSTEMS)
def test_windows_need_all_of_the_reference(system: str) -> None:
    """Each part of the reference's actions is evaluated for some window, and each condition comes out both ways."""
    contract = load_contract(system)
    for split in ("dev", "test"):
        covered = coverage_of(contract, reference(system), split)
        assert len(covered) > 10
        assert [f"{each.text}: {each.gap}" for each in covered if each.gap] == []


def test_a_part_that_no_window_needs_is_seen() -> None:
    """Coverage names what is never evaluated, and a condition that never comes out one way."""
    odd = variant(
        (
            "/\\ locked' = FALSE",
            '/\\ locked\' = IF guard[t] = "none" THEN TRUE ELSE FALSE\n    /\\ (guard[t] # "none" \\/ locked)',
        )
    )
    gaps = {each.text: each.gap for each in coverage_of(SPIN, odd, "test") if each.gap}
    assert gaps['guard[t] = "none"'] == "never true"
    assert gaps['guard[t] # "none"'] == "never false"

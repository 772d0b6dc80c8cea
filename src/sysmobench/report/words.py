"""Verdicts and phases in words."""

from __future__ import annotations

from collections.abc import Iterator

from sysmobench.results import Failure, Result, Verdict

WORDS = {
    Verdict.MISSING: "the specification cannot do what the code did",
    Verdict.SPURIOUS: "the specification can do what the code does not do there",
    Verdict.HIDDEN_STATE: "it passes only from Map_Represent: the specification forgot something on the way",
    Verdict.MAPPING_ERROR: "the mapping does not fit",
    Verdict.SPEC_ERROR: "TLC could not evaluate it",
    Verdict.UNSCORED: "the judge itself failed",
}
REFUSED = "the code refuses this and the specification allows it"


def label(failure: Failure) -> str:
    """Action and branch, or decision and refusal."""
    return f"{failure.decision} refused:{failure.branch}" if failure.refused else f"{failure.action} {failure.branch}"


def phase_rows(result: Result) -> Iterator[tuple[str, float, str]]:
    """Each phase, and the mean of all: its name, its score, and what is behind it."""
    scores = result.scores
    syntax = result.syntax
    sound = syntax.definitions - len(syntax.unsound)
    yield (
        "syntax",
        scores.syntax,
        f"{'parses' if syntax.parses else 'does not parse'}; {sound} of {syntax.definitions} definitions are sound",
    )
    runtime = result.runtime
    words = "not asked"
    if runtime:
        explored = " and ".join(
            f"{'all' if e['complete'] else 'the first'} {e['distinct']:,} states" for e in runtime.explorations
        )
        total = len(runtime.fired) + len(runtime.silent)
        words = f"{len(runtime.fired)} of {total} actions fire in {explored or 'no state'}"
        if runtime.silent:
            words += f"; never: {', '.join(runtime.silent)}"
    yield "runtime", scores.runtime, words
    conformance = result.conformance
    words = "not asked"
    if conformance:
        passing = conformance.verdicts.get(Verdict.PASS, 0)
        words = f"{passing:,} of {conformance.windows:,} windows pass; closure {conformance.closure:.3f}"
        words += f", recall {conformance.recall:.3f}, precision {conformance.precision:.3f}, strict {conformance.strict:.3f}"
        if conformance.divergent is not None:
            words += f", divergent {conformance.divergent:.3f}"
        if conformance.share < 1:
            words += f"; keeps {len(conformance.observables)} observables: {', '.join(conformance.observables) or 'none'}"
        if conformance.bounded:
            words += "; bounded: hidden steps lead to too many states, so that it cannot be verified"
        if conformance.round_trip.failures:
            words += f"; {conformance.round_trip.failures} of {conformance.round_trip.states} round trips fail"
    yield "conformance", scores.conformance, words
    invariants = result.invariants
    words = "not asked"
    if invariants:
        bad = [f"{each.name} {each.verdict}" for each in invariants.properties if each.verdict != "holds"]
        holding = len(invariants.properties) - len(bad)
        words = f"{holding} of {len(invariants.properties)} properties hold" + (f"; {', '.join(bad)}" if bad else "")
    yield "invariants", scores.invariants, words
    yield "overall", scores.overall, f"unscored: {result.unscored}"

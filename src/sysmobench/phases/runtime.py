"""Runtime: does TLC run the specification, and does every action of the contract ever fire?"""

from __future__ import annotations

from collections.abc import Sequence

from sysmobench.phases.exploring import Explored
from sysmobench.results import Runtime
from sysmobench.systems import Contract


def score_runtime(contract: Contract, explored: Sequence[Explored]) -> Runtime:
    """The share of the contract's actions that fire in the explorations, without an evaluation error of their own."""
    answers = [each for each in explored if isinstance(each, dict)]
    errors = [error for answer in answers for error in answer["errors"]]
    errors += [{"kind": "load", "message": str(each), "action": ""} for each in explored if not isinstance(each, dict)]
    failing = {error["action"] for error in errors}
    fired = {name for answer in answers for name in answer["fired"]} - failing
    silent = [name for name in contract.actions if name not in fired]
    return Runtime(
        score=1 - len(silent) / len(contract.actions),
        fired=[name for name in contract.actions if name in fired],
        silent=silent,
        errors=errors,
        deadlocks=sum(answer["deadlocks"] for answer in answers),
        deadlock=next((answer["deadlock"] for answer in answers if "deadlock" in answer), None),
        strays=sum(answer["strays"] for answer in answers),
        stray=next((answer["stray"] for answer in answers if "stray" in answer), None),
        disjuncts=answers[0]["disjuncts"] if answers else [],
        explorations=[{name: answer[name] for name in ("distinct", "depth", "complete")} for answer in answers],
    )

"""What an exploration is asked and what it answers: the ground of the phases runtime and invariants."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

from sysmobench.engine import EvaluationError, Session
from sysmobench.errors import EngineLost
from sysmobench.phases.bounds import small
from sysmobench.systems import Action, Contract, Decision, Fairness
from sysmobench.systems.contract import Exploration, values_of
from sysmobench.tla.types import parse_type
from sysmobench.tla.values import Value

WALKS = 100
LENGTH = 100
SEED = 1
"""Random walks, where breadth first does not reach everything: how many, how long, from which seed."""


Explored = dict[str, Any] | EvaluationError | EngineLost
"""What an exploration answered, the error that it ended with, or how Java was lost over it."""


def explore(session: Session, contract: Contract, declared: list[str]) -> list[Explored]:
    """The contract's explorations one after the other, in its order."""
    return [explore_one(session, contract, declared, each) for each in contract.explorations]


def explore_one(session: Session, contract: Contract, declared: list[str], exploration: Exploration) -> Explored:
    """One exploration; the submission has been parsed."""
    constants = values_of(exploration.constants)
    request = {
        "states": exploration.states,
        "walks": WALKS,
        "length": LENGTH,
        "seed": SEED,
        "actions": [call(d, action, constants) for d in contract.decisions for action in d.actions],
        "fairness": fairness(contract, constants) if exploration.liveness else [],
        "properties": [{"name": p.name, "kind": p.kind} for p in contract.properties],
    }

    def ask() -> dict[str, Any] | EvaluationError:
        try:
            session.load(constants | small(exploration.bounds), declared)
            return session.explore(**request)
        except EvaluationError as error:
            return error

    return session.attempt(ask)


def call(
    decision: Decision, action: Action, constants: Mapping[str, Value], fixed: Mapping[str, Value] | None = None
) -> dict[str, Any]:
    """An operator of the mapping with the domain of each parameter; those in ``fixed`` have one value."""
    domains: list[Any] = []
    for name, text in (decision.parameters | action.parameters).items():
        domains.append([fixed[name]] if fixed and name in fixed else parse_type(text).values(constants))
    if decision.message:
        domains.append("inflight")
    return {"action": action.name, "domains": domains}


def fairness(contract: Contract, constants: Mapping[str, Value]) -> list[dict[str, Any]]:
    """The contract's fairness conditions, one for each value of the parameters over which they are quantified."""
    return [each for condition in contract.fairness for each in _instances(contract, condition, constants)]


def _instances(contract: Contract, condition: Fairness, constants: Mapping[str, Value]) -> list[dict[str, Any]]:
    decision = contract.decision_of(condition.actions[0])
    domains = [parse_type(decision.parameters[name]).values(constants) for name in condition.each]
    found = []
    for values in itertools.product(*domains):
        fixed = dict(zip(condition.each, values, strict=True)) | condition.given
        calls = [call(decision, contract.actions[name], constants, fixed) for name in condition.actions]
        found.append({"strength": condition.strength, "actions": calls})
    return found

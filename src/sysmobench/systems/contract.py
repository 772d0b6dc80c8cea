"""A system's contract: what a specification of it must model.

Typed data of ``system.toml`` and ``recordings.toml``; an unknown or missing key is an error.
"""

from __future__ import annotations

import difflib
import hashlib
import itertools
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from sysmobench.errors import ContractError, UsageError
from sysmobench.paths import SYSTEMS
from sysmobench.tla.types import Type, parse_type
from sysmobench.tla.values import Value, set_of, strings_in

Split = Literal["dev", "test"]

T = TypeVar("T")


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Where the real code comes from."""

    package: str
    """Name and version, as the trace's header has it."""
    licence: str
    repository: str
    harness: str
    """The family in ``harness/`` that drives it."""
    reads: list[str]
    """The files of the package that a writer of a specification should read."""


Given = list[Value] | bool | int | str
"""The value of a constant as system.toml writes it: a list is the set of its elements."""


class Constant(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """A constant that the judge gives a value, in each split; a recording may have another one."""

    meaning: str
    dev: Given
    test: Given


class Observable(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """A named part of the system's state that the traces record in full."""

    type: str
    meaning: str


class Action(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """What the code makes of a decision; a branch is the reason."""

    name: str
    branches: list[str]
    meaning: str
    parameters: dict[str, str] = {}
    """Parameters beyond the decision's, which the code fills in: name and type."""


class Decision(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """What the driver chooses: a call, a thread to move, a message to deliver."""

    name: str
    parameters: dict[str, str]
    """Name and type; the first is the actor."""
    meaning: str
    actions: list[Action]
    refusals: list[str] = []
    """Reasons for which nothing comes of it."""
    message: str = ""
    """For a delivery, the name of the mapping's last parameter: a message in flight."""

    def parameters_of(self, action: Action) -> list[str]:
        """The parameters of the mapping's operator for an action, in order."""
        return [*self.parameters, *action.parameters, *([self.message] if self.message else [])]

    def domain(self, constants: Mapping[str, Value]) -> Iterator[tuple[Value, ...]]:
        """Every tuple of the decision's arguments, the actor first, the last parameter slowest."""
        domains = [parse_type(text).values(constants) for text in self.parameters.values()]
        for reversed_choice in itertools.product(*reversed(domains)):
            yield tuple(reversed(reversed_choice))


class Property(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """A property of ``Properties.tla``."""

    name: str
    kind: Literal["invariant", "step", "liveness"]
    meaning: str


class Fairness(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """A fairness condition over the disjunction of some actions of one decision, for every value of some parameters."""

    strength: Literal["weak", "strong"]
    actions: list[str]
    each: list[str]
    given: dict[str, Value] = {}
    """Parameters with a fixed value; those neither here nor in ``each`` may be anything."""


class Exploration(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """How far a specification is explored from Init."""

    constants: dict[str, Given]
    states: int
    liveness: bool = False
    bounds: dict[str, int] = {}
    """Values of ``MaxTerm``, ``MaxLog`` and ``MaxOps`` here, where they are not the usual small ones."""


class Recording(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Traces that ship: each profile of the harness with each seed."""

    split: Split
    profiles: list[str]
    seeds: list[int]
    steps: int
    fans: int
    script: str = ""
    """Moves that are given instead of drawn, as the harness reads them: for what hardly ever happens by chance."""
    name: str = ""
    """What the traces are called after, in place of the profile."""
    constants: dict[str, Given] = {}
    """Constants that have other values here than elsewhere in the split."""


class _Recordings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of a system's ``recordings.toml``."""

    recordings: list[Recording]


class Contract(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """All of a system's ``system.toml``."""

    name: str
    title: str
    version: str
    summary: str
    source: Source
    constants: dict[str, Constant]
    observables: dict[str, Observable]
    decisions: list[Decision]
    properties: list[Property]
    explorations: list[Exploration]
    fairness: list[Fairness] = []
    messages: bool = False
    """Whether there is a network, so that the mapping defines ``Map_Inflight``."""
    types: dict[str, str] = {}
    """Names for types of observables that would be long otherwise; each may use those before it."""

    @property
    def folder(self) -> Path:
        """Where the system's data is."""
        return SYSTEMS / self.name

    @property
    def module(self) -> str:
        """The name of the module that a submission consists of."""
        return self.name

    def constants_of(self, split: Split, others: Mapping[str, Given] | None = None) -> dict[str, Value]:
        """The values of the contract's constants in one split, some of them perhaps others."""
        given = {name: getattr(constant, split) for name, constant in self.constants.items()}
        return values_of(given | dict(others or {}))

    @cached_property
    def types_of(self) -> dict[str, Type]:
        """The type of each observable."""
        named: dict[str, Type] = {}
        for name, text in self.types.items():
            named[name] = parse_type(text, named)
        return {name: parse_type(observable.type, named) for name, observable in self.observables.items()}

    @cached_property
    def recordings(self) -> list[Recording]:
        """The traces that ship, as ``recordings.toml`` lists them; ContractError if that is not what it should be."""
        return _read(self.name, "recordings.toml", _Recordings).recordings

    @cached_property
    def actions(self) -> dict[str, Action]:
        """Every action by name, in the contract's order."""
        return {action.name: action for decision in self.decisions for action in decision.actions}

    def decision(self, name: str) -> Decision:
        """A decision by name; ContractError if there is none."""
        for decision in self.decisions:
            if decision.name == name:
                return decision
        raise ContractError(f"{self.name}: no decision {name}")

    def decision_of(self, action: str) -> Decision:
        """The decision that an action belongs to."""
        for decision in self.decisions:
            if any(each.name == action for each in decision.actions):
                return decision
        raise ContractError(f"{self.name}: no action {action}")

    def operators(self) -> dict[str, list[str]]:
        """The operators that a mapping defines, with their parameters."""
        fixed: dict[str, list[str]] = {"Map_Represent": ["pre"], "Map_Observe": []}
        if self.messages:
            fixed["Map_Inflight"] = []
        mapped = {
            f"Map_{action.name}": decision.parameters_of(action) for decision in self.decisions for action in decision.actions
        }
        return fixed | mapped

    @cached_property
    def strings(self) -> list[str]:
        """Every string of the contract, sorted: what the engine interns first, so that CHOOSE has one order."""
        found: set[str] = set(self.observables) | set(self.constants)
        parameters = [parse_type(text) for decision in self.decisions for text in decision.parameters.values()]
        for parsed in [*self.types_of.values(), *parameters]:
            found |= _strings_of(parsed)
        for split in ("dev", "test"):
            found |= strings_in(self.constants_of(split))
        chosen = [each.constants for each in self.explorations] + [each.constants for each in self.recordings]
        for given in chosen:
            found |= strings_in(values_of(given))
        return sorted(found)

    @cached_property
    def digest(self) -> str:
        """A hash of the contract, the list of recordings and the properties."""
        digest = hashlib.sha256()
        for name in ("system.toml", "recordings.toml", "Properties.tla"):
            digest.update((self.folder / name).read_bytes())
        return digest.hexdigest()


def values_of(given: Mapping[str, Given]) -> dict[str, Value]:
    """The values of constants that are written as system.toml writes them."""
    return {name: set_of(value) if isinstance(value, list) else value for name, value in given.items()}


def _strings_of(parsed: Type) -> set[str]:
    found = set(parsed.names) if parsed.kind in ("strings", "record") else set()
    return found.union(*map(_strings_of, parsed.parts))


def system_names() -> list[str]:
    """The systems that are here, sorted."""
    return sorted(path.parent.name for path in SYSTEMS.glob("*/system.toml"))


@cache
def load_contract(name: str) -> Contract:
    """The contract of a system; UsageError names the nearest system if there is none of that name."""
    if name not in system_names():
        near = difflib.get_close_matches(name, system_names(), n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(system_names())}"
        raise UsageError(f"no system {name!r}; {hint}")
    contract = _read(name, "system.toml", Contract)
    _check(contract)
    return contract


def _read(name: str, file: str, kind: type[T]) -> T:
    try:
        return msgspec.convert(tomllib.loads((SYSTEMS / name / file).read_text("utf-8")), kind)
    except FileNotFoundError as error:
        raise ContractError(f"{file} of {name} is missing") from error
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ContractError(f"{file} of {name}: {error}") from error


def _check(contract: Contract) -> None:
    """What types alone cannot say: names agree, types can be read, nothing is there twice."""

    def bad(what: str) -> ContractError:
        return ContractError(f"system.toml of {contract.name}: {what}")

    names = [action.name for decision in contract.decisions for action in decision.actions]
    if len(set(names)) < len(names):
        raise bad("two actions of one name")
    try:
        _ = contract.types_of
        for decision in contract.decisions:
            for text in decision.parameters.values():
                parse_type(text)
    except ValueError as error:
        raise bad(str(error)) from error
    for fairness in contract.fairness:
        decisions = {contract.decision_of(action).name for action in fairness.actions}
        if len(decisions) != 1:
            raise bad(f"fairness of {fairness.actions} is not about one decision")
        known = contract.decision(decisions.pop()).parameters
        if not set(fairness.each) | set(fairness.given) <= set(known):
            raise bad(f"fairness of {fairness.actions}: no such parameter")
    for recording in contract.recordings:
        if not set(recording.constants) <= set(contract.constants):
            raise ContractError(f"recordings.toml of {contract.name}: a constant that the contract does not have")
    for exploration in contract.explorations:
        if set(exploration.constants) != set(contract.constants):
            raise bad("an exploration names other constants than the contract")

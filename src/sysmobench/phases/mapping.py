"""Whether a submission's mapping and configuration fit the contract. What does not is said before anything is judged."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from sysmobench.engine import Session
from sysmobench.engine.sany import messages
from sysmobench.errors import Problem, SubmissionError
from sysmobench.phases.bounds import BOUNDS
from sysmobench.phases.syntax import Parsed, parsed
from sysmobench.results import Message
from sysmobench.submission import Submission
from sysmobench.systems import Contract

_STATE, _ACTION, _TEMPORAL = 1, 2, 3


def check_mapping(session: Session, contract: Contract, submission: Submission, spec: Parsed) -> None:
    """Raises SubmissionError with every problem of the mapping and of the configuration."""
    module = f"{contract.module}_mapping"
    answer = session.parse(module)
    if not answer["ok"]:
        raise SubmissionError([_said(message) for message in messages(answer, module)])
    mapping = parsed(answer)
    problems = [
        *_operators(contract, module, mapping),
        *_behaviour(submission, spec),
        *_extension(submission, module, spec, mapping),
        *_constants(contract, submission, spec),
    ]
    if problems:
        raise SubmissionError(problems)


def _said(message: Message) -> Problem:
    """A message of SANY's, with what to do about the one that everybody meets."""
    clash = "Multiply-defined symbol" in message.text
    hint = "a parameter may not have the name of a variable or a definition; its name is free: choose another" if clash else ""
    return Problem(message.text, message.file, message.line, message.column, hint)


def _operators(contract: Contract, module: str, mapping: Parsed) -> Iterable[Problem]:
    expected = contract.operators()
    spare = [name for name in mapping.operators if name.startswith("Map_") and name not in expected]
    file = f"{module}.tla"
    for name, parameters in expected.items():
        shape = f"{name}({', '.join(parameters)})" if parameters else name
        found = mapping.operators.get(name)
        if found is None:
            near = difflib.get_close_matches(name, spare, n=1)
            hint = f"is {near[0]} meant for it?" if near else f"define {shape} == …"
            if not near and name not in ("Map_Represent", "Map_Observe", "Map_Inflight"):
                hint += f"; for an action that your specification does not have, {shape} == FALSE"
            line = mapping.operators[near[0]]["line"] if near else 0
            yield Problem(f"{name} is missing", file, line, hint=hint)
            continue
        place = (f"{found['module'] or module}.tla", found["line"], found["column"])
        if found["arity"] != len(parameters):
            message = f"{name} has arity {found['arity']}, not {len(parameters)}"
            yield Problem(message, *place, f"its shape is {shape}")
        most = _STATE if name in ("Map_Represent", "Map_Observe", "Map_Inflight") else _ACTION
        if found["level"] > most == _STATE:
            yield Problem(f"{name} has primes", *place, "it speaks about one state, in variables without primes")
        elif found["level"] > most:
            yield Problem(f"{name} has temporal operators", *place, "it speaks about one step")


def _behaviour(submission: Submission, spec: Parsed) -> Iterable[Problem]:
    """What the configuration names is there and can be what it is named for."""
    config = submission.config
    file = f"{submission.module}.cfg"
    for keyword, name in config.behaviour.items():
        line = config.lines.get(keyword, 0)
        found = spec.operators.get(name)
        if found is None:
            near = difflib.get_close_matches(name, spec.operators, n=1)
            others = "name the definitions after INIT and NEXT, or one after SPECIFICATION"
            hint = f"did you mean {near[0]}?" if near else others
            yield Problem(f"the specification has no definition {name}", file, line, hint=hint)
        elif found["arity"]:
            yield Problem(f"{name} has parameters; what {keyword} names has none", file, line)
        elif keyword == "INIT" and found["level"] != _STATE:
            yield Problem(f"{name} is no predicate about one state, as what INIT names must be", file, line)
        elif keyword == "NEXT" and found["level"] > _ACTION:
            yield Problem(f"{name} is no action, as what NEXT names must be", file, line)
        elif keyword == "SPECIFICATION" and found["level"] != _TEMPORAL:
            hint = "name the initial predicate and the action after INIT and NEXT instead"
            yield Problem(rf"{name} is no formula of the form Init /\ [][Next]_vars", file, line, hint=hint)


def _extension(submission: Submission, module: str, spec: Parsed, mapping: Parsed) -> Iterable[Problem]:
    """The mapping takes variables, constants and behaviour from the specification, and adds none of them."""
    file = f"{module}.tla"
    names = [name for name in submission.config.behaviour.values() if name in spec.operators]
    if any(mapping.operators.get(name, {}).get("module") != spec.operators[name]["module"] for name in names):
        hint = f"it begins with EXTENDS {submission.module}"
        yield Problem("the mapping does not extend the specification", file, 1, 1, hint)
        return
    for kind, declared in (("variable", mapping.variables), ("constant", mapping.constants)):
        for name in declared:
            if name not in spec.variables + spec.constants:
                yield Problem(f"the mapping declares a {kind}, {name}", file, hint="declare it in the specification")


def _constants(contract: Contract, submission: Submission, spec: Parsed) -> Iterable[Problem]:
    """Every constant has a value, and nothing else has."""
    file = f"{submission.module}.cfg"
    given = {each.name: each for each in submission.config.constants}
    for name, each in given.items():
        if name not in spec.constants and name not in contract.constants and name not in BOUNDS:
            hint = f"the specification declares {', '.join(spec.constants) or 'no constants'}"
            yield Problem(f"{name} is no constant of the specification", file, each.line, hint=hint)
    for name in spec.constants:
        if name not in given and name not in contract.constants and name not in BOUNDS:
            yield Problem(f"the constant {name} has no value", file, hint=f"add `CONSTANT {name} = …`")

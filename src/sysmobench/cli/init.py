"""`sysmobench init`."""

from __future__ import annotations

from pathlib import Path

from sysmobench.errors import UsageError
from sysmobench.paths import write_texts
from sysmobench.systems import Contract, load_contract
from sysmobench.tla.types import Type


def write_skeleton(system: str, folder: Path) -> list[Path]:
    """Writes the three files of a submission and the task; nothing that is there already is touched."""
    contract = load_contract(system)
    module = contract.module
    texts = {
        f"{module}.tla": _specification(contract),
        f"{module}.cfg": "SPECIFICATION Spec\n",
        f"{module}_mapping.tla": _mapping(contract),
        "TASK.md": (contract.folder / "task.md").read_text("utf-8"),
    }
    there = [name for name in texts if (folder / name).exists()]
    if there:
        raise UsageError(f"{folder} has {', '.join(there)} already; choose another folder")
    return write_texts(folder, texts)


def _specification(contract: Contract) -> str:
    observables = list(contract.observables)
    lines = [
        f"---- MODULE {contract.module} ----",
        f"(* {contract.title}: {contract.summary}",
        "   TASK.md says what to model. *)",
    ]
    lines += ["EXTENDS Naturals, Sequences, FiniteSets", ""]
    for name, constant in contract.constants.items():
        lines += [f"CONSTANT {name}    \\* {constant.meaning}; the judge chooses it"]
    lines += ["", "VARIABLES"]
    for number, (name, observable) in enumerate(contract.observables.items()):
        comma = "," if number < len(observables) - 1 else ""
        lines.append(f"    {name}{comma}    \\* {observable.type}")
    lines += ["", f"vars == <<{', '.join(observables)}>>", "", "Init =="]
    for name, parsed in contract.types_of.items():
        lines.append(f"    /\\ {name} = {_some(parsed)}    \\* is this how the code begins?")
    lines += [
        "",
        "\\* An action for each of the contract's, in your own words; then Next is their disjunction.",
        "Next == FALSE",
        "",
    ]
    lines += ["Spec == Init /\\ [][Next]_vars", "===="]
    return "\n".join(lines) + "\n"


def _some(parsed: Type) -> str:
    """An element of a type, to begin with."""
    match parsed.kind:
        case "BOOLEAN":
            return "FALSE"
        case "Nat":
            return "0"
        case "STRING":
            return '""'
        case "strings":
            return f'"{parsed.names[0]}"'
        case "constant":
            return f"CHOOSE x \\in {parsed.names[0]} : TRUE"
        case "Seq" | "partial":
            return "<<>>"
        case "union":
            return _some(parsed.parts[-1])
        case "SUBSET":
            return "{}"
        case "function":
            return f"[x \\in {parsed.parts[0]} |-> {_some(parsed.parts[1])}]"
        case _:
            fields = zip(parsed.names, parsed.parts, strict=True)
            return "[" + ", ".join(f"{name} |-> {_some(part)}" for name, part in fields) + "]"


def _mapping(contract: Contract) -> str:
    """Represent and Observe for variables that are the observables; every action still to be named."""
    lines = [f"---- MODULE {contract.module}_mapping ----", f"EXTENDS {contract.module}", ""]
    lines += ["\\* The states of the specification that stand for a recorded state `pre`.", "Map_Represent(pre) =="]
    for name, parsed in contract.types_of.items():
        lines.append(f"    /\\ {name} = {_represented(parsed, f'pre.{name}')}")
    lines += ["", "\\* The observables, from the specification's variables.", "Map_Observe =="]
    lines += ["    [" + ", ".join(f"{name} |-> {name}" for name in contract.observables) + "]", ""]
    if contract.messages:
        lines += ["\\* The messages in flight, as records in the contract's fields.", "Map_Inflight == {}", ""]
    lines += ["\\* One operator for each action of the contract: put your own action in place of FALSE."]
    for decision in contract.decisions:
        for action in decision.actions:
            shape = f"Map_{action.name}({', '.join(decision.parameters_of(action))})"
            lines.append(f"{shape} == FALSE    \\* {action.meaning}")
    return "\n".join([*lines, "===="]) + "\n"


def _represented(parsed: Type, text: str) -> str:
    """A function over a constant is written out: recorded, it is a record with those fields."""
    if parsed.kind == "function":
        return f"[x \\in {parsed.parts[0]} |-> {text}[x]]"
    return text

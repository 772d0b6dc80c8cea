"""A window as a module of its own that plain TLC runs, for whoever wants to see it without this judge."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sysmobench.errors import UsageError
from sysmobench.paths import write_texts
from sysmobench.phases.explain import Explanation
from sysmobench.results import Result, Verdict
from sysmobench.systems import load_contract
from sysmobench.tla.config import read_config, write_config
from sysmobench.tla.values import Value, to_tla

_NEVER = "TLC finds no error: the code's outcome, CodeAfter, is never reached."
_REACHED = "TLC finds that NotTheCode is violated: the code's outcome is reached."
_MORE = "TLC finds that OnlyTheCode is violated, and shows what the specification does beyond the code."


def export_window(result: Result, explanation: Explanation, folder: Path) -> list[Path]:
    """Writes the submission, a module that makes the window's one step, and its configuration; returns what was written."""
    if not explanation.variables:
        raise UsageError(f"{explanation.window}: no state of the specification stands for this one, so there is nothing to run")
    contract = load_contract(result.system)
    module = f"{contract.module}_window"
    given = {name: to_tla(value) for name, value in explanation.constants.items()}
    more = explanation.verdict in (Verdict.SPURIOUS, "beyond") or not explanation.calls
    behaviour = ["INIT WindowInit", "NEXT WindowNext", f"INVARIANT {'OnlyTheCode' if more else 'NotTheCode'}"]
    own = read_config(result.submission[f"{contract.module}.cfg"])
    texts = dict(result.submission) | {f"{contract.module}.tla": explanation.specification}
    texts[f"{module}.tla"] = _module(module, contract.module, explanation, result)
    texts[f"{module}.cfg"] = write_config(own, given, behaviour)
    return write_texts(folder, texts)


def _module(module: str, spec: str, explanation: Explanation, result: Result) -> str:
    kept = result.conformance.observables if result.conformance else list(explanation.before)
    steps = [f"Map_{action}({', '.join(map(to_tla, arguments))})" for action, arguments in explanation.calls]
    lines = [
        f"---- MODULE {module} ----",
        f"(* {explanation.window}, {explanation.decision}: {explanation.verdict}.",
        f"   The code: {explanation.code}.",
        "   Run it in this folder (-deadlock: there is one step and no more):",
        "",
        f"       java -cp tla2tools.jar tlc2.TLC -deadlock {module}.tla",
        "",
        f"   {_expectation(explanation)} *)",
        f"EXTENDS {spec}_mapping, TLC",
        "",
        "VARIABLE window_done",
        "",
        "CodeBefore ==",
        f"    {_record(explanation.before, kept)}",
        "",
        "CodeAfter ==",
        f"    {_record(explanation.after, kept)}",
        "",
        "\\* The states from which the window was judged: carried along the trace, hidden steps taken.",
        "WindowInit ==",
        "    /\\ window_done = FALSE",
        "    /\\ \\/ " + "\n       \\/ ".join(_state(variables) for variables in explanation.variables),
        "",
        "WindowNext ==",
        "    /\\ ~window_done",
        "    /\\ window_done' = TRUE",
        "    /\\ " + (" \\/ ".join(steps) if steps else "Next"),
        *(["    /\\ Next"] if steps else []),
        "",
        "NotTheCode == ~(window_done /\\ Map_Observe = CodeAfter)",
        "",
        "OnlyTheCode == window_done => Map_Observe \\in {CodeBefore, CodeAfter}" if steps else _only_fan(explanation, kept),
        "====",
    ]
    return "\n".join(lines) + "\n"


def _expectation(explanation: Explanation) -> str:
    if explanation.verdict in (Verdict.SPURIOUS, "beyond"):
        return _MORE
    if explanation.verdict == Verdict.PASS and not explanation.refused and explanation.calls:
        return _REACHED
    return _NEVER if explanation.calls else "TLC finds no error: Next does nothing beyond the code."


def _only_fan(explanation: Explanation, kept: list[str]) -> str:
    known = ",\n         ".join(_record(after, kept) for after in explanation.fan)
    return f"OnlyTheCode == window_done =>\n    Map_Observe \\in\n        {{CodeBefore,\n         {known}}}"


def _record(fields: Mapping[str, Value], kept: list[str]) -> str:
    if not kept:
        return "<<>>"
    return "[" + ", ".join(f"{name} |-> {to_tla(fields[name])}" for name in kept) + "]"


def _state(variables: Mapping[str, Value]) -> str:
    return "\n          ".join(f"/\\ {name} = {to_tla(value)}" for name, value in variables.items())

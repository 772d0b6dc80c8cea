"""A window the way of the existing SysMoBench: a module that asks about it, and a run of plain TLC that answers.

The module's first state is what ``Map_Represent`` gives for the state before, its only step the mapped action as a step of
``Next``; an invariant is violated when that step ends in what was recorded. So a violation is a pass, and its absence means
that the step is missing.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import NamedTuple

from benchmarks.measure import BrokenRunError, Cost, java, run
from sysmobench.engine import Tools, Workspace
from sysmobench.results import Verdict
from sysmobench.submission import Submission
from sysmobench.systems import Contract, Window
from sysmobench.tla.config import write_config
from sysmobench.tla.values import to_tla

MODULE = "SMB_Window"
_VERDICTS = {0: Verdict.MISSING, 12: Verdict.PASS}
"""By TLC's exit code; 12 is a violated invariant."""


class Answer(NamedTuple):
    """What one process said, and how long it took to say it."""

    verdict: Verdict
    cost: Cost


class JvmEach:
    """Judges windows of one submission, each in a Java process of its own."""

    def __init__(self, tools: Tools, workspace: Workspace, contract: Contract, submission: Submission) -> None:
        self.tools = tools
        self.workspace = workspace
        self.contract = contract
        self.config = replace(submission.config, init="SMB_Init", next="SMB_Next", specification="")
        self.next = submission.config.next or "Next"
        if submission.config.specification:
            raise BrokenRunError("this way needs a specification that names its NEXT")

    def judge(self, window: Window) -> Answer:
        """Writes the module, runs TLC on it, reads its exit code; the time is that of the process alone."""
        self.workspace.write(f"{MODULE}.tla", self.module(window))
        self.workspace.write(f"{MODULE}.cfg", self.configuration())
        states = self.workspace.temporary / "states"
        command = java(self.tools, self.workspace.temporary, "tlc2.TLC", "-deadlock", "-metadir", str(states), MODULE)
        ran = run(command, self.workspace.path, expected=tuple(_VERDICTS))
        shutil.rmtree(states, ignore_errors=True)
        return Answer(_VERDICTS[ran.code], ran.cost)

    def module(self, window: Window) -> str:
        """The question, in TLA+."""
        arguments = ", ".join(map(to_tla, (*window.arguments, *window.extra)))
        action = f"Map_{window.action}({arguments})" if arguments else f"Map_{window.action}"
        return (
            f"---- MODULE {MODULE} ----\n"
            f"EXTENDS {self.contract.module}_mapping\n"
            "VARIABLE SMB_stepped\n"
            f"SMB_Init == Map_Represent({to_tla(window.before.fields)}) /\\ SMB_stepped = FALSE\n"
            f"SMB_Next == ~SMB_stepped /\\ {action} /\\ {self.next} /\\ SMB_stepped' = TRUE\n"
            f"SMB_NotReached == ~(SMB_stepped /\\ Map_Observe = {to_tla(window.after.fields)})\n"
            "====\n"
        )

    def configuration(self) -> str:
        """The judge's constants, as our engine gets them."""
        constants = {name: to_tla(value) for name, value in self.contract.constants_of("test").items()}
        return write_config(self.config, constants) + "INVARIANT SMB_NotReached\n"

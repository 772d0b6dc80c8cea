"""What of a specification the recorded windows ever needed: each conjunct and branch of its actions, and each IF both ways.

What no window needs, no window can find wrong.
"""

from __future__ import annotations

from dataclasses import dataclass

from msgspec.structs import replace

from sysmobench.engine import Part
from sysmobench.phases.syntax import opened
from sysmobench.phases.walking import walk_traces
from sysmobench.submission import Submission
from sysmobench.systems import Contract, load_traces
from sysmobench.systems.contract import Split


@dataclass(frozen=True)
class Covered:
    """A part of a definition, and what the windows of a split made of it."""

    part: Part
    text: str
    """As it is written, on one line."""

    @property
    def gap(self) -> str:
        """What is missing, if anything.

        A part that assigns has no truth value of its own; one that is a condition should come out both ways.
        """
        if not self.part.reached:
            return "never evaluated"
        if self.part.yes is self.part.no or self.part.kind == "branch":
            return ""
        return "never true" if self.part.no else "never false"


def coverage_of(contract: Contract, submission: Submission, split: Split) -> list[Covered]:
    """Every part of the submission's actions, in the order of the text, as the windows of a split cover it.

    None of them for one that does not parse.
    """
    module = contract.module
    found: list[Part] = []
    with opened(contract, submission) as (session, spec):
        if spec is not None:
            walk_traces(
                contract,
                session,
                spec.constants,
                load_traces(contract, split),
                coverage=True,
                visited=lambda: found.extend(session.covered(module)),
            )
        return covered(found, session.workspace.read(f"{module}.tla"))


def covered(found: list[Part], source: str) -> list[Covered]:
    """What several groups of windows made of each part, in the order of the text."""
    parts = sorted(_together(found), key=lambda part: (part.line, part.column, -part.end_line, -part.end_column))
    return [Covered(part, _text(source.splitlines(), part)) for part in parts]


def _together(parts: list[Part]) -> list[Part]:
    """Each part once: what came of it for any constants."""
    met: dict[tuple[object, ...], Part] = {}
    for part in parts:
        key = (part.kind, part.line, part.column, part.end_line, part.end_column)
        old = met.get(key, part)
        met[key] = replace(part, reached=part.reached or old.reached, yes=part.yes or old.yes, no=part.no or old.no)
    return list(met.values())


def _text(lines: list[str], part: Part) -> str:
    found = lines[part.line - 1 : part.end_line]
    found[-1] = found[-1][: part.end_column]
    found[0] = found[0][part.column - 1 :]
    return " ".join(" ".join(found).split())

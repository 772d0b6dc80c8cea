"""What became of the mutants of a reference when it was last reviewed: ``mutants.json`` in the system's folder.

A survivor has a reason there, written by a person; everything else is written by ``sysmobench mutants --write``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from sysmobench.errors import ContractError
from sysmobench.mutants.judging import Fate, Outcome
from sysmobench.submission import Submission
from sysmobench.systems import Contract, Trace


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The mutants of one reference, judged on one split."""

    reference: str
    """A hash of the reference's texts."""
    traces: str
    """A hash of the traces that they were judged on."""
    quick: bool = False
    """Whether only the first trace that noticed a mutant was asked: then the numbers of windows are of that trace."""
    every: int = 1
    """Every so many-th mutant was judged."""
    reasons: dict[str, str] = {}
    """For each survivor why nothing notices it."""
    mutants: list[Outcome]


def manifest_of(
    reference: Submission,
    traces: Iterable[Trace],
    outcomes: Sequence[Outcome],
    known: Manifest | None,
    *,
    quick: bool = False,
    every: int = 1,
) -> Manifest:
    """A new manifest; the reasons of mutants that still survive are kept."""
    return with_outcomes(head_of(reference, traces, known, quick=quick, every=every), outcomes)


def head_of(
    reference: Submission, traces: Iterable[Trace], known: Manifest | None, *, quick: bool = False, every: int = 1
) -> Manifest:
    """A manifest without mutants as yet, and with all reasons that are known."""
    digest = hashlib.sha256()
    for trace in traces:
        digest.update(trace.digest.encode())
    return Manifest(
        reference=reference.digest,
        traces=digest.hexdigest(),
        quick=quick,
        every=every,
        reasons=known.reasons if known else {},
        mutants=[],
    )


def with_outcomes(head: Manifest, outcomes: Sequence[Outcome]) -> Manifest:
    """The manifest with these outcomes, and the reasons of those that survive."""
    survivors = [each.name for each in outcomes if each.fate is Fate.SURVIVED]
    reasons = {name: head.reasons.get(name, "") for name in survivors}
    return msgspec.structs.replace(head, reasons=reasons, mutants=list(outcomes))


def read_manifest(contract: Contract) -> Manifest | None:
    """The manifest of a system, if it has one; ContractError if it cannot be read."""
    path = _path(contract)
    if not path.is_file():
        return None
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except msgspec.MsgspecError as error:
        raise ContractError(f"{path.name} of {contract.name}: {error}") from error


def hints_of(known: Manifest | None) -> dict[str, str]:
    """For each mutant that a trace noticed, that trace."""
    return {each.name: each.trace for each in known.mutants if each.trace} if known else {}


def write_manifest(contract: Contract, manifest: Manifest) -> None:
    """Writes it, a line for each mutant."""
    head = msgspec.json.format(msgspec.json.encode(msgspec.structs.replace(manifest, mutants=[])), indent=1).decode()
    lines = ",\n  ".join(msgspec.json.encode(each).decode() for each in manifest.mutants)
    _path(contract).write_text(head.replace('"mutants": []', f'"mutants": [\n  {lines}\n ]') + "\n", "utf-8")


def differences(known: Manifest, outcomes: Sequence[Outcome], *, quick: bool) -> list[str]:
    """What is not as it was: a line for each mutant. ``quick`` compares fates alone."""
    before = {each.name: each for each in known.mutants}
    after = {each.name: each for each in outcomes}
    lines = [f"{name} is gone" for name in before if name not in after]
    for name, each in after.items():
        old = before.get(name)
        if old is None:
            lines.append(f"{name} is new: {each.fate}")
        elif old.fate is not each.fate:
            lines.append(f"{name}: {each.fate}, not {old.fate}")
        elif not (quick or known.quick) and old.by != each.by:
            lines.append(f"{name}: {each.by}, not {old.by}")
    return lines


def _path(contract: Contract) -> Path:
    return contract.folder / "mutants.json"

"""`sysmobench show --coverage`."""

from __future__ import annotations

from rich.text import Text

from sysmobench.cli.show import SPLITS, branches_table, plain_table
from sysmobench.coverage import Covered, coverage_of
from sysmobench.mutants.running import reference_of
from sysmobench.report.terminal import console
from sysmobench.systems import Contract, load_contract, load_traces
from sysmobench.systems.contract import Split

KINDS = {"conjunct": "conjuncts", "disjunct": "disjuncts", "condition": "conditions of IF", "branch": "branches of IF and CASE"}


def show_coverage(name: str, *, as_json: bool) -> None:
    """The code by branch, and the reference by conjunct, branch and condition."""
    from sysmobench.cli.app import emit

    contract = load_contract(name)
    reference = reference_of(contract)
    with console(stderr=True).status("judging the reference"):
        covered = {split: coverage_of(contract, reference, split) for split in SPLITS}
    if as_json:
        emit(_json(covered))
        return
    screen = console()
    screen.print(Text("The code: windows of each branch", style="bold"))
    screen.print(branches_table(contract, {split: load_traces(contract, split) for split in SPLITS}))
    screen.print()
    _reference(contract, covered)


def _reference(contract: Contract, covered: dict[Split, list[Covered]]) -> None:
    """How many parts of the reference are covered, and those that are not."""
    screen = console()
    screen.print(Text("The reference: parts of its actions that windows need", style="bold"))
    table = plain_table("", *SPLITS)
    for kind, name in KINDS.items():
        groups = [[each for each in covered[split] if each.part.kind == kind] for split in SPLITS]
        if any(groups):
            table.add_row(name, *(f"{sum(not each.gap for each in group)} of {len(group)}" for group in groups))
    screen.print(table)
    gaps = [(split, each) for split in SPLITS for each in covered[split] if each.gap]
    for split, each in gaps:
        place = f"{contract.module}.tla:{each.part.line}:{each.part.column}"
        screen.print(Text(f"{split}: {each.gap}: {each.text}  ({each.part.definition}, {place})"))
    if not gaps:
        screen.print("each is evaluated, and each condition comes out both ways")


def _json(covered: dict[Split, list[Covered]]) -> dict[str, object]:
    return {
        split: [{"part": each.part, "text": each.text, "gap": each.gap} for each in parts] for split, parts in covered.items()
    }

"""`sysmobench systems` and `sysmobench show`."""

from __future__ import annotations

from pathlib import Path

from rich.table import Table
from rich.text import Text

from sysmobench.report.terminal import console
from sysmobench.systems import Contract, Trace, load_contract, load_traces, system_names
from sysmobench.systems.contract import Split
from sysmobench.systems.integrity import count_windows
from sysmobench.tla.values import to_tla

SPLITS: tuple[Split, ...] = ("dev", "test")


def list_systems(*, as_json: bool) -> None:
    """A line for each system."""
    from sysmobench.cli.app import emit

    contracts = [load_contract(name) for name in system_names()]
    if as_json:
        emit([{"name": c.name, "title": c.title, "version": c.version, "summary": c.summary} for c in contracts])
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("system", "version", "what it is", "code"):
        table.add_column(column)
    for contract in contracts:
        table.add_row(contract.name, contract.version, contract.summary, contract.source.package)
    console().print(table)


def show_system(name: str, *, as_json: bool) -> None:
    """A system's contract, coverage and provenance."""
    from sysmobench.cli.app import emit

    contract = load_contract(name)
    traces = {split: load_traces(contract, split) for split in SPLITS}
    if as_json:
        emit(_json(contract, traces))
        return
    screen = console()
    screen.print(Text(f"{contract.name} {contract.version}: {contract.title}", style="bold"))
    screen.print(contract.summary)
    for heading, table in (
        ("Constants", _constants(contract)),
        ("Observables", _observables(contract)),
        ("Decisions, their actions and branches, and how many windows show each", branches_table(contract, traces)),
        ("Properties", _properties(contract)),
        ("Traces", _traces(traces)),
    ):
        screen.print()
        screen.print(Text(heading, style="bold"))
        screen.print(table)
    screen.print(f"\nthe task in full: sysmobench show {name} --task      a skeleton: sysmobench init {name} DIR", style="dim")


def write_system_page(name: str, path: Path) -> None:
    """The same as a page, with traces to walk along."""
    from sysmobench.report.html.system_page import system_page
    from sysmobench.report.html.writing import write_page

    contract = load_contract(name)
    task = (contract.folder / "task.md").read_text("utf-8")
    write_page(path, system_page(contract, {split: load_traces(contract, split) for split in SPLITS}, task))
    console().print(f"wrote {path}")


def plain_table(*columns: str) -> Table:
    """A table without lines; the columns of splits hold numbers."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for column in columns:
        table.add_column(column, justify="right" if column in SPLITS else "left")
    return table


def _constants(contract: Contract) -> Table:
    table = plain_table("name", "meaning", "dev", "test")
    for name, constant in contract.constants.items():
        table.add_row(name, constant.meaning, *(to_tla(value) for value in (contract.constants_of(s)[name] for s in SPLITS)))
    return table


def _observables(contract: Contract) -> Table:
    table = plain_table("name", "type and meaning")
    for name, observable in contract.observables.items():
        table.add_row(name, observable.type)
        table.add_row("", Text(observable.meaning, style="dim"))
    return table


def branches_table(contract: Contract, traces: dict[Split, list[Trace]]) -> Table:
    """Every decision with its actions, branches and refusals, and how many windows show each."""
    counts = {split: count_windows(each) for split, each in traces.items()}
    table = plain_table("decision", "action", "branch", *SPLITS)
    for decision in contract.decisions:
        call = f"{decision.name}({', '.join(decision.parameters)})"
        rows = [
            (action.name, branch, (action.name, branch, False)) for action in decision.actions for branch in action.branches
        ]
        rows += [("", f"refused:{reason}", (decision.name, reason, True)) for reason in decision.refusals]
        last = ""
        for number, (action, branch, key) in enumerate(rows):
            shown = [str(counts[split][key]) for split in SPLITS]
            table.add_row(call if number == 0 else "", action if action != last else "", branch, *shown)
            last = action
    return table


def _properties(contract: Contract) -> Table:
    table = plain_table("name", "kind", "meaning")
    for each in contract.properties:
        table.add_row(each.name, each.kind, each.meaning)
    return table


def _traces(traces: dict[Split, list[Trace]]) -> Table:
    table = plain_table("", *SPLITS)
    kinds = {
        "traces": lambda each: 1,
        "steps": lambda each: len(each.steps),
        "fans": lambda each: len(each.fans),
        "windows": lambda each: sum(1 for _ in each.windows()),
    }
    for kind, count in kinds.items():
        table.add_row(kind, *(f"{sum(map(count, traces[split])):,}" for split in SPLITS))
    header = traces["test"][0].header
    table.add_row("recorded from", Text(f"{header.package} by {header.harness}"))
    for file, digest in header.files.items():
        table.add_row(f"  {file}", Text(digest[:23] + "…", style="dim"))
    return table


def _json(contract: Contract, traces: dict[Split, list[Trace]]) -> dict[str, object]:
    counts = {split: count_windows(each) for split, each in traces.items()}
    coverage = [
        {
            "owner": owner,
            "branch": branch,
            "refused": refused,
            **{split: counts[split][owner, branch, refused] for split in SPLITS},
        }
        for owner, branch, refused in sorted(counts["dev"].keys() | counts["test"].keys())
    ]
    return {
        "contract": contract,
        "operators": contract.operators(),
        "coverage": coverage,
        "traces": {split: [trace.header for trace in each] for split, each in traces.items()},
    }

"""A system: its contract, how many windows show each branch of its code, and traces to walk along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sysmobench.report.html.diagram import Texts, diagram
from sysmobench.report.html.pages import render
from sysmobench.report.values import show
from sysmobench.systems import Contract, Trace, covering
from sysmobench.systems.contract import Split
from sysmobench.systems.integrity import count_windows

SPLITS: tuple[Split, ...] = ("dev", "test")


def system_page(contract: Contract, traces: Mapping[Split, Sequence[Trace]], task: str) -> str:
    """The page; its diagrams are of some traces of dev, as many as it takes to show every branch."""
    shown = covering(traces["dev"])
    texts = Texts()
    diagrams = {trace.name: diagram(contract, trace, {}, texts) for trace in shown}
    return render(
        "system.html.jinja",
        title=contract.title,
        contract=contract,
        splits=SPLITS,
        constants=[
            (name, constant.meaning, [show(contract.constants_of(split)[name]) for split in SPLITS])
            for name, constant in contract.constants.items()
        ],
        decisions=_decisions(contract, traces),
        totals=[
            (word, [f"{sum(map(count, traces[split])):,}" for split in SPLITS])
            for word, count in (
                ("traces", lambda each: 1),
                ("steps", lambda each: len(each.steps)),
                ("fans", lambda each: len(each.fans)),
                ("windows", lambda each: sum(1 for _ in each.windows())),
            )
        ],
        header=traces["test"][0].header,
        task=task,
        traces=list(diagrams),
        data={"texts": texts.all, "traces": diagrams, "marks": {}},
    )


def _decisions(contract: Contract, traces: Mapping[Split, Sequence[Trace]]) -> list[dict[str, Any]]:
    counts = {split: count_windows(traces[split]) for split in SPLITS}
    found = []
    for decision in contract.decisions:
        keys = [(a.name, branch, False) for a in decision.actions for branch in a.branches]
        keys += [(decision.name, reason, True) for reason in decision.refusals]
        rows = [
            {
                "action": "none: refused" if refused else owner,
                "branch": branch,
                "counts": [counts[split][owner, branch, refused] for split in SPLITS],
            }
            for owner, branch, refused in keys
        ]
        call = f"{decision.name}({', '.join(f'{name}: {kind}' for name, kind in decision.parameters.items())})"
        found.append({"call": call, "decision": decision, "rows": rows})
    return found

"""Writes the tables of the documentation that repeat what is on record: `python docs/make_tables.py [--check]`."""  # noqa: INP001

from __future__ import annotations

import re
import sys
from collections.abc import Collection
from pathlib import Path

from sysmobench import load_contract, load_traces, system_names
from sysmobench.evidence import stored
from sysmobench.mutants.judging import Fate, Outcome
from sysmobench.mutants.manifest import read_manifest

HERE = Path(__file__).parent
SHARPNESS, TEXTBOOKS, README = HERE / "sharpness.md", HERE / "textbooks.md", HERE.parent / "README.md"


def main() -> int:
    """Writes, or with --check says which page is not as it should be."""
    wrong = [path for path, text in pages().items() if path.read_text("utf-8") != text]
    if "--check" in sys.argv[1:]:
        for path in wrong:
            print(f"{path.name} is out of date: python docs/make_tables.py writes it")
        return bool(wrong)
    for path in wrong:
        path.write_text(pages()[path], "utf-8")
        print(f"wrote {path.name}")
    return 0


def pages() -> dict[Path, str]:
    """Every page with tables, as it should be."""
    return {
        SHARPNESS: _replaced(SHARPNESS, "mutants", _mutants()),
        TEXTBOOKS: _replaced(TEXTBOOKS, "variants", _variants()),
        README: _replaced(README, "systems", _systems()),
    }


def _replaced(path: Path, name: str, table: list[str]) -> str:
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->\n"
    text = path.read_text("utf-8")
    pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    return pattern.sub(lambda _: begin + "\n".join(table) + "\n" + end, text)


def _mutants() -> list[str]:
    """For each operator and system: killed, of those that do something else than the reference."""
    manifests = {name: manifest for name in system_names() if (manifest := read_manifest(load_contract(name)))}
    outcomes = {name: manifest.mutants for name, manifest in manifests.items()}
    operators = dict.fromkeys(each.operator for group in outcomes.values() for each in group)
    lines = [_row("operator", *outcomes), _row("---", *("---:" for _ in outcomes))]
    lines += [_row(each, *(_killed(group, each) for group in outcomes.values())) for each in sorted(operators)]
    lines.append(_row("**all**", *(f"**{_killed(group)}**" for group in outcomes.values())))
    for fate, words in (
        (Fate.SURVIVED, "survivors"),
        (Fate.EQUIVALENT, "equivalent"),
        (Fate.REFUSED, "refused by SANY or TLC"),
    ):
        lines.append(_row(words, *(str(sum(each.fate is fate for each in group)) for group in outcomes.values())))
    fewest = ["" if each.quick else str(min(m.windows for m in each.mutants if m.windows)) for each in manifests.values()]
    return [*lines, _row("fewest windows that noticed one", *fewest)]


def _killed(group: list[Outcome], operator: str = "") -> str:
    told = [each for each in group if each.fate in (Fate.KILLED, Fate.SURVIVED) and operator in ("", each.operator)]
    return f"{sum(each.fate is Fate.KILLED for each in told)} of {len(told)}" if told else ""


def _systems() -> list[str]:
    """Every system with its windows, stored submissions and mutants."""
    lines = [_row("system", "what it is", "windows, dev and test", "stored submissions", "mutants killed")]
    lines.append(_row(*["---"] * 2, *["---:"] * 3))
    for name in system_names():
        contract = load_contract(name)
        windows = [sum(1 for t in load_traces(contract, split) for _ in t.windows()) for split in ("dev", "test")]
        counted = " and ".join(f"{count:,}" for count in windows)
        manifest = read_manifest(contract)
        killed = _killed(manifest.mutants) if manifest else ""
        lines.append(_row(f"`{name}`", contract.summary, counted, str(len(stored(contract))), killed))
    return lines


def _variants() -> list[str]:
    """For each system its textbook variants, the least faithful first, with the branches that they fail."""
    lines: list[str] = []
    for name in system_names():
        contract = load_contract(name)
        variants = [case.expectation() | {"name": case.folder.name} for case in stored(contract) if case.kind == "textbook"]
        variants.sort(key=lambda each: (each["expected"]["conformance"], each["name"]))
        lines += [f"## {contract.title}", "", _row("variant", "conformance", "fails on"), _row("---", "---:", "---")]
        for each in variants:
            fails = ", ".join(_branches(each["expected"]["failing"], each.get("predicts", ())))
            lines.append(_row(f"`{each['name']}`", f"{each['expected']['conformance']:.3f}", fails))
        lines += ["", *(f"- `{each['name']}`: {each['why']}" for each in sorted(variants, key=lambda each: each["name"])), ""]
    return lines[:-1]


def _branches(failing: Collection[str], predicted: Collection[str]) -> list[str]:
    """The branches that fail, those that the belief predicts in bold and first."""
    return [f"**{name}**" for name in predicted] + [name for name in failing if name not in predicted]


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main())

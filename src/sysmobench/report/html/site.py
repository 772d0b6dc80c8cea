"""A folder that compares results: a table for each phase, a report behind each cell, and the data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from sysmobench.errors import UsageError
from sysmobench.report.board import PHASES, Board, Entry, Named, board, schema, to_json
from sysmobench.report.html.pages import render, slug
from sysmobench.report.html.writing import write_check_page, write_page
from sysmobench.systems import load_contract

DATA = "results.json"
SCHEMA = "results.schema.json"


@dataclass(frozen=True)
class Cell:
    """A score in a table."""

    value: float | None
    page: str
    runs: int
    deviation: float | None
    least: float
    most: float


def write_site(folder: Path, named: Sequence[Named], traces: Path | None, progress: Callable[[str], None]) -> list[Path]:
    """Writes the pages and the data; returns what was written. ``progress`` is told each page before it is made."""
    titles = {each.result.system: load_contract(each.result.system).title for each in named}
    pages = _names(named)
    data = board(named, titles, pages)  # before anything is written: it may refuse
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} cannot be made: {error.strerror}") from error
    written = []
    for each in named:
        progress(pages[each.path])
        write_check_page(folder / pages[each.path], each.result, each.name, traces, None)
        written.append(folder / pages[each.path])
    write_page(folder / "index.html", index_page(data))
    write_page(folder / DATA, to_json(data).decode())
    write_page(folder / SCHEMA, msgspec.json.format(msgspec.json.encode(schema()), indent=2).decode() + "\n")
    return [folder / "index.html", folder / DATA, folder / SCHEMA, *written]


def _names(named: Sequence[Named]) -> dict[Path, str]:
    """A file for each report: its name and system, and a number where several have both."""
    taken: set[str] = set()
    pages: dict[Path, str] = {}
    for each in named:
        stem = slug(f"{each.name}-{each.result.system}")
        page, number = f"{stem}.html", 1
        while page in taken or page == "index.html":
            number += 1
            page = f"{stem}-{number}.html"
        taken.add(page)
        pages[each.path] = page
    return pages


def index_page(data: Board) -> str:
    """The page of tables."""
    names = list(dict.fromkeys(entry.name for entry in data.entries))
    found = {(entry.name, entry.system): entry for entry in data.entries}
    tables = []
    for phase in PHASES:
        rows = []
        for name in names:
            cells = [_cell(found.get((name, system)), phase) for system in data.systems]
            known = [cell.value for cell in cells if cell.value is not None]
            rows.append({"name": name, "cells": cells, "mean": sum(known) / len(known), "of": len(known)})
        rows.sort(key=lambda row: (-row["of"], -row["mean"], row["name"]))  # type: ignore[operator]
        tables.append({"phase": phase, "rows": rows})
    return render("site.html.jinja", title="Results", board=data, tables=tables, data_file=DATA, schema_file=SCHEMA)


def _cell(entry: Entry | None, phase: str) -> Cell:
    if entry is None:
        return Cell(None, "", 0, None, 0, 0)
    spread = entry.scores[phase]
    middle = sorted(entry.runs, key=lambda run: getattr(run.scores, phase))[len(entry.runs) // 2]
    return Cell(spread.mean, middle.page, len(entry.runs), spread.deviation, spread.least, spread.most)

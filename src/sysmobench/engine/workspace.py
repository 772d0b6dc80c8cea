"""The private folder in which a submission is judged: its texts, the modules it may extend, and the judge's own."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from sysmobench.paths import MODULES
from sysmobench.submission import Submission
from sysmobench.systems.contract import Contract
from sysmobench.tla.config import Config, write_config
from sysmobench.tla.values import Value, to_tla

ROOT = "SMB"
"""The judge's root module."""


class Workspace:
    """A folder of its own, gone when the block is left; nothing in it comes from anywhere but the arguments."""

    def __init__(self, contract: Contract, submission: Submission) -> None:
        self.contract = contract
        self.submission = submission
        self._folder = tempfile.TemporaryDirectory(prefix="sysmobench-", ignore_cleanup_errors=True)
        self.path = Path(self._folder.name)
        self.temporary = self.path / "tmp"
        self.temporary.mkdir()
        for module in MODULES.glob("*.tla"):
            (self.path / module.name).write_bytes(module.read_bytes())
        for name, text in submission.files.items():
            (self.path / name).write_text(text, "utf-8")
        properties = (contract.folder / "Properties.tla").read_text("utf-8")
        renamed = re.sub(r"(?m)^(-{4,}\s*MODULE\s+)Properties\b", rf"\1{ROOT}_Properties", properties, count=1)
        (self.path / f"{ROOT}_Properties.tla").write_text(renamed, "utf-8")

    @classmethod
    def like(cls, other: Workspace) -> Self:
        """Another one of the same submission as it stands there, its algorithm translated, say."""
        workspace = cls(other.contract, other.submission)
        for name in other.submission.files:
            workspace.write(name, other.read(name))
        return workspace

    def write(self, name: str, text: str) -> None:
        """Adds or replaces a file."""
        (self.path / name).write_text(text, "utf-8")

    def read(self, name: str) -> str:
        """The text of a file."""
        return (self.path / name).read_text("utf-8")

    def write_root(self, constants: Mapping[str, Value], declared: list[str]) -> None:
        """The root module and its configuration, for one choice of constants.

        Properties read the judge's own variable, which holds what ``Map_Observe`` gave: so one evaluation of a property
        serves all states that look the same.
        """
        values = {name: to_tla(value) for name, value in constants.items()}
        substitutions = "".join(f", {name} <- {values[name]}" for name in self.contract.constants)
        self.write(
            f"{ROOT}.tla",
            f"---- MODULE {ROOT} ----\n"
            f"EXTENDS {self.contract.module}_mapping\n"
            f"VARIABLE {ROOT}_observed\n"
            f"{ROOT}_P == INSTANCE {ROOT}_Properties WITH observed <- {ROOT}_observed{substitutions}\n"
            "====\n",
        )
        given = {name: value for name, value in values.items() if name in declared}
        self.write(f"{ROOT}.cfg", write_config(self._config(declared, constants), given))

    def _config(self, declared: list[str], given: Mapping[str, Value]) -> Config:
        """The submission's configuration without constants that it does not declare, or that the judge gives."""
        config = self.submission.config
        kept = [each for each in config.constants if each.name in declared and each.name not in given]
        return replace(config, constants=kept)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._folder.cleanup()

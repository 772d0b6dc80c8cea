"""The one place that knows where the files of sysmobench are."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from sysmobench.errors import UsageError

PACKAGE = Path(__file__).parent
SYSTEMS = PACKAGE / "systems"
MODULES = PACKAGE / "tla" / "modules"
"""Modules that specifications like to extend and that TLC does not bring along."""
DRIVER = PACKAGE / "engine" / "driver.jar"


def harness_sources(family: str) -> Path | None:
    """The folder of a harness's sources, found in a source checkout only; ``SYSMOBENCH_HARNESS`` names another place."""
    root = os.environ.get("SYSMOBENCH_HARNESS")
    folder = (Path(root) if root else PACKAGE.parent.parent / "harness") / family
    return folder if folder.is_dir() else None


def write_texts(folder: Path, texts: Mapping[str, str]) -> list[Path]:
    """Writes files into a folder, which is made if need be; UsageError if it cannot be written to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, "utf-8")
    except OSError as error:
        raise UsageError(f"{folder} cannot be written to: {error.strerror}") from error
    return [folder / name for name in texts]


def chromium() -> str | None:
    """A browser to look at pages with; ``SYSMOBENCH_CHROMIUM`` names another one."""
    return os.environ.get("SYSMOBENCH_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


def cache() -> Path:
    """Where built harnesses are kept; ``SYSMOBENCH_CACHE`` names another place."""
    named = os.environ.get("SYSMOBENCH_CACHE")
    base = os.environ.get("XDG_CACHE_HOME")
    return Path(named) if named else (Path(base) if base else Path.home() / ".cache") / "sysmobench"

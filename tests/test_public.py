"""The public door: what can be imported, and what importing costs."""

from __future__ import annotations

import subprocess
import sys

import sysmobench


def test_every_public_name_exists() -> None:
    """Each name of __all__ can be had, and each lazily served name is in __all__."""
    assert sorted(sysmobench.__all__) == sysmobench.__all__
    assert set(sysmobench._HOMES) == set(sysmobench.__all__)
    for name in sysmobench.__all__:
        assert getattr(sysmobench, name) is not None


def test_importing_starts_nothing_heavy() -> None:
    """`import sysmobench` loads neither the syntax tree library nor the terminal library nor the judge."""
    code = "import sysmobench, sys; print(sorted(m for m in ('rich', 'tree_sitter', 'msgspec', 'typer') if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

"""Fixtures of all tests."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile import processes
from post_office import post

__all__ = ["post", "sealed"]


@pytest.fixture
def sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A temporary folder for this test alone; after the test it is empty, and no process knows of it any more."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    yield temporary
    assert processes(temporary, seconds=5) == []
    assert list(temporary.iterdir()) == []

"""The same verdicts on another TLC. CI brings TLC 2.18; SYSMOBENCH_OTHER_TLC names its jar."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest
from support import SPIN

from sysmobench.evidence import observe, stored

OTHER = os.environ.get("SYSMOBENCH_OTHER_TLC", "")
SLOW = ("endless", "allows_everything", "names_outcome", "arms_in")
CASES = {case.name: case for case in stored(SPIN) if not any(word in case.name for word in SLOW)}


@pytest.mark.skipif(not Path(OTHER).is_file(), reason="no second TLC here: SYSMOBENCH_OTHER_TLC names none")
@pytest.mark.parametrize("name", CASES)
def test_another_tlc_gives_the_same_verdicts(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Scores, failing windows and properties do not depend on the version of TLC; the words of its errors may."""
    here, result = observe(CASES[name])
    monkeypatch.setenv("SYSMOBENCH_TLA2TOOLS", OTHER)
    there, other = observe(CASES[name])
    assert there == here
    if result and other:
        assert result.provenance["sha256"]["tlc"] != other.provenance["sha256"]["tlc"]
        assert [msgspec.structs.replace(f, reason="") for f in result.failures] == [
            msgspec.structs.replace(f, reason="") for f in other.failures
        ]

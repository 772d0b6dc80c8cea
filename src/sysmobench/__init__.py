"""sysmobench: is a TLA+ specification true to the code that it claims to describe?"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from sysmobench.errors import Problem, SubmissionError, SysmobenchError
    from sysmobench.judging import check, check_submission
    from sysmobench.results import Result, Verdict
    from sysmobench.submission import Submission, read_submission
    from sysmobench.systems import load_contract, load_traces, system_names

_HOMES = {
    "Problem": "errors",
    "Result": "results",
    "Submission": "submission",
    "SubmissionError": "errors",
    "SysmobenchError": "errors",
    "Verdict": "results",
    "check": "judging",
    "check_submission": "judging",
    "load_contract": "systems",
    "load_traces": "systems",
    "read_submission": "submission",
    "system_names": "systems",
}

__all__ = [
    "Problem",
    "Result",
    "Submission",
    "SubmissionError",
    "SysmobenchError",
    "Verdict",
    "check",
    "check_submission",
    "load_contract",
    "load_traces",
    "read_submission",
    "system_names",
]


def __getattr__(name: str) -> Any:
    """Imports a public name when it is first used, so that `import sysmobench` costs next to nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])

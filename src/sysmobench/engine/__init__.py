"""TLC and SANY as a process: finding them, bounding them, asking them."""

from sysmobench.engine.session import (
    Asked,
    EvaluationError,
    Mapped,
    Outcome,
    Session,
    SpecState,
    Step,
)
from sysmobench.engine.tools import Tools, find_tools
from sysmobench.engine.workspace import Workspace

__all__ = ["Asked", "EvaluationError", "Mapped", "Outcome", "Session", "SpecState", "Step", "Tools", "Workspace", "find_tools"]

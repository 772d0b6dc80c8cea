"""TLC and SANY as a process: finding them, bounding them, asking them."""

from sysmobench.engine.answers import EvaluationError, Outcome, Part, SpecState, Step, Survey
from sysmobench.engine.pool import PROCESSES, Pool
from sysmobench.engine.session import Asked, Fan, Mapped, Session
from sysmobench.engine.tools import Tools, find_tools
from sysmobench.engine.workspace import Workspace

__all__ = [
    "PROCESSES", "Asked", "EvaluationError", "Fan", "Mapped", "Outcome", "Part", "Pool", "Session", "SpecState", "Step",
    "Survey", "Tools", "Workspace", "find_tools",
]  # fmt: skip

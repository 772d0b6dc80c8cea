"""One check with a clock: prints when each phase began, and what the engine was asked in it, as JSON.

    python -m benchmarks.stages SYSTEM

Run in a fresh process by `cold`. It is `check` itself that runs; it says where it is, and its session keeps an account.
"""

from __future__ import annotations

import json
import sys
import time
from unittest.mock import patch

from benchmarks.judged import AccountedSession
from benchmarks.measure import BrokenRunError
from sysmobench import check, judging, load_contract


def main() -> None:
    """Judges the reference of the system that the command line names."""
    marks = [("texts and traces read", time.perf_counter())]
    sessions: list[AccountedSession] = []
    windows = 0

    def session(*arguments: object) -> AccountedSession:
        marks.append(("JVM starts and answers", time.perf_counter()))
        sessions.append(AccountedSession(*arguments))
        return sessions[-1]

    def reached(phase: str, _done: int, total: int) -> None:
        nonlocal windows
        if phase != marks[-1][0]:
            marks.append((phase, time.perf_counter()))
        windows = total if phase == "conformance" else windows

    with patch.object(judging, "Session", session):
        result = check(load_contract(sys.argv[1]).folder / "reference", sys.argv[1], progress=reached)
    marks.append(("Python ends", time.perf_counter()))
    if not result.verified:
        raise BrokenRunError("the reference is not verified")
    questions = [question for each in sessions for question in each.questions]
    print(json.dumps({"marks": marks, "questions": questions, "windows": windows}))


if __name__ == "__main__":
    main()

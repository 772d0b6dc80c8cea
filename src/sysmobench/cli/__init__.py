"""The command line."""

from __future__ import annotations

import os
import sys

from sysmobench.errors import JudgeError, SubmissionError, SysmobenchError

DONE, BELOW, WRONG, FAILED = 0, 1, 2, 3
"""Exit codes: done, whatever the score; below --fail-under; wrong use or bad input; the judge failed."""


def main() -> None:
    """Runs the command line; whatever a user wrote, no traceback reaches them."""
    from sysmobench.cli.app import app

    try:
        app()
    except SysmobenchError as error:
        _say(error)
        sys.exit(FAILED if isinstance(error, JudgeError) else WRONG)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(DONE)
    except Exception as error:
        if os.environ.get("SYSMOBENCH_DEBUG"):
            raise
        print(f"sysmobench has a defect: {type(error).__name__}: {error}", file=sys.stderr)
        print("set SYSMOBENCH_DEBUG=1 to see where", file=sys.stderr)
        sys.exit(FAILED)


def _say(error: SysmobenchError) -> None:
    """The error for a person on standard error, and with --json for a program on standard output."""
    if "--json" in sys.argv:
        import msgspec

        problems = error.problems if isinstance(error, SubmissionError) else []
        content = {"error": {"kind": type(error).__name__, "message": str(error), "problems": problems}}
        print(msgspec.json.format(msgspec.json.encode(content), indent=2).decode())
    print(f"error: {error}", file=sys.stderr)

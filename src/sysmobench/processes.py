"""The one place that starts processes. Each has its own process group, and is gone when its block is left."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

MOST_ANSWER = 1 << 26
"""The longest answer that is read."""
GRACE = 2.0
"""Seconds that a process group gets between the request to end and the order."""


class Ended(Exception):
    """The process ended before it answered; ``code`` is its exit code, negative for a signal."""

    def __init__(self, code: int, last_words: str) -> None:
        super().__init__(f"exit code {code}: {last_words}" if last_words else f"exit code {code}")
        self.code = code
        self.last_words = last_words


class TooSlow(Exception):
    """The process did not answer in time."""


class TooMuch(Exception):
    """The process gave an answer longer than any that is read."""


class Conversation:
    """A process that answers a line on its standard output, a JSON object, for each line on its standard input.

    Other lines are its last words: Java itself says on standard output that it has run out of memory.
    """

    def __init__(self, command: Sequence[str | Path], folder: Path, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [str(part) for part in command],
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        assert self._process.stdin and self._process.stdout and self._process.stderr
        self._input = self._process.stdin
        self._output = self._process.stdout.fileno()
        self._buffer = bytearray()
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._output, selectors.EVENT_READ)
        self._words: deque[str] = deque(maxlen=40)
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    @property
    def pid(self) -> int:
        """The process, and its process group."""
        return self._process.pid

    def ask(self, line: bytes, seconds: float) -> bytes:
        """Sends a line and returns the answer's line; raises Ended, TooSlow or TooMuch."""
        try:
            self._input.write(line + b"\n")
            self._input.flush()
        except BrokenPipeError:
            raise self._ended() from None
        deadline = time.monotonic() + seconds
        while not (answer := self._line(deadline)).startswith(b"{"):
            self._words.append(answer[:400].decode("utf-8", "replace"))
        return answer

    def _line(self, deadline: float) -> bytes:
        seen = 0
        while (end := self._buffer.find(b"\n", seen)) < 0:
            seen = len(self._buffer)
            if seen > MOST_ANSWER:
                raise TooMuch
            if not self._selector.select(max(0.0, deadline - time.monotonic())):
                raise TooSlow
            data = os.read(self._output, 1 << 20)
            if not data:
                raise self._ended()
            self._buffer += data
        line = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        return line

    def end(self) -> None:
        """Ends the process and all that it has started; whoever waits for an answer is told so."""
        end_group(self._process)

    def close(self) -> None:
        """Ends the process, and lets go of what leads to it."""
        self.end()
        self._listener.join(timeout=GRACE)
        self._selector.close()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            with contextlib.suppress(OSError):
                stream.close()  # type: ignore[union-attr]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _listen(self) -> None:
        assert self._process.stderr
        for line in iter(lambda: self._process.stderr.readline(1 << 16), b""):  # type: ignore[union-attr]
            self._words.append(line[:400].decode("utf-8", "replace").rstrip())

    def _ended(self) -> Ended:
        code = self._process.wait()
        self._listener.join(timeout=GRACE)
        return Ended(code, "\n".join(self._words)[-2000:])


def end_group(process: subprocess.Popen[bytes]) -> None:
    """Ends a process group, whether or not its leader still lives."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=GRACE)


@contextlib.contextmanager
def started(
    command: Sequence[str | Path], folder: Path, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A process with both outputs as pipes; its group is ended when the block is left."""
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=folder,
        env=None if environment is None else dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        end_group(process)
        for stream in (process.stdout, process.stderr):
            if stream:
                stream.close()

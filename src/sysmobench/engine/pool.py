"""Java processes side by side: TLC keeps what it knows in static fields, so that one process does one thing at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from types import TracebackType
from typing import Self, TypeVar

from sysmobench.engine.session import Session
from sysmobench.engine.workspace import Workspace

PROCESSES = 2
"""While one walks a group of traces, the other explores or walks another group."""

T = TypeVar("T")


class Pool:
    """Shares out tasks among sessions of one submission: the one that is given, and twins of it, started when needed.

    A task loads what it needs, and its answer does not depend on what else its session was asked.
    """

    def __init__(self, first: Session, processes: int = PROCESSES) -> None:
        self._first = first
        self._idle = [first]
        self._sessions = [first]
        self._over = False
        self._lock = threading.Lock()
        self._owned = ExitStack()
        self._threads = ThreadPoolExecutor(processes, "sysmobench")

    def submit(self, task: Callable[[Session], T]) -> Future[T]:
        """Begins a task as soon as a session is idle; tasks begin in the order in which they were submitted."""
        return self._threads.submit(self._run, task)

    def _run(self, task: Callable[[Session], T]) -> T:
        with self._lock:
            session = self._idle.pop() if self._idle else None
        session = session or self._twin()
        try:
            return task(session)
        finally:
            with self._lock:
                self._idle.append(session)

    def _twin(self) -> Session:
        with ExitStack() as starting:
            workspace = starting.enter_context(Workspace.like(self._first.workspace))
            twin = starting.enter_context(self._first.twin(workspace))
            with self._lock:
                if self._over:
                    twin.end()
                self._owned.push(starting.pop_all())
                self._sessions.append(twin)
            return twin

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if error is not None:  # nobody waits for the answers any more
            with self._lock:
                self._over = True
                for session in self._sessions:
                    session.end()
        self._threads.shutdown(wait=True, cancel_futures=True)
        self._owned.close()

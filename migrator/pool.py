"""One way to have calls made elsewhere: any executor of `concurrent.futures` will do."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Hashable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any

# Seconds that workers have to clean up after Ctrl-C.
PATIENCE = 5.0


@dataclass(frozen=True)
class Call:
    """What is asked for: `function(*arguments)`, known to the asker by its `tag`."""

    tag: Hashable
    function: Callable[..., Any]
    arguments: tuple[Any, ...]

    def submitted_to(self, executor: Executor) -> Future[Any]:
        return executor.submit(self.function, *self.arguments)


class Pool:
    """Makes calls in worker processes and hands the results back as they come.

    With `executor` the calls go there, and it is left open; without, to `jobs` processes
    of its own (None: one for each processor). Functions and arguments must be picklable.

    A worker that dies takes the executor's other calls along. They are made again, each
    in a process of its own, so that only the call that kills its worker is lost: its
    future holds the `BrokenExecutor`.
    """

    def __init__(self, executor: Executor | None = None, *, jobs: int | None = None) -> None:
        self._jobs = jobs
        self._own = executor is None
        self._executor = executor or _processes(jobs)
        self._pending: dict[Future[Any], tuple[Call, Executor]] = {}

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for future in self._pending:
            future.cancel()
        if not self._own:
            return
        workers = dict(getattr(self._executor, "_processes", None) or {})
        self._executor.shutdown(wait=error is None, cancel_futures=True)
        if error is not None:
            _end(workers.values())

    def submit(self, tag: Hashable, function: Callable[..., Any], *arguments: Any) -> None:
        """Ask for `function(*arguments)`; `completed` gives the result along with `tag`."""
        self._send(Call(tag, function, arguments))

    def completed(self) -> Iterator[tuple[Any, Future[Any]]]:
        """Each tag with its finished future, as they finish.

        More calls may be submitted meanwhile; it ends when nothing is left to wait for.
        """
        while self._pending:
            done, _ = wait(self._pending, return_when=FIRST_COMPLETED)
            for future in done:
                call, executor = self._pending.pop(future)
                if isinstance(future.exception(), BrokenExecutor):
                    self._replace(executor)
                    future = _alone(call)
                yield call.tag, future

    def _send(self, call: Call) -> None:
        try:
            future = call.submitted_to(self._executor)
        except BrokenExecutor:
            self._replace(self._executor)
            future = call.submitted_to(self._executor) if self._own else _alone(call)
        self._pending[future] = call, self._executor

    def _replace(self, broken: Executor) -> None:
        """Take a new executor for a broken one of our own; somebody else's is theirs."""
        if self._own and broken is self._executor:
            broken.shutdown()
            self._executor = _processes(self._jobs)


def _processes(jobs: int | None, start: str | None = None) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        jobs,
        mp_context=get_context(start),
        initializer=signal.signal,
        initargs=(signal.SIGINT, _leave),
    )


def _end(workers: Iterable[BaseProcess]) -> None:
    """Wait for workers that were told to go, and kill those that do not.

    A worker that the signal meets in the middle of the executor's own work may never go.
    """
    until = time.monotonic() + PATIENCE
    for worker in workers:
        worker.join(max(0.0, until - time.monotonic()))
        if worker.is_alive():
            worker.kill()


def _leave(*_: object) -> None:
    """Ctrl-C reaches the workers too: they clean up and go, and the asker tells of it."""
    raise SystemExit


def _alone(call: Call) -> Future[Any]:
    # Spawned, not forked: other executors' threads may be at work here.
    with _processes(1, "spawn") as executor:
        future = call.submitted_to(executor)
        wait([future])
    return future

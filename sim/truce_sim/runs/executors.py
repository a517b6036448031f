"""The one place where it is decided who computes: this process, or a pool of others.

Anything shaped like `concurrent.futures.Executor` fits here, a cluster's as well: a batch is a
small picklable value and comes back as arrays. Whatever takes the place of `Workers` should keep
its one promise: `shutdown(cancel_futures=True)` does not wait for what is being computed.
"""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from types import TracebackType
from typing import ParamSpec, TypeVar

from truce_sim.runs.interrupts import undisturbed

P = ParamSpec("P")
T = TypeVar("T")

_POLL = 0.02
"""Seconds between two looks at whether a worker may leave."""


class InProcess(Executor):
    """Computes at once, in this process."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Return a future that is already done."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - it belongs to the future, as in any executor
            future.set_exception(error)
        return future


class Workers(ProcessPoolExecutor):
    """Worker processes that leave at once when told to, even in the middle of a batch.

    The standard pool cancels only what waits. What is being computed, and what lies ready in its
    queue, it sees through: with long batches, Ctrl-C would take minutes.
    """

    def __init__(self, count: int) -> None:
        context = _context()
        told, self._tell = context.Pipe(duplex=False)
        super().__init__(count, mp_context=context, initializer=_start_worker, initargs=(told,))

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand a call to a worker, starting one if need be."""
        with undisturbed():
            return super().submit(_compute, fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more work; with `cancel_futures`, drop what is queued or being computed."""
        if cancel_futures:
            self._tell.close()
        super().shutdown(wait, cancel_futures=cancel_futures)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Wait for what was submitted, or drop it if an exception is on its way out."""
        self.shutdown(cancel_futures=kind is not None)


def cores() -> int:
    """Return how many cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def executor(jobs: int) -> Executor:
    """Return an executor with `jobs` workers.

    Raises:
        ValueError: if jobs < 1.
    """
    return InProcess() if jobs == 1 else Workers(jobs)


def _context() -> BaseContext:
    """Return how workers are started; the start method stays our own affair, never global.

    A fork of a process with threads can hang, and starting each worker anew costs about a second:
    a server that is forked from while it is still simple does neither.
    """
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    from multiprocessing import forkserver, resource_tracker  # noqa: PLC0415 - not on Windows

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["truce_sim.runs.batch"])
    # Ctrl-C, and the end of a terminal, reach every process of it, and the server would die of one
    # that comes while it still imports. A blocked signal stays blocked in all that is started
    # meanwhile; the tracker comes before Ctrl-C is blocked, because starting it lifts that block.
    with undisturbed():
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP})
        try:
            resource_tracker.ensure_running()
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
            forkserver.ensure_running()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return context


class _Busy:
    """Whether this worker computes, as opposed to waiting or sending a result back."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.computing = False

    def set(self, computing: bool) -> None:
        with self.lock:
            self.computing = computing


_busy = _Busy()


def _compute(fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    _busy.set(True)
    try:
        return fn(*args, **kwargs)
    finally:
        _busy.set(False)


def _start_worker(told: "Connection[None, None]") -> None:
    # What to do about Ctrl-C is the parent's decision.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_when_told, args=(told,), daemon=True).start()


def _leave_when_told(told: "Connection[None, None]") -> None:
    """Leave when told to, or when the parent is gone, however it went."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    wait([told, parent.sentinel])
    while not wait([parent.sentinel], timeout=_POLL):
        # A result that is half sent would leave the parent waiting for the rest of it. Nothing
        # but computing is cut short; an idle worker is sent home by the pool.
        with _busy.lock:
            if _busy.computing:
                os._exit(1)
    os._exit(1)

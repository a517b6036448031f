"""The one place where it is decided who computes: this process, its threads, others, a cluster.

Anything shaped like `concurrent.futures.Executor` fits here: a batch is a small picklable value and
comes back as arrays. Whatever takes the place of `Workers` should keep its two promises:
`shutdown(cancel_futures=True)` does not wait for what is being computed, and a call whose worker
died fails with a `BrokenExecutor`, if it is not handed out again. One whose workers come and go is
`Growing` as well.
"""

import os
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from types import TracebackType
from typing import ParamSpec, Protocol, TypeVar, runtime_checkable

from truce_sim.runs.workers import Workers

P = ParamSpec("P")
T = TypeVar("T")


@runtime_checkable
class Growing(Protocol):
    """An executor that knows itself how many compute, which may change at any moment."""

    kind: str
    """What a manifest calls it."""
    seconds: float
    """Work that is worth handing out at once."""

    @property
    def width(self) -> int:
        """How many compute now; 1 where there is none."""
        ...

    @property
    def most(self) -> int:
        """How many computed at once, at most."""
        ...


_A_CORE = 4
"""Processes a core beyond which they would only wait for one another."""
_MOST_ON_WINDOWS = 60
"""Windows waits for 63 things at most."""


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


class ThreadsOrProcesses(Executor):
    """Threads for what lets other threads run, worker processes for the rest.

    A thread costs nothing to start and has no memory of its own; `shutdown(cancel_futures=True)`
    drops what is queued, and the interpreter ends when the threads have finished what they are at.

    Args:
        count: how many at once, of either kind.
        tell: is told, in a sentence, if there are to be fewer.
    """

    def __init__(self, count: int, tell: Callable[[str], None]) -> None:
        self._workers = Workers(count, tell)
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="runs")

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand a call to a thread if the batches in it say `in_threads`, else to a process."""
        given = (one for arg in args for one in (arg if isinstance(arg, list) else [arg]))
        threads = any(getattr(one, "in_threads", False) for one in given)
        pool: Executor = self._threads if threads else self._workers
        return pool.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more work; with `cancel_futures`, drop what is not finished."""
        self._threads.shutdown(wait and not cancel_futures, cancel_futures=cancel_futures)
        self._workers.shutdown(wait, cancel_futures=cancel_futures)

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


def most_jobs() -> int:
    """Return how many processes are of any use here."""
    most = _A_CORE * cores()
    return min(most, _MOST_ON_WINDOWS) if sys.platform == "win32" else most


def executor(
    jobs: int, tell: Callable[[str], None] = lambda _: None, on: str | None = None
) -> Executor:
    """Return an executor with `jobs` workers, or as many as are of use; or the one of a cluster.

    Args:
        jobs: worker processes asked for; with 1, all is computed in this process.
        tell: is told, in a sentence, if there are to be fewer, or what befalls a cluster.
        on: where a cluster is whose workers compute instead, however many there are.

    Raises:
        ClusterError: if there is no such cluster, or nobody in it can take part.
        ValueError: if jobs < 1.
    """
    if on is not None:
        from truce_sim.runs.cluster.on import cluster  # noqa: PLC0415 - most need none

        return cluster(on, tell)
    if jobs < 1:
        raise ValueError(f"the number of jobs must be greater than 0, not {jobs}")
    most = most_jobs()
    if jobs > most:
        tell(f"{jobs} processes on {_cores()} would wait for one another; going on with {most}.")
    return InProcess() if jobs == 1 else ThreadsOrProcesses(min(jobs, most), tell)


def _cores() -> str:
    return "one core" if cores() == 1 else f"{cores()} cores"

"""The one place where it is decided who computes: this process, or a pool of others.

Anything shaped like `concurrent.futures.Executor` fits here, a cluster's as well: a batch is a
small picklable value and comes back as arrays. Whatever takes the place of `Workers` should keep
its two promises: `shutdown(cancel_futures=True)` does not wait for what is being computed, and a
call whose worker died fails with a `BrokenExecutor`.
"""

import os
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import ParamSpec, TypeVar

from truce_sim.runs.workers import Workers

P = ParamSpec("P")
T = TypeVar("T")

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


def cores() -> int:
    """Return how many cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def most_jobs() -> int:
    """Return how many processes are of any use here."""
    most = _A_CORE * cores()
    return min(most, _MOST_ON_WINDOWS) if sys.platform == "win32" else most


def executor(jobs: int, tell: Callable[[str], None] = lambda _: None) -> Executor:
    """Return an executor with `jobs` workers, or as many as are of use.

    Args:
        jobs: worker processes asked for; with 1, all is computed in this process.
        tell: is told, in a sentence, if there are to be fewer.

    Raises:
        ValueError: if jobs < 1.
    """
    if jobs < 1:
        raise ValueError(f"the number of jobs must be greater than 0, not {jobs}")
    most = most_jobs()
    if jobs > most:
        tell(f"{jobs} processes on {_cores()} would wait for one another; going on with {most}.")
    return InProcess() if jobs == 1 else Workers(min(jobs, most), tell)


def _cores() -> str:
    return "one core" if cores() == 1 else f"{cores()} cores"

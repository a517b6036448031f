"""A cluster as an executor: what is submitted is computed by its workers, however many."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from types import TracebackType
from typing import ParamSpec, TypeVar

from truce_sim.runs.batch import Batch
from truce_sim.runs.cluster.desk import Call, Desk, Reach, Times
from truce_sim.runs.cluster.errors import ClusterError, ClusterLostError
from truce_sim.runs.cluster.link import THREAD
from truce_sim.runs.cluster.parcels import Packer

P = ParamSpec("P")
T = TypeVar("T")

_LEAVING = 6.0
"""Seconds that taking leave may take before this process goes on without."""


class ClusterPool(Executor):
    """Hands calls to the workers of a cluster; gone once its first worker is there.

    With `cancel_futures`, `shutdown` does not wait for what is being computed. A call whose worker
    died is handed out again; only what no worker survives fails, and all if the cluster is lost.

    Args:
        reach: connects to the scheduler, within so many seconds.
        where: how the scheduler is called in sentences.
        start_worker: the command that starts a worker for it.
        tell: is told, in sentences, what befalls the cluster.
        times: how long what is waited for.

    Raises:
        ClusterError: if there is no such cluster, or nobody in it can take part.
    """

    kind = "dask"
    seconds = 1.0
    """Work that is worth handing out at once."""

    def __init__(
        self,
        reach: Reach,
        where: str,
        start_worker: str,
        tell: Callable[[str], None] = lambda _: None,
        times: Times | None = None,
    ) -> None:
        self._closed = self._dropped = False
        self._most = 0
        self._packer = Packer()
        self._begun: Future[tuple[asyncio.AbstractEventLoop, Desk]] = Future()
        opened: Future[None] = Future()
        desk = Desk(reach, where, start_worker, _quietly(tell), times)
        self._thread = threading.Thread(
            target=self._run, args=(desk, opened), name=THREAD, daemon=True
        )
        self._thread.start()
        self._loop, self._desk = self._begun.result()
        try:
            opened.result()
        except ClusterError:
            raise
        except BaseException:
            self.shutdown(cancel_futures=True)
            raise

    def _run(self, desk: Desk, opened: "Future[None]") -> None:
        try:
            asyncio.run(self._serve(desk, opened))
        except Exception as error:
            if self._begun.done():
                raise
            # There is not even a loop, for want of open files, say.
            self._begun.set_exception(ClusterError(f"the cluster cannot be asked ({error})"))

    async def _serve(self, desk: Desk, opened: "Future[None]") -> None:
        loop = asyncio.get_running_loop()
        # What a lost connection leaves behind is told in our own words.
        loop.set_exception_handler(lambda *_: None)
        self._begun.set_result((loop, desk))
        await desk.run(opened)

    @property
    def width(self) -> int:
        """How many workers compute now; 1 where there is none."""
        self._most = max(self._most, self._desk.width)
        return max(1, self._desk.width)

    @property
    def most(self) -> int:
        """How many workers computed at once, at most."""
        return max(1, self._most)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Hand a call to a worker.

        Raises:
            ClusterLostError: if the cluster is lost.
            RuntimeError: after `shutdown`.
        """
        if self._closed:
            raise RuntimeError("no more work is taken")
        future: Future[T] = Future()
        lists = [arg for arg in args if isinstance(arg, list)]
        batches = [one for some in lists for one in some if isinstance(one, Batch)]
        call = Call(future, self._packer.pack(batches, (fn, args, kwargs)))
        try:
            self._loop.call_soon_threadsafe(self._desk.take, call)
        except RuntimeError:  # its thread has ended
            raise ClusterLostError("the cluster is gone") from None
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more work; with `cancel_futures`, drop what is queued or being computed."""
        self._closed = True
        self._dropped = dropped = self._dropped or cancel_futures
        try:
            self._loop.call_soon_threadsafe(lambda: self._desk.close(dropped=dropped))
        except RuntimeError:  # its thread has ended
            return
        if wait:
            self._thread.join(_LEAVING if dropped else None)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Wait for what was submitted, or drop it if an exception is on its way out."""
        self.shutdown(cancel_futures=kind is not None)


def _quietly(tell: Callable[[str], None]) -> Callable[[str], None]:
    """Return who tells sentences, if that can be: nothing may go wrong for want of a listener."""

    def told(sentence: str) -> None:
        with suppress(Exception):
            tell(sentence)

    return told

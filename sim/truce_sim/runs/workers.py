"""Worker processes: one pipe each, watched, and killed when they are no longer wanted.

Python's own pool hangs where a worker dies at the wrong moment: its workers share one pipe and
its lock, and the pool waits for the rest of half a message, or another worker for a lock whose
owner is dead. Here nothing is shared. A dead worker's pipe ends, whatever it was doing.
"""

import atexit
import pickle
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import suppress
from multiprocessing.connection import Pipe, wait
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

from truce_sim.runs.interrupts import undisturbed
from truce_sim.runs.processes import Starter
from truce_sim.runs.serving import packed

P = ParamSpec("P")
T = TypeVar("T")

_LEAVE = b""
_PATIENCE = 5.0
"""Seconds that a worker has to leave when told to, before it is made to."""


class WorkerDiedError(BrokenExecutor):
    """The worker that computed this was killed, or died."""


class _Call:
    """Something to compute, and who waits for it."""

    def __init__(self, future: "Future[Any]", message: bytes, again: Callable[[], Any]) -> None:
        self.future = future
        self.message = message
        self.again = again


class _Worker:
    """One process at the other end of a pipe."""

    def __init__(self, starter: Starter) -> None:
        self.pipe, self.process = starter.start()
        self.ready = False
        self.call: _Call | None = None

    def send(self, call: _Call) -> None:
        self.call = call
        with suppress(OSError):  # it died: its pipe will say so
            self.pipe.send_bytes(call.message)

    def leave(self) -> None:
        with suppress(OSError):  # it is gone already
            self.pipe.send_bytes(_LEAVE)

    def end(self, patience: float) -> None:
        if not self.process.gone(patience):
            self.process.kill()
            self.process.gone(_PATIENCE)
        self.pipe.close()


class Workers(Executor):
    """A pool of processes that says so when one dies, and leaves nothing behind.

    With `cancel_futures`, `shutdown` does not wait for what is being computed.

    Args:
        count: how many processes, at least 1; started when there is work for them.
        tell: is told, in a sentence, if there are to be fewer.
    """

    def __init__(self, count: int, tell: Callable[[str], None] = lambda _: None) -> None:
        self._count = count
        self._tell = tell
        self._lock = threading.Lock()
        self._calls: deque[_Call] = deque()
        self._workers: list[_Worker] = []
        self._closed = self._dropped = False
        self._broken: str = ""
        self._starter = Starter()
        self._called, self._call = Pipe(duplex=False)
        self._thread = threading.Thread(target=self._manage, name="workers", daemon=True)
        self._thread.start()
        atexit.register(self._kill)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Hand a call to a worker, starting one if need be.

        Raises:
            BrokenExecutor: if a worker has died.
            RuntimeError: after `shutdown`.
        """
        future: Future[T] = Future()
        message = packed((fn, args, kwargs))
        with undisturbed():
            with self._lock:
                if self._broken:
                    raise WorkerDiedError(self._broken)
                if self._closed:
                    raise RuntimeError("no more work is taken")
                if len(self._workers) < self._count:
                    self._start()
                self._calls.append(_Call(future, message, lambda: fn(*args, **kwargs)))
            self._wake()
        return future

    def _start(self) -> None:
        try:
            self._workers.append(_Worker(self._starter))
        except OSError as error:
            self._fewer(error.strerror or str(error))

    def _fewer(self, why: str) -> None:
        """Go on with the workers that there are, or in this process."""
        if self._count > len(self._workers):
            self._count = len(self._workers)
            word = "process" if self._count == 1 else "processes"
            with_ = f"with {self._count} {word}" if self._count else "without worker processes"
            self._tell(f"No more worker processes can be started ({why}); going on {with_}.")

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more work; with `cancel_futures`, drop what is queued or being computed."""
        with self._lock:
            self._closed = True
            self._dropped = self._dropped or cancel_futures
        self._wake()
        if wait:
            self._thread.join()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Wait for what was submitted, or drop it if an exception is on its way out."""
        self.shutdown(cancel_futures=kind is not None)

    def _wake(self) -> None:
        with suppress(OSError):  # the thread has ended
            self._call.send_bytes(b"!")

    def _manage(self) -> None:
        try:
            while not self._over():
                self._hand_out()
                self._listen()
        finally:
            self._end()

    def _over(self) -> bool:
        with self._lock:
            busy = any(worker.call for worker in self._workers)
            return self._dropped or (self._closed and not self._calls and not busy)

    def _hand_out(self) -> None:
        """Give every idle worker its next call; compute here where there are to be none."""
        with self._lock:
            idle = [worker for worker in self._workers if worker.ready and not worker.call]
            given = list(zip(idle, self._taken(len(idle)), strict=False))
            alone = [] if self._count else self._taken(1)
        for worker, call in given:
            worker.send(call)
        for call in alone:
            _computed(call)
            self._wake()

    def _taken(self, most: int) -> list[_Call]:
        taken: list[_Call] = []
        while len(taken) < most and self._calls:
            call = self._calls.popleft()
            if call.future.set_running_or_notify_cancel():
                taken.append(call)
        return taken

    def _listen(self) -> None:
        with self._lock:
            by_pipe = {worker.pipe: worker for worker in self._workers}
        heard = wait([self._called, *by_pipe])
        if self._called in heard:
            self._called.recv_bytes()
        for pipe, worker in by_pipe.items():
            if pipe in heard:
                self._hear(worker)

    def _hear(self, worker: _Worker) -> None:
        try:
            message = worker.pipe.recv_bytes()
        except (EOFError, OSError):
            self._lose(worker)
            return
        call, worker.call = worker.call, None
        if call is None:
            worker.ready = True
        else:
            _settle(call, message)

    def _lose(self, worker: _Worker) -> None:
        with self._lock:
            self._workers.remove(worker)
            if worker.ready:
                self._broken = "a worker process was killed"
                # What waits is lost as well: perhaps nobody is left to compute it.
                lost = [worker.call] if worker.call else []
                lost += self._taken(len(self._calls))
            else:
                # It never came to work: there is no memory for so many, perhaps.
                self._count = max(self._count, len(self._workers) + 1)
                self._fewer("one ended while it started, perhaps for want of memory")
                lost = []
        worker.end(0)
        for call in lost:
            call.future.set_exception(WorkerDiedError(self._broken))

    def _end(self) -> None:
        with self._lock:
            self._closed = True
            calls, self._calls = [*self._calls], deque()
            workers, self._workers = self._workers, []
        for worker in workers:
            if self._dropped:
                worker.process.kill()
            else:
                worker.leave()
        for call in calls:
            call.future.cancel()
        for worker in workers:
            worker.end(_PATIENCE)
            if worker.call:
                worker.call.future.set_exception(WorkerDiedError("dropped"))
        atexit.unregister(self._kill)
        self._starter.close()
        self._called.close()
        self._call.close()

    def _kill(self) -> None:
        workers = [*self._workers]
        for worker in workers:
            worker.process.kill()
        for worker in workers:
            worker.process.gone(_PATIENCE)


def _settle(call: _Call, message: bytes) -> None:
    try:
        well, value = pickle.loads(message)  # noqa: S301 - from our own worker
    except Exception as error:  # noqa: BLE001 - it belongs to the future, as in any executor
        well, value = False, error
    if well:
        call.future.set_result(value)
    else:
        call.future.set_exception(value)


def _computed(call: _Call) -> None:
    try:
        call.future.set_result(call.again())
    except Exception as error:  # noqa: BLE001 - it belongs to the future, as in any executor
        call.future.set_exception(error)

"""A cluster as a sketch: workers that compute in threads, and die, hang and come as a test says."""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass, field

from truce_sim.runs.cluster.alike import Stamp, mark
from truce_sim.runs.cluster.desk import Times
from truce_sim.runs.cluster.far_side import computed, greeting
from truce_sim.runs.cluster.link import AnswerLostError, LinkLostError, WorkerLostError
from truce_sim.runs.cluster.parcels import opened
from truce_sim.runs.cluster.pool import ClusterPool

QUICK = Times(
    connecting=2.0,
    gathering=1.0,
    answering=3.0,
    looking=0.01,
    silence=0.2,
    refused=0.5,
    out_of_reach=1.0,
    without=0.8,
    late=0.7,
    later=3.0,
)


class HungError(Exception):
    """Nothing moved any more."""


@dataclass(eq=False)
class Sketch:
    """Workers by name, and whether the scheduler is there.

    A worker is what it does before it computes: nothing, wait, or raise. `deadly` messages end the
    worker that begins with one.
    """

    there: dict[str, Callable[[], float]] = field(default_factory=dict)
    """Seconds that a worker takes for each batch; infinite: it never answers."""
    stamps: dict[str, Stamp] = field(default_factory=dict)
    """What a worker says of itself, where that is not the truth."""
    marks: dict[str, str] = field(default_factory=dict)
    """The mark that a worker takes for its own from some batch on."""
    up: bool = True
    refuses: bool = True
    """While it is down, its machine says so."""
    silent: bool = False
    deadly: Callable[[tuple[object, ...]], bool] = lambda _: False
    begun: list[tuple[str, tuple[object, ...]]] = field(default_factory=list)
    """Which worker began with what."""
    said: list[str] = field(default_factory=list)
    threads: int = 1
    greeted: list[str] = field(default_factory=list)

    closing: float = 0.0
    """Seconds that taking leave takes."""
    loses: set[str] = field(default_factory=set)
    """Workers whose answers are lost."""
    reached: int = 0
    """How often somebody connected."""

    async def reach(self, _: float) -> "_SketchedLink":
        """Connect."""
        self.reached += 1
        if not self.up:
            raise LinkLostError("nothing listens there", refused=self.refuses)
        return _SketchedLink(self)

    def pool(self, times: Times = QUICK) -> ClusterPool:
        """Return an executor on it."""
        return ClusterPool(self.reach, "the cluster", "dask worker", self.said.append, times)

    def add(self, *names: str, seconds: float = 0.0) -> "Sketch":
        """Let workers come."""
        self.there.update({name: lambda: seconds for name in names})
        return self


class _SketchedLink:
    def __init__(self, sketch: Sketch) -> None:
        self._sketch = sketch
        self._alive = True
        self._busy: dict[str, asyncio.Lock] = {}

    def _check(self) -> None:
        if not self._sketch.up:
            self._alive = False
        if not self._alive:
            raise LinkLostError("the connection ended")

    async def workers(self) -> Mapping[str, int]:
        self._check()
        if self._sketch.silent:
            await asyncio.sleep(3600)
        return dict.fromkeys(self._sketch.there, self._sketch.threads)

    async def greet(self, worker: str) -> Stamp:
        await self._still(worker)
        self._sketch.greeted.append(worker)
        return {**greeting(), **self._sketch.stamps.get(worker, {})}

    async def ask(self, worker: str, message: bytes) -> bytes:
        sketch = self._sketch
        lock = self._busy.setdefault(worker, asyncio.Lock())
        async with lock:
            await self._still(worker)
            if worker in sketch.loses:
                raise AnswerLostError("no space left")
            _, args, _ = opened(message)
            sketch.begun.append((worker, args))
            if sketch.deadly(args):
                sketch.there.pop(worker, None)
                raise WorkerLostError(worker)
            seconds = sketch.there[worker]()
            waited = 0.0
            while waited < seconds:
                await asyncio.sleep(0.005)
                waited += 0.005
                await self._still(worker)
            return computed(sketch.marks.get(worker, mark()), message)

    async def _still(self, worker: str) -> None:
        """Go on only if the worker is there; a dead one never answers, as with Dask."""
        self._check()
        while worker not in self._sketch.there:
            await asyncio.sleep(0.005)
            self._check()

    async def close(self) -> None:
        self._alive = False
        await asyncio.sleep(self._sketch.closing)


def doubled(number: int) -> int:
    """Return twice a number: what workers compute in these tests."""
    return 2 * number


def failing(number: int) -> int:
    """Fail."""
    raise BrokenExecutor(f"of its own: {number}")

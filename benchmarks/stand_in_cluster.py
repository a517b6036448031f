"""A cluster that is not there: answers come back as those of a thousand workers would.

Nothing is simulated, and nothing is sent: the columns of a few true runs come back again and again.
So what is measured is the client alone: handing out, taking in, keeping; all but the library that
carries the messages.
"""

import asyncio
from collections.abc import Mapping

import numpy as np
from truce_sim.model import World
from truce_sim.runs.batch import Batch, Columns, simulate_batch
from truce_sim.runs.cluster.alike import Stamp, stamp
from truce_sim.runs.cluster.pool import ClusterPool
from truce_sim.runs.narrow import narrow
from truce_sim.runs.serving import packed

SEED = 1
_TRUE = 100
"""Runs that are simulated; the others are copies of them."""


def columns(world: World, kept: tuple[str, ...], runs: int) -> Columns:
    """Return columns of so many runs, as a worker sends them."""
    true = simulate_batch(Batch(world, SEED, 0, _TRUE, kept))
    places = np.arange(runs) % _TRUE
    return narrow({name: column[places] for name, column in true.items()})


class StandIn:
    """A link to workers that each take so long for a batch, and all send the same.

    Args:
        workers: how many.
        seconds: how long a batch takes.
        answer: what comes of each.
    """

    def __init__(self, workers: int, seconds: float, answer: bytes) -> None:
        self._workers = {f"worker {number}": 1 for number in range(workers)}
        self._seconds, self._answer = seconds, answer
        self.asked = 0

    async def workers(self) -> Mapping[str, int]:
        """Return all of them."""
        return self._workers

    async def greet(self, worker: str) -> Stamp:
        """Say what is said here."""
        return {**stamp(), "engine": ""}

    async def ask(self, worker: str, message: bytes) -> bytes:
        """Wait as for a worker."""
        self.asked += 1
        await asyncio.sleep(self._seconds)
        return self._answer

    async def close(self) -> None:
        """Do nothing."""


def cluster(workers: int, seconds: float, some: Columns) -> tuple[StandIn, ClusterPool]:
    """Return an executor on such workers, whose batches all have these columns."""
    link = StandIn(workers, seconds, packed((True, [some])))

    async def reach(_: float) -> StandIn:
        return link

    return link, ClusterPool(reach, "the stand-in", "")

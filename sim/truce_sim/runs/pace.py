"""What work costs here, so that it can be weighed before it is begun: expected, not tried out."""

import os
import sys
import time
from contextlib import suppress
from dataclasses import dataclass

from truce_sim.model import World
from truce_sim.model.columns import DELAY_BINS, columns_of
from truce_sim.model.expected import expected
from truce_sim.model.streams import Streams
from truce_sim.runs.batch import EngineName

_RUN, _INCIDENT, _COMPLAINT, _CANDIDATE, _LOOK = 3e-4, 8e-6, 2e-5, 4e-6, 4e-6
"""Seconds that each takes on a machine that draws a block in `_BLOCK`; fitted to the scenarios
that come along (within a factor of three of what they take)."""
_BLOCK = 3.2e-6
_FASTER = 45.0
"""How many times faster the compiled engine is at all of that."""
COMPILING = 30.0
"""Seconds of one core that compiling takes, once."""
_COMPILER = 500e6
"""Bytes that it takes for that time, in a process of its own."""
_ENGINE = 120e6
"""Bytes that it takes in a process, once."""
_STUDY = 85e6
"""Bytes of the process that conducts a study, before it has done anything."""
_PROCESS = 60e6
"""Bytes of a process that simulates for it, before it has done anything."""
DRAWING = 50e6
"""Bytes of what draws charts and a report, once."""
LIBRARIES = 350e6
"""Bytes of addresses that a study takes with its libraries. Where the system grants fewer, linear
algebra asks for more without end while it is loaded, and no signal reaches it."""
_NOT_AT_HAND = 22
"""Counts of a run that are only added up, whoever takes part."""
_ADDED_UP, _ON_THE_WAY = 100.0, 130e6
"""Bytes a run while statistics are made of one setting, and of runs on their way to the disk."""
_COPIES: dict[EngineName, float] = {"simpy": 1.5, "compiled": 3.5}
"""How many times over such a run is in memory: the faster they are made, the more are at once."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a study is expected to take, roughly."""

    seconds: float
    """Time with the processes asked for."""
    bytes: float
    """Memory of all processes together, at its highest."""


def cost(
    world: World, runs: int, jobs: int, settings: int = 1, engine: EngineName = "simpy"
) -> Cost:
    """Return what so many runs over so many settings are expected to take.

    Args:
        world: the scenario as it stands; other settings are taken to be like it.
        runs: over all settings.
        jobs: processes, or threads of the compiled engine.
        settings: of a single one more is read of each run, and told.
        engine: who makes the runs.
    """
    seconds = runs * seconds_a_run(world) / max(1, min(jobs, runs))
    kept = runs * bytes_a_run(world, settings) + _STUDY
    if settings == 1:
        on_the_way = runs * _COPIES[engine] * _bytes_on_disk(world)
        kept += runs * _ADDED_UP + min(on_the_way, _ON_THE_WAY)
    most = 600 * expected(world).complaints
    if engine == "compiled":
        return Cost(seconds / _FASTER, kept + _ENGINE + jobs * most)
    return Cost(seconds, kept + most + (_PROCESS + most) * (jobs if jobs > 1 else 0))


def cost_with_compiling(
    world: World, runs: int, jobs: int, settings: int, cores: int, *, waits: bool
) -> tuple[EngineName, Cost]:
    """Return who makes most runs where the engine is compiled first, and what all is to take.

    Args:
        world: the scenario as it stands.
        runs: over all settings.
        jobs: processes, or threads of the compiled engine.
        settings: how many settings.
        cores: what the processes of SimPy and the compiler share.
        waits: whether nothing is simulated before all is compiled; else SimPy is at it meanwhile.
    """
    by_simpy = cost(world, runs, jobs, settings)
    compiled = cost(world, runs, jobs, settings, "compiled")
    if waits:
        most = max(compiled.bytes, _STUDY + _COMPILER)
        return "compiled", Cost(COMPILING + compiled.seconds, most)
    share = min(1.0, cores / (jobs + 1))
    together = max(by_simpy.bytes + _COMPILER, compiled.bytes)
    left = 1 - COMPILING / by_simpy.seconds
    if left <= 0:
        return "simpy", Cost(by_simpy.seconds / share, together)
    seconds = COMPILING / share + left * compiled.seconds
    return ("compiled" if left > 0.5 else "simpy"), Cost(seconds, together)


def seconds_a_run(world: World) -> float:
    """Return about how many seconds one run takes SimPy in one process, if it lasts to its end."""
    work = expected(world)
    return _slowness() * (
        _RUN
        + _INCIDENT * work.incidents
        + _COMPLAINT * work.complaints
        + _CANDIDATE * work.candidates
        + _LOOK * work.looks
    )


def bytes_a_run(world: World, settings: int = 1) -> float:
    """Return how many bytes of one run are in memory until all are done."""
    columns = columns_of(world)
    looks = 5 * len(world.checkpoints)
    if settings > 1:
        # Little but whether it held, how long, and why not: a cause is as wide as eight numbers.
        return 8.0 * 12
    return 8.0 * (20 + looks + 0.7 * (len(columns.counts) - _NOT_AT_HAND))


def _bytes_on_disk(world: World) -> float:
    """Return how many bytes all columns of one run take until its tables are written."""
    columns = columns_of(world)
    return 8.0 * (len(columns.counts) + DELAY_BINS // 4 + world.days * len(columns.days) + 20)


def memory_here() -> float | None:
    """Return how many bytes of memory this process may use, as far as the system tells."""
    found = [addresses_here()]
    if sys.platform != "win32":
        with suppress(ValueError, OSError):  # not every system says
            found.append(float(os.sysconf("SC_PAGE_SIZE")) * os.sysconf("SC_PHYS_PAGES"))
    return min((one for one in found if one is not None), default=None)


def addresses_here() -> float | None:
    """Return how many bytes of addresses (`ulimit -v`) this process may have, if limited."""
    if sys.platform == "win32":
        return None
    import resource  # noqa: PLC0415 - not on Windows

    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    return None if limit == resource.RLIM_INFINITY else float(limit)


def _slowness() -> float:
    """Return how slow this machine is at present, against the one that was measured."""
    streams, times = Streams(0, 0), []
    for _ in range(3):
        started = time.perf_counter()
        for number in range(100):
            streams.block(number, 0, 0)
        times.append((time.perf_counter() - started) / 100)
    return min(times) / _BLOCK

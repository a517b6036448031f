"""How long a run takes here and now, so that work can be weighed before it is begun."""

import time

from truce_sim.model import World, simulate

_TRIED = 6


def seconds_a_run(world: World, seed: int) -> float:
    """Return about how many seconds one run takes in one process, from a few runs."""
    simulate(world, seed, 0)  # the first run of a process also loads what all runs need
    started = time.perf_counter()
    for replication in range(1, 1 + _TRIED):
        simulate(world, seed, replication)
    return (time.perf_counter() - started) / _TRIED

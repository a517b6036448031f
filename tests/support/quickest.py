"""Runs for tests of what is made of runs: by the compiled engine where it is ready, else by SimPy.

Both give the same bytes (tests/engine), the compiled one in a fortieth of the time.
"""

from dataclasses import replace
from functools import cache

from truce_sim.runs.batch import Batch, Columns, EngineName, simulate_batch
from truce_sim.runs.engines import Choice
from truce_sim.runs.executors import InProcess
from truce_sim.runs.replications import Work


@cache
def quickest() -> EngineName:
    """Return who makes runs soonest, without anything being compiled for it."""
    return Choice("auto", seconds=2.0, tell=lambda _: None)()


def work(seed: int) -> Work:
    """Return work for a study, to be done in this process."""
    return Work(seed, InProcess(), 1, engine=quickest)


def made(batch: Batch) -> Columns:
    """Return the runs of a batch."""
    return simulate_batch(replace(batch, engine=quickest()))

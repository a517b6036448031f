"""A batch of replications, simulated in one process and returned as columns.

Columns are plain numpy arrays, one entry a replication, whose names and shapes depend on the
world alone; so batches of any size join to the same bytes.

========================  ==========================================================
name                      meaning
========================  ==========================================================
``replication``           number of the run
``held`` ... ``on_time``  answers, true or false
``life``, ``opened_at``   hours since the truce's start
``cause``, ``chain``      text; empty where there was no collapse
``counts.NAME``           counts of the run
``delays``                complaints by delay bin, shape (runs, bins)
``daily.NAME``            one value a day, shape (runs, days); NaN once collapsed
``checkpoints.NAME``      how it stood at each checkpoint, shape (runs, checkpoints)
========================  ==========================================================
"""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from sim.model import Outcome, World, simulate
from sim.model.outcome import Checkpoint

Columns = dict[str, NDArray[np.generic]]

_TEXTS = ("cause", "chain")
_NESTED = ("counts", "delays", "daily", "checkpoints")
_GARBAGE_EVERY = 10
"""Runs between collections of garbage, so that a batch does not hoard it."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Replications `first` to `first + count - 1` of a world."""

    world: World
    seed: int
    first: int
    count: int


def simulate_batch(batch: Batch) -> Columns:
    """Return the outcomes of a batch as columns."""
    with _garbage_kept():
        outcomes = []
        for place in range(batch.count):
            outcomes.append(simulate(batch.world, batch.seed, batch.first + place))
            if place % _GARBAGE_EVERY == _GARBAGE_EVERY - 1:
                gc.collect()
    return _columns(outcomes, batch)


@contextmanager
def _garbage_kept() -> Iterator[None]:
    """Keep the garbage collector from scanning the thousands of objects of a live run."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _columns(outcomes: Sequence[Outcome], batch: Batch) -> Columns:
    n = len(outcomes)
    columns: Columns = {
        "replication": np.arange(batch.first, batch.first + batch.count, dtype=np.int64)
    }
    for field in fields(Outcome):
        if field.name not in _NESTED:
            values = [getattr(outcome, field.name) for outcome in outcomes]
            kind = np.str_ if field.name in _TEXTS else bool if field.type is bool else np.float64
            columns[field.name] = np.array(values, dtype=kind)
    for name in outcomes[0].counts:
        columns[f"counts.{name}"] = np.array([o.counts[name] for o in outcomes], dtype=np.float64)
    columns["delays"] = np.array([o.delays for o in outcomes], dtype=np.int64)
    for name in outcomes[0].daily:
        days = np.array([o.daily[name] for o in outcomes], dtype=np.float64)
        columns[f"daily.{name}"] = days.reshape(n, batch.world.days)
    for field in fields(Checkpoint):
        looks = [[float(getattr(c, field.name)) for c in o.checkpoints] for o in outcomes]
        shape = (n, len(batch.world.checkpoints))
        columns[f"checkpoints.{field.name}"] = np.array(looks, dtype=np.float64).reshape(shape)
    return columns


def join(parts: Iterable[Columns]) -> Columns:
    """Return the columns of consecutive batches as one."""
    listed = list(parts)
    return {name: np.concatenate([part[name] for part in listed]) for name in listed[0]}

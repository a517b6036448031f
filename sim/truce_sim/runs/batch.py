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
from typing import get_type_hints

import numpy as np
from numpy.typing import NDArray

from truce_sim.model import Outcome, World, simulate
from truce_sim.model.outcome import Checkpoint
from truce_sim.model.record import DELAY_BINS, count_names, daily_names

Columns = dict[str, NDArray[np.generic]]

_NESTED = ("counts", "delays", "daily", "checkpoints")
_GARBAGE_EVERY = 10
"""Runs between collections of garbage, so that a batch does not hoard it."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Replications `first` to `first + count - 1` of a world."""

    world: World | tuple[World, ...]
    """The world of all replications, or one world for each."""
    seed: int
    first: int
    count: int
    kept: tuple[str, ...] = ()
    """Columns to return; without any, all: a study of many settings needs few of them."""

    @property
    def worlds(self) -> tuple[World, ...]:
        """The world of each replication."""
        return (self.world,) * self.count if isinstance(self.world, World) else self.world


class ReplicationFailedError(RuntimeError):
    """A run failed; made of what every process can send to another.

    Args:
        replication: number of the run.
        said: what went wrong.
    """

    def __init__(self, replication: int, said: str) -> None:
        super().__init__(replication, said)
        self.replication = replication
        self.said = said

    def __str__(self) -> str:
        return f"run {self.replication}: {self.said}"


def simulate_batch(batch: Batch) -> Columns:
    """Return the outcomes of a batch as columns.

    Raises:
        ReplicationFailedError: if a run fails.
    """
    with _garbage_kept():
        outcomes = []
        for place, world in enumerate(batch.worlds):
            outcomes.append(_simulated(world, batch.seed, batch.first + place))
            if place % _GARBAGE_EVERY == _GARBAGE_EVERY - 1:
                gc.collect()
    return _columns(outcomes, batch)


def _simulated(world: World, seed: int, replication: int) -> Outcome:
    try:
        return simulate(world, seed, replication)
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        raise ReplicationFailedError(replication, said) from error


@contextmanager
def _garbage_kept() -> Iterator[None]:
    """Keep the garbage collector from scanning live runs, and all that was there before them.

    In a process that has loaded much, each collection would else take longer than a small run.
    """
    enabled = gc.isenabled()
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        if enabled:
            gc.enable()


def _columns(outcomes: Sequence[Outcome], batch: Batch) -> Columns:
    columns: Columns = {
        "replication": np.arange(batch.first, batch.first + batch.count, dtype=np.int64)
    }
    # Not `field.type`: that is a text wherever annotations are read late.
    types = get_type_hints(Outcome)
    for field in fields(Outcome):
        if field.name not in _NESTED and (not batch.kept or field.name in batch.kept):
            values = [getattr(outcome, field.name) for outcome in outcomes]
            kind = types[field.name]
            columns[field.name] = np.array(values, dtype=np.str_ if kind is str else kind)
    if not batch.kept:
        world = batch.world if isinstance(batch.world, World) else batch.world[0]
        columns |= _nested(outcomes, world)
    return columns


def _nested(outcomes: Sequence[Outcome], world: World) -> Columns:
    """Return what has several values a run, or a name of its own in each world."""
    n = len(outcomes)
    columns: Columns = {}
    for name in count_names(world):
        columns[f"counts.{name}"] = np.array([o.counts[name] for o in outcomes], dtype=np.float64)
    delays = np.array([o.delays for o in outcomes], dtype=np.int64)
    columns["delays"] = delays.reshape(n, DELAY_BINS)
    for name in daily_names(world):
        days = np.array([o.daily[name] for o in outcomes], dtype=np.float64)
        columns[f"daily.{name}"] = days.reshape(n, world.days)
    for field in fields(Checkpoint):
        looks = [[float(getattr(c, field.name)) for c in o.checkpoints] for o in outcomes]
        shape = (n, len(world.checkpoints))
        columns[f"checkpoints.{field.name}"] = np.array(looks, dtype=np.float64).reshape(shape)
    return columns


def join(parts: Iterable[Columns]) -> Columns:
    """Return the columns of consecutive batches as one; of no batches at all, no columns."""
    listed = list(parts)
    names = listed[0] if listed else ()
    return {name: np.concatenate([part[name] for part in listed]) for name in names}

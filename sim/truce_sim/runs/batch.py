"""A batch of replications, simulated in one process and returned as columns.

Columns are plain numpy arrays, one entry a replication, by the keys of `model.columns`; names and
shapes depend on the world alone, so batches of any size join to the same bytes. Counts of a run
have shape (runs,), delay bins (runs, bins), days (runs, days; NaN once collapsed), looks (runs,
checkpoints).
"""

import gc
import threading
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from math import inf
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from truce_sim.engine import NoEngineError, engine
from truce_sim.garbage import uncollected
from truce_sim.model import Outcome, World, simulate
from truce_sim.model.bounds import TooMuchError
from truce_sim.model.columns import DELAY_BINS, Column, columns_of
from truce_sim.model.streams import ONE_BRANCH, Branches, Luck
from truce_sim.runs.narrow import narrow

Columns = dict[str, NDArray[np.generic]]
EngineName = Literal["simpy", "compiled"]
"""The model itself, or the same compiled: who makes a batch changes no byte of it."""

_KINDS = {"text": np.str_, "yes or no": np.bool_, "whole": np.float64, "number": np.float64}
"""Arrays of the types of answers; a whole number may be missing, so it is NaN there."""
_LONG_TEXT = np.dtypes.StringDType()
"""Each text as long as it is: of most runs there is none, and one may be of pages."""
_alone = threading.Lock()
"""The collector is that of the whole process, so one thread at a time simulates with the model."""
_GARBAGE_EVERY = 0.05
"""Seconds of simulation between collections of garbage: it grows with events, not with runs."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Replications `first` to `first + count - 1` of a world."""

    world: World | tuple[World, ...]
    """The world of all replications, or one world for each."""
    seed: int
    first: int
    count: int
    kept: tuple[str, ...] = ()
    """Keys of the columns to return, beside the numbers of the runs; without any, all."""
    seconds: float = inf
    """Time after which to return what is finished, at least one run: Ctrl-C and progress wait for
    a batch, and nobody knows before how long its runs take."""
    engine: EngineName = "simpy"
    """Who makes it; the model does where the compiled engine cannot be loaded."""
    lucks: tuple[Luck, ...] = ()
    """The luck of each; without any, that of the replications `first` and so on."""

    @property
    def in_threads(self) -> bool:
        """Whether threads can compute several at once, as processes can."""
        return self.engine == "compiled"

    @property
    def worlds(self) -> tuple[World, ...]:
        """The world of each replication."""
        return (self.world,) * self.count if isinstance(self.world, World) else self.world

    @property
    def luck_of_each(self) -> tuple[Luck, ...]:
        """The luck of each replication."""
        return self.lucks or tuple(Luck(self.first + place) for place in range(self.count))


class ReplicationFailedError(RuntimeError):
    """A run failed; made of what every process can send to another.

    Args:
        replication: number of the run.
        said: what went wrong.
        blames_input: the scenario asks for too much; the program is not at fault.
    """

    def __init__(self, replication: int, said: str, blames_input: bool = False) -> None:
        super().__init__(replication, said, blames_input)
        self.replication = replication
        self.said = said
        self.blames_input = blames_input

    def __str__(self) -> str:
        return f"run {self.replication}: {self.said}"


@dataclass(slots=True)
class Left:
    """How many runs of compiled batches were left to the model, in this process so far.

    Threads count without a lock: nearly right is enough for what is asked of it.
    """

    compiled: int = 0
    """Runs of compiled batches, those included."""
    to_model: int = 0


left = Left()


def simulate_batch(batch: Batch) -> Columns:
    """Return the outcomes of a batch as columns; those of its first runs, if time runs out.

    Raises:
        ReplicationFailedError: if a run fails.
    """
    if batch.engine == "compiled":
        with suppress(NoEngineError):
            make = engine()
            which = batch.lucks or batch.first
            asked = batch.worlds, batch.seed, which, batch.kept, batch.seconds
            made = make(*asked, _alone_simulated)
            left.compiled += runs_of(made)
            return made
    with _alone, uncollected(set_aside=True):
        outcomes: list[Outcome] = []
        collected = began = time.perf_counter()
        for world, luck in zip(batch.worlds, batch.luck_of_each, strict=True):
            outcomes.append(_simulated(world, batch.seed, luck))
            now = time.perf_counter()
            if now - began > batch.seconds:
                break
            if now - collected > _GARBAGE_EVERY:
                gc.collect()
                collected = now
    return _columns(outcomes, batch)


def _alone_simulated(
    world: World, seed: int, replication: int, branches: Branches = ONE_BRANCH
) -> Outcome:
    """Simulate a run that the compiled engine leaves to the model."""
    left.to_model += 1
    with _alone, uncollected(set_aside=True):
        return _simulated(world, seed, Luck(replication, branches))


def _simulated(world: World, seed: int, luck: Luck) -> Outcome:
    replication = luck.replication
    try:
        return simulate(world, seed, *luck)
    except TooMuchError as error:
        raise ReplicationFailedError(replication, str(error), blames_input=True) from error
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        raise ReplicationFailedError(replication, said) from error


def _columns(outcomes: Sequence[Outcome], batch: Batch) -> Columns:
    world = batch.world if isinstance(batch.world, World) else batch.world[0]
    declared = columns_of(world)
    return {
        column.key: _array(column, outcomes, batch, world)
        for column in (*declared.runs, *declared.others)
        if not batch.kept or column.key in ("replication", *batch.kept)
    }


def _array(
    column: Column, outcomes: Sequence[Outcome], batch: Batch, world: World
) -> NDArray[np.generic]:
    """Return one column of a batch."""
    name, runs = column.name, len(outcomes)
    if name == "replication":
        numbers = (luck.replication for luck in batch.luck_of_each[:runs])
        return np.fromiter(numbers, np.int64, runs)
    match column.shape:
        case "run":
            kind = _LONG_TEXT if name == "chain" else _KINDS[column.type]
            return np.array([getattr(one, name) for one in outcomes], dtype=kind)
        case "count":
            return np.array([one.counts[name] for one in outcomes], dtype=np.float64)
        case "bins":
            bins = np.array([getattr(one, name) for one in outcomes], dtype=np.int64)
            # There are many bins, and nearly all are empty: as few bytes as hold them.
            return bins.astype(np.min_scalar_type(bins.max(initial=0))).reshape(runs, DELAY_BINS)
        case "day":
            days = np.array([one.daily[name] for one in outcomes], dtype=np.float64)
            return days.reshape(runs, world.days)
        case "look":
            looks = [[float(getattr(c, name)) for c in one.checkpoints] for one in outcomes]
            return np.array(looks, dtype=np.float64).reshape(runs, len(world.checkpoints))


def in_turn(
    simulate: Callable[[Batch], Columns], batches: Sequence[Batch], seconds: float = inf
) -> list[Columns]:
    """Return the columns of the first batches, narrow; as many as there is time for, one at least.

    Of the last of them, perhaps only those of its first runs. A batch that fails ends it; its
    failure is raised where it is the first one, so that it is known whose it is.

    Args:
        simulate: what returns the columns of a batch.
        batches: what to compute, in this order.
        seconds: time after which to return what is finished.
    """
    began, done = time.perf_counter(), list[Columns]()
    for batch in batches:
        left = seconds - (time.perf_counter() - began)
        if done and left <= 0:
            break
        try:
            done.append(narrow(simulate(replace(batch, seconds=max(left, 0.0)))))
        except Exception:
            if not done:
                raise
            break
        if runs_of(done[-1]) < batch.count:
            break
    return done


def runs_of(columns: Columns) -> int:
    """Return how many runs the columns are of."""
    return len(columns["replication"])


def only(columns: Columns, names: Collection[str]) -> Columns:
    """Return the columns of some names, beside the numbers of the runs; of none, all."""
    if not names:
        return columns
    return {name: one for name, one in columns.items() if name in ("replication", *names)}


def join(parts: Iterable[Columns]) -> Columns:
    """Return the columns of consecutive batches as one; of no batches at all, no columns."""
    listed = list(parts)
    if len(listed) < 2:
        return listed[0] if listed else {}
    return {name: np.concatenate([part[name] for part in listed]) for name in listed[0]}

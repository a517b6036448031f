"""Runs as columns, the same to the last bit as those made of the model's outcomes."""

import threading
import time
from collections.abc import Sequence
from functools import reduce
from itertools import groupby, takewhile
from math import inf
from typing import Protocol

import numpy as np

from truce_sim.engine import batch
from truce_sim.engine.codes import Status
from truce_sim.engine.lucks import Lucks
from truce_sim.engine.pack import Packed, pack_all, packs
from truce_sim.engine.rows import Buffers, Columns, Rows
from truce_sim.engine.workspace import Shape, Workspace, shape_of
from truce_sim.model import Outcome, World, simulate
from truce_sim.model.columns import IN_PART, RUNS
from truce_sim.model.streams import ONE_BRANCH, Branches, Luck


class ByModel(Protocol):
    """The model itself: world, seed, replication and branches in, outcome out."""

    def __call__(
        self, world: World, seed: int, replication: int, branches: Branches = ONE_BRANCH
    ) -> Outcome:
        """Return what comes of one truce."""
        ...


_FIRST, _A_WHILE = 4, 0.02
"""Runs done at first, and seconds of the runs done between two looks at the time."""
_KEPT = 32_768
"""Incidents that a workspace may have room for and be kept for the next runs."""
_ANSWERS = frozenset(column.key for column in (*RUNS, IN_PART))
"""Columns that need nothing of what a run records beside its answers."""
_here = threading.local()
"""Each thread's workspace, room for one run at a time, and its memory for rows."""


def columns(
    worlds: Sequence[World],
    seed: int,
    luck: int | Sequence[Luck],
    kept: Sequence[str] = (),
    seconds: float = inf,
    by_model: ByModel = simulate,
) -> Columns:
    """Return the outcomes of runs as columns; those of the first runs, if time runs out.

    Args:
        worlds: one for each run; all have the same actors and kinds of columns. Their days may
            differ where no column of days is wanted.
        seed: root seed.
        luck: number of the first run, or the luck of each.
        kept: keys of the columns to return beside the number of the run; without any, all.
        seconds: time after which to return what is finished, at least one run.
        by_model: who does the runs that the engine has no room for.

    Returns:
        Arrays by the keys of `model.columns`, in its order.
    """
    rows = Rows(worlds, _buffers(), whole=not _ANSWERS.issuperset(kept or ("all",)))
    lucks = Lucks(luck, len(worlds))
    began, done, size = time.perf_counter(), 0, _FIRST
    packed: list[Packed] = []
    while done < len(worlds):
        packed = _packed(worlds[done : done + size], packed[-1:])
        if packed and lucks.fits(done):
            done = _some(rows, packed, done, (seed, lucks), by_model)
        else:
            rows.tell(done, by_model(worlds[done], seed, *lucks.of(done)))
            done += 1
        lasted = time.perf_counter() - began
        if lasted > seconds:
            break
        size = max(1, round(_A_WHILE * done / max(lasted, 1e-9)))
    return rows.columns(lucks.numbers[:done], kept)


def _packed(worlds: Sequence[World], last: list[Packed]) -> list[Packed]:
    """Return the worlds of some runs, up to the first that there is no room for.

    Args:
        worlds: one for each run; all runs in a row of one world share what is packed.
        last: packed before, and taken again if the first is that one.
    """
    in_a_row = [list(runs) for _, runs in groupby(worlds, key=id)]
    found = list(takewhile(lambda runs: packs(runs[0]), in_a_row))
    known = last if found and last and last[0].world is found[0][0] else []
    packed = [*known, *pack_all([runs[0] for runs in found[len(known) :]])]
    return [one for one, runs in zip(packed, found, strict=True) for _ in runs]


def _some(
    rows: Rows, some: list[Packed], done: int, luck: tuple[int, Lucks], by_model: ByModel
) -> int:
    """Do some runs and return how many are done in all; at least one more.

    Where the model has had to do one, the time is looked at before the next.
    """
    (seed, lucks), end, start = luck, done + len(some), done
    end = next((run for run in range(start, end) if not lucks.fits(run)), end)
    addresses = np.array([packed.address for packed in some], np.int64)
    space = _workspace(some)
    while done < end:
        done += batch.done(
            batch.WHOLE_RUNS,
            addresses[done - start :],
            space.address,
            seed=seed % batch.SEEDS,
            runs=end - done,
            whole=rows.whole,
            **lucks.addresses(done),
            **rows.addresses(done),
        )
        if done == end:
            break
        larger = _larger(space) if space.status == Status.FULL else None
        if larger is None:
            rows.tell(done, by_model(some[done - start].world, seed, *lucks.of(done)))
            done += 1
            break
        _here.space = space = larger
    if space.room > _KEPT:
        del _here.space
    return done


def _larger(space: Workspace) -> Workspace | None:
    """Return more room; None if no run can need as much, or there is no memory for it."""
    try:
        return space.emptied()
    except MemoryError:
        return None


def _buffers() -> Buffers:
    """Return this thread's memory for rows."""
    buffers: Buffers | None = getattr(_here, "buffers", None)
    if buffers is None:
        _here.buffers = buffers = Buffers()
    return buffers


def _workspace(some: list[Packed]) -> Workspace:
    """Return this thread's workspace; a new one if the last has no room for these worlds."""
    shape = reduce(Shape.with_room_for, {shape_of(packed) for packed in some})
    space: Workspace | None = getattr(_here, "space", None)
    if space is None or not space.shape.holds(shape):
        _here.space = space = Workspace(shape)
    return space

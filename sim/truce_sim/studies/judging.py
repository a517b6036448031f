"""Two truces on the same histories, both judged at one date."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truce_sim.model import World
from truce_sim.runs.batch import Columns
from truce_sim.studies.observing import standing


@dataclass(frozen=True, slots=True)
class Judged:
    """Which runs of two truces stand at a date that both were watched to, shape (n,) each."""

    first: NDArray[np.bool_]
    second: NDArray[np.bool_]
    hours: float
    """The date, hours after the start: the earlier of the two openings."""
    moves: bool
    """Whether the talks of the second open otherwise than those of the first."""


def moves_talks(world: World, other: World) -> bool:
    """Return whether the talks of another truce open otherwise than those of the first."""
    return (world.opening, world.postponement) != (other.opening, other.postponement)


def judged(before: Columns, world: World, after: Columns, other: World) -> Judged:
    """Return which runs hold: at the talks, or at the earlier opening where one moves them.

    Later, time at risk would differ.

    Args:
        before: `held`, `life` and `cause` of the first truce's runs.
        world: the first truce.
        after: the same of the second's, on the same histories.
        other: the second truce.
    """
    moves = moves_talks(world, other)
    hours = min(world.opening, other.opening)
    if moves:
        return Judged(standing(before, hours), standing(after, hours), hours, moves)
    return Judged(before["held"].astype(bool), after["held"].astype(bool), hours, moves)

"""Whether the danger rises with age where that of past truces falls, told apart from chance."""

from collections.abc import Sequence
from typing import Protocol

LATE_DAY = 7.0
"""Age in days from which on it is told whether the danger has risen."""


class Danger(Protocol):
    """Collapses a day by age, with the ends of its interval."""

    @property
    def from_day(self) -> tuple[float, ...]:
        """Where each stretch of age begins."""

    @property
    def low(self) -> tuple[float, ...]:
        """Lower ends."""

    @property
    def high(self) -> tuple[float, ...]:
        """Upper ends."""


class PastDanger(Protocol):
    """How many of past truces were broken a day, over one stretch of age."""

    @property
    def from_day(self) -> float:
        """Where it begins."""

    @property
    def a_day(self) -> float:
        """How many in one of those that stood."""


def rises(danger: Danger, past: Sequence[PastDanger], since_hours: float = 0.0) -> bool:
    """Return whether the danger from day 7 on is surely above the first day's, and theirs not.

    Args:
        danger: of the simulated truces.
        past: of past truces, by age.
        since_hours: the age that all simulated truces had reached when they were chosen. Where
            there is one no collapse can lie before it, so nothing can be said of the first day.
    """
    theirs = {piece.from_day: piece.a_day for piece in past}
    ours = danger.from_day
    if since_hours > 0 or not {0.0, LATE_DAY} <= {*ours} & {*theirs}:
        return False
    first, late = ours.index(0.0), ours.index(LATE_DAY)
    return danger.low[late] > danger.high[first] and theirs[LATE_DAY] < theirs[0.0]

"""One input at either end of its range, all else alike, on the same histories."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from truce_sim.statistics.arrays import check_level, yes_no
from truce_sim.statistics.estimates import PairedShare, Share
from truce_sim.statistics.means import paired_mean
from truce_sim.statistics.paired import paired_share
from truce_sim.statistics.proportions import share


@dataclass(frozen=True, slots=True)
class Ends:
    """The odds at both ends of an input's range, and the change from one to the other."""

    at_low: Share
    at_high: Share
    change: PairedShare

    @property
    def clear(self) -> bool:
        """Whether the direction is told apart from chance."""
        return self.change.low > 0 or self.change.high < 0


def measured(low: ArrayLike, high: ArrayLike, level: float = 0.95, family: int = 1) -> Ends:
    """Return what 0/1 outcomes at the low and at the high end, both of shape (runs,), tell.

    Exact intervals at both ends (Clopper and Pearson), which hold together for a `family` of
    inputs at `level`, and so do the intervals of the changes (Bonferroni; the level of all
    together is stored). As all hold together, they hold also for whichever of the family are
    chosen after a look at them.

    Raises:
        ValueError: on other values than 0 and 1, unequal lengths, or no runs.
    """
    held = [yes_no(end, "outcomes") for end in (low, high)]
    one = check_level(level, 2 * family)
    shares = [
        share(int(end.sum()), end.size, one, exact=True).model_copy(update={"level": level})
        for end in held
    ]
    return Ends(shares[0], shares[1], paired_share(held[0], held[1], level, family))


def surely_widest(low: ArrayLike, high: ArrayLike, level: float = 0.95) -> int | None:
    """Return which input moves the share furthest, if that is told apart from chance.

    `low` and `high`, 0/1 of shape (inputs, runs), are outcomes at both ends of each input, all
    on the same histories. The apparent winner is surely the widest if its change exceeds that
    of every other one, in either direction, beyond a paired t interval (Bonferroni over all that
    is compared). A single input is the widest if its direction is clear.

    Raises:
        ValueError: on other values than 0 and 1 or unequal shapes.
    """
    first, last = (yes_no(end, "outcomes", 2).astype(np.float64) for end in (low, high))
    moved = last - first
    sums = moved.sum(axis=1)
    place = int(np.argmax(np.abs(sums)))
    winner = moved[place] if sums[place] >= 0 else -moved[place]
    others = [
        way * moved[other] for other in range(len(moved)) if other != place for way in (1, -1)
    ]
    others.append(np.zeros_like(winner))
    sure = all(
        paired_mean(other, winner, level, len(others), largest=2).low > 0 for other in others
    )
    return place if sure else None

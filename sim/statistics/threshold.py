"""The smallest value of a lever that meets a target."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sim.statistics.arrays import check_level, yes_no
from sim.statistics.estimates import Share
from sim.statistics.laws import binomial_at_most
from sim.statistics.proportions import lower_ends, share


@dataclass(frozen=True, slots=True)
class SmallestLevel:
    """Indices of levels, weakest first; None where no level qualifies."""

    sure: int | None
    """Smallest level, all stronger ones included, whose lower bound meets the target."""
    seen: int | None
    """Smallest level whose estimate meets the target."""


def smallest_level(
    counts: ArrayLike, runs: int, target: float, level: float = 0.95
) -> SmallestLevel:
    """Return the smallest level of a lever at which the share is at least `target`.

    `counts`, shape (levels,), successes out of `runs` at each level, weakest level first (for
    a lever whose small values help, the largest value first). Fixed-sequence test from the
    strongest level down: each level's one-sided Clopper-Pearson lower bound at full `level`
    must meet the target; the first that does not ends the search. Because the order is fixed
    beforehand, the chance of calling any insufficient level sure is at most 1 - level, with no
    price for the number of levels (Maurer, Hothorn and Lehmacher 1995). The levels may share
    their histories. If `sure` and `seen` are None, the target was not reached by this lever.

    Raises:
        ValueError: if there are no levels, a count is not from 0 to runs, or the target is not
            between 0 and 1.
    """
    successes = np.asarray(counts)
    if successes.ndim != 1 or successes.size == 0:
        raise ValueError("counts: expected one per level")
    if runs < 1 or (successes < 0).any() or (successes > runs).any():
        raise ValueError(f"counts beyond 0 to {runs} runs")
    if not 0 < target < 1:
        raise ValueError(f"target {target} is not between 0 and 1")
    meets = lower_ends(successes, runs, 1 - check_level(level)) >= target
    failing = np.flatnonzero(~meets)
    sure = 0 if failing.size == 0 else int(failing[-1]) + 1
    seen = np.flatnonzero(successes / runs >= target)
    return SmallestLevel(
        sure=sure if sure < successes.size else None,
        seen=int(seen[0]) if seen.size else None,
    )


@dataclass(frozen=True, slots=True)
class QuantileEstimate:
    """A quantile with a distribution-free interval; an end may be infinite."""

    value: float
    low: float
    high: float


def quantile_interval(values: ArrayLike, share: float, level: float = 0.95) -> QuantileEstimate:
    """Return the `share` quantile of `values`, shape (n,), with an order-statistic interval.

    From X_(r) to X_(s), where r is the largest rank with P(Bin(n, share) < r) <= alpha/2 and s
    the smallest with P(Bin(n, share) >= s) <= alpha/2; the interval covers the true quantile
    with chance at least `level` whatever the distribution (David and Nagaraja, Order
    Statistics, 7.1). Too few values for an end leave it infinite.

    For a continuous lever: `values` are the critical values of the replications, the value of
    the lever at which each turns from holding to collapse. If small values of the lever help,
    P(held at d) = share of critical values >= d, and the value required for a target is the
    (1 - target) quantile; if large values help, it is the target quantile. A replication that
    no value saves is minus (or plus) infinity, one that every value saves the opposite.

    Raises:
        ValueError: if there are no values, NaN among them, or share is not between 0 and 1.
    """
    array = np.sort(np.asarray(values, dtype=np.float64))
    if array.ndim != 1 or array.size == 0 or np.isnan(array).any():
        raise ValueError("values: expected one dimension, at least one value and no NaN")
    if not 0 < share < 1:
        raise ValueError(f"share {share} is not between 0 and 1")
    n = array.size
    tail = (1 - check_level(level)) / 2
    at_most = binomial_at_most(np.arange(n + 1), n, share)
    # at_most[r-1] <= tail holds for ranks 1 .. lower; at_most[s-1] >= 1 - tail from upper on.
    lower = int(np.searchsorted(at_most, tail, side="right"))
    upper = int(np.searchsorted(at_most, 1 - tail, side="left")) + 1
    return QuantileEstimate(
        value=float(array[min(n, int(np.ceil(round(n * share, 9)))) - 1]),
        low=float(array[lower - 1]) if lower >= 1 else -np.inf,
        high=float(array[upper - 1]) if upper <= n else np.inf,
    )


def reversals(outcomes: ArrayLike, level: float = 0.95) -> Share:
    """Return the share of replications in which more of the lever once did harm.

    `outcomes`, 0/1 of shape (levels, runs), weakest level first, column r being replication r
    at every level. A reversal is a step up that turns success into failure. Above zero, one
    critical value per replication does not tell the whole story.

    Raises:
        ValueError: on other values than 0 and 1, another shape, or nothing in it.
    """
    held = yes_no(outcomes, "outcomes", dimensions=2)
    turned = (held[:-1] & ~held[1:]).any(axis=0)
    return share(int(turned.sum()), turned.size, level)

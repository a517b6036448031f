"""Means over runs, alone and as a change between two scenarios on the same histories."""

from math import sqrt

import numpy as np
from numpy.typing import ArrayLike

from truce_sim.statistics.arrays import Floats, check_level, finite, same_length
from truce_sim.statistics.estimates import Mean, PairedMean
from truce_sim.statistics.laws import t_quantile


def mean(values: ArrayLike, level: float = 0.95, bounds: tuple[float, float] | None = None) -> Mean:
    """Return the mean of `values`, shape (n,), with Student's t interval: m -+ t s / sqrt(n).

    `bounds` are limits that no value can pass (0 and the horizon, for a restricted mean). The
    interval is cut to them. If all values are alike, t would claim certainty; with bounds the
    interval then allows for the largest share of unseen values at either limit that n like
    values are compatible with, 1 - ((1-level)/2)^(1/n) (the exact bound for none seen in n).

    Raises:
        ValueError: if there are no values, NaN among them, a value beyond the bounds, or fewer
            than two values and no bounds.
    """
    array = finite(values, "mean")
    value, low, high = _t_interval(array, check_level(level), bounds)
    return Mean(value=value, low=low, high=high, runs=array.size, level=level)


def paired_mean(
    first: ArrayLike,
    second: ArrayLike,
    level: float = 0.95,
    family: int = 1,
    largest: float | None = None,
) -> PairedMean:
    """Return the mean of second - first, shapes (n,), replication by replication.

    The paired t interval, with Bonferroni over a `family` of comparisons: all of them hold
    together at `level`, which is the level stored. `largest` is the most by which a pair can
    differ (the horizon, for a restricted mean); see `mean` for what it changes.

    Raises:
        ValueError: as `mean`, or if the two differ in length.
    """
    before, after = finite(first, "first"), finite(second, "second")
    same_length(before, after, "paired mean")
    bounds = None if largest is None else (-largest, largest)
    value, low, high = _t_interval(after - before, check_level(level, family), bounds)
    return PairedMean(value=value, low=low, high=high, runs=before.size, level=level, family=family)


def _t_interval(
    values: Floats, level: float, bounds: tuple[float, float] | None
) -> tuple[float, float, float]:
    runs = values.size
    least, most = float(values.min()), float(values.max())
    if bounds is not None and (least < bounds[0] or most > bounds[1]):
        raise ValueError(f"values from {least} to {most} pass the bounds {bounds}")
    if runs < 2 and bounds is None:
        raise ValueError("one value has no interval")
    if least == most:
        if bounds is None:
            return least, least, least
        unseen = 1 - ((1 - level) / 2) ** (1 / runs)
        return (
            least,
            least - unseen * (least - bounds[0]),
            least + unseen * (bounds[1] - least),
        )
    # Rounding may carry the mean of nearly equal values past them.
    middle = min(most, max(least, float(values.mean())))
    reach = t_quantile((1 + level) / 2, runs - 1) * float(np.std(values, ddof=1)) / sqrt(runs)
    low, high = middle - reach, middle + reach
    if bounds is not None:
        low, high = max(low, bounds[0]), min(high, bounds[1])
    return middle, low, high

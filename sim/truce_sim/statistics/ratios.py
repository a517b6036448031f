"""Ratios of two totals over runs, such as claims a day or retaliations an incident."""

import math
from itertools import chain

import numpy as np
from numpy.typing import ArrayLike

from truce_sim.statistics.arrays import Floats
from truce_sim.statistics.estimates import Mean
from truce_sim.statistics.means import mean

_EXACT = 2.0**52
"""Whole numbers up to here are added exactly in any order."""
_PART = 10_000


def ratio(above: ArrayLike, below: ArrayLike, level: float = 0.95) -> Mean:
    """Return sum(above) / sum(below) over runs, with the interval of the delta method.

    The residuals above - r * below have mean 0; their spread over the mean of `below` is that of
    the ratio (Cochran 1977, ratio estimators). 0 where `below` is always 0.

    Args:
        above: numerators by run, shape (runs,).
        below: denominators by run, not negative, shape (runs,).
        level: confidence level.
    """
    top, bottom = np.asarray(above, dtype=np.float64), np.asarray(below, dtype=np.float64)
    total = _total(bottom)
    if total == 0:
        return Mean(value=0.0, low=0.0, high=0.0, runs=top.size, level=level)
    value = _total(top) / total
    residual = mean((top - value * bottom) / (total / top.size), level)
    half = (residual.high - residual.low) / 2
    return Mean(value=value, low=value - half, high=value + half, runs=top.size, level=level)


def _total(values: Floats) -> float:
    """Return the sum, rounded once."""
    if np.abs(values).sum() < _EXACT and (values == np.rint(values)).all():
        return float(values.sum())
    # Some at a time: as objects they take four times their room.
    parts = (values[start : start + _PART].tolist() for start in range(0, values.size, _PART))
    return math.fsum(chain.from_iterable(parts))

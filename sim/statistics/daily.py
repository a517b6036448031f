"""Daily counts among the truces that still hold."""

import numpy as np
from numpy.typing import ArrayLike

QUANTILES = (5, 25, 50, 75, 95)
FEWEST = 10
"""Survivors below which a day's quantiles would describe a handful of runs."""


def daily_quantiles(
    values: ArrayLike,
) -> tuple[tuple[int, ...], tuple[float | None, ...], dict[str, tuple[float | None, ...]]]:
    """Return survivors, means and quantiles of each day; None where fewer than FEWEST survive.

    Args:
        values: one row a run, one column a day, NaN once collapsed, shape (runs, days).
    """
    days = [column[~np.isnan(column)] for column in np.asarray(values, dtype=np.float64).T]
    survivors = tuple(int(alive.size) for alive in days)
    means = tuple(float(alive.mean()) if alive.size >= FEWEST else None for alive in days)
    by_quantile = {
        str(q): tuple(
            float(np.percentile(alive, q)) if alive.size >= FEWEST else None for alive in days
        )
        for q in QUANTILES
    }
    return survivors, means, by_quantile

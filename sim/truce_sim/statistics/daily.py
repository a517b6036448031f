"""Daily series among the truces that still hold."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

PERCENTS = (5, 25, 50, 75, 95)
LEAST_SURVIVORS = 10


@dataclass(frozen=True, slots=True)
class DailyQuantiles:
    """Mean and quantiles of a daily value among surviving runs, None where too few survive."""

    days: tuple[int, ...]
    surviving: tuple[int, ...]
    mean: tuple[float | None, ...]
    quantiles: dict[str, tuple[float | None, ...]]


def daily_quantiles(values: ArrayLike, least: int = LEAST_SURVIVORS) -> DailyQuantiles:
    """Return the mean and the 5, 25, 50, 75 and 95% quantiles of each day's values.

    `values`, shape (n, days), NaN from the collapse on: the days of truces that no longer hold
    are left out, so a fall may only mean that the worst are gone; `surviving` belongs beside
    any picture of it. Days count from 1. A quantile is an observed value: the smallest with at
    least that share of the survivors at or below it. A day with fewer than `least` survivors
    gets None.

    Raises:
        ValueError: on another shape, no runs, infinite values, or least < 1.
    """
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 2 or array.shape[0] == 0:
        raise ValueError(f"daily values: expected runs by days, got shape {array.shape}")
    if np.isinf(array).any() or least < 1:
        raise ValueError("daily values: infinite values, or no least number of survivors")
    surviving = (~np.isnan(array)).sum(axis=0)
    means: list[float | None] = []
    quantiles: dict[str, list[float | None]] = {str(percent): [] for percent in PERCENTS}
    for day, alive in enumerate(surviving.tolist()):
        column = array[:, day]
        column = column[~np.isnan(column)]
        enough = alive >= least
        means.append(float(column.mean()) if enough else None)
        for percent in PERCENTS:
            value = np.percentile(column, percent, method="inverted_cdf") if enough else None
            quantiles[str(percent)].append(None if value is None else float(value))
    return DailyQuantiles(
        days=tuple(range(1, array.shape[1] + 1)),
        surviving=tuple(surviving.tolist()),
        mean=tuple(means),
        quantiles={key: tuple(column) for key, column in quantiles.items()},
    )

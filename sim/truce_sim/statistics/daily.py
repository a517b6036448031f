"""Daily series among the truces that still hold."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from truce_sim.statistics.arrays import Floats, Ints

PERCENTS = (5, 25, 50, 75, 95)
LEAST_SURVIVORS = 10


@dataclass(frozen=True, slots=True)
class DailyQuantiles:
    """Mean and quantiles of a daily value among surviving runs, None where too few survive."""

    days: tuple[int, ...]
    surviving: tuple[int, ...]
    mean: tuple[float | None, ...]
    quantiles: dict[str, tuple[float | None, ...]]


class DailyTally:
    """How often each value occurred on each day: all that quantiles need, however many the runs.

    Runs come some at a time, in any order. Values should be few, as counts are.
    """

    def __init__(self) -> None:
        self._days: list[tuple[Floats, Ints]] = []
        """Values that occurred, rising, and how often."""
        self._runs = 0

    def add(self, values: ArrayLike) -> None:
        """Add runs: shape (n, days), NaN from the collapse on.

        Raises:
            ValueError: on another shape, another number of days, or infinite values.
        """
        array = np.asarray(values, dtype=np.float64)
        if array.ndim != 2 or (self._runs and array.shape[1] != len(self._days)):
            raise ValueError(f"daily values: expected runs by days, got shape {array.shape}")
        if np.isinf(array).any():
            raise ValueError("daily values: infinite values")
        if not self._runs:
            self._days = [(np.empty(0), np.empty(0, np.int64))] * array.shape[1]
        self._runs += array.shape[0]
        self._days = [_added(known, array[:, day]) for day, known in enumerate(self._days)]

    def quantiles(self, least: int = LEAST_SURVIVORS) -> DailyQuantiles:
        """Return the mean and the 5, 25, 50, 75 and 95% quantiles of each day's values.

        The days of truces that no longer hold are left out, so a fall may only mean that the worst
        are gone; `surviving` belongs beside any picture of it. Days count from 1. A quantile is an
        observed value: the smallest with at least that share of the survivors at or below it. A
        day with fewer than `least` survivors gets None.

        Raises:
            ValueError: on no runs, or least < 1.
        """
        if not self._runs or least < 1:
            raise ValueError("daily values: no runs, or no least number of survivors")
        surviving = [int(counts.sum()) for _, counts in self._days]
        known = [
            day if alive >= least else None
            for day, alive in zip(self._days, surviving, strict=True)
        ]
        return DailyQuantiles(
            days=tuple(range(1, len(self._days) + 1)),
            surviving=tuple(surviving),
            mean=tuple(None if day is None else _mean(*day) for day in known),
            quantiles={
                str(percent): tuple(
                    None if day is None else _quantile(*day, percent) for day in known
                )
                for percent in PERCENTS
            },
        )


def daily_quantiles(values: ArrayLike, least: int = LEAST_SURVIVORS) -> DailyQuantiles:
    """Return mean and quantiles of each day's values; see `DailyTally`.

    Args:
        values: shape (n, days), NaN from the collapse on.
        least: survivors without which a day gets None.

    Raises:
        ValueError: on another shape, no runs, infinite values, or least < 1.
    """
    tally = DailyTally()
    tally.add(values)
    return tally.quantiles(least)


def _added(known: tuple[Floats, Ints], column: Floats) -> tuple[Floats, Ints]:
    fresh, counts = np.unique(column[~np.isnan(column)], return_counts=True)
    values, place = np.unique(np.concatenate([known[0], fresh]), return_inverse=True)
    total = np.zeros(values.size, dtype=np.int64)
    np.add.at(total, place, np.concatenate([known[1], counts]))
    return values, total


def _mean(values: Floats, counts: Ints) -> float:
    return float((values * counts).sum() / counts.sum())


def _quantile(values: Floats, counts: Ints, percent: int) -> float:
    """Return what `numpy.percentile(..., method="inverted_cdf")` does of the values written out."""
    upto = np.cumsum(counts)
    place = max(0, int(np.ceil(upto[-1] * (percent / 100) - 1)))
    return float(values[np.searchsorted(upto, place, side="right")])

"""How long truces live: survival, numbers at risk, restricted mean, hazard by age."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.statistics.estimates import Curve, Frozen, Mean
from sim.statistics.means import mean

Floats = NDArray[np.float64]


def survival(lives: ArrayLike, collapsed: ArrayLike, grid: Sequence[float]) -> Curve:
    """Return the share of truces that still hold just after each hour of `grid`.

    All truces are watched up to the end of the grid, so the empirical survivor function is the
    Kaplan-Meier estimate. The band covers the whole curve at once (Dvoretzky, Kiefer and Wolfowitz
    1956, with the exact quantile of the Kolmogorov-Smirnov statistic).

    Args:
        lives: hours until collapse, or of watching, shape (runs,).
        collapsed: whether each truce collapsed, shape (runs,).
        grid: hours, rising.
    """
    from scipy.stats import kstwo  # noqa: PLC0415 - slow to import, needed late

    level = 0.95
    ended = np.sort(np.asarray(lives, dtype=np.float64)[np.asarray(collapsed, dtype=bool)])
    n = np.size(lives)
    hours = np.asarray(grid, dtype=np.float64)
    holding = 1 - np.searchsorted(ended, hours, side="right") / n
    reach = float(kstwo.ppf(level, n))
    return Curve(
        hours=tuple(hours.tolist()),
        value=tuple(holding.tolist()),
        low=tuple(np.clip(holding - reach, 0, 1).tolist()),
        high=tuple(np.clip(holding + reach, 0, 1).tolist()),
        level=level,
        band="simultaneous",
    )


def at_risk(
    lives: ArrayLike, collapsed: ArrayLike, hours: Sequence[float]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return how many truces hold, and how many have collapsed, just after each of `hours`."""
    ended = np.sort(np.asarray(lives, dtype=np.float64)[np.asarray(collapsed, dtype=bool)])
    gone = np.searchsorted(ended, np.asarray(hours, dtype=np.float64), side="right")
    n = int(np.size(lives))
    return tuple((n - gone).tolist()), tuple(gone.tolist())


def restricted_mean(lives: ArrayLike, horizon: float) -> Mean:
    """Return the mean of min(life, horizon), hours: the area under the survival curve up to it."""
    return mean(np.minimum(np.asarray(lives, dtype=np.float64), horizon))


class PiecewiseHazard(Frozen):
    """Collapses per day at risk between `edges` (days), with exact Poisson intervals."""

    edges: tuple[float, ...]
    collapses: tuple[int, ...]
    exposure_days: tuple[float, ...]
    rate: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


def hazard(lives: ArrayLike, collapsed: ArrayLike, edges: Sequence[float]) -> PiecewiseHazard:
    """Return the piecewise constant hazard: events over exposure (Garwood 1936 for its interval).

    Args:
        lives: hours until collapse, or of watching, shape (runs,).
        collapsed: whether each truce collapsed, shape (runs,).
        edges: ages in days that divide the pieces, rising, at least two.
    """
    from scipy.stats import chi2  # noqa: PLC0415 - slow to import, needed late

    days = np.asarray(lives, dtype=np.float64) / 24
    ended = days[np.asarray(collapsed, dtype=bool)]
    counts, exposures, lows, highs = [], [], [], []
    for start, end in pairwise(edges):
        count = int(np.count_nonzero((ended > start) & (ended <= end)))
        exposure = float(np.clip(days - start, 0, end - start).sum())
        counts.append(count)
        exposures.append(exposure)
        lows.append(float(chi2.ppf(0.025, 2 * count)) / 2 / exposure if count and exposure else 0.0)
        highs.append(float(chi2.ppf(0.975, 2 * count + 2)) / 2 / exposure if exposure else np.inf)
    rates = [c / e if e else 0.0 for c, e in zip(counts, exposures, strict=True)]
    return PiecewiseHazard(
        edges=tuple(edges),
        collapses=tuple(counts),
        exposure_days=tuple(exposures),
        rate=tuple(rates),
        low=tuple(lows),
        high=tuple(highs),
    )

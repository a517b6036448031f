"""Incidents a day from counts over days, in which days differ by more than chance.

A count N over L days has mean rate x L and variance dispersion x rate x L (quasi-Poisson: McCullagh
and Nelder 1989, Generalized Linear Models, section 6.2). Dispersion 1 is chance alone.
"""

from dataclasses import dataclass
from math import atanh, sqrt, tanh

import numpy as np
from numpy.typing import ArrayLike

from truce_sim.statistics.arrays import Floats, check_level, finite, same_length
from truce_sim.statistics.laws import gamma_quantile, t_quantile, two_sided_z

FEWEST_COUNTS = 4
"""With fewer counts nothing can be said of how much they differ."""
_FEWEST_PAIRS = 10
_FEWEST_FOR_KURTOSIS = 8
_MOST_SERIAL = 0.9
"""Correlation of neighbours beyond which the counts are one drift, not many days."""


@dataclass(frozen=True, slots=True)
class Ranged:
    """A number with its interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class DailyRate:
    """Incidents a day, and how the days differ.

    Attributes:
        value: incidents a day.
        low: lower end of the interval, or None with fewer than four counts. It covers chance and
            the variation between days, and nothing else.
        high: its upper end, or None.
        dispersion: variance over mean, 1 for chance alone; None with fewer than four counts, or
            where nothing happened.
        correlation: of each day with the next; None with fewer than ten such pairs.
        counts: numbers that it rests on.
        days: days that these cover.
        level: confidence level of each interval.
    """

    value: float
    low: float | None
    high: float | None
    dispersion: Ranged | None
    correlation: Ranged | None
    counts: int
    days: float
    level: float


def daily_rate(
    numbers: ArrayLike, lengths: ArrayLike, starts: ArrayLike, level: float = 0.95
) -> DailyRate:
    """Return the rate of incidents a day, total over days, with a score interval.

    The interval holds every rate r with (value - r)^2 <= t^2 s r / days: the score interval of a
    Poisson rate (so it is never Wald's, and above 0 where nothing happened), widened by
    s = dispersion x (1 + c) / (1 - c), never below 1, where c is the correlation of each day with
    the next (Bayley and Hammersley 1946: days that resemble each other tell less), and by Student's
    t, as the dispersion comes from the same few counts.

    Args:
        numbers: incidents of each count, not negative, shape (n,).
        lengths: days that each covers, above 0, shape (n,).
        starts: first day of each, as a number of days, rising, shape (n,).
        level: confidence level.

    Raises:
        ValueError: if the shapes differ, a count is negative or a length is not above 0.
    """
    counts, days, first = finite(numbers, "numbers"), finite(lengths, "lengths"), finite(starts, "")
    same_length(counts, days, "daily rate")
    same_length(counts, first, "daily rate")
    if (counts < 0).any() or (days <= 0).any():
        raise ValueError("counts must not be negative, and cover some time")
    check_level(level)
    total = float(days.sum())
    value = float(counts.sum()) / total
    size = counts.size
    if size < FEWEST_COUNTS:
        return DailyRate(value, None, None, None, None, size, total, level)
    residuals = (counts - value * days) / np.sqrt(value * days) if value else np.zeros(size)
    dispersion = _dispersion(residuals, level) if value else None
    correlation = _neighbours(residuals, days, first, level) if value else None
    scale = 1.0
    if dispersion is not None:
        alike = correlation.value if correlation is not None else 0.0
        alike = min(max(alike, 0.0), _MOST_SERIAL)
        scale = max(1.0, dispersion.value * (1 + alike) / (1 - alike))
    reach = t_quantile((1 + level) / 2, size - 1) ** 2 * scale / total
    half = sqrt(value * reach + reach**2 / 4)
    low, high = max(0.0, value + reach / 2 - half), value + reach / 2 + half
    return DailyRate(value, low, high, dispersion, correlation, size, total, level)


def _dispersion(residuals: Floats, level: float) -> Ranged:
    """Return Pearson's estimate with a chi-square interval.

    Its degrees of freedom are 2n / (k - (n-3)/(n-1)), k the kurtosis of the residuals, which are
    n - 1 for a normal law and fewer where single days stand out (O'Neill 2014, The American
    Statistician 68(4)).
    """
    size = residuals.size
    value = float((residuals**2).sum()) / (size - 1)
    freedom = float(size - 1)
    spread = float((residuals**2).mean())
    if size >= _FEWEST_FOR_KURTOSIS and spread > 0:
        kurtosis = float((residuals**4).mean()) / spread**2
        freedom = min(freedom, max(2.0, 2 * size / (kurtosis - (size - 3) / (size - 1))))
    ends = gamma_quantile([(1 + level) / 2, (1 - level) / 2], freedom / 2)
    low, high = (value * freedom / 2 / float(end) for end in ends)
    return Ranged(value, low, high)


def _neighbours(residuals: Floats, days: Floats, first: Floats, level: float) -> Ranged | None:
    """Return how much each day resembles the next, as a correlation, -1 to 1.

    Corrected for the mean that comes from the same days, r -> (m r + 1) / (m - 4) for m pairs
    (Marriott and Pope 1954, Biometrika 41); the interval is Fisher's.
    """
    pairs = np.flatnonzero((days[:-1] == 1) & (days[1:] == 1) & (np.diff(first) == 1))
    spread = float((residuals**2).mean())
    if pairs.size < _FEWEST_PAIRS or spread == 0:
        return None
    raw = float((residuals[pairs] * residuals[pairs + 1]).mean()) / spread
    value = min(0.99, max(-0.99, (pairs.size * raw + 1) / (pairs.size - 4)))
    reach = two_sided_z(level) / sqrt(pairs.size - 3)
    return Ranged(value, tanh(atanh(value) - reach), tanh(atanh(value) + reach))

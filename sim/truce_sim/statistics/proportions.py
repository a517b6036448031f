"""A share of runs and its interval."""

from math import sqrt

import numpy as np
from numpy.typing import ArrayLike

from truce_sim.statistics.arrays import Floats, check_level, yes_no
from truce_sim.statistics.estimates import Share
from truce_sim.statistics.laws import beta_quantile, two_sided_z
from truce_sim.statistics.weights import Weights


def share(count: int, runs: int, level: float = 0.95, *, exact: bool = False) -> Share:
    """Return `count` out of `runs` with an interval for chance between runs.

    Wilson's score interval by default; Clopper-Pearson when asked (where the text claims a
    guarantee) and always when no run or every run counts, so that the interval never shrinks
    to a point.

    Raises:
        ValueError: unless 0 <= count <= runs, runs >= 1 and 0 < level < 1.
    """
    _check(count, runs)
    if exact or count in {0, runs}:
        low, high = clopper_pearson(count, runs, level)
        return Share(
            count=int(count),
            runs=int(runs),
            value=count / runs,
            low=low,
            high=high,
            level=level,
            method="clopper-pearson",
        )
    low, high = wilson(count, runs, level)
    return Share(
        count=int(count), runs=int(runs), value=count / runs, low=low, high=high, level=level
    )


def share_of(yes: ArrayLike, weights: Weights | None = None, level: float = 0.95) -> Share:
    """Return the share of histories for which `yes`, 0/1 of shape (n,), is so.

    With weights it is their sum, with the interval of as many equal histories as would know it as
    well (`Weights.effective_for`); `runs` and `count` are then those, rounded.

    Raises:
        ValueError: on other values than 0 and 1, no histories, or another number of weights.
    """
    so = yes_no(yes, "share")
    if weights is None:
        return share(int(so.sum()), so.size, level)
    value = min(1.0, weights.total(so))
    runs = max(1.0, weights.effective_for(so))
    none_or_all = not (so & (weights.each > 0)).any() or not (~so & (weights.each > 0)).any()
    if none_or_all:
        low, high = (float(end) for end in clopper_pearson_ends(value * runs, runs, level))
    else:
        low, high = wilson(value * runs, runs, level)
    whole = max(1, round(runs))
    return Share(
        count=min(whole, round(value * runs)),
        runs=whole,
        value=value,
        low=min(low, value),
        high=max(high, value),
        level=level,
        method="clopper-pearson" if none_or_all else "wilson",
    )


def wilson(count: float, runs: float, level: float = 0.95) -> tuple[float, float]:
    """Return Wilson's score interval for count/runs, both possibly fractional.

    (p + z^2/2n -+ z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n); Wilson 1927, JASA 22.

    Raises:
        ValueError: unless 0 <= count <= runs and runs > 0.
    """
    if not (0 <= count <= runs and runs > 0):
        raise ValueError(f"{count} out of {runs} runs")
    z = two_sided_z(check_level(level))
    seen = count / runs
    middle = seen + z * z / (2 * runs)
    reach = z * sqrt(seen * (1 - seen) / runs + z * z / (4 * runs * runs))
    scale = 1 + z * z / runs
    # Rounding can leave the ends a hair on the wrong side of 0, 1 or the estimate.
    low = min(seen, max(0.0, (middle - reach) / scale))
    high = max(seen, min(1.0, (middle + reach) / scale))
    return low, high


def clopper_pearson(count: int, runs: int, level: float = 0.95) -> tuple[float, float]:
    """Return the exact interval: coverage is never below `level`, whatever the true share.

    Raises:
        ValueError: unless 0 <= count <= runs and runs >= 1.
    """
    _check(count, runs)
    low, high = clopper_pearson_ends(count, runs, level)
    return float(low), float(high)


def clopper_pearson_ends(
    counts: ArrayLike, runs: ArrayLike, level: float = 0.95
) -> tuple[Floats, Floats]:
    """Return lower and upper ends of the exact interval for arrays of counts.

    Beta quantiles: low = B(alpha/2; k, n-k+1), high = B(1-alpha/2; k+1, n-k), and 0 or 1 where
    a parameter would be 0; Clopper and Pearson 1934, Biometrika 26.
    """
    tail = (1 - check_level(level)) / 2
    return lower_ends(counts, runs, tail), upper_ends(counts, runs, tail)


def lower_bound(count: int, runs: int, level: float = 0.95) -> float:
    """Return the one-sided exact lower bound: "at least this share", wrong at most 1 - level.

    Raises:
        ValueError: unless 0 <= count <= runs and runs >= 1.
    """
    _check(count, runs)
    return float(lower_ends(count, runs, 1 - check_level(level)))


def upper_bound(count: int, runs: int, level: float = 0.95) -> float:
    """Return the one-sided exact upper bound; for count 0 it is 1 - (1-level)^(1/runs), ~3/runs.

    Raises:
        ValueError: unless 0 <= count <= runs and runs >= 1.
    """
    _check(count, runs)
    return float(upper_ends(count, runs, 1 - check_level(level)))


def lower_ends(counts: ArrayLike, runs: ArrayLike, tail: float) -> Floats:
    """Return lower Clopper-Pearson ends with error `tail` on that side, elementwise."""
    k, n = np.broadcast_arrays(np.asarray(counts, dtype=float), np.asarray(runs, dtype=float))
    ends = beta_quantile(tail, np.maximum(k, 1), n - k + 1)
    return np.where(k == 0, 0.0, ends)


def upper_ends(counts: ArrayLike, runs: ArrayLike, tail: float) -> Floats:
    """Return upper Clopper-Pearson ends with error `tail` on that side, elementwise."""
    k, n = np.broadcast_arrays(np.asarray(counts, dtype=float), np.asarray(runs, dtype=float))
    ends = beta_quantile(1 - tail, k + 1, np.maximum(n - k, 1))
    return np.where(k == n, 1.0, ends)


def _check(count: int, runs: int) -> None:
    if not (0 <= count <= runs and runs >= 1):
        raise ValueError(f"{count} out of {runs} runs")

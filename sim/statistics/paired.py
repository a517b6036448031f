"""Two scenarios on the same histories: the change, its interval, and what pairing bought."""

import math

import numpy as np
from numpy.typing import ArrayLike

from sim.statistics.estimates import PairedShare


def paired_share(
    base: ArrayLike, other: ArrayLike, level: float = 0.95, family: int = 1
) -> PairedShare:
    """Return the change from `base` to `other` with the interval of Bonett and Price (2012).

    Adding one to each discordant cell keeps its coverage where shared luck leaves a cell empty,
    which is where Wald's fails. Where no run differs the change is exactly 0 with the interval
    that the adjustment gives. `family` comparisons together hold at `level` (Bonferroni).

    Args:
        base: successes by replication, shape (runs,).
        other: the same replications under the other scenario, in the same order.
        level: confidence level of the whole family.
        family: number of comparisons made together, at least 1.
    """
    first, second = np.asarray(base, dtype=bool), np.asarray(other, dtype=bool)
    if first.shape != second.shape or first.size == 0:
        raise ValueError("paired shares need the same replications on both sides")
    gained = int(np.count_nonzero(~first & second))
    lost = int(np.count_nonzero(first & ~second))
    both = int(np.count_nonzero(first & second))
    low, high = bonett_price(gained, lost, first.size, 1 - (1 - level) / family)
    return PairedShare(
        value=(gained - lost) / first.size,
        low=low,
        high=high,
        both=both,
        gained=gained,
        lost=lost,
        neither=first.size - both - gained - lost,
        level=level,
        family=family,
    )


def bonett_price(gained: int, lost: int, runs: int, level: float) -> tuple[float, float]:
    """Return the interval of (gained - lost) / runs: d +- z sqrt((p+q-d^2)/(n+2)).

    p = (gained + 1) / (n + 2), q = (lost + 1) / (n + 2), d = p - q.
    """
    z = _z(level)
    p, q = (gained + 1) / (runs + 2), (lost + 1) / (runs + 2)
    centre = p - q
    half = z * math.sqrt((p + q - centre**2) / (runs + 2))
    observed = (gained - lost) / runs
    return max(-1.0, min(centre - half, observed)), min(1.0, max(centre + half, observed))


def exact_p(gained: int, lost: int) -> float:
    """Return McNemar's exact two-sided p value: discordant runs fall either way by a fair coin."""
    from scipy.stats import binomtest  # noqa: PLC0415 - slow to import, needed late

    return 1.0 if gained + lost == 0 else float(binomtest(gained, gained + lost).pvalue)


def unpaired_interval(
    base_count: int, other_count: int, runs: int, level: float = 0.95
) -> tuple[float, float]:
    """Return what the interval of the change would be on separate histories (Newcombe 1998)."""
    from sim.statistics.proportions import share  # noqa: PLC0415

    one, two = share(base_count, runs, level), share(other_count, runs, level)
    change = two.value - one.value
    down = math.hypot(two.value - two.low, one.high - one.value)
    up = math.hypot(two.high - two.value, one.value - one.low)
    return max(-1.0, change - down), min(1.0, change + up)


def variance_reduction(base: ArrayLike, other: ArrayLike) -> float | None:
    """Return variance of the unpaired change over that of the paired one; None if no run differs.

    It is by how much fewer runs do with shared histories.
    """
    first = np.asarray(base, dtype=np.float64)
    second = np.asarray(other, dtype=np.float64)
    paired = float(np.var(second - first))
    return (float(np.var(first)) + float(np.var(second))) / paired if paired > 0 else None


def runs_to_settle(change: PairedShare) -> int | None:
    """Return how many runs would put 0 outside the interval if the change is as estimated.

    n = z^2 (p + q - d^2) / d^2; None where no change at all was seen.
    """
    if change.gained == change.lost:
        return None
    runs = change.both + change.gained + change.lost + change.neither
    spread = (change.gained + change.lost) / runs - change.value**2
    z = _z(1 - (1 - change.level) / change.family)
    return max(1, math.ceil(z**2 * spread / change.value**2))


def _z(level: float) -> float:
    from scipy.stats import norm  # noqa: PLC0415 - slow to import, needed late

    return float(norm.ppf((1 + level) / 2))

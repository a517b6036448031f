"""How long the truce lives: survival, numbers at risk, restricted mean, hazard by age.

Everywhere: `lives`, shape (n,), hours from the truce's start to its collapse, or for a run that
never collapsed, to the end of watching; `collapsed`, shape (n,), which of the two it is.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from truce_sim.statistics.arrays import (
    Bools,
    Floats,
    Ints,
    check_level,
    finite,
    same_length,
    yes_no,
)
from truce_sim.statistics.estimates import Curve, Mean
from truce_sim.statistics.laws import gamma_quantile, kolmogorov_quantile
from truce_sim.statistics.means import mean
from truce_sim.statistics.weights import Weights


def survival_curve(
    lives: ArrayLike,
    collapsed: ArrayLike,
    hours: ArrayLike,
    level: float = 0.95,
    weights: Weights | None = None,
) -> Curve:
    """Return the share of runs not collapsed by each of `hours`, with a simultaneous band.

    S(t) = share of runs whose collapse comes after t; a collapse at exactly t has happened.
    The band S -+ d, cut to [0, 1], contains the whole true curve with chance `level`; d is the
    exact Kolmogorov-Smirnov quantile for n runs (the Dvoretzky-Kiefer-Wolfowitz band with its
    exact constant). Pointwise intervals contain a whole curve far more seldom. With weights, n is
    the number of histories in effect.

    Raises:
        ValueError: if an hour lies beyond the time for which every run was watched (use
            `incidence.cumulative_incidence` there), or on unequal shapes, NaN, no runs.
    """
    ends, gone = _lives(lives, collapsed)
    grid = finite(hours, "hours")
    _check_watched(ends, gone, float(grid.max()))
    if weights is None:
        runs = ends.size
        value = _left(ends, gone, grid)
    else:
        runs = max(1, int(weights.effective + 1e-6))
        value = _weighted(ends, gone, grid, weights)
    reach = kolmogorov_quantile(check_level(level), runs)
    return Curve(
        hours=tuple(grid.tolist()),
        value=tuple(value.tolist()),
        low=tuple(np.maximum(value - reach, 0.0).tolist()),
        high=tuple(np.minimum(value + reach, 1.0).tolist()),
        level=level,
        band="simultaneous",
    )


def share_left(lives: ArrayLike, collapsed: ArrayLike, hours: ArrayLike) -> tuple[float, ...]:
    """Return the value of `survival_curve` alone, without its band, at a fraction of the cost.

    Raises:
        ValueError: as there.
    """
    ends, gone = _lives(lives, collapsed)
    grid = finite(hours, "hours")
    _check_watched(ends, gone, float(grid.max()))
    return tuple(_left(ends, gone, grid).tolist())


def _left(ends: Floats, gone: Bools, grid: Floats) -> Floats:
    """Return the share of those not collapsed by each hour."""
    value: Floats = 1 - np.searchsorted(np.sort(ends[gone]), grid, side="right") / ends.size
    return value


def _weighted(ends: Floats, gone: Bools, grid: Floats, weights: Weights) -> Floats:
    """Return the weight of those not collapsed by each hour."""
    if weights.each.shape != ends.shape:
        raise ValueError(f"{weights.each.size} weights for {ends.size} histories")
    order = np.argsort(ends[gone], kind="stable")
    upto = np.concatenate([[0.0], np.cumsum(weights.each[gone][order])])
    value: Floats = 1 - upto[np.searchsorted(ends[gone][order], grid, side="right")]
    return value.clip(0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many runs still held, and how many had collapsed, at each hour."""

    hours: tuple[float, ...]
    holding: tuple[int, ...]
    collapsed: tuple[int, ...]


def numbers_at_risk(lives: ArrayLike, collapsed: ArrayLike, hours: ArrayLike) -> Standing:
    """Return the runs still holding and watched after each of `hours`, and those collapsed.

    Raises:
        ValueError: on unequal shapes, NaN or no runs.
    """
    ends, gone = _lives(lives, collapsed)
    grid = finite(hours, "hours")
    fallen = np.searchsorted(np.sort(ends[gone]), grid, side="right")
    # A run watched to exactly this hour still counts as holding at it.
    left = np.searchsorted(np.sort(ends[~gone]), grid, side="left")
    holding = ends.size - fallen - left
    return Standing(
        hours=tuple(grid.tolist()),
        holding=tuple(holding.tolist()),
        collapsed=tuple(fallen.tolist()),
    )


def restricted_lives(lives: ArrayLike, collapsed: ArrayLike, horizon: float) -> Floats:
    """Return min(life, horizon) in hours, one per run.

    Raises:
        ValueError: if a run that had not collapsed was watched for less than `horizon`.
    """
    ends, gone = _lives(lives, collapsed)
    _check_watched(ends, gone, horizon)
    return np.minimum(ends, horizon)


def restricted_mean(
    lives: ArrayLike, collapsed: ArrayLike, horizon: float, level: float = 0.95
) -> Mean:
    """Return the mean hours of truce up to `horizon`: mean of min(life, horizon), t interval.

    Equals the area under the survival curve from 0 to the horizon (Royston and Parmar 2013).

    Raises:
        ValueError: as `restricted_lives`.
    """
    return mean(restricted_lives(lives, collapsed, horizon), level, (0.0, horizon))


def hour_by_which(lives: ArrayLike, collapsed: ArrayLike, share: float) -> float | None:
    """Return the hour by which at least `share` of all runs had collapsed; None if fewer did.

    Raises:
        ValueError: unless 0 < share <= 1, or on unequal shapes, NaN, no runs.
    """
    ends, gone = _lives(lives, collapsed)
    if not 0 < share <= 1:
        raise ValueError(f"share {share} is not above 0 and at most 1")
    # 0.1 * 30 is a hair above 3 in floating point; the third collapse is meant.
    needed = int(np.ceil(round(share * ends.size, 9)))
    fallen = np.sort(ends[gone])
    return None if fallen.size < needed else float(fallen[needed - 1])


def median_of_collapses(lives: ArrayLike, collapsed: ArrayLike) -> float | None:
    """Return the hour by which half of those that collapsed had done so; None if none did.

    Raises:
        ValueError: on unequal shapes, NaN or no runs.
    """
    ends, gone = _lives(lives, collapsed)
    return float(np.quantile(ends[gone], 0.5, method="inverted_cdf")) if gone.any() else None


@dataclass(frozen=True, slots=True)
class PiecewiseHazard:
    """Collapses per day at risk, by age of the truce in days, with exact Poisson intervals."""

    from_day: tuple[float, ...]
    to_day: tuple[float, ...]
    collapses: tuple[int, ...]
    exposure_days: tuple[float, ...]
    rate: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


def piecewise_hazard(
    lives: ArrayLike, collapsed: ArrayLike, days: ArrayLike, level: float = 0.95
) -> PiecewiseHazard:
    """Return collapses per day at risk between consecutive `days` (k+1 rising edges, in days).

    rate = d / E with Garwood's exact interval, chi2(alpha/2; 2d) / 2E to chi2(1-alpha/2; 2d+2)
    / 2E (Garwood 1936, Biometrika 28). A collapse at an edge belongs to the piece that ends
    there. Pieces in which no run was at risk are left out.

    Raises:
        ValueError: if the edges do not rise from 0 or later, or are fewer than two, or on
            unequal shapes, NaN, no runs.
    """
    ends, gone = _lives(lives, collapsed)
    edges = finite(days, "days")
    if edges.size < 2 or edges[0] < 0 or (np.diff(edges) <= 0).any():
        raise ValueError("edges of the hazard must rise from 0 or later")
    age = ends / 24
    start, stop = edges[:-1], edges[1:]
    exposure = np.clip(age[:, None] - start, 0, stop - start).sum(axis=0)
    # The first piece takes collapses at age 0 in, or they would be in none.
    piece = np.maximum(np.searchsorted(edges, age[gone], side="left") - 1, 0)
    inside = (age[gone] >= edges[0]) & (age[gone] <= edges[-1])
    events = np.bincount(piece[inside], minlength=start.size)
    return _rates(start, stop, exposure, events, level)


def hazard_since(
    found: PiecewiseHazard, day: float, runs: int, level: float = 0.95
) -> PiecewiseHazard:
    """Return the hazard from an age on of runs that all lived to it; empty if none lived longer.

    What they lived through before is no exposure: it could not have ended them.

    Args:
        found: of these runs, from age 0 on.
        day: the age, in days.
        runs: how many they are.
        level: of the intervals.
    """
    start, stop = np.asarray(found.from_day), np.asarray(found.to_day)
    exposure, events = np.asarray(found.exposure_days), np.asarray(found.collapses)
    later = stop > day
    start, stop, exposure, events = start[later], stop[later], exposure[later], events[later]
    if start.size and start[0] < day:
        exposure[0] -= runs * (day - start[0])
        start[0] = day
    return _rates(start, stop, exposure, events, level)


def _rates(
    start: Floats, stop: Floats, exposure: Floats, events: Ints, level: float
) -> PiecewiseHazard:
    """Return rates with exact intervals where any run was at risk."""
    tail = (1 - check_level(level)) / 2
    kept = exposure > 0
    start, stop, exposure, events = start[kept], stop[kept], exposure[kept], events[kept]
    low = np.where(events == 0, 0.0, gamma_quantile(tail, np.maximum(events, 1))) / exposure
    high = gamma_quantile(1 - tail, events + 1) / exposure
    return PiecewiseHazard(
        from_day=tuple(start.tolist()),
        to_day=tuple(stop.tolist()),
        collapses=tuple(events.tolist()),
        exposure_days=tuple(exposure.tolist()),
        rate=tuple((events / exposure).tolist()),
        low=tuple(low.tolist()),
        high=tuple(high.tolist()),
    )


def _lives(lives: ArrayLike, collapsed: ArrayLike) -> tuple[Floats, Bools]:
    ends, gone = finite(lives, "lives"), yes_no(collapsed, "collapsed")
    same_length(ends, gone, "lives and collapsed")
    if (ends < 0).any():
        raise ValueError("lives: negative hours")
    return ends, gone


def _check_watched(ends: Floats, gone: Bools, until: float) -> None:
    if not gone.all() and float(ends[~gone].min()) < until:
        shortest = float(ends[~gone].min())
        raise ValueError(f"a run was watched for only {shortest} hours, not until {until}")

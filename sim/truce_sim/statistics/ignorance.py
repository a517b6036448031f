"""Doubt about inputs, kept apart from chance between runs.

Each draw of believable inputs has its own odds p; a few runs per draw show p only through
chance, so a histogram of the observed shares is too wide. What is told here takes chance out
without supposing a shape: a yes/no input makes two humps, a threshold piles odds up at the ends,
and a law with one hump, fitted to them, tells ends that are wrong whatever the number of draws.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from truce_sim.statistics.arrays import Floats, Ints
from truce_sim.statistics.estimates import Mean
from truce_sim.statistics.laws import binomial_masses, t_quantile, two_sided_z
from truce_sim.statistics.proportions import wilson

TAIL = 0.05
"""Share of believable inputs below the low end, and above the high end."""
_ODDS = np.linspace(0, 1, 101)
"""Odds that a draw may have, as fine as anything is told."""
_STEPS, _SMOOTH = 200, 30
"""Steps to the likeliest law, and to one that stops short of its spikes."""
_CRITICAL = 3.841
"""Of twice a log likelihood ratio: on either side chance goes as far one time in forty."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """How the odds vary over believable inputs, corrected for chance between runs."""

    draws: int
    runs_per_draw: int
    mean: Mean
    """Mean odds over believable inputs; its interval covers chance, of draws and of runs."""
    low: float
    high: float
    """Nine tenths of believable inputs have odds between these."""
    low_interval: tuple[float, float]
    high_interval: tuple[float, float]
    """Where each of the two ends may lie, by chance of draws and of runs."""


def doubt(counts: ArrayLike, runs_per_draw: int, level: float = 0.95) -> Doubt:
    """Return how the odds vary over draws of inputs.

    `counts`, shape (draws,): how many of a draw's `runs_per_draw` runs count. Draws must be
    independent of each other (or a low-discrepancy design, for which the intervals are too wide,
    not too narrow). The ends are quantiles of the law of the odds, of any shape, that makes the
    counts likely (Laird 1978), with the fit stopped early, which smooths it. Each one's interval
    holds all values that no likelihood-ratio test rejects, over laws of any shape: a value is
    rejected as too low if even the likeliest law with 5% of its mass up to it is too unlikely,
    and as too high likewise. That covers at least 95% where the law is smooth, about 95%
    where it has lumps; it is wide because nothing is supposed.

    Raises:
        ValueError: with fewer than two draws or two runs per draw, or counts out of range.
    """
    held = _counts(counts, runs_per_draw)
    average = _mean_share(held, runs_per_draw, level)
    low, low_interval = _lower_end(held, runs_per_draw)
    mirrored, (mirrored_low, mirrored_high) = _lower_end(runs_per_draw - held, runs_per_draw)
    high, high_interval = 1 - mirrored, (1 - mirrored_high, 1 - mirrored_low)
    if _alike(held, runs_per_draw):
        # One and the same odds are not ruled out: then both ends are where the mean is.
        low_interval = (min(low_interval[0], average.low), max(low_interval[1], average.high))
        high_interval = (min(high_interval[0], average.low), max(high_interval[1], average.high))
    return Doubt(
        draws=held.size,
        runs_per_draw=runs_per_draw,
        mean=average,
        low=low,
        high=high,
        low_interval=low_interval,
        high_interval=high_interval,
    )


def smoothed_law(counts: ArrayLike, runs_per_draw: int) -> tuple[Floats, Floats]:
    """Return odds, and how much of the draws has each, by a smooth law that makes counts likely.

    Raises:
        ValueError: as `doubt`.
    """
    held = _counts(counts, runs_per_draw)
    seen = np.bincount(held, minlength=runs_per_draw + 1).astype(np.float64)
    chance = np.array([binomial_masses(runs_per_draw, float(odds)) for odds in _ODDS]).T
    return _ODDS, _likely(seen, chance, _SMOOTH)


def _mean_share(held: Ints, runs_per_draw: int, level: float) -> Mean:
    """Return the mean of shares of clusters of runs, with an interval that keeps to its level.

    Student's interval is too short where nearly all runs of nearly all draws end alike: few draws
    carry all of the spread, and often none of them is among those drawn. So Wilson's interval, for
    as many independent runs as would leave the mean in the same doubt, fewer by the square of
    the ratio of Student's and the normal quantile (Korn and Graubard 1998, Survey Methodology 24).
    """
    draws, value = held.size, float(held.mean()) / runs_per_draw
    variance = float(np.var(held / runs_per_draw, ddof=1)) / draws
    # Where all draws are alike, each counts once: another one may be quite different.
    runs = float(draws)
    if variance > 0:
        stretch = t_quantile((1 + level) / 2, draws - 1) / two_sided_z(level)
        runs = min(float(draws * runs_per_draw), value * (1 - value) / variance / stretch**2)
    low, high = wilson(min(value * runs, runs), runs, level)
    return Mean(value=value, low=low, high=high, runs=draws, level=level)


def _lower_end(counts: Ints, runs: int) -> tuple[float, tuple[float, float]]:
    """Return the odds below which a share `TAIL` of draws lies, and where they may lie."""
    seen = np.bincount(counts, minlength=runs + 1).astype(np.float64)
    chance = np.array([binomial_masses(runs, float(odds)) for odds in _ODDS]).T
    law = _likely(seen, chance, _STEPS)
    mass = np.cumsum(law)
    worse = 2 * (_log_likelihood(seen, law[None, :] @ chance.T)[0] - _held_to(seen, chance))
    rejected = worse > _CRITICAL
    too_low = np.flatnonzero(rejected & (mass < TAIL))
    too_high = np.flatnonzero(rejected & (mass >= TAIL))
    lowest = float(_ODDS[too_low[-1]]) if too_low.size else 0.0
    highest = float(_ODDS[too_high[0]]) if too_high.size else 1.0
    end = _quantile(_likely(seen, chance, _SMOOTH))
    return min(max(end, lowest), highest), (lowest, highest)


def _quantile(law: Floats) -> float:
    """Return the odds below which `TAIL` of a law lies.

    The mass of one grid point stands for all odds nearer to it than to another.
    """
    mass = np.cumsum(law)
    place = int(np.argmax(mass >= TAIL))
    inside = (TAIL - (mass[place] - law[place])) / law[place]
    return float(np.clip(_ODDS[place] + (inside - 0.5) * _ODDS[1], 0.0, 1.0))


def _likely(seen: Floats, chance: Floats, steps: int) -> Floats:
    """Return the law over `_ODDS` after so many steps from an even one to the likeliest one."""
    law = np.full(_ODDS.size, 1 / _ODDS.size)
    for _ in range(steps):
        law = law * ((seen / _positive(chance @ law)) @ chance) / seen.sum()
    return law


def _held_to(seen: Floats, chance: Floats) -> Floats:
    """Return the best log likelihood of a law with `TAIL` of its mass up to each of `_ODDS`."""
    below = _ODDS[None, :] <= _ODDS[:, None]
    above = ~below
    # With nothing above the last point its law has only the lower part, and is never preferred.
    laws = TAIL * below / below.sum(axis=1)[:, None]
    laws = laws + (1 - TAIL) * above / np.maximum(above.sum(axis=1), 1)[:, None]
    for _ in range(_STEPS):
        laws = laws * ((seen / _positive(laws @ chance.T)) @ chance)
        low, high = laws * below, laws * above
        low = TAIL * low / _positive(low.sum(axis=1))[:, None]
        laws = low + (1 - TAIL) * high / _positive(high.sum(axis=1))[:, None]
    return _log_likelihood(seen, laws @ chance.T)


def _log_likelihood(seen: Floats, masses: Floats) -> Floats:
    """Return the log likelihood of each row of masses, shape (laws, runs + 1)."""
    happened = seen > 0
    return np.asarray(np.log(_positive(masses[:, happened])) @ seen[happened])


def _positive(values: Floats) -> Floats:
    return np.maximum(values, 1e-300)


def _alike(counts: Ints, runs: int) -> bool:
    """Return whether the counts are compatible with one and the same odds of all draws."""
    seen = np.bincount(counts, minlength=runs + 1).astype(np.float64)
    chance = np.array([binomial_masses(runs, float(odds)) for odds in _ODDS]).T
    one = binomial_masses(runs, float(counts.mean()) / runs)
    best = _log_likelihood(seen, (_likely(seen, chance, _STEPS) @ chance.T)[None, :])[0]
    return bool(2 * (best - _log_likelihood(seen, one[None, :])[0]) <= _CRITICAL)


def _counts(counts: ArrayLike, runs_per_draw: int) -> Ints:
    array = np.asarray(counts)
    if array.ndim != 1 or array.size < 2:
        raise ValueError("doubt about inputs needs at least two draws")
    if runs_per_draw < 2:
        raise ValueError("chance cannot be told from doubt with fewer than two runs per draw")
    whole = array.astype(np.int64)
    if (whole != array).any() or (whole < 0).any() or (whole > runs_per_draw).any():
        raise ValueError(f"counts are not whole numbers from 0 to {runs_per_draw}")
    return whole

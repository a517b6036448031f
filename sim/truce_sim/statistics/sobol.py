"""Which inputs the odds depend on: shares of the variance of p(x), and luck.

Indices computed straight from 0/1 outcomes take chance between runs for an effect of every
input. Here they are indices of the metamodel's p(x), which has no such chance in it, with what
the fitting itself adds estimated by resampling the points and taken out. Luck needs no metamodel:
runs at the same inputs differ by nothing else.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from truce_sim.statistics.arrays import Bools, Floats, Ints, check_level, finite, yes_no
from truce_sim.statistics.metamodel import (
    Metamodel,
    features,
    fit,
    logistic,
    penalties,
    refit,
    scaled,
)
from truce_sim.statistics.proportions import clopper_pearson

RIDGE = 10.0
"""Light on squares and products: a heavier one would shrink what an input does by a product."""
_MANY = 400
"""Resamples where no surface has to be fitted to each."""


@dataclass(frozen=True, slots=True)
class Part:
    """A share of the variance of the outcome, with its interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class VarianceShares:
    """Shares of the variance that a fitted surface explains, one per input, and the rest."""

    alone: tuple[float, ...]
    """First-order index: what fixing this input alone would remove of the variance of p(x)."""
    alone_low: tuple[float, ...]
    alone_high: tuple[float, ...]
    total: tuple[float, ...]
    """Total index: what would remain if all other inputs were fixed."""
    total_low: tuple[float, ...]
    total_high: tuple[float, ...]
    unexplained: Part
    """Share of the variance of the 0/1 outcome that the fitted surface does not explain: luck, and
    whatever the surface misses."""
    luck: Part | None
    """Share of it between runs of the same inputs; None with one run a point."""
    missed: Part | None
    """Share that inputs explain and the fitted surface does not; None with one run a point."""
    model: Metamodel
    """The metamodel fitted to all runs."""


def variance_shares(
    points: ArrayLike,
    outcomes: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    rng: np.random.Generator,
    level: float = 0.95,
    resamples: int = 100,
) -> VarianceShares:
    """Return first-order and total indices of the odds, and how much is luck, with intervals.

    `points`, shape (n, inputs), inputs independent and uniform within `low`..`high` (shape
    (inputs,)); `outcomes`, 0/1 of shape (n, 2), two runs at each point, or of shape (n,), one. The
    metamodel is fitted to all runs and refitted to `resamples` bootstrap resamples of the points;
    Saltelli's (2010) first-order and Jansen's total estimator, by scipy, give each one's
    variances V_i. Noise in the fit adds to every V_i; resampling adds it once more, so its mean
    excess over the first fit is the bias, subtracted once from the first fit and twice from the
    resamples, whose quantiles give the intervals.

    The indices are those of the fitted surface, which is smooth: 1 - Var p(x) / Var(outcome) is
    luck and whatever the surface misses. With two runs a point, luck is known apart: it is the
    mean variance between runs of a point, over that of the outcome, whatever the surface.

    Raises:
        ValueError: as `metamodel.fit`, or with fewer than two resamples.
    """
    if resamples < 2:
        raise ValueError("intervals need at least two resamples")
    array = np.asarray(outcomes)
    held = yes_no(array, "outcomes", 2 if array.ndim == 2 else 1).reshape(len(array), -1)
    runs = held.shape[1]
    if runs > 2:
        raise ValueError(f"{runs} runs a point: expected one or two")
    each = np.repeat(finite(points, "points", dimensions=2), runs, axis=0)
    model = fit(each, held.ravel(), low, high, RIDGE)
    design = features(scaled(each, model.low, model.high))
    penalty = penalties(model.low.size, model.ridge)
    drawn = [np.bincount(_again(rng, len(held)), minlength=len(held)) for _ in range(resamples)]
    weights = [np.ones(len(held)), *(times.astype(np.float64) for times in drawn)]
    fits = [model.coefficients]
    fits += [
        refit(design, held.ravel(), np.repeat(one, runs), penalty, model.coefficients)
        for one in weights[1:]
    ]
    whole, first, total = _variances(np.array(fits), model.low.size, rng)
    outcome_variance = float(held.mean() * (1 - held.mean()))

    whole, whole_spread = _without_bias(whole)
    first, first_spread = _without_bias(first)
    total, total_spread = _without_bias(total)
    tail = (1 - check_level(level)) / 2

    def shares(value: Floats, spread: Floats) -> tuple[tuple[float, ...], ...]:
        middle = _ratio(value, whole)
        low_end, high_end = np.quantile(_ratio(spread, whole_spread), [tail, 1 - tail], axis=0)
        ends = (middle, np.minimum(low_end, middle), np.maximum(high_end, middle))
        return tuple(tuple(end.tolist()) for end in ends)

    alone, alone_low, alone_high = shares(first, first_spread)
    all_in, all_in_low, all_in_high = shares(total, total_spread)
    rest = 1 - float(whole[0]) / outcome_variance
    rest_spread = 1 - whole_spread[:, 0] / outcome_variance
    luck = missed = None
    if runs > 1:
        lucks = _luck(held, np.array(weights))
        fresh = rng.multinomial(len(held), np.full(len(held), 1 / len(held)), _MANY)
        luck = _with_rare(_part(float(lucks[0]), _luck(held, fresh), tail), held, level)
        missed = _part(rest - float(lucks[0]), rest_spread - lucks[1:], tail)
    return VarianceShares(
        alone=alone,
        alone_low=alone_low,
        alone_high=alone_high,
        total=all_in,
        total_low=all_in_low,
        total_high=all_in_high,
        unexplained=_part(rest, rest_spread, tail),
        luck=luck,
        missed=missed,
        model=model,
    )


def _again(rng: np.random.Generator, points: int) -> Ints:
    """Return as many points as there are, drawn with replacement."""
    return rng.integers(0, points, points)


def _part(value: float, spread: Floats, tail: float) -> Part:
    """Return a share of the variance with the interval that its resamples give."""
    middle = float(np.clip(value, 0.0, 1.0))
    low, high = np.clip(np.quantile(spread, [tail, 1 - tail]), 0.0, 1.0).tolist()
    return Part(middle, min(middle, low), max(middle, high))


def _luck(pairs: Bools, weights: ArrayLike) -> Floats:
    """Return the share of luck for each row of `weights`, how often each pair of runs counts.

    Half the share of pairs that end differently, unbiased for the mean variance between runs of a
    point, over the variance of the outcome.
    """
    times = np.asarray(weights, dtype=np.float64)
    between = times @ (pairs[:, 0] != pairs[:, 1]) / len(pairs) / 2
    odds = times @ pairs.mean(axis=1) / len(pairs)
    spread = odds * (1 - odds)
    # A resample in which all runs end alike has no variance of which luck could be a share.
    return np.where(spread > 0, between / np.where(spread > 0, spread, 1.0), 1.0)


def _with_rare(found: Part, pairs: Bools, level: float) -> Part:
    """Return a share of luck whose interval also holds where one outcome is rare.

    With r of the pairs that have the rarer outcome having it twice, luck is (1 - r) / (1 + r) /
    (1 - p), where p is the share of the rarer outcome. Resampling cannot show pairs that were not
    seen; the exact interval of r allows for them.
    """
    rare = pairs if pairs.mean() <= 0.5 else ~pairs
    some, twice = int(rare.any(axis=1).sum()), int(rare.all(axis=1).sum())
    if not some:
        return Part(found.value, 0.0, 1.0)
    few, many = clopper_pearson(twice, some, level)
    low, high = ((1 - r) / (1 + r) / (1 - float(rare.mean())) for r in (many, few))
    return Part(found.value, min(found.low, low), min(1.0, max(found.high, high)))


def _variances(
    coefficients: Floats, inputs: int, rng: np.random.Generator
) -> tuple[Floats, Floats, Floats]:
    """Return Var p(x), shape (fits, 1), and first-order and total parts, (fits, inputs)."""
    from scipy.stats import qmc, sobol_indices  # noqa: PLC0415

    sample = qmc.Sobol(2 * inputs, rng=rng).random_base2(11)
    a, b = sample[:, :inputs], sample[:, inputs:]

    def odds(unit: Floats) -> Floats:
        return np.asarray(logistic(features(unit) @ coefficients.T).T)

    f_a, f_b = odds(a), odds(b)
    f_ab = np.empty((inputs, *f_a.shape))
    for number in range(inputs):
        mixed = a.copy()
        mixed[:, number] = b[:, number]
        f_ab[number] = odds(mixed)
    whole = np.var(np.concatenate([f_a, f_b], axis=1), axis=1)[:, None]
    # A fit without any slope has no variance to share out; scipy would divide 0 by 0.
    flat = whole[:, 0] < 1e-14
    steep = ~flat
    first, total = np.zeros((flat.size, inputs)), np.zeros((flat.size, inputs))
    if steep.any():
        found = sobol_indices(
            func={"f_A": f_a[steep], "f_B": f_b[steep], "f_AB": f_ab[:, steep]}, n=sample.shape[0]
        )
        first[steep] = np.reshape(found.first_order, (-1, inputs)) * whole[steep]
        total[steep] = np.reshape(found.total_order, (-1, inputs)) * whole[steep]
    return whole, first, total


def _without_bias(variances: Floats) -> tuple[Floats, Floats]:
    """Split into the first fit's variances and the resamples', both without the fits' noise."""
    seen, resampled = variances[0], variances[1:]
    noise = resampled.mean(axis=0) - seen
    return np.maximum(seen - noise, 0.0), np.maximum(resampled - 2 * noise, 0.0)


def _ratio(part: Floats, whole: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(whole > 0, part / whole, 0.0)
    return np.clip(ratio, 0.0, 1.0)

"""Which inputs the odds depend on: shares of the variance of p(x), and of luck.

Indices computed straight from 0/1 outcomes take chance between runs for an effect of every
input. Here they are indices of the metamodel's p(x), which has no such chance in it, with what
the fitting itself adds estimated by resampling the runs and taken out.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from truce_sim.statistics.arrays import Floats, check_level, yes_no
from truce_sim.statistics.metamodel import (
    Metamodel,
    features,
    fit,
    logistic,
    penalties,
    refit,
    scaled,
)


@dataclass(frozen=True, slots=True)
class VarianceShares:
    """Shares of the variance of the odds over the box, one per input, and luck."""

    alone: tuple[float, ...]
    """First-order index: what fixing this input alone would remove of the variance of p(x)."""
    alone_low: tuple[float, ...]
    alone_high: tuple[float, ...]
    total: tuple[float, ...]
    """Total index: what would remain if all other inputs were fixed."""
    total_low: tuple[float, ...]
    total_high: tuple[float, ...]
    luck: float
    """Share of the variance of the 0/1 outcome that no input explains."""
    luck_low: float
    luck_high: float
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
    """Return first-order and total indices of the odds, with intervals, and the luck share.

    `points`, shape (n, inputs), inputs independent and uniform within `low`..`high` (shape
    (inputs,)); `outcomes`, 0/1 of shape (n,), one run per point. The metamodel is fitted to all
    runs and refitted to `resamples` bootstrap resamples of them; Saltelli's (2010) first-order
    and Jansen's total estimator, by scipy, give each one's variances V_i. Noise in the fit adds
    to every V_i; resampling adds it once more, so its mean excess over the first fit is the
    bias, subtracted once from the first fit and twice from the resamples, whose quantiles give
    the intervals. Luck is 1 - Var p(x) / Var(outcome).

    Raises:
        ValueError: as `metamodel.fit`, or with fewer than two resamples.
    """
    if resamples < 2:
        raise ValueError("intervals need at least two resamples")
    model = fit(points, outcomes, low, high)
    design = features(scaled(points, model.low, model.high))
    held = yes_no(outcomes, "outcomes")
    penalty = penalties(model.low.size, model.ridge)
    fits = [model.coefficients]
    for _ in range(resamples):
        drawn = rng.integers(0, held.size, held.size)
        weights = np.bincount(drawn, minlength=held.size).astype(np.float64)
        fits.append(refit(design, held, weights, penalty, model.coefficients))
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
    luck = float(np.clip(1 - whole[0] / outcome_variance, 0.0, 1.0))
    luck_spread = np.clip(1 - whole_spread[:, 0] / outcome_variance, 0.0, 1.0)
    return VarianceShares(
        alone=alone,
        alone_low=alone_low,
        alone_high=alone_high,
        total=all_in,
        total_low=all_in_low,
        total_high=all_in_high,
        luck=luck,
        luck_low=min(luck, float(np.quantile(luck_spread, tail))),
        luck_high=max(luck, float(np.quantile(luck_spread, 1 - tail))),
        model=model,
    )


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

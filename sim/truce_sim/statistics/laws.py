"""Quantiles and masses of the probability laws used here.

The one place that reaches for scipy's special functions, and only when called: importing scipy
takes longer than a short command may.
"""

from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from truce_sim.statistics.arrays import Floats


def two_sided_z(level: float) -> float:
    """Return z with P(-z < Z < z) = level for a standard normal Z."""
    return NormalDist().inv_cdf((1 + level) / 2)


def t_quantile(share: float, freedom: int) -> float:
    """Return the quantile of Student's t with `freedom` degrees of freedom."""
    from scipy.special import stdtrit  # noqa: PLC0415

    return float(stdtrit(freedom, share))


def beta_quantile(share: ArrayLike, a: ArrayLike, b: ArrayLike) -> Floats:
    """Return quantiles of Beta(a, b), elementwise; a and b above 0."""
    from scipy.special import betaincinv  # noqa: PLC0415

    ends = betaincinv(_floats(a), _floats(b), _floats(share))
    return np.asarray(ends, dtype=np.float64)


def gamma_quantile(share: ArrayLike, shape: ArrayLike) -> Floats:
    """Return quantiles of Gamma(shape, scale 1); a chi-square of 2d freedom is twice this."""
    from scipy.special import gammaincinv  # noqa: PLC0415

    return np.asarray(gammaincinv(_floats(shape), _floats(share)), dtype=np.float64)


def binomial_at_most(count: ArrayLike, runs: ArrayLike, share: float) -> Floats:
    """Return P(X <= count) for X ~ Binomial(runs, share), elementwise; 0 below count 0."""
    from scipy.special import bdtr  # noqa: PLC0415

    counts = _floats(count)
    tail = bdtr(np.maximum(counts, 0), np.asarray(runs, dtype=np.int64), share)
    return np.asarray(np.where(counts < 0, 0.0, tail), dtype=np.float64)


def binomial_masses(runs: int, share: float) -> Floats:
    """Return P(X = k) for k = 0..runs, X ~ Binomial(runs, share)."""
    from scipy.special import gammaln, xlog1py, xlogy  # noqa: PLC0415

    k = np.arange(runs + 1)
    choose = gammaln(runs + 1) - gammaln(k + 1) - gammaln(runs - k + 1)
    return np.asarray(np.exp(choose + xlogy(k, share) + xlog1py(runs - k, -share)))


def kolmogorov_quantile(level: float, runs: int) -> float:
    """Return d with P(sup |empirical - true distribution function| <= d) = level, exactly.

    The law of Kolmogorov's two-sided statistic for a continuous distribution; for one with
    ties the band d is wider than it need be, never too narrow.
    """
    from scipy.stats import kstwo  # noqa: PLC0415

    return float(kstwo.ppf(level, runs))


def _floats(values: ArrayLike) -> Floats:
    return np.asarray(values, dtype=np.float64)

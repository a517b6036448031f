"""Quantiles and masses of the probability laws used here.

The one place that reaches for scipy's special functions, and only when called: importing scipy
takes longer than a short command may.
"""

from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from truce_sim.statistics.arrays import Floats

_TABLED = 0.95


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


KOLMOGOROV = {
    100: 0.13402791648569778,
    200: 0.09515787601831346,
    500: 0.06039229379650354,
    1000: 0.042776500461245,
    2000: 0.03028337111595934,
    4000: 0.02143129655391987,
    5000: 0.019172751333714884,
    10_000: 0.013564202793681023,
    20_000: 0.009594832875979174,
    50_000: 0.006070257952478408,
    100_000: 0.004293014618329405,
    1_000_000: 0.0013579318555276864,
}
"""Kolmogorov's exact quantiles at level 0.95 for the usual numbers of runs, as scipy has them.

scipy.stats, which works them out in a moment, takes longer to import than a page takes to draw.
"""


def kolmogorov_quantile(level: float, runs: int) -> float:
    """Return d with P(sup |empirical - true distribution function| <= d) = level, exactly.

    The law of Kolmogorov's two-sided statistic for a continuous distribution; for one with
    ties the band d is wider than it need be, never too narrow.
    """
    if level == _TABLED and runs in KOLMOGOROV:
        return KOLMOGOROV[runs]
    from scipy.stats import kstwo  # noqa: PLC0415

    return float(kstwo.ppf(level, runs))


def _floats(values: ArrayLike) -> Floats:
    return np.asarray(values, dtype=np.float64)

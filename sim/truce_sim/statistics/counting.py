"""How well what was counted fits what a history brought: counters that see a share of it.

A counter that sees the share m of what happens, unknown and constant in time, counts a number with
mean m x (what happened) and variance (1 + scatter) times its mean: a negative binomial, or without
scatter a Poisson number. The logarithm of m is normal; it is taken out by quadrature.
"""

from dataclasses import dataclass, field
from math import inf, log, sqrt

import numpy as np
from numpy.typing import ArrayLike

from truce_sim.statistics.arrays import Floats, finite

LEAST = 0.3
"""What happened counts as at least so much: one who counts errs, also where nothing was."""
_NODES = 15
_Z90 = 1.2815515655446004
"""Of a standard normal, nine in ten are below."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What a counter sees.

    Attributes:
        median: share of what happens that it counts, at the median of the doubt; above 0.
        p90: nine in ten of the believable shares are below; the median if there is no doubt.
        scatter: variance of a number is (1 + scatter) x its mean; at least 0.
    """

    median: float
    p90: float
    scatter: float

    def __post_init__(self) -> None:
        """Refuse what is no share."""
        if not (0 < self.median <= self.p90 < inf) or not 0 <= self.scatter < inf:
            raise ValueError(f"a counter that sees {self.median} to {self.p90}, {self.scatter}")

    @property
    def sigma(self) -> float:
        """Standard deviation of the logarithm of the share."""
        return log(self.p90 / self.median) / _Z90

    def drawn(self, luck: np.random.Generator, size: int | None = None) -> Floats:
        """Return shares that it might see, drawn from the doubt about it."""
        drawn = np.asarray(luck.standard_normal(size), dtype=np.float64)
        return np.asarray(self.median * np.exp(self.sigma * drawn))

    def shares(self) -> tuple[Floats, Floats]:
        """Return shares, and the logarithm of how likely each is, for sums over the doubt.

        Gauss-Hermite quadrature for a normal law (Abramowitz and Stegun 25.4.46).
        """
        if self.sigma == 0:
            return np.array([self.median]), np.zeros(1)
        points, masses = np.polynomial.hermite_e.hermegauss(_NODES)
        return self.median * np.exp(self.sigma * points), np.log(masses / masses.sum())


def log_masses(happened: ArrayLike, number: float, shares: Floats, scatter: float) -> Floats:
    """Return the log of the chance to count `number`, for each share that may have been seen.

    With mean m = max(happened, LEAST) x share and variance (1 + s) m: of size r = m / s and
    success 1 / (1 + s), so that log P(y) = lgamma(y + r) - lgamma(r) - lgamma(y + 1)
    - r log(1 + s) + y log(s / (1 + s)); y log m - m - lgamma(y + 1) for s = 0.

    Args:
        happened: what histories brought in the days of the number, shape (n,).
        number: what was counted, at least 0.
        shares: shape (g,).
        scatter: of this number; at least 0.

    Returns:
        Shape (n, g).
    """
    from scipy.special import gammaln, xlogy  # noqa: PLC0415 - takes longer than a short command

    means = np.maximum(finite(happened, "what happened"), LEAST)[:, None] * shares
    if scatter == 0:
        found = xlogy(number, means) - means - gammaln(number + 1)
    else:
        size = means / scatter
        found = gammaln(number + size) - gammaln(size) - gammaln(number + 1)
        found = found - size * np.log1p(scatter) + number * log(scatter / (1 + scatter))
    return np.asarray(found, dtype=np.float64)


def log_of_sum(logs: Floats) -> Floats:
    """Return the log of the sum of exp(logs) over the last axis."""
    most = logs.max(axis=-1)
    return np.asarray(most + np.log(np.exp(logs - most[..., None]).sum(axis=-1)))


def drawn_counts(means: Floats, scatters: ArrayLike, luck: np.random.Generator) -> Floats:
    """Return counts with these means and (1 + scatter) times as much variance.

    A Poisson number whose mean is a gamma variate is a negative binomial.

    Args:
        means: any shape, above 0.
        scatters: of the same shape, or one that spreads over it; at least 0.
        luck: draws them.
    """
    scatter = np.broadcast_to(np.asarray(scatters, dtype=np.float64), means.shape)
    some = np.where(scatter > 0, scatter, 1.0)
    mixed = np.where(scatter > 0, luck.gamma(means / some) * some, means)
    return np.asarray(luck.poisson(mixed), dtype=np.float64)


@dataclass(slots=True)
class Fit:
    """How well each history fits one counter's numbers, taken in one after the other.

    Attributes:
        sight: what the counter sees.
        logs: shape (n, g): of each history and share, the log of the chance of all so far.
    """

    sight: Sight
    histories: int
    logs: Floats = field(init=False)
    _shares: Floats = field(init=False)

    def __post_init__(self) -> None:
        """Begin with what is believed before anything was counted."""
        shares, masses = self.sight.shares()
        self._shares = shares
        self.logs = np.tile(masses, (self.histories, 1))

    def take(self, happened: ArrayLike, number: float, scatter: float | None = None) -> None:
        """Take in a number that was counted; `happened` has shape (n,).

        `scatter` is that of this number, where it is not the counter's own.
        """
        own = self.sight.scatter if scatter is None else scatter
        # Histories by the thousand bring the same few numbers.
        each, place = np.unique(finite(happened, "what happened"), return_inverse=True)
        self.logs = self.logs + log_masses(each, number, self._shares, own)[place]

    @property
    def each(self) -> Floats:
        """The log of the chance of all that was counted so far, by history, shape (n,)."""
        return log_of_sum(self.logs)

    @property
    def shares(self) -> Floats:
        """The logarithm of the share that was seen, by each history: its mean, shape (n,)."""
        return self._masses @ np.log(self._shares)

    def seen(self, weights: Floats) -> tuple[float, float]:
        """Return mean and standard deviation of the logarithm of the share, by now.

        Args:
            weights: how much each history counts by all that is known, shape (n,).
        """
        masses = weights @ self._masses
        logs = np.log(self._shares)
        middle = float(masses @ logs)
        return middle, sqrt(max(0.0, float(masses @ (logs - middle) ** 2)))

    @property
    def _masses(self) -> Floats:
        """How likely each share is, given a history, shape (n, g)."""
        return np.asarray(np.exp(self.logs - self.each[:, None]))

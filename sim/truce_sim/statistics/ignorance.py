"""Doubt about inputs, kept apart from chance between runs.

Each draw of believable inputs has its own odds p; a few runs per draw show p only through
chance, so a histogram of the observed shares is too wide. Both estimates here take chance out.
"""

from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
from numpy.typing import ArrayLike

from truce_sim.statistics.arrays import Floats, Ints
from truce_sim.statistics.estimates import Mean
from truce_sim.statistics.laws import beta_quantile
from truce_sim.statistics.means import mean

DOTS = 20


@dataclass(frozen=True, slots=True)
class Doubt:
    """How the odds vary over believable inputs, corrected for chance between runs."""

    draws: int
    runs_per_draw: int
    mean: Mean
    """Mean odds over believable inputs; its interval covers chance, of draws and of runs."""
    sd: float
    """Standard deviation of the odds between draws."""
    low: float
    high: float
    """Nine tenths of believable inputs have odds between these."""
    dots: tuple[float, ...]
    """Twenty equally likely odds, rising."""


def doubt(counts: ArrayLike, runs_per_draw: int, level: float = 0.95) -> Doubt:
    """Return the spread of the odds over draws of inputs.

    `counts`, shape (draws,): how many of a draw's `runs_per_draw` runs count. Draws must be
    independent of each other (or a low-discrepancy design, for which the interval of the mean
    is too wide, not too narrow). Quantiles and dots come from a beta-binomial fit, which
    supposes that the odds have one hump or pile up at the ends.

    Raises:
        ValueError: with fewer than two draws or two runs per draw, or counts out of range.
    """
    held = _counts(counts, runs_per_draw)
    shares = (np.arange(DOTS) + 0.5) / DOTS
    at = odds_quantiles(held, runs_per_draw, np.concatenate([[0.05, 0.95], shares]))
    return Doubt(
        draws=held.size,
        runs_per_draw=runs_per_draw,
        mean=mean(held / runs_per_draw, level, (0.0, 1.0)),
        sd=sqrt(variance_between_draws(held, runs_per_draw)),
        low=float(at[0]),
        high=float(at[1]),
        dots=tuple(at[2:].tolist()),
    )


def variance_between_draws(counts: ArrayLike, runs_per_draw: int) -> float:
    """Return the variance of the odds between draws, without chance between runs.

    Sample variance of the shares s minus the mean of s (1 - s) / (m - 1) for m runs per draw:
    unbiased by the analysis of variance (Sun, Apley and Staum 2011), then cut at 0.

    Raises:
        ValueError: as `doubt`.
    """
    held = _counts(counts, runs_per_draw)
    shares = held / runs_per_draw
    chance = float((shares * (1 - shares)).mean()) / (runs_per_draw - 1)
    return max(0.0, float(np.var(shares, ddof=1)) - chance)


def odds_quantiles(counts: ArrayLike, runs_per_draw: int, shares: ArrayLike) -> Floats:
    """Return quantiles of the odds over draws, from a beta-binomial fit by maximum likelihood.

    If every run of every draw ended alike, all quantiles are that end, 0 or 1: the runs then
    give no hint of a spread.

    Raises:
        ValueError: as `doubt`.
    """
    held = _counts(counts, runs_per_draw)
    wanted = np.asarray(shares, dtype=np.float64)
    overall = float(held.mean()) / runs_per_draw
    if overall in {0.0, 1.0}:
        return np.full(wanted.shape, overall)
    a, b = _beta_binomial_fit(held, runs_per_draw, overall)
    # Beta laws with tiny parameters have quantiles that underflow to 0, as they should.
    return np.clip(beta_quantile(wanted, a, b), 0.0, 1.0)


def _beta_binomial_fit(counts: Ints, runs: int, overall: float) -> tuple[float, float]:
    """Return (a, b) of the beta law of the odds; a + b is kept from 0.001 to a million.

    A sum of a million is a spread of nothing, one of 0.001 is odds of 0 or 1 only.
    """
    from scipy.optimize import minimize  # noqa: PLC0415
    from scipy.special import betaln  # noqa: PLC0415

    values, times = np.unique(counts, return_counts=True)

    def parameters(at: Floats) -> tuple[float, float]:
        share = 1 / (1 + exp(-at[0]))
        size = exp(at[1])
        return share * size, (1 - share) * size

    def loss(at: Floats) -> float:
        a, b = parameters(at)
        fit = betaln(values + a, runs - values + b) - betaln(a, b)
        return -float((times * fit).sum()) / counts.size

    between = variance_between_draws(counts, runs)
    size = overall * (1 - overall) / between - 1 if between > 0 else 1e4
    start = np.array([log(overall / (1 - overall)), log(min(1e5, max(1e-2, size)))])
    ends = [(start[0] - 5, start[0] + 5), (log(1e-3), log(1e6))]
    found = minimize(loss, start, method="L-BFGS-B", bounds=ends)
    return parameters(np.asarray(found.x, dtype=np.float64))


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

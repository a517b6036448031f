"""Doubt about inputs: how the odds vary over believable inputs, cleared of chance between runs.

Each draw of inputs gets a few runs. The spread of the observed shares is wider than that of the
odds behind them, because a share of a few runs is noisy; the noise has to come off before anything
is shown (Sun, Apley and Staum 2011).
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sim.statistics.estimates import Mean
from sim.statistics.means import mean

DOTS = 20


@dataclass(frozen=True, slots=True)
class OddsOverInputs:
    """Distribution of the odds over believable inputs."""

    mean: Mean
    sd: float
    low: float
    high: float
    dots: tuple[float, ...]
    """Odds of 20 equally likely sets of inputs, rising."""


def odds_over_inputs(held: ArrayLike) -> OddsOverInputs:
    """Return the distribution of the odds over draws of inputs.

    Variance between draws by analysis of variance: the variance of the shares less the mean of
    y(1-y)/(m-1). Its shape is a beta distribution with that mean and variance; low and high
    enclose nine tenths.

    Args:
        held: outcome of each run, one row a draw of inputs, shape (draws, runs per draw); at least
            two draws and two runs per draw.
    """
    from scipy.stats import beta  # noqa: PLC0415 - slow to import, needed late

    table = np.asarray(held, dtype=np.float64)
    draws, inner = table.shape
    if draws < 2 or inner < 2:
        raise ValueError("doubt about inputs needs two draws of two runs at least")
    shares = table.mean(axis=1)
    centre = mean(shares)
    noise = float((shares * (1 - shares)).mean()) / (inner - 1)
    variance = max(0.0, float(shares.var(ddof=1)) - noise)
    room = centre.value * (1 - centre.value)
    if variance <= 1e-12 or room <= 0:
        flat = (centre.value,) * DOTS
        return OddsOverInputs(centre, 0.0, centre.value, centre.value, flat)
    # No distribution on [0, 1] has more variance than p(1-p); stay inside by a hair.
    size = room / min(variance, 0.999 * room) - 1
    spread = beta(centre.value * size, (1 - centre.value) * size)
    dots = tuple(float(spread.ppf((place + 0.5) / DOTS)) for place in range(DOTS))
    return OddsOverInputs(
        centre, math.sqrt(variance), float(spread.ppf(0.05)), float(spread.ppf(0.95)), dots
    )

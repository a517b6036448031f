"""How doubt about inputs grows over time: quantiles of the odds of still holding, hour by hour.

As in `ignorance`, a few runs of each set of inputs show its odds only through chance, which is
taken out hour by hour. Where no set is told apart from another the law of the odds is narrow.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from truce_sim.statistics.arrays import Floats
from truce_sim.statistics.ignorance import Doubt, smoothed_law

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, slots=True)
class Fan:
    """Quantiles of the odds over believable inputs, at each hour by themselves."""

    hours: tuple[float, ...]
    quantiles: dict[str, tuple[float, ...]]
    """By the quantile in hundredths: "5" to "95"."""


def fan(standing: ArrayLike, runs_per_draw: int, hours: ArrayLike, doubt: Doubt) -> Fan:
    """Return how the odds of still holding spread over draws of inputs, at each hour.

    The quantiles are those of a smooth law of the odds which makes the counts likely (see
    `ignorance`), so that chance between the runs of a draw is not in them; how well they are known
    is: at the last hour, the outer two are the ends of `doubt`, with its intervals. A truce that is
    gone stays gone: no quantile rises.

    Args:
        standing: how many of a draw's runs still hold, shape (hours, draws).
        runs_per_draw: runs of each draw.
        hours: since the truce's start, shape (hours,).
        doubt: that at the last hour.

    Raises:
        ValueError: as `ignorance.doubt`, or if shapes differ.
    """
    counts, grid = np.asarray(standing), np.asarray(hours, dtype=np.float64)
    if counts.ndim != 2 or len(counts) != grid.size:
        raise ValueError(f"{len(counts)} rows of counts for {grid.size} hours")
    found = np.array([_quantiles(row, runs_per_draw) for row in counts])
    # Before anything happened every set of inputs stands, whatever a smooth law makes of that.
    found[(counts == runs_per_draw).all(axis=1)] = 1.0
    found[-1, 0], found[-1, -1] = doubt.low, doubt.high
    found[-1] = np.maximum.accumulate(np.minimum(found[-1], doubt.high))
    falling = np.minimum.accumulate(np.maximum(found, found[-1]), axis=0)
    return Fan(
        hours=tuple(grid.tolist()),
        quantiles={
            f"{round(100 * at)}": tuple(falling[:, place].tolist())
            for place, at in enumerate(QUANTILES)
        },
    )


def _quantiles(counts: ArrayLike, runs_per_draw: int) -> Floats:
    odds, law = smoothed_law(counts, runs_per_draw)
    mass = np.cumsum(law)
    middle = mass - law / 2
    # The mass of one grid point stands for all odds nearer to it than to another.
    return np.interp(QUANTILES, middle, odds)

"""Could a test of scores have told? The power that an exactly right forecaster would have had."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from truce_sim.statistics.arrays import Floats, finite
from truce_sim.statistics.clusters import drawn, drawn_means, numbered, seeded
from truce_sim.statistics.few import FEWEST_CLUSTERS

WORLDS = 1_000
"""Made-up collections of outcomes behind a power: it is known to some 1.5 points at worst."""
SHARED = 0.5
"""Share of the spread's variance that the truces of one war have in common."""


def power_against(
    odds: ArrayLike, clusters: Sequence[str], spread: float, *, seed: int = 0, worlds: int = WORLDS
) -> float | None:
    """Return how often a forecaster who is exactly right would be found better than `odds`.

    In each made-up world the true odds of a case are `odds` moved by a normal number on the scale
    of log odds, with standard deviation `spread` and half of its variance common to the cases of a
    cluster; outcomes are drawn by them. Found better: the 95% interval over draws of clusters of
    the difference in Brier scores lies below 0, as in `mean_by_cluster`.

    Args:
        odds: the forecasts to be beaten, between 0 and 1, shape (n,).
        clusters: the name of each case's cluster.
        spread: by how much true odds differ from them, in log odds, above 0.
        seed: of the made-up worlds.
        worlds: how many.

    Returns:
        A share; None below `FEWEST_CLUSTERS`, where nothing is ever found better.

    Raises:
        ValueError: if there are no odds, one is beyond 0 to 1, or the spread is not above 0.
    """
    said = finite(odds, "odds")
    if not 0 < spread < np.inf:
        raise ValueError(f"a spread of {spread}")
    if (said < 0).any() or (said > 1).any():
        raise ValueError("odds beyond 0 to 1")
    numbers, count = numbered(clusters, said.size)
    if count < FEWEST_CLUSTERS:
        return None
    rng = np.random.default_rng(np.random.SeedSequence([seed, count, said.size]))
    common = rng.standard_normal((count, worlds))[numbers]
    own = rng.standard_normal((said.size, worlds))
    moved = spread * (np.sqrt(SHARED) * common + np.sqrt(1 - SHARED) * own)
    true = _moved(np.clip(said, 1e-6, 1 - 1e-6)[:, None], moved)
    happened = rng.random((said.size, worlds)) < true
    differences = (true - happened) ** 2 - (said[:, None] - happened) ** 2
    sums = np.zeros((count, worlds))
    np.add.at(sums, numbers, differences)
    sizes = np.bincount(numbers, minlength=count).astype(np.float64)
    means = drawn_means(sums, sizes, drawn(count, seeded(seed, count), draws=1_000))
    return float((np.quantile(means, 0.975, axis=0) < 0).mean())


def _moved(odds: Floats, by: Floats) -> Floats:
    """Return odds moved on the scale of log odds."""
    return np.asarray(1 / (1 + np.exp(-(np.log(odds / (1 - odds)) + by))), dtype=np.float64)

"""Means over cases that come in clusters, such as truces of the same wars.

Truces of one war share what is not known of it, so whole wars are drawn anew: an interval says how
the mean would differ between other collections of wars of this kind.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truce_sim.statistics.arrays import Floats, Ints, check_level, finite
from truce_sim.statistics.few import FEWEST_CLUSTERS

DRAWS = 4_000
"""Draws of clusters behind an interval."""
Verdict = Literal["better", "worse", "undecided", "too few wars to say"]


@dataclass(frozen=True, slots=True)
class ClusteredMean:
    """A mean over cases, with an interval over draws of whole clusters."""

    value: float
    low: float
    high: float
    cases: int
    clusters: int
    level: float = 0.95

    @property
    def says(self) -> Verdict:
        """What it says of a difference of scores, where lower is better.

        Better or worse where the interval lies wholly on one side of 0; of fewer than
        `FEWEST_CLUSTERS` clusters, nothing.
        """
        if self.clusters < FEWEST_CLUSTERS:
            return "too few wars to say"
        if self.high < 0:
            return "better"
        return "worse" if self.low > 0 else "undecided"


def mean_by_cluster(
    values: ArrayLike, clusters: Sequence[str], *, level: float = 0.95, seed: int = 0
) -> ClusteredMean:
    """Return the mean of `values` with an interval over `DRAWS` draws of whole clusters.

    The cluster bootstrap: as many clusters as there are are drawn with replacement, and the mean
    is over all cases of those drawn; the interval lies between the percentiles of these means
    (Davison and Hinkley 1997, Bootstrap Methods, 3.8; Field and Welsh 2007, JRSS B 69). Draws
    depend on `seed` and the number of clusters alone.

    Args:
        values: one a case, shape (n,).
        clusters: the name of each case's cluster.
        level: of the interval.
        seed: of the draws.

    Raises:
        ValueError: if there are no values, or not as many names of clusters.
    """
    array = finite(values, "values")
    numbers, count = numbered(clusters, array.size)
    sums = np.bincount(numbers, weights=array, minlength=count).astype(np.float64)
    sizes = np.bincount(numbers, minlength=count).astype(np.float64)
    means = drawn_means(sums[:, None], sizes, drawn(count, seeded(seed, count)))[:, 0]
    tail = (1 - check_level(level)) / 2
    low, high = np.quantile(means, (tail, 1 - tail)).tolist()
    return ClusteredMean(float(array.mean()), low, high, array.size, count, level)


def numbered(clusters: Sequence[str], cases: int) -> tuple[NDArray[np.intp], int]:
    """Return the number of each case's cluster, in the order of their names, and how many.

    Raises:
        ValueError: if there are not as many names as cases.
    """
    if len(clusters) != cases:
        raise ValueError(f"{len(clusters)} names of clusters for {cases} cases")
    names, numbers = np.unique(np.asarray(clusters, dtype=np.str_), return_inverse=True)
    return numbers, len(names)


def seeded(seed: int, clusters: int) -> np.random.Generator:
    """Return what draws so many clusters: the same for scores that are to be compared."""
    return np.random.default_rng(np.random.SeedSequence([seed, clusters]))


def drawn(clusters: int, generator: np.random.Generator, draws: int = DRAWS) -> Ints:
    """Return how often each cluster is in each draw, shape (draws, clusters).

    As many clusters as there are are drawn with replacement (Efron and Tibshirani 1993, An
    Introduction to the Bootstrap, chapter 8).
    """
    return generator.multinomial(clusters, np.full(clusters, 1 / clusters), size=draws)


def drawn_means(sums: Floats, sizes: Floats, counts: Ints) -> Floats:
    """Return the means of each draw, shape (draws, k).

    Args:
        sums: of the cases of each cluster, shape (clusters, k).
        sizes: cases of each cluster, shape (clusters,).
        counts: as `drawn` returns them.
    """
    return np.asarray((counts @ sums) / (counts @ sizes)[:, None], dtype=np.float64)

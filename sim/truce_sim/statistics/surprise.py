"""Whether what was counted could have come of the histories at all.

Weights always find the histories that fit best, also where none fits. So each history's own days
are counted as the counters would have counted them, and all are measured by how far they lie from
the middle of the others: if hardly any lies as far out as what was really counted, the histories
are not of this truce. A prior predictive check (Box 1980, J. R. Stat. Soc. A 143) by simulation.
Two measures. How many each counter counted in all: Mahalanobis' distance of the logarithms, so that
too few count as much as too many. And how likely the numbers are together, by the mean over other
histories: it sees days that do not belong together, but not that all are too few, which is likely.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from truce_sim.statistics.arrays import Floats, Ints
from truce_sim.statistics.counting import LEAST, Sight, drawn_counts, log_masses, log_of_sum

FEWEST_JUDGED = 300
"""Histories without which 1 in 100 cannot be told from none."""
JUDGES, TESTED = 500, 1_000
"""Histories by which others are judged, and how many of those."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What one counter counted, and what histories brought in the same spans.

    Attributes:
        sight: what it sees.
        numbers: shape (j,).
        scatters: of each number, shape (j,).
        happened: shape (n, j).
    """

    sight: Sight
    numbers: Floats
    scatters: Floats
    happened: Floats

    def made(self, luck: np.random.Generator) -> Floats:
        """Return what the counter would have counted in each history, shape (n, j)."""
        share = self.sight.drawn(luck, self.happened.shape[0])
        means = np.maximum(self.happened, LEAST) * share[:, None]
        return drawn_counts(means, self.scatters, luck)


def surprise(counted: Sequence[Counted], luck: np.random.Generator) -> float | None:
    """Return the share of histories whose own counts lie as far out as those really counted.

    By the measure that is more surprised, doubled because there are two; 1 at most. Each share is
    (1 + how many lie as far out) / (1 + histories), so never 0.

    Args:
        counted: by counter, all of the same histories, which all still held then.
        luck: draws what would have been counted in each.

    Returns:
        None if there are too few histories, or nothing was counted.
    """
    some = [one for one in counted if one.numbers.size]
    histories = some[0].happened.shape[0] if some else 0
    if histories < FEWEST_JUDGED:
        return None
    order = luck.permutation(histories)
    judges = order[: min(JUDGES, histories // 2)]
    tested = order[judges.size :][:TESTED]
    # What was really counted stands in the last row.
    made = [np.vstack([one.made(luck)[tested], one.numbers]) for one in some]
    chances = sum(
        (_chances(one, numbers, judges) for one, numbers in zip(some, made, strict=True)),
        np.zeros((tested.size + 1, judges.size)),
    )
    shares = (_as_far(np.hstack([_many(one) for one in made])), _as_unlikely(chances))
    return min(1.0, len(shares) * min(shares))


def _many(numbers: Floats) -> Floats:
    """Return the logarithm of how many there are in all, shape (n, 1)."""
    return np.asarray(np.log(numbers.sum(axis=1, keepdims=True) + 0.5))


def _chances(one: Counted, numbers: Floats, judges: Ints) -> Floats:
    """Return the log of the chance of rows of numbers, shape (t, j), by each judge: (t, judges)."""
    shares, masses = one.sight.shares()
    logs = np.tile(masses, (numbers.shape[0], judges.size, 1))
    for place, scatter in enumerate(one.scatters.tolist()):
        happened = one.happened[judges, place]
        # Rows by the hundred have the same few numbers.
        for number in np.unique(numbers[:, place]).tolist():
            rows = numbers[:, place] == number
            logs[rows] += log_masses(happened, number, shares, scatter)
    return log_of_sum(logs)


def _as_unlikely(chances: Floats) -> float:
    """Return how many rows are as unlikely by the mean of the judges as the last one."""
    likely = log_of_sum(chances)
    return float((1 + np.count_nonzero(likely[:-1] <= likely[-1])) / likely.size)


def _as_far(measured: Floats) -> float:
    """Return how many rows lie as far from the middle as the last one, which is not one of them."""
    rows, seen = measured[:-1], measured[-1]
    middle, width = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    scaled, own = (rows - middle) / width, (seen - middle) / width
    # A hair more than there is, so that what never differs can be inverted.
    spread = np.cov(scaled, rowvar=False).reshape(own.size, own.size) + 1e-6 * np.eye(own.size)
    inverse = np.linalg.inv(spread)
    away = np.einsum("ij,jk,ik->i", scaled, inverse, scaled)
    return float((1 + np.count_nonzero(away >= own @ inverse @ own)) / (1 + away.size))

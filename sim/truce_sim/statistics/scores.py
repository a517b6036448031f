"""How good odds were, once it is known what happened: scores of single forecasts, and of many."""

import numpy as np
from numpy.typing import ArrayLike

from truce_sim.statistics.arrays import Bools, Floats, finite, same_length, yes_no

CLIPPED_AT = 0.01
"""Odds nearer to 0 or 1 count as this near for the log score: one surprise would drown the rest."""
MOST_ENUMERATED = 20
"""Cases whose every way of ending is gone through: a million ways."""
_EQUAL = 1e-12
"""Sums of squares that differ by no more are the same, added up in another order."""


def brier(odds: ArrayLike, outcomes: ArrayLike) -> Floats:
    """Return the Brier score of each forecast: (odds - outcome)^2; 0 is best, 1 worst.

    Brier 1950, Monthly Weather Review 78.

    Args:
        odds: of the event, between 0 and 1, shape (n,).
        outcomes: whether it happened, 0 or 1, shape (n,).

    Raises:
        ValueError: if shapes differ, nothing is in them, or a value is out of bounds.
    """
    said, happened = _both(odds, outcomes)
    return np.asarray((said - happened) ** 2, dtype=np.float64)


def log_score(odds: ArrayLike, outcomes: ArrayLike, clipped_at: float = CLIPPED_AT) -> Floats:
    """Return the logarithmic score of each forecast: -log of the odds of what happened; 0 is best.

    Good 1952, Journal of the Royal Statistical Society B 14. Odds are clipped to the range from
    `clipped_at` to 1 - `clipped_at`.

    Raises:
        ValueError: as `brier`, or if it is clipped at no number between 0 and 1/2.
    """
    if not 0 < clipped_at < 0.5:
        raise ValueError(f"clipped at {clipped_at}")
    said, happened = _both(odds, outcomes)
    of_it = np.where(happened, said, 1 - said)
    return np.asarray(-np.log(np.clip(of_it, clipped_at, 1 - clipped_at)), dtype=np.float64)


def auc(odds: ArrayLike, outcomes: ArrayLike) -> float | None:
    """Return how often the odds put what happened above what did not; None where all is one.

    Of all pairs of one that happened and one that did not, the share in which the first was given
    the higher odds; ties count half. The area under the ROC curve, as the Mann-Whitney statistic;
    Hanley and McNeil 1982, Radiology 143.

    Raises:
        ValueError: as `brier`.
    """
    said, happened = _both(odds, outcomes)
    yes, no = said[happened], np.sort(said[~happened])
    if not yes.size or not no.size:
        return None
    below = np.searchsorted(no, yes, side="left")
    not_above = np.searchsorted(no, yes, side="right")
    return float((below + not_above).sum() / (2 * yes.size * no.size))


def chance_to_be_beaten(odds: ArrayLike, others: ArrayLike) -> float:
    """Return how often other odds score better (Brier) though `odds` are exactly right.

    Exact, over every way in which the cases can end, each as probable as `odds` make it and
    independent of the others. Equal scores are no defeat. It says how little few scores tell: near
    1/2, the better forecaster loses almost as often as not.

    Args:
        odds: taken as the true ones, between 0 and 1, shape (n,), of n up to 20.
        others: those that they are set beside, shape (n,).

    Raises:
        ValueError: if shapes differ, nothing is in them, a value is out of bounds, or n is over 20.
    """
    right, beside = finite(odds, "odds"), finite(others, "other odds")
    same_length(right, beside, "odds and other odds")
    if min(right.min(), beside.min()) < 0 or max(right.max(), beside.max()) > 1:
        raise ValueError("odds beyond 0 to 1")
    if right.size > MOST_ENUMERATED:
        raise ValueError(f"{right.size} cases; at most {MOST_ENUMERATED}")
    sums, chances = np.zeros(1), np.ones(1)
    for own, other in zip(right, beside, strict=True):
        holds, fails = (own - 1) ** 2 - (other - 1) ** 2, own**2 - other**2
        sums = np.concatenate([sums + holds, sums + fails])
        chances = np.concatenate([chances * own, chances * (1 - own)])
    return float(chances[sums > _EQUAL].sum())


def _both(odds: ArrayLike, outcomes: ArrayLike) -> tuple[Floats, Bools]:
    """Return odds and outcomes, checked.

    Raises:
        ValueError: if shapes differ, nothing is in them, or a value is out of bounds.
    """
    said, happened = finite(odds, "odds"), yes_no(outcomes, "outcomes")
    same_length(said, happened, "odds and outcomes")
    if (said < 0).any() or (said > 1).any():
        raise ValueError("odds beyond 0 to 1")
    return said, happened

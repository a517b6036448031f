"""How far each input moves the odds, from runs at many sets of inputs drawn at once.

A logistic regression in which every input moves the log-odds evenly: with some hundred draws, all
that the data can bear. What matters is the direction and the rank; studies that move one input at
a time measure the size.
"""

from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import ArrayLike

from truce_sim.statistics.arrays import Bools, Floats, check_level, finite, yes_no
from truce_sim.statistics.laws import t_quantile
from truce_sim.statistics.metamodel import box_of, logistic, refit, scaled

_FREEDOM = 10
"""Draws beyond the number of coefficients, below which an interval would mean nothing."""
_RIDGE = 0.1
"""A trace, which keeps coefficients finite where an input decides everything."""


class TooFewDrawsError(ValueError):
    """There are too few draws for so many inputs."""


@dataclass(frozen=True, slots=True)
class Move:
    """The odds with one input at either end of its range, the others at home."""

    at_low: float
    at_high: float
    low_interval: tuple[float, float]
    high_interval: tuple[float, float]
    clear: bool
    """Whether the direction is: the interval of its coefficient does not hold 0."""


def moves(
    points: ArrayLike,
    held: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    home: ArrayLike,
    odds_at_home: float,
    level: float = 0.95,
) -> tuple[Move, ...]:
    """Return the move of each input, in their order.

    The fit gives the shape, `odds_at_home` the height: log-odds at an end are those at home plus
    coefficient x distance. Intervals are by the sandwich covariance clustered by draw (Liang and
    Zeger 1986) with Student's t, so runs that share a draw are not taken for independent; they hold
    together for all inputs at `level` (Bonferroni). They cover chance between draws and runs, not
    that of `odds_at_home`, nor odds that are no straight line in log-odds.

    Args:
        points: inputs of each draw, shape (draws, inputs), within the box.
        held: outcomes, shape (draws, runs per draw).
        low: lower ends of the box, shape (inputs,).
        high: upper ends.
        home: where the moves start from, shape (inputs,), within the box.
        odds_at_home: share strictly between 0 and 1.
        level: of all intervals together.

    Raises:
        TooFewDrawsError: if there are fewer than ten draws more than coefficients.
        ValueError: if shapes differ, the box is empty, or `odds_at_home` is 0 or 1.
        OutsideBoxError: if a point or `home` lies outside the box.
    """
    box = box_of(low, high)
    unit = scaled(points, *box)
    outcomes = yes_no(held, "held", dimensions=2)
    draws, inputs = unit.shape
    if outcomes.shape[0] != draws:
        raise ValueError(f"{draws} draws but outcomes of {outcomes.shape[0]}")
    if not 0 < odds_at_home < 1:
        raise ValueError(f"odds at home {odds_at_home} are not between 0 and 1")
    freedom = draws - inputs - 1
    if freedom < _FREEDOM:
        raise TooFewDrawsError(f"{draws} draws are too few for {inputs} inputs")
    coefficients, errors = _fitted(2 * unit - 1, outcomes)
    reach = t_quantile((1 + check_level(level, inputs)) / 2, freedom) * errors
    ends = np.stack([coefficients, coefficients - reach, coefficients + reach])
    at_home = scaled(finite(home, "home")[None, :], *box)[0]
    start = log(odds_at_home / (1 - odds_at_home))
    at_low = logistic(start - 2 * at_home * ends)
    at_high = logistic(start + 2 * (1 - at_home) * ends)
    return tuple(
        Move(
            at_low=float(at_low[0, place]),
            at_high=float(at_high[0, place]),
            low_interval=_sorted(at_low[1:, place]),
            high_interval=_sorted(at_high[1:, place]),
            clear=bool(ends[1, place] > 0 or ends[2, place] < 0),
        )
        for place in range(inputs)
    )


def _fitted(centred: Floats, held: Bools) -> tuple[Floats, Floats]:
    """Return the coefficients of inputs in [-1, 1] and their standard errors."""
    draws, runs = held.shape
    design = np.concatenate([np.ones((draws, 1)), centred], axis=1)
    penalty = np.full(design.shape[1], _RIDGE)
    each = np.repeat(design, runs, axis=0)
    found = refit(each, held.ravel(), np.ones(held.size), penalty)
    odds = logistic(design @ found)
    curvature = (design * (runs * odds * (1 - odds))[:, None]).T @ design + np.diag(penalty)
    scores = design * (held.sum(axis=1) - runs * odds)[:, None]
    bread = np.linalg.inv(curvature)
    spare = draws / (draws - design.shape[1])
    covariance = bread @ (scores.T @ scores) @ bread * spare
    return found[1:], np.sqrt(np.diag(covariance))[1:]


def _sorted(ends: Floats) -> tuple[float, float]:
    return float(ends.min()), float(ends.max())

"""Which inputs seem to move the odds furthest, from runs at many sets of inputs drawn at once.

A logistic regression in which every input moves the log-odds evenly: with some hundred draws, all
that the data can bear. It is good for a rank; how far an input moves the odds, and whether it
does, is measured by moving it alone (see `ends`).
"""

import numpy as np
from numpy.typing import ArrayLike

from truce_sim.statistics.arrays import Floats, yes_no
from truce_sim.statistics.metamodel import refit, scaled

_FREEDOM = 10
"""Draws beyond the number of coefficients, below which a rank would mean nothing."""
_RIDGE = 0.1
"""A trace, which keeps coefficients finite where an input decides everything."""


class TooFewDrawsError(ValueError):
    """There are too few draws for so many inputs."""


def slopes(points: ArrayLike, held: ArrayLike) -> Floats:
    """Return by how much each input moves the log-odds from the middle of its range to its end.

    Args:
        points: inputs of each draw as shares of their ranges, shape (draws, inputs), in [0, 1].
        held: outcomes, shape (draws, runs per draw).

    Raises:
        TooFewDrawsError: if there are fewer than ten draws more than coefficients.
        ValueError: if shapes differ.
        OutsideBoxError: if a point lies outside its range.
    """
    inputs = np.shape(points)[1]
    unit = scaled(points, np.zeros(inputs), np.ones(inputs))
    outcomes = yes_no(held, "held", dimensions=2)
    draws, runs = outcomes.shape
    if len(unit) != draws:
        raise ValueError(f"{len(unit)} draws but outcomes of {draws}")
    if draws - inputs - 1 < _FREEDOM:
        raise TooFewDrawsError(f"{draws} draws are too few for {inputs} inputs")
    design = np.concatenate([np.ones((draws, 1)), 2 * unit - 1], axis=1)
    each = np.repeat(design, runs, axis=0)
    penalty = np.full(design.shape[1], _RIDGE)
    return refit(each, outcomes.ravel(), np.ones(outcomes.size), penalty)[1:]

"""The odds over a few inputs as one smooth surface that a page can carry, with what it misses.

Logistic regression on polynomials, each term shrunk by how little it shows (MacKay 1992, Neural
Computation 4), fitted to a few runs at each of many sets of inputs. What the surface is worth is
measured at sets that it was not fitted to: their runs differ from it by chance, which pairs of runs
of one set tell apart, and by what it misses, such as thresholds.
"""

import itertools
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from truce_sim.statistics.arrays import Floats
from truce_sim.statistics.metamodel import FOLDS, logistic

_ROUNDS, _STEPS = 15, 20
_LEAST, _MOST = 1.0, 1e5
"""Penalties that a term may have: from hardly any to none of it left."""
_SPREADS = np.linspace(0.0, 2.0, 101)
_FAR = 1.353
"""Of a log likelihood: by chance it falls so far on one side one time in twenty."""


@dataclass(frozen=True, slots=True)
class Surface:
    """A fitted surface over inputs in [0, 1], and its doubts."""

    coefficients: Floats
    """Of the terms of `terms`, in log odds."""
    covariance: Floats
    """Of the coefficients, as far as chance between the runs leaves them open."""
    spread: float
    """By how much the true log odds may differ from a fit without chance: what it misses (one
    standard deviation, the upper end of what sets held back leave open)."""
    farthest: float
    """Largest variance of the fit among the sets tried: beyond, nothing was tried."""
    held_out: Floats
    """Odds told of each set by a fit to others, shape (sets,)."""


def terms(unit: Floats) -> Floats:
    """Return the terms at inputs in [0, 1], shape (n, d).

    1, each input to the third degree, products of two of which one may be squared, products of
    three. Legendre polynomials in 2u - 1, orthonormal for uniform inputs; `count(d)` of them.
    """
    centred = 2 * unit - 1
    first = np.sqrt(3.0) * centred
    second = np.sqrt(5.0) * (3 * centred**2 - 1) / 2
    third = np.sqrt(7.0) * (5 * centred**3 - 3 * centred) / 2
    inputs = unit.shape[1]
    i, j = np.triu_indices(inputs, k=1)
    threes = list(itertools.combinations(range(inputs), 3))
    a, b, c = np.array(threes, dtype=np.int64).reshape(-1, 3).T
    ones = np.ones((len(unit), 1))
    return np.concatenate(
        [
            *(ones, first, second, third),
            *(first[:, i] * first[:, j], second[:, i] * first[:, j], first[:, i] * second[:, j]),
            first[:, a] * first[:, b] * first[:, c],
        ],
        axis=1,
    )


def count(inputs: int) -> int:
    """Return how many terms there are for so many inputs."""
    return 1 + 3 * inputs + 3 * math.comb(inputs, 2) + math.comb(inputs, 3)


def surface(points: ArrayLike, counts: ArrayLike, runs: int) -> Surface:
    """Return the surface of the odds over sets of inputs.

    Args:
        points: inputs of each set as shares of their ranges, shape (sets, inputs).
        counts: how many of a set's runs count, shape (sets,).
        runs: runs of each set, two at least.

    Raises:
        ValueError: if shapes differ, there are too few runs or sets, or all runs end alike.
    """
    unit, held = np.asarray(points, np.float64), np.asarray(counts, np.float64)
    if unit.ndim != 2 or held.shape != (len(unit),) or runs < 2:
        raise ValueError("a surface needs sets of inputs, a count for each and two runs a set")
    design = terms(unit)
    if len(unit) < 2 * design.shape[1] or not 0 < held.sum() < runs * held.size:
        raise ValueError("too few sets, or all runs end alike: there is nothing to fit")
    fold = np.arange(len(unit)) % FOLDS
    at, open_by = np.zeros(len(unit)), np.zeros(len(unit))
    for number in range(FOLDS):
        seen, unseen = fold != number, fold == number
        coefficients, covariance = _fitted(design[seen], held[seen], runs)
        at[unseen] = design[unseen] @ coefficients
        open_by[unseen] = _variance(design[unseen], covariance)
    coefficients, covariance = _fitted(design, held, runs)
    return Surface(
        coefficients=coefficients,
        covariance=covariance,
        spread=_spread(at, open_by, held, runs),
        farthest=float(_variance(design, covariance).max()),
        held_out=np.asarray(logistic(at)),
    )


def missed(odds: ArrayLike, counts: ArrayLike, runs: int) -> tuple[float, float]:
    """Return the mean square distance of true odds from those told, and its standard error.

    The product of what two runs of a set differ by from the odds told is, in the mean, the square
    of the distance of that set's own odds: chance of either run is its own.
    """
    told, held = np.asarray(odds, np.float64), np.asarray(counts, np.float64)
    own = held * (1 - told) ** 2 + (runs - held) * told**2
    pairs = ((held - runs * told) ** 2 - own) / (runs * (runs - 1))
    return float(pairs.mean()), float(pairs.std(ddof=1) / np.sqrt(pairs.size))


@dataclass(frozen=True, slots=True)
class Told:
    """What a surface tells of one set of inputs."""

    value: float
    low: float
    high: float
    outside: bool
    """Whether it lies farther out than anything that was tried."""


def told(found: Surface, unit: ArrayLike, fresh: int) -> Told:
    """Return the odds at a set of inputs, and where 95 of 100 fresh answers of so many runs lie."""
    design = terms(np.asarray(unit, np.float64)[None, :])
    at = float(design[0] @ found.coefficients)
    open_by = float(_variance(design, found.covariance)[0])
    value = float(logistic(np.array(at)))
    chance = 1 / (fresh * value * (1 - value))
    reach = 1.96 * np.sqrt(open_by + found.spread**2 + chance)
    low, high = logistic(np.array([at - reach, at + reach])).tolist()
    return Told(value, low, high, open_by > found.farthest)


def _fitted(design: Floats, held: Floats, runs: int) -> tuple[Floats, Floats]:
    """Return coefficients and their covariance, each term shrunk by how little it shows."""
    penalty = np.full(design.shape[1], 20.0)
    penalty[0] = 1e-3
    at = np.zeros(design.shape[1])
    share = held.mean() / runs
    at[0] = np.log(share / (1 - share))
    for _ in range(_ROUNDS):
        at, covariance = _newton(design, held, runs, penalty, at)
        known = np.clip(1 - penalty * np.diag(covariance), 1e-6, 1.0)
        wanted = np.clip(known / (at**2 + 1e-9), _LEAST, _MOST)
        penalty = np.sqrt(penalty * wanted)
        penalty[0] = 1e-3
    return _newton(design, held, runs, penalty, at)


def _newton(
    design: Floats, held: Floats, runs: int, penalty: Floats, at: Floats
) -> tuple[Floats, Floats]:
    for _ in range(_STEPS):
        odds = logistic(design @ at)
        slope = design.T @ (held - runs * odds) - penalty * at
        curved = (design * (runs * odds * (1 - odds))[:, None]).T @ design + np.diag(penalty)
        step = np.linalg.solve(curved, slope)
        # A step that leaps past where the odds are all but sure is cut: the loss is convex.
        step *= min(1.0, 4.0 / max(float(np.abs(step).max()), 1e-12))
        at = at + step
        if np.abs(step).max() < 1e-8:
            break
    return at, np.asarray(np.linalg.inv(curved), np.float64)


def _variance(design: Floats, covariance: Floats) -> Floats:
    return np.asarray(((design @ covariance) * design).sum(axis=1))


def _spread(at: Floats, open_by: Floats, held: Floats, runs: int) -> float:
    """Return the largest spread of true log odds about the fit that the counts do not reject."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(15)
    weights = weights / weights.sum()
    scores = []
    for spread in _SPREADS.tolist():
        reach = np.sqrt(open_by + spread**2)
        logs = at[:, None] + reach[:, None] * nodes
        likely = held[:, None] * logs - runs * np.logaddexp(0.0, logs)
        top = likely.max(axis=1)
        scores.append(float((top + np.log(np.exp(likely - top[:, None]) @ weights)).sum()))
    best = np.array(scores)
    return float(_SPREADS[np.flatnonzero(best >= best.max() - _FAR)[-1]])

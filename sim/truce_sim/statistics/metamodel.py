"""The odds as a smooth function of inputs, fitted to single runs.

Every run at its own inputs, one 0/1 outcome each: far better use of the runs than many runs at
few inputs. Whether the function is any good is measured on runs it has not seen.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from truce_sim.statistics.arrays import Bools, Floats, finite, yes_no

RIDGES = (1.0, 10.0, 100.0, 1000.0)
LIGHT = 1.0
FOLDS = 5


class OutsideBoxError(ValueError):
    """A prediction was asked for inputs beyond those that the metamodel was fitted to."""


@dataclass(frozen=True, slots=True)
class Metamodel:
    """A quadratic logistic regression of a 0/1 outcome on inputs within a box."""

    low: Floats
    high: Floats
    coefficients: Floats
    ridge: float
    """Penalty on the second-order terms that cross-validation chose."""

    def predict(self, points: ArrayLike) -> Floats:
        """Return the odds at `points`, shape (n, inputs), as shares of shape (n,).

        Raises:
            OutsideBoxError: if a point lies outside the box; nothing is known there.
            ValueError: on NaN or another number of inputs.
        """
        design = features(scaled(points, self.low, self.high))
        return logistic(design @ self.coefficients)


def scaled(points: ArrayLike, low: Floats, high: Floats) -> Floats:
    """Return `points`, shape (n, inputs), scaled so that the box becomes [0, 1] each.

    Raises:
        OutsideBoxError: if a point lies outside the box by more than rounding.
        ValueError: on NaN or a number of inputs other than the box's.
    """
    array = finite(points, "points", dimensions=2)
    if array.shape[1] != low.size:
        raise ValueError(f"{array.shape[1]} inputs, but the box has {low.size}")
    unit = (array - low) / (high - low)
    beyond = (unit < -1e-9) | (unit > 1 + 1e-9)
    if beyond.any():
        row, column = np.argwhere(beyond)[0]
        raise OutsideBoxError(
            f"input {column} is {array[row, column]}, "
            f"outside {low[column]} to {high[column]}, where nothing was run"
        )
    return np.clip(unit, 0.0, 1.0)


MOST_CROSSED = 24
"""Inputs up to which the metamodel has a product of each two: 300 terms in all."""


def features(unit: Floats) -> Floats:
    """Return the design for inputs in [0, 1]: 1, linear, square and product terms.

    Legendre polynomials up to degree 2 in 2u - 1, orthonormal for uniform inputs, so that a
    ridge treats all terms alike. Shape (n, 1 + 2d + d(d-1)/2) for d inputs; of more inputs than
    `MOST_CROSSED` no products, which would be more terms than a study has runs: what they would
    tell is then part of what the surface misses.
    """
    centred = 2 * unit - 1
    first = np.sqrt(3.0) * centred
    second = np.sqrt(5.0) * (3 * centred**2 - 1) / 2
    ones = np.ones((unit.shape[0], 1))
    if unit.shape[1] > MOST_CROSSED:
        return np.concatenate([ones, first, second], axis=1)
    i, j = np.triu_indices(unit.shape[1], k=1)
    return np.concatenate([ones, first, second, first[:, i] * first[:, j]], axis=1)


def logistic(at: Floats) -> Floats:
    """Return 1 / (1 + e^-x) without overflow."""
    return np.asarray(0.5 * (1 + np.tanh(at / 2)))


def fit(
    points: ArrayLike,
    outcomes: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    ridge: float | None = None,
) -> Metamodel:
    """Return the metamodel of `outcomes` (0/1, shape (n,)) at `points` (shape (n, inputs)).

    Logistic regression, maximum likelihood less half the ridge times the squared coefficients:
    light on the linear terms, `ridge` on squares and products. Without a given `ridge` it is
    chosen by five-fold cross-validation of the likelihood (fold = row number modulo five).
    `low` and `high`, shape (inputs,), are the box.

    Raises:
        OutsideBoxError: if a point lies outside the box.
        ValueError: if the box is empty, the shapes differ, there are fewer runs than folds, or
            all outcomes are alike, which leaves nothing to explain.
    """
    box = box_of(low, high)
    design = features(scaled(points, *box))
    held = yes_no(outcomes, "outcomes")
    if held.size != design.shape[0]:
        raise ValueError(f"{design.shape[0]} points but {held.size} outcomes")
    if held.size < FOLDS:
        raise ValueError(f"{held.size} runs are too few to fit anything")
    if held.all() or not held.any():
        raise ValueError("every run ended alike: there is nothing to explain")
    inputs = box[0].size
    chosen = _best_ridge(design, held, inputs) if ridge is None else ridge
    coefficients = refit(design, held, np.ones(held.size), penalties(inputs, chosen))
    return Metamodel(low=box[0], high=box[1], coefficients=coefficients, ridge=chosen)


def box_of(low: ArrayLike, high: ArrayLike) -> tuple[Floats, Floats]:
    """Return the box's ends as arrays.

    Raises:
        ValueError: if an input has no room between its ends, or the ends differ in number.
    """
    lower, upper = finite(low, "low"), finite(high, "high")
    if lower.shape != upper.shape or (upper <= lower).any():
        raise ValueError("every input of the box needs a low end below its high end")
    return lower, upper


def penalties(inputs: int, ridge: float) -> Floats:
    """Return the penalty of each coefficient, in the order of `features`."""
    second = inputs + (inputs * (inputs - 1) // 2 if inputs <= MOST_CROSSED else 0)
    # A trace on the constant keeps it finite in a resample where all runs end alike.
    return np.concatenate([[1e-3], np.full(inputs, LIGHT), np.full(second, ridge)])


def refit(
    design: Floats,
    held: Bools,
    weights: Floats,
    penalty: Floats,
    start: Floats | None = None,
) -> Floats:
    """Return coefficients that maximise the weighted, penalised likelihood.

    Newton's method with step halving; the loss is convex, so the answer does not depend on
    `start`. `weights`, shape (n,), are how often each run counts (a bootstrap resample).
    """
    outcomes = held.astype(np.float64)

    def loss(at: Floats) -> float:
        linear = design @ at
        fit_loss = weights @ (np.logaddexp(0.0, linear) - outcomes * linear)
        return float(fit_loss + 0.5 * (penalty * at) @ at)

    at = np.zeros(design.shape[1]) if start is None else start
    current = loss(at)
    for _ in range(50):
        odds = logistic(design @ at)
        slope = design.T @ (weights * (odds - outcomes)) + penalty * at
        curvature = (design * (weights * odds * (1 - odds))[:, None]).T @ design
        step = np.linalg.solve(curvature + np.diag(penalty), slope)
        size = 1.0
        while loss(at - size * step) > current and size > 1e-6:
            size /= 2
        at = at - size * step
        previous, current = current, loss(at)
        if previous - current < 1e-8 * (1 + abs(current)):
            break
    return at


def _best_ridge(design: Floats, held: Bools, inputs: int) -> float:
    fold = np.arange(held.size) % FOLDS
    scores = []
    for ridge in RIDGES:
        score = 0.0
        for number in range(FOLDS):
            seen = fold != number
            weights = seen.astype(np.float64)
            at = refit(design, held, weights, penalties(inputs, ridge))
            linear = design[~seen] @ at
            score += float((np.logaddexp(0.0, linear) - held[~seen] * linear).sum())
        scores.append(score)
    return RIDGES[int(np.argmin(scores))]


@dataclass(frozen=True, slots=True)
class Score:
    """How well forecasts did on runs that they were not fitted to."""

    brier: float
    """Mean squared distance of forecast and outcome: 0 is perfect."""
    base_brier: float
    """The same for one constant forecast, the share seen in the training runs."""
    reliability: tuple[tuple[float, float, int], ...]
    """Mean forecast, share observed and runs, by tenths of the runs by forecast."""


def score(forecasts: ArrayLike, outcomes: ArrayLike, base: float, groups: int = 10) -> Score:
    """Return the Brier scores and reliability of `forecasts` against 0/1 `outcomes`.

    Both of shape (n,), from held-out runs; `base` is the share among training runs.

    Raises:
        ValueError: if shapes differ, or a forecast or `base` is not from 0 to 1.
    """
    odds, held = finite(forecasts, "forecasts"), yes_no(outcomes, "outcomes")
    if odds.shape != held.shape:
        raise ValueError(f"{odds.size} forecasts but {held.size} outcomes")
    if odds.min() < 0 or odds.max() > 1 or not 0 <= base <= 1:
        raise ValueError("forecasts are not from 0 to 1")
    order = np.argsort(odds, kind="stable")
    tenths = [part for part in np.array_split(order, groups) if part.size]
    return Score(
        brier=float(((odds - held) ** 2).mean()),
        base_brier=float(((base - held) ** 2).mean()),
        reliability=tuple(
            (float(odds[part].mean()), float(held[part].mean()), int(part.size)) for part in tenths
        ),
    )


def hold_out(runs: int, share: float, rng: np.random.Generator) -> tuple[Bools, Bools]:
    """Return masks, shape (runs,), of training and held-out runs, split at random by `rng`.

    Raises:
        ValueError: if either part would be empty.
    """
    kept_back = round(runs * share)
    if not 0 < kept_back < runs:
        raise ValueError(f"cannot hold {share} of {runs} runs back")
    out = np.zeros(runs, dtype=np.bool_)
    out[rng.permutation(runs)[:kept_back]] = True
    return ~out, out


def held_out_score(
    points: ArrayLike,
    outcomes: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    rng: np.random.Generator,
    share: float = 0.25,
) -> Score:
    """Return the score, on a random `share` of the runs, of a metamodel fitted to the others.

    Raises:
        ValueError: as `fit` and `hold_out`.
    """
    array, held = finite(points, "points", dimensions=2), yes_no(outcomes, "outcomes")
    train, test = hold_out(held.size, share, rng)
    model = fit(array[train], held[train], low, high)
    return score(model.predict(array[test]), held[test], float(held[train].mean()))

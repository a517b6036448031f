"""Reliability: did what was given odds of 70 in 100 happen 70 times in 100?

The CORP approach (Dimitriadis, Gneiting and Jordan 2021, PNAS 118): outcomes are regressed on odds
by isotonic regression, without bins that anybody chose.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truce_sim.statistics.arrays import Floats, check_level, finite, same_length, yes_no
from truce_sim.statistics.estimates import Frozen
from truce_sim.statistics.scores import brier

DRAWS = 1_000
"""Draws of outcomes behind a band."""


class Least(NamedTuple):
    """What a point of a diagram stands for at least, so that none tells of a case or two."""

    cases: int
    clusters: int


class Reliability(Frozen):
    """A reliability diagram: a point for each of the odds that were given, or for a few together.

    The mean Brier score is `miscalibration` - `discrimination` + `uncertainty`. The band is where
    95 in 100 points would lie if the odds were exactly right and cases independent of one another.
    """

    odds: tuple[float, ...]
    """Rising, each once; the mean where a point stands for several."""
    cases: tuple[int, ...]
    """How many cases were given these odds."""
    happened: tuple[float, ...]
    """Share that happened, made never to fall as odds rise; likewise the mean."""
    low: tuple[float, ...]
    high: tuple[float, ...]
    miscalibration: float
    """What recalibrated odds would gain; 0 is best."""
    discrimination: float
    """What recalibrated odds gain over always the same; more is better."""
    uncertainty: float
    """The score of always the share that happened."""
    level: float = 0.95


def reliability(
    odds: ArrayLike,
    outcomes: ArrayLike,
    *,
    level: float = 0.95,
    seed: int = 0,
    of: Sequence[str] = (),
    least: Least | None = None,
) -> Reliability:
    """Return the reliability diagram of odds, with a band of consistency.

    Args:
        odds: between 0 and 1, shape (n,).
        outcomes: whether it happened, shape (n,).
        level: of the band, at each point of its own.
        seed: of the draws of outcomes.
        of: the cluster of each case, where `least` asks for some.
        least: what a point stands for at least: neighbours are put together until each does, and
            all is one point where even that is too few. The parts of the score stay as they are.

    Raises:
        ValueError: if shapes differ, nothing is in them, or a value is out of bounds.
    """
    said, happened = finite(odds, "odds"), yes_no(outcomes, "outcomes")
    same_length(said, happened, "odds and outcomes")
    score = float(brier(said, happened).mean())
    points, place, cases = np.unique(said, return_inverse=True, return_counts=True)
    fitted = _rising(np.bincount(place, weights=happened), cases)
    rng = np.random.default_rng(np.random.SeedSequence([seed, said.size]))
    again = rng.binomial(cases, points, size=(DRAWS, points.size))
    fits = np.stack([_rising(one, cases) for one in again])
    tail = (1 - check_level(level)) / 2
    recalibrated = float(brier(fitted[place], happened).mean())
    share = float(happened.mean())
    uncertainty = share * (1 - share)
    firsts = np.arange(points.size) if least is None else _together(place, of, least)
    sizes = np.add.reduceat(cases, firsts)

    def mean(values: Floats) -> Floats:
        return np.asarray(np.add.reduceat(values * cases, firsts, axis=-1) / sizes)

    low, high = np.quantile(mean(fits), (tail, 1 - tail), axis=0)
    return Reliability(
        odds=tuple(mean(points).tolist()),
        cases=tuple(sizes.tolist()),
        happened=tuple(mean(fitted).tolist()),
        low=tuple(low.tolist()),
        high=tuple(high.tolist()),
        miscalibration=score - recalibrated,
        discrimination=uncertainty - recalibrated,
        uncertainty=uncertainty,
        level=level,
    )


def _together(place: NDArray[np.intp], of: Sequence[str], least: Least) -> list[int]:
    """Return the first point of each group; what is left over at the end joins the last group."""
    clusters = np.asarray(of)
    same_length(place, clusters, "cases and their clusters")
    firsts = [0]
    for point in range(int(place.max()) + 1):
        within = (place >= firsts[-1]) & (place <= point)
        if within.sum() >= least.cases and np.unique(clusters[within]).size >= least.clusters:
            firsts.append(point + 1)
    return firsts[:-1] or firsts


def _rising(happened: ArrayLike, cases: ArrayLike) -> Floats:
    """Return the shares that happened as the nearest series that never falls."""
    from scipy.optimize import isotonic_regression  # noqa: PLC0415 - takes long to load

    sizes = np.asarray(cases, dtype=np.float64)
    fit = isotonic_regression(np.asarray(happened, dtype=np.float64) / sizes, weights=sizes)
    return np.clip(np.asarray(fit.x, dtype=np.float64), 0.0, 1.0)

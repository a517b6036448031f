"""How often truces of a class were not broken, and when they broke, with intervals by war.

Truces of one war are not independent, so every interval comes from drawing whole wars anew with
replacement (Efron and Tibshirani 1993, chapter 8) and reading the middle 95 in 100 off.
Not broken by a day is the product-limit estimate (Kaplan and Meier 1958) over calendar days; all
ends but a breach by a party end the watching only.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truce_sim.evidence.rows import Truce
from truce_sim.statistics.clusters import drawn

Floats = NDArray[np.float64]

DAYS = (1, 3, 7, 10, 14, 30)
AGES = ((0, 1), (1, 3), (3, 7), (7, 14), (14, 30), (30, 90))
"""Ages in days between which a hazard is given."""
FEWEST_TRUCES, FEWEST_WARS = 5, 3
"""A cell of fewer truces or wars, still standing on that day, is not shown."""
DRAWS = 2000
"""Draws of wars behind the intervals of the tables."""
_IMPUTED = 1000
_LAST = DAYS[-1]


@dataclass(frozen=True, slots=True)
class ByWar:
    """The truces of a class, counted by war and calendar day.

    Attributes:
        wars: names, those with a truce whose end is known.
        broken: shape (wars, 30), truces broken on each calendar day.
        standing: shape (wars, 31), truces that neither ended nor were broken before each day.
        unclear: how many truces there are beside these of which nobody knows how they ended.
        earliest: shape (30,), how many of those can have been broken on each day at the earliest.
    """

    wars: tuple[str, ...]
    broken: Floats
    standing: Floats
    unclear: int
    earliest: Floats


def by_war(truces: Sequence[Truce]) -> ByWar:
    """Count truces by war and day."""
    known = [one for one in truces if one.days is not None]
    wars = tuple(sorted({one.war for one in known}))
    place = {war: row for row, war in enumerate(wars)}
    broken, standing = np.zeros((len(wars), _LAST)), np.zeros((len(wars), _LAST + 1))
    earliest = np.zeros(_LAST)
    for one in truces:
        if one.days is None:
            if one.earliest < _LAST:
                earliest[one.earliest] += 1
            continue
        standing[place[one.war], : one.days + 1] += 1
        if one.broken and one.days < _LAST:
            broken[place[one.war], one.days] += 1
    return ByWar(wars, broken, standing, len(truces) - len(known), earliest)


def not_broken(count: ByWar, weights: Floats | None = None) -> Floats:
    """Return the share not broken on a calendar day before day 0, 1, ... 30.

    Args:
        count: truces by war.
        weights: shape (draws, wars), how often each war was drawn; each once where left out.

    Returns:
        Shape (31,), or (draws, 31).
    """
    often = np.ones(len(count.wars)) if weights is None else weights
    return _product_limit(often @ count.broken, often @ count.standing[:, :-1])


def if_all_broke(count: ByWar) -> Floats:
    """Return the same share if all truces with an unclear end had broken as early as can be."""
    broken = count.broken.sum(axis=0) + count.earliest
    left = count.unclear - np.concatenate([[0], np.cumsum(count.earliest)[:-1]])
    standing = count.standing[:, :-1].sum(axis=0) + left
    return _product_limit(broken, standing)


def if_none_broke(count: ByWar) -> Floats:
    """Return the same share if no truce with an unclear end had broken by day 30."""
    standing = count.standing[:, :-1].sum(axis=0) + count.unclear
    return _product_limit(count.broken.sum(axis=0), standing)


def _product_limit(broken: Floats, standing: Floats) -> Floats:
    left = 1 - broken / np.maximum(standing, 1)
    return np.concatenate([np.ones((*left.shape[:-1], 1)), np.cumprod(left, axis=-1)], axis=-1)


def drawn_wars(wars: int, seed: int = 1) -> Floats:
    """Return how often each of so many wars is in each of the tables' draws, (draws, wars)."""
    return drawn(wars, np.random.default_rng(seed), DRAWS).astype(float)


def middle(draws: Floats) -> tuple[Floats, Floats]:
    """Return the ends of the middle 95 in 100 of what was drawn, along the first axis."""
    low, high = np.quantile(draws, (0.025, 0.975), axis=0)
    return low, high


@dataclass(frozen=True, slots=True)
class Hazards:
    """How many of those standing were broken a day, by age.

    Attributes:
        a_day: shape (ages,).
        low: ends of the interval by war, shape (ages,).
        high: the same.
        broken: mean number of breaches, shape (ages,).
        truces: truces standing when the age begins, mean, shape (ages,).
        wars: wars of which truces may stand then, shape (ages,).
    """

    a_day: Floats
    low: Floats
    high: Floats
    broken: Floats
    truces: Floats
    wars: NDArray[np.int64]


def hazards(truces: Sequence[Truce], seed: int = 1) -> Hazards:
    """Return the hazard by age, the hours of beginning and end imputed.

    A truce that ended on the k-th calendar day after it began ended between k - 1 and k + 1 days
    after; both hours are drawn alike from their days, 1,000 times. A hazard is breaches by days of
    truce; the interval draws wars and hours together.
    """
    known = [one for one in truces if one.days is not None]
    wars = sorted({one.war for one in known})
    of = np.array([wars.index(one.war) for one in known])
    days = np.array([one.days for one in known], dtype=float)
    ended = np.array([one.broken for one in known])
    generator = np.random.default_rng(seed)
    hours = generator.random((2, _IMPUTED, len(known)))
    # Within one calendar day the end comes after the beginning.
    within = np.abs(hours[1] - hours[0])
    ages = np.where(days == 0, within, days + hours[1] - hours[0])
    member = np.zeros((len(known), len(wars)))
    member[np.arange(len(known)), of] = 1
    breaches, exposure, at_risk, standing_wars = [], [], [], []
    for low, high in AGES:
        inside = ended & (ages >= low) & (ages < high)
        breaches.append(inside @ member)
        exposure.append(np.clip(ages - low, 0, high - low) @ member)
        standing = (ages > low) @ member
        at_risk.append(standing.sum(axis=1).mean())
        standing_wars.append(int((standing.mean(axis=0) > 0).sum()))
    broke, passed = np.stack(breaches, axis=2), np.stack(exposure, axis=2)
    total = broke.sum(axis=1).mean(axis=0)
    weights = drawn_wars(len(wars), seed)
    pick = np.arange(DRAWS) % _IMPUTED
    up = np.einsum("dw,dwa->da", weights, broke[pick])
    down = np.einsum("dw,dwa->da", weights, passed[pick])
    ends = middle(up / np.maximum(down, 1e-9))
    return Hazards(
        a_day=total / passed.sum(axis=1).mean(axis=0),
        low=ends[0],
        high=ends[1],
        broken=total,
        truces=np.array(at_risk),
        wars=np.array(standing_wars),
    )

"""Cumulative incidence: which cause has ended what share of truces by when."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from truce_sim.statistics.arrays import finite


@dataclass(frozen=True, slots=True)
class IncidenceCurves:
    """Shares ended by each cause, and share surviving; together 1 at every hour."""

    hours: tuple[float, ...]
    survival: tuple[float, ...]
    by_cause: dict[str, tuple[float, ...]]


def cumulative_incidence(
    lives: ArrayLike, causes: ArrayLike, hours: ArrayLike, keys: tuple[str, ...] = ()
) -> IncidenceCurves:
    """Return the cumulative incidence of each cause at each of `hours` (Aalen-Johansen).

    F_k(t) = sum over collapse times u <= t of S(u-) d_k(u) / n(u), where n(u) runs are at risk
    just before u and S is Kaplan-Meier; Aalen and Johansen 1978. `lives`, shape (n,), hours to
    the collapse or to the end of watching; `causes`, shape (n,), text, "" for a run that never
    collapsed while watched. A run that stops being watched at u is still at risk at u. If all
    runs are watched equally long, F_k(t) is simply the share of runs ended by k by t. `keys`
    gives the causes to list, in order, also those that never occur; others follow by name.

    Watching must not end for a reason that has to do with the truce's state, or the estimate
    is biased.

    Raises:
        ValueError: if an hour lies beyond all watching, or on unequal shapes, NaN, no runs.
    """
    ends = finite(lives, "lives")
    grid = finite(hours, "hours")
    names = np.asarray(causes).astype(str, copy=False)
    if names.shape != ends.shape:
        raise ValueError(f"lives and causes: shapes {ends.shape} and {names.shape} differ")
    if (names == "").any() and grid.max() > ends.max():
        raise ValueError(f"no run was watched after {ends.max()} hours")
    others = names[np.logical_and.reduce([names != key for key in ("", *keys)])]
    listed = (*keys, *sorted(set(others.tolist())))
    # Sorted as numbers: the names of a million causes take their time, and room.
    ended_by = np.zeros(ends.size, dtype=np.int32)
    for place, key in enumerate(listed, start=1):
        ended_by[names == key] = place

    order = np.argsort(ends, kind="stable")
    ends, ended_by = ends[order], ended_by[order]
    times, first = np.unique(ends, return_index=True)
    at_risk = ends.size - first
    events = {
        key: np.add.reduceat(ended_by == place, first, dtype=np.int64)
        for place, key in enumerate(listed, start=1)
    }
    all_events = np.add.reduceat(ended_by != 0, first, dtype=np.int64)
    survival = np.cumprod(1 - all_events / at_risk)
    before = np.concatenate([[1.0], survival[:-1]])
    # Index 0 of each padded curve is the time before the first end.
    at = np.searchsorted(times, grid, side="right")

    def at_hours(start: float, curve: np.ndarray) -> tuple[float, ...]:
        return tuple(np.concatenate([[start], curve])[at].tolist())

    return IncidenceCurves(
        hours=tuple(grid.tolist()),
        survival=at_hours(1.0, survival),
        by_cause={key: at_hours(0.0, np.cumsum(before * events[key] / at_risk)) for key in listed},
    )

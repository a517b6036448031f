"""Cumulative incidence of competing causes of collapse."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike


def cumulative_incidence(
    lives: ArrayLike, causes: ArrayLike, names: Sequence[str], grid: Sequence[float]
) -> tuple[tuple[float, ...], dict[str, tuple[float, ...]]]:
    """Return survival and the share collapsed from each cause, just after each hour of `grid`.

    The Aalen-Johansen estimate: at each collapse a cause gains the share that still held, divided
    by the number at risk. Truces that end without a cause are right-censored at their life.
    Survival and incidences sum to 1 at every hour.

    Args:
        lives: hours until collapse or censoring, shape (runs,).
        causes: cause of each collapse, empty where censored, shape (runs,).
        names: the causes to report, all that occur.
        grid: hours, rising.
    """
    life = np.asarray(lives, dtype=np.float64)
    cause = np.asarray(causes, dtype=np.str_)
    order = np.argsort(life, kind="stable")
    life, cause = life[order], cause[order]
    times, first = np.unique(life, return_index=True)
    risk = life.size - first
    events = {name: np.add.reduceat((cause == name).astype(float), first) for name in names}
    all_events = np.sum(list(events.values()), axis=0) if events else np.zeros_like(times)
    after = np.cumprod(1 - all_events / risk)
    before = np.concatenate([[1.0], after[:-1]])
    place = np.searchsorted(times, np.asarray(grid, dtype=np.float64), side="right")
    by_cause = {
        name: tuple(np.concatenate([[0.0], np.cumsum(before * count / risk)])[place].tolist())
        for name, count in events.items()
    }
    return tuple(np.concatenate([[1.0], after])[place].tolist()), by_cause

"""The run that is told where one stands for many: a typical collapse."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truce_sim.model.ending import CAUSES


@dataclass(frozen=True, slots=True)
class Typical:
    """Runs that stand for those that collapse.

    Attributes:
        numbers: of runs of the commonest cause, the most typical first.
        cause: that cause.
        collapsed: how many runs collapsed, of whatever cause.
    """

    numbers: tuple[int, ...]
    cause: str
    collapsed: int


def typical_collapses(columns: Mapping[str, NDArray[np.generic]]) -> Typical | None:
    """Return the typical collapses among runs; None if none collapsed.

    Typical: of the commonest cause, with a life nearest to the median of those it ended.

    Args:
        columns: `replication`, `cause` and `life` of the runs.
    """
    causes = columns["cause"]
    counts = {name: int(np.count_nonzero(causes == name)) for name in CAUSES}
    if not any(counts.values()):
        return None
    ended = max(counts, key=lambda name: counts[name])
    lives = columns["life"].astype(float)
    candidates = np.nonzero(causes == ended)[0]
    middle = float(np.median(lives[candidates]))
    order = np.argsort(np.abs(lives[candidates] - middle), kind="stable")
    numbers = columns["replication"][candidates[order]]
    return Typical(tuple(int(one) for one in numbers), ended, sum(counts.values()))

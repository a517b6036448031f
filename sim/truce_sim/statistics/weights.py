"""Histories that count unequally: weights, and how many equal ones would tell as much.

Every estimator that takes `weights` treats them as given: its interval covers chance between
histories, not doubt about what the weights were made from.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from truce_sim.statistics.arrays import Floats, Ints, finite


class NoWeightError(ValueError):
    """No history fits at all: nothing can be said."""


@dataclass(frozen=True)
class Weights:
    """How much each of n histories counts.

    Attributes:
        each: shape (n,), at least 0, together 1.
        roots: shape (n,), whole numbers from 0; histories of one root share a past, and so count
            as one. None where each is its own.
    """

    each: Floats
    roots: Ints | None = None

    @classmethod
    def of_logs(cls, logs: ArrayLike, roots: Ints | None = None) -> "Weights":
        """Return weights in proportion to exp(logs), shape (n,); -inf counts nothing.

        Args:
            logs: one for each history.
            roots: which of them share a past, if any do.

        Raises:
            NoWeightError: if all are -inf.
            ValueError: on no values, NaN, or +inf.
        """
        array = np.asarray(logs, dtype=np.float64)
        if array.ndim != 1 or array.size == 0 or np.isnan(array).any() or np.isposinf(array).any():
            raise ValueError("weights: expected one log of a weight for each history")
        most = float(array.max())
        if most == -np.inf:
            raise NoWeightError("no history fits")
        each = np.exp(array - most)
        return cls(each / each.sum(), roots)

    @cached_property
    def effective(self) -> float:
        """How many equal histories would tell as much: 1 / sum of squares (Kish 1965).

        Those of one root are added up before: what is drawn anew from few pasts knows no more than
        these (Lee and Whiteley 2018, Biometrika 105).
        """
        return float(1 / (self._by_root(self.each) ** 2).sum())

    @property
    def alive(self) -> int:
        """How many count at all."""
        return int(np.count_nonzero(self.each))

    def total(self, values: ArrayLike) -> float:
        """Return the weighted mean of `values`, shape (n,); those that count nothing may be NaN."""
        array = np.asarray(values, dtype=np.float64)
        if array.shape != self.each.shape:
            raise ValueError(f"weights: {array.shape} values for {self.each.shape} weights")
        return float((self.each * np.where(self.each > 0, array, 0.0)).sum())

    def effective_for(self, values: ArrayLike) -> float:
        """Return how many equal histories would give the mean of `values` as small an error.

        The variance of `values` over that of their weighted mean, sum w^2 (x - m)^2, which is what
        a weighted sample leaves (Korn and Graubard 1998, Survey Methodology 24); never more than
        `effective`, as where few differ the former is known badly.
        """
        array = np.where(self.each > 0, np.asarray(values, dtype=np.float64), 0.0)
        away = array - self.total(array)
        error = float((self._by_root(self.each * away) ** 2).sum())
        spread = float((self.each * away**2).sum())
        return self.effective if error == 0 else min(self.effective, spread / error)

    def _by_root(self, values: Floats) -> Floats:
        """Return sums over the histories of each root; the values, where each is its own."""
        if self.roots is None:
            return values
        return np.asarray(np.bincount(self.roots, weights=values), dtype=np.float64)

    def quantile(self, values: ArrayLike, share: float) -> float:
        """Return the smallest value with at least `share` of the weight at or below it.

        Raises:
            ValueError: on another shape, NaN or infinite values, or a share outside 0 to 1.
        """
        array = finite(values, "weighted quantile")
        if array.shape != self.each.shape or not 0 <= share <= 1:
            raise ValueError(f"weighted quantile {share} of shape {array.shape}")
        order: Ints = np.argsort(array, kind="stable")
        order = order[self.each[order] > 0]
        upto = np.cumsum(self.each[order])
        # Rounding must not carry the last quantile past the last value.
        place = np.searchsorted(upto, share * upto[-1] * (1 - 1e-12), side="left")
        return float(array[order[min(place, order.size - 1)]])

"""One checked case, and checking them all."""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

LIMIT = 4.0
"""A correct simulator passes this |z| by chance once in 16,000 cases."""


@dataclass(frozen=True, slots=True)
class OracleRow:
    """What a case should give, and what it gave."""

    key: str
    case: str
    formula: str
    expected: float
    simulated: float
    z: float | None
    """Distance in standard errors; None where the two must agree exactly."""

    @property
    def passed(self) -> bool:
        """Whether simulated and expected agree."""
        if self.z is None:
            return self.simulated == self.expected
        return abs(self.z) < LIMIT


@dataclass(frozen=True, slots=True)
class Oracle:
    """A special case with a known answer.

    `check(runs, seed)` yields (what, expected, values): values of one run each, whose mean is to
    agree with `expected`; or a single number that must be equal.
    """

    key: str
    case: str
    formula: str
    runs: int
    check: Callable[[int, int], Iterator[tuple[str, float, ArrayLike]]]

    def rows(self, runs: int | None = None, seed: int = 1) -> Iterator[OracleRow]:
        """Yield the case's rows."""
        for what, expected, values in self.check(runs or self.runs, seed):
            sample = np.atleast_1d(np.asarray(values, dtype=np.float64))
            case = f"{self.case}: {what}" if what else self.case
            if sample.size == 1:
                yield OracleRow(self.key, case, self.formula, expected, float(sample[0]), None)
                continue
            error = float(sample.std(ddof=1)) / math.sqrt(sample.size)
            if set(np.unique(sample)) <= {0.0, 1.0}:
                # Of a share the spread under the formula itself is known.
                error = math.sqrt(expected * (1 - expected) / sample.size)
            z = (float(sample.mean()) - expected) / error if error > 0 else math.inf
            yield OracleRow(self.key, case, self.formula, expected, float(sample.mean()), z)


def verify(
    oracles: Iterable[Oracle], seed: int = 1, *, share_of_runs: float = 1.0
) -> Iterator[OracleRow]:
    """Yield the rows of all cases as they are checked."""
    for oracle in oracles:
        yield from oracle.rows(max(2, round(oracle.runs * share_of_runs)), seed)

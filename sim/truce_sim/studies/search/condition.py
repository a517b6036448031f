"""Conditions that a run meets or does not, tried on the columns of many runs at once."""

from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from truce_sim.runs.batch import Columns, runs_of

Bools = NDArray[np.bool_]
Sign = Literal["=", "!=", "<", "<=", ">", ">="]
Value = float | str | bool


class Condition(Protocol):
    """What a run meets or does not."""

    @property
    def keys(self) -> frozenset[str]:
        """Keys of the columns that it looks at."""
        ...

    def met(self, columns: Columns) -> Bools:
        """Return which of some runs meet it, shape (runs,)."""
        ...


@dataclass(frozen=True, slots=True)
class Comparison:
    """A column compared with a value; what is missing in a run compares with nothing.

    Attributes:
        key: of the column.
        sign: how.
        value: with what; None asks whether it is missing.
        seconds: whether hours count to the second only, as dates in tables do.
    """

    key: str
    sign: Sign
    value: Value | None
    seconds: bool = False

    @property
    def keys(self) -> frozenset[str]:
        """Its column."""
        return frozenset({self.key})

    def met(self, columns: Columns) -> Bools:
        """Return which runs meet it."""
        found = columns[self.key]
        missing = _missing(found)
        if self.value is None:
            return missing if self.sign == "=" else ~missing
        if self.seconds:
            # As in a table, where a moment is written to the second.
            found = np.round(3600 * found.astype(np.float64))
            return _compared(found, self.sign, round(3600 * float(self.value))) & ~missing
        return _compared(found, self.sign, self.value) & ~missing


@dataclass(frozen=True, slots=True)
class _Two:
    """Two conditions."""

    first: Condition
    second: Condition

    @property
    def keys(self) -> frozenset[str]:
        """The columns of both."""
        return self.first.keys | self.second.keys


class Both(_Two):
    """Two conditions, both of which are to be met."""

    __slots__ = ()

    def met(self, columns: Columns) -> Bools:
        """Return which runs meet both."""
        return self.first.met(columns) & self.second.met(columns)


class Either(_Two):
    """Two conditions, one of which is enough."""

    __slots__ = ()

    def met(self, columns: Columns) -> Bools:
        """Return which runs meet one of them, or both."""
        return self.first.met(columns) | self.second.met(columns)


@dataclass(frozen=True, slots=True)
class Opposite:
    """A condition that is not to be met."""

    of: Condition

    @property
    def keys(self) -> frozenset[str]:
        """The columns of the other."""
        return self.of.keys

    def met(self, columns: Columns) -> Bools:
        """Return which runs do not meet the other."""
        return ~self.of.met(columns)


@dataclass(frozen=True, slots=True)
class Anything:
    """A condition that every run meets."""

    @property
    def keys(self) -> frozenset[str]:
        """No column."""
        return frozenset()

    def met(self, columns: Columns) -> Bools:
        """Return that all runs meet it."""
        return np.ones(runs_of(columns), dtype=np.bool_)


def _missing(found: NDArray[np.generic]) -> Bools:
    if found.dtype.kind == "f":
        return np.isnan(found.astype(np.float64))
    if found.dtype.kind in "UT":
        return np.asarray(found == "", dtype=np.bool_)
    return np.zeros(len(found), dtype=np.bool_)


def _compared(found: NDArray[np.generic], sign: Sign, value: Value) -> Bools:
    match sign:
        case "=":
            met = found == value
        case "!=":
            met = found != value
        case "<":
            met = found < value  # type: ignore[operator]
        case "<=":
            met = found <= value  # type: ignore[operator]
        case ">":
            met = found > value  # type: ignore[operator]
        case ">=":
            met = found >= value  # type: ignore[operator]
    return np.asarray(met, dtype=np.bool_)

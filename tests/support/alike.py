"""Columns that are the same to the last bit, and where they are not."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from truce_sim.runs.batch import Columns


def differing(one: Columns, other: Columns) -> list[str]:
    """Return what differs between two batches: columns, their order, type, shape, or values.

    Values are the same if their bytes are, so that 0 is not -0; NaN is NaN, whatever its bits.
    """
    if list(one) != list(other):
        apart = set(one) ^ set(other)
        return [f"columns: {', '.join(sorted(apart)) or 'in another order'}"]
    return [said for key in one for said in _differing(key, one[key], other[key])]


def _differing(key: str, one: NDArray[np.generic], other: NDArray[np.generic]) -> Iterator[str]:
    if (one.dtype, one.shape) != (other.dtype, other.shape):
        yield f"{key}: {one.dtype} of {one.shape}, {other.dtype} of {other.shape}"
        return
    rows = [run for run in range(len(one)) if _bits(one[run]) != _bits(other[run])]
    if rows:
        run = rows[0]
        yield f"{key}: {one[run]!r}, {other[run]!r} in the batch's run {run} ({len(rows)} in all)"


def _bits(value: object) -> bytes | str:
    """Return the bytes of a run's value or values, or its text."""
    if isinstance(value, str):
        return value
    numbers = np.asarray(value)
    if numbers.dtype.kind == "f":
        numbers = np.where(np.isnan(numbers), np.nan, numbers)
    return numbers.tobytes()

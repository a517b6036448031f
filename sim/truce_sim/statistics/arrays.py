"""The array types of this package, and the checks that every estimator makes of its input."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def finite(values: ArrayLike, what: str, dimensions: int = 1) -> Floats:
    """Return `values` as floats of so many dimensions.

    Raises:
        ValueError: if the shape is another, nothing is in it, or a value is NaN or infinite.
    """
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != dimensions:
        raise ValueError(f"{what}: expected {dimensions} dimension(s), got {array.ndim}")
    if array.size == 0:
        raise ValueError(f"{what}: no values")
    if not np.isfinite(array).all():
        raise ValueError(f"{what}: NaN or infinite values")
    return array


def yes_no(values: ArrayLike, what: str, dimensions: int = 1) -> Bools:
    """Return 0/1 or boolean `values` as booleans of so many dimensions.

    Raises:
        ValueError: if the shape is another, nothing is in it, or a value is neither 0 nor 1.
    """
    array: NDArray[Any] = np.asarray(values)
    if array.ndim != dimensions:
        raise ValueError(f"{what}: expected {dimensions} dimension(s), got {array.ndim}")
    if array.size == 0:
        raise ValueError(f"{what}: no values")
    if array.dtype != np.bool_ and not np.isin(array, (0, 1)).all():
        raise ValueError(f"{what}: expected only 0 and 1")
    return array.astype(np.bool_)


def same_length(first: NDArray[Any], second: NDArray[Any], what: str) -> None:
    """Raise ValueError unless both arrays have the same shape."""
    if first.shape != second.shape:
        raise ValueError(f"{what}: shapes {first.shape} and {second.shape} differ")


def check_level(level: float, family: int = 1) -> float:
    """Return the level of one interval so that `family` of them hold together at `level`.

    Bonferroni: 1 - (1 - level) / family.

    Raises:
        ValueError: if the level is not strictly between 0 and 1, or the family has no member.
    """
    if not 0 < level < 1:
        raise ValueError(f"level {level} is not between 0 and 1")
    if family < 1:
        raise ValueError(f"a family of {family} comparisons")
    return 1 - (1 - level) / family

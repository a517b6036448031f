"""Columns in as few bytes as hold them exactly: on the wire, and on the disk.

Most of a run are counts, small whole numbers in eight bytes each. A column of them fits into two,
and is as it was, to the last bit, when it is made wide again: halves of what is sent, written and
hashed. Whatever computes with columns has them wide.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

_NARROWER = (np.float16, np.float32)


def narrow(columns: Mapping[str, NDArray[np.generic]]) -> dict[str, NDArray[np.generic]]:
    """Return columns that `wide` makes the same of; those that are narrow stay as they are."""
    return {name: _narrow(column) for name, column in columns.items()}


def wide(columns: Mapping[str, NDArray[np.generic]]) -> dict[str, NDArray[np.generic]]:
    """Return columns as they were before they were made narrow."""
    return {name: _wide(column) for name, column in columns.items()}


def _narrow(column: NDArray[np.generic]) -> NDArray[np.generic]:
    if column.dtype == np.float64:
        for kind in _NARROWER:
            with np.errstate(over="ignore", under="ignore"):
                fewer = column.astype(kind)
            # By their bits: so that NaN is NaN, and a negative zero one.
            if np.array_equal(_bits(fewer.astype(np.float64)), _bits(column)):
                return fewer
    elif column.dtype.kind == "U":
        try:
            return column.astype(np.bytes_)
        except UnicodeEncodeError:
            pass
    return column


def _wide(column: NDArray[np.generic]) -> NDArray[np.generic]:
    if column.dtype.kind == "f":
        return column.astype(np.float64, copy=False)
    return column.astype(np.str_) if column.dtype.kind == "S" else column


def _bits(column: NDArray[np.generic]) -> NDArray[np.int64]:
    return column.view(np.int64)

"""How values are written in the cells of a table: a column at a time, since there are millions."""

import csv
import io
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from math import nextafter
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from truce_sim.model.columns import Type

_REMEMBERED = 2_000
"""Values of a column whose texts are remembered."""
_PLAIN, _TOO_LARGE = 1e-4, 1e16
"""From the one to below the other, numbers are written without a power of ten."""
_QUOTED = re.compile('[,"\r\n]')


def is_missing(value: object) -> bool:
    """Return whether there is no value: None, NaN, and an empty text alike.

    So the cause of a truce that held is missing in every form of a table: an empty cell of CSV,
    null in Parquet and Arrow, None among values.
    """
    # A number that is not itself is NaN.
    return value is None or value == "" or value != value  # noqa: PLR0124


def texts(kind: Type) -> Callable[[Sequence[object]], list[str]]:
    """Return what turns values of one column into cells; None and NaN are empty ones."""
    if kind == "number":
        return _numbers
    cell = _Known(_WRITERS[kind]).__getitem__
    return lambda values: list(map(cell, values))


class _Known(dict[object, str]):
    """Cells by value: counts, causes and days of the calendar are few."""

    def __init__(self, write: Callable[[object], str]) -> None:
        super().__init__()
        self._write = write

    def __missing__(self, value: object) -> str:
        cell = "" if is_missing(value) else self._write(value)
        if len(self) == _REMEMBERED:
            self.clear()
        self[value] = cell
        return cell


def _numbers(values: Sequence[object]) -> list[str]:
    # Not remembered: seldom alike, and 0.0 is not written as -0.0 is, though they are equal.
    write = _as_json()
    if write is None or {*map(type, values)} != {float}:
        return [_number(value) for value in values]
    cells, sizes = write(values), np.abs(np.array(values))
    plain = (sizes == 0) | ((sizes >= _PLAIN) & (sizes < _TOO_LARGE))
    for place in np.flatnonzero(~plain).tolist():
        cells[place] = _number(values[place])
    return cells


@lru_cache(maxsize=1)
def _as_json() -> Callable[[Sequence[object]], list[str]] | None:
    """Return what writes numbers as `repr` does, in a tenth of its time; None where it does not.

    Both write the shortest digits that read back to the same number; powers of ten, which only very
    small and very large numbers have, in other ways.
    """
    adapter = TypeAdapter(list[float])

    def write(values: Sequence[Any]) -> list[str]:
        return adapter.dump_json(list(values)).decode()[1:-1].split(",")

    tried = [0.0, -0.0, 240.0, 0.1, 1 / 3, 2 / 3, 123e-4, _PLAIN, 1e15, nextafter(_TOO_LARGE, 0)]
    return write if write(tried) == [repr(one) for one in tried] else None


def _number(value: object) -> str:
    return "" if is_missing(value) else repr(float(value))  # type: ignore[arg-type]


def whole(value: object) -> int:
    """Return a value as a whole number.

    Raises:
        ValueError: if it is none.
    """
    if isinstance(value, int):
        return int(value)
    number = float(value)  # type: ignore[arg-type]
    if not number.is_integer():
        raise ValueError(f"{value} is no whole number")
    return int(number)


def _whole(value: object) -> str:
    return str(whole(value))


def _yes_no(value: object) -> str:
    return "1" if value else "0"


def _text(value: object) -> str:
    text = str(value)
    if not _QUOTED.search(text):
        return text
    # With a neighbour, which may be empty: alone it would be written in another way.
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow([text, ""])
    return line.getvalue().removesuffix(",\n")


def _date(value: object) -> str:
    when = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return when.isoformat(" ", "seconds")


_WRITERS: dict[Type, Callable[[object], str]] = {
    "whole": _whole,
    "yes or no": _yes_no,
    "text": _text,
    "date": _date,
}

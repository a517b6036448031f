"""The runs of one setting that are finished, in one block; the gaps in it are to do."""

from collections.abc import Iterator

import numpy as np

from truce_sim.runs.batch import Columns, runs_of
from truce_sim.runs.stretches import Stretches


class Found:
    """Finished runs of a setting, by number.

    They are put into a block with room for all that are expected, so that they are in memory once
    only, however they came.
    """

    def __init__(self) -> None:
        self._filled = Stretches()
        """What is there."""
        self._first = self._end = 0
        """First and end of what there is room for."""
        self._block: Columns = {}

    def expect(self, first: int, end: int) -> None:
        """Make room for the runs from `first` to before `end`."""
        if self._first == self._end:
            self._first, self._end = first, end
        elif first < self._first or end > self._end:
            self._grow(min(first, self._first), max(end, self._end))

    def add(self, first: int, columns: Columns) -> None:
        """Add consecutive runs from `first` on; those that are there already are left out."""
        end = first + runs_of(columns)
        self.expect(first, end)
        if not self._filled and (first, end) == (self._first, self._end):
            self._block = dict(columns)
        else:
            for start, stop in list(self.gaps(first, end)):
                self._put(start, _part(columns, start - first, stop - first))
        self._filled.add(first, end)

    def gaps(self, first: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield first and end of each stretch within `first` to `end` that is not there."""
        return self._filled.gaps(first, end)

    def take(self, first: int, end: int) -> Columns:
        """Return the runs from `first` on, up to the first gap or `end`; without any, {}."""
        gap = next(self.gaps(first, end), (end, end))[0]
        return self._between(first, gap) if gap > first else {}

    def stretches(self, first: int, end: int) -> Iterator[Columns]:
        """Yield what is there of the runs from `first` to before `end`."""
        for start, stop in self._filled:
            low, high = max(start, first), min(stop, end)
            if low < high:
                yield self._between(low, high)

    def _between(self, low: int, high: int) -> Columns:
        return _part(self._block, low - self._first, high - self._first)

    def _put(self, start: int, columns: Columns) -> None:
        low, runs = start - self._first, runs_of(columns)
        for name, column in columns.items():
            room = self._block.get(name)
            if room is None:
                room = np.empty((self._end - self._first, *column.shape[1:]), column.dtype)
            elif room.dtype != column.dtype:
                # Short texts are as wide as the longest, counts as large as the largest, so far.
                room = room.astype(np.promote_types(room.dtype, column.dtype), copy=False)
            room[low : low + runs] = column
            self._block[name] = room

    def _grow(self, first: int, end: int) -> None:
        """Make a larger block, and put into it what is there."""
        there = [(low, self._between(low, high)) for low, high in self._filled]
        self._first, self._end, self._block = first, end, {}
        for low, columns in there:
            self._put(low, columns)


def _part(columns: Columns, start: int, end: int) -> Columns:
    return {name: column[start:end] for name, column in columns.items()}

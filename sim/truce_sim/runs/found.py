"""The runs of one setting that are finished, in stretches; the gaps between them are to do."""

from collections.abc import Iterator

import numpy as np

from truce_sim.runs.batch import Columns, runs_of


class Found:
    """Finished runs of a setting, by number."""

    def __init__(self) -> None:
        self._parts: dict[int, Columns] = {}
        """Stretches by their first run; they never overlap."""

    def add(self, first: int, columns: Columns) -> None:
        """Add consecutive runs from `first` on; those that are there already are left out."""
        end = first + runs_of(columns)
        columns = dict(columns)
        for start, stop in list(self.gaps(first, end)):
            whole = (start, stop) == (first, end)
            self._parts[start] = columns if whole else _part(columns, start - first, stop - first)

    def gaps(self, first: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield first and end of each stretch within `first` to `end` that is not there."""
        at = first
        for start, columns in sorted(self._parts.items(), key=lambda part: part[0]):
            if start >= end:
                break
            if start > at:
                yield at, start
            at = max(at, start + runs_of(columns))
        if at < end:
            yield at, end

    def take(self, first: int, end: int) -> Columns:
        """Return the runs from `first` on, up to the first gap or `end`; without any, {}.

        Batches that lie one after the other are kept as one from then on: once is enough.
        """
        gap = next(self.gaps(first, end), (end, end))[0]
        wanted = [
            start
            for start, columns in sorted(self._parts.items(), key=lambda part: part[0])
            if start < gap and start + runs_of(columns) > first
        ]
        if not wanted:
            return {}
        parts = [self._parts.pop(start) for start in wanted]
        joined = _joined(parts)
        self._parts[wanted[0]] = joined
        whole = (first, gap) == (wanted[0], wanted[0] + runs_of(joined))
        return dict(joined) if whole else _part(joined, first - wanted[0], gap - wanted[0])

    def stretches(self, first: int, end: int) -> Iterator[Columns]:
        """Yield what is there of the runs from `first` to before `end`."""
        for start, columns in self._parts.items():
            low, high = max(start, first), min(start + runs_of(columns), end)
            if low < high:
                yield _part(columns, low - start, high - start)


def _joined(parts: list[Columns]) -> Columns:
    """Return the columns of consecutive parts as one, and leave nothing in the parts."""
    if len(parts) == 1:
        return parts[0]
    # One column after the other, so that there is never more than one twice.
    return {name: np.concatenate([part.pop(name) for part in parts]) for name in list(parts[0])}


def _part(columns: Columns, start: int, end: int) -> Columns:
    return {name: column[start:end] for name, column in columns.items()}

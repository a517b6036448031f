"""Which runs of a setting there are, as stretches of numbers."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import islice


class Stretches:
    """First and end of each stretch, rising; they neither overlap nor touch."""

    def __init__(self) -> None:
        self._filled: list[tuple[int, int]] = []

    def __iter__(self) -> Iterator[tuple[int, int]]:
        """Go through the stretches."""
        return iter(self._filled)

    def __len__(self) -> int:
        """Return how many stretches there are."""
        return len(self._filled)

    def add(self, first: int, end: int) -> None:
        """Add a stretch."""
        # A thousand workers leave as many gaps: what is far from this stretch is not looked at.
        low = self._up_to(first)
        high = bisect_right(self._filled, end, low, key=lambda stretch: stretch[0])
        if low < high:
            first = min(first, self._filled[low][0])
            end = max(end, self._filled[high - 1][1])
        self._filled[low:high] = [(first, end)]

    def gaps(self, first: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield first and end of each stretch within `first` to `end` that is not there."""
        at = first
        for start, stop in islice(self._filled, self._up_to(first), None):
            if start >= end:
                break
            if start > at:
                yield at, start
            at = max(at, stop)
        if at < end:
            yield at, end

    def _up_to(self, first: int) -> int:
        """Return the place of the first stretch that ends at `first` or later."""
        return bisect_left(self._filled, first, key=lambda stretch: stretch[1])

"""Candidates for violence: points in the plane of time and rate, thinned to the actual rate.

Picture a rain of points over time (hours) and height (events per hour), one point per unit of
area. The points below the curve of an actor's rate are its acts of violence: an inhomogeneous
Poisson process (Lewis and Shedler 1979, thinning). The plane is cut into layers, each as high
as all those below it together, each with streams of its own. So a change of rate, of a shock or of
restraint moves the curve through the *same* points: histories of two scenarios differ only where
the curves do, and a lower curve gives a subset of the same acts.
"""

from array import array
from collections.abc import Iterator
from math import log1p

from truce_sim.model.streams import BLOCK, Streams

_AT_ONCE = 8
"""Candidates whose marks are computed together."""


class Marks:
    """The marks of a layer's candidates: candidate k has block k, accepted or not."""

    __slots__ = ("_cached", "_draws", "_name", "_streams")

    def __init__(self, streams: Streams, name: str) -> None:
        self._streams = streams
        self._name = name
        self._cached = -1
        self._draws = array("d")

    def of(self, number: int) -> "array[float]":
        """Return the marks of candidate `number`, uniforms in [0, 1)."""
        group, place = divmod(number, _AT_ONCE)
        if group != self._cached:
            self._draws = self._streams.block(self._name, group * _AT_ONCE, _AT_ONCE)
            self._cached = group
        return self._draws[place * BLOCK : (place + 1) * BLOCK]


def layers(bound: float, lowest: float) -> Iterator[tuple[int, float, float]]:
    """Yield (number, bottom, top) of the layers needed to reach `bound` (per hour)."""
    number, bottom, top = 0, 0.0, lowest
    while bottom < bound:
        yield number, bottom, top
        number, bottom, top = number + 1, top, 2 * top


def candidates(
    streams: Streams, name: str, bottom: float, top: float, bound: float, until: float
) -> Iterator[tuple[int, float, float]]:
    """Yield (number, time, height) of a layer's candidates below `bound`, up to `until` hours.

    A candidate at or above the bound keeps its number, so that a higher bound adds candidates
    and renames none.
    """
    width = top - bottom
    time = 0.0
    number = 0
    block_number = 0
    while True:
        draws = iter(streams.block(name, block_number))
        for gap, place in zip(draws, draws, strict=True):
            time -= log1p(-gap) / width
            if time >= until:
                return
            height = bottom + place * width
            if height < bound:
                yield number, time, height
            number += 1
        block_number += 1

"""Candidates for violence: points in the plane of time and rate, thinned to the actual rate.

Picture a rain of points over time (hours) and height (events per hour), one point per unit of
area. The points below the curve of an actor's rate are its acts of violence: an inhomogeneous
Poisson process (Lewis and Shedler 1979, thinning). The plane is cut into strata, each as high
as all those below it together, each with streams of its own. So a change of rate, of a shock or of
restraint moves the curve through the *same* points: histories of two scenarios differ only where
the curves do, and a lower curve gives a subset of the same acts.

Where a history goes on with other luck from some hour, the rain begins anew there: rain has no
memory, so this is as good as rain that never stopped.
"""

from array import array
from collections.abc import Iterator
from math import log

from truce_sim.model.addresses import in_stratum
from truce_sim.model.streams import BLOCK, Streams

_AT_ONCE = 8
"""Candidates whose marks are computed together."""


Candidate = tuple[int, float, float, int]
"""One point of the rain: its number within stratum and branch, time, height, and branch."""


class Marks:
    """The marks of a stratum's candidates: candidate k has block k, accepted or not."""

    __slots__ = ("_address", "_branch", "_cached", "_draws", "_purpose", "_streams")

    def __init__(self, streams: Streams, address: int, purpose: int, stratum: int) -> None:
        self._streams = streams
        self._address = address
        self._purpose = in_stratum(purpose, stratum)
        self._cached = -1
        self._branch = 0
        self._draws = array("d")

    def of(self, candidate: Candidate) -> "array[float]":
        """Return the marks of a candidate, uniforms in [0, 1)."""
        number, _, _, branch = candidate
        group, place = divmod(number, _AT_ONCE)
        if group != self._cached or branch != self._branch:
            self._cached, self._branch = group, branch
            self._draws = self._streams.block(
                self._address, self._purpose, group * _AT_ONCE, _AT_ONCE, self._branch
            )
        return self._draws[place * BLOCK : (place + 1) * BLOCK]


def strata(bound: float, lowest: float) -> Iterator[tuple[int, float, float]]:
    """Yield (number, bottom, top) of the strata needed to reach `bound` (per hour)."""
    number, bottom, top = 0, 0.0, lowest
    while bottom < bound:
        yield number, bottom, top
        number, bottom, top = number + 1, top, 2 * top


def candidates(
    streams: Streams,
    address: int,
    purpose: int,
    stratum: tuple[int, float, float],
    bound: float,
    until: float,
) -> Iterator[Candidate]:
    """Yield a stratum's candidates below `bound`, up to `until` hours.

    A candidate at or above the bound keeps its number, so that a higher bound adds candidates
    and renames none.
    """
    number, bottom, top = stratum
    width = top - bottom
    times = in_stratum(purpose, number)
    for branch, since, end in streams.spells(until):
        time = since
        candidate = 0
        block = 0
        while time < end:
            draws = iter(streams.block(address, times, block, 1, branch))
            for gap, place in zip(draws, draws, strict=True):
                # 1 - gap is exact, so nothing is lost against log1p, which costs twice as much.
                time -= log(1.0 - gap) / width
                if time >= end:
                    break
                height = bottom + place * width
                if height < bound:
                    yield candidate, time, height, branch
                candidate += 1
            block += 1

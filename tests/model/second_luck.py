"""Luck by address, as docs/model.md writes it in section 7."""

import math
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, count

from truce_sim.model.streams import Streams

LOWEST_LAYER = 0.125
"""Height of the lowest layer of the plane of time and rate, per hour."""

MARKS = (
    """
zone, victim, harm, commanded, noticed, misblamed, suspect, disputed, neighbour, ends, filed,
reached, checked, ruling, named, endorsed, haggled, published, redressed, first decision,
second decision, delay, same zone, hotline, answer, believed
""".replace("\n", " ")
    .strip()
    .split(", ")
)
"""The decisions about one incident, in the order of its marks."""


@dataclass(frozen=True)
class Marks:
    """The draws that belong to one incident."""

    draws: list[float]

    def __getitem__(self, decision: str) -> float:
        return self.draws[MARKS.index(decision)]


@dataclass(frozen=True)
class Point:
    """A candidate in the plane of time (hours) and rate (per hour)."""

    layer: int
    number: int
    time: float
    height: float


class Luck:
    """All draws of one run."""

    def __init__(self, seed: int, replication: int) -> None:
        self._streams = Streams(seed, replication)

    def draw(self, stream: str, number: int = 0) -> float:
        return self._streams.nth(stream, number)

    def marks(self, stream: str, number: int = 0) -> Marks:
        return Marks(list(self._streams.block(stream, number)))

    def rain(self, stream: str, height: float, until: float) -> Iterator[Point]:
        """Yield every point below a height and before a time, layer by layer."""
        bottom, top = 0.0, LOWEST_LAYER
        for layer in count():
            if bottom >= height:
                return
            for number, time, place in self._layer(f"{stream} {layer}", top - bottom, until):
                at = bottom + place * (top - bottom)
                if at < height:
                    yield Point(layer, number, time, at)
            bottom, top = top, 2 * top

    def _layer(self, stream: str, width: float, until: float) -> Iterator[tuple[int, float, float]]:
        time = 0.0
        draws = (u for block in count() for u in self._streams.block(stream, block))
        for number in count():
            time -= math.log1p(-next(draws)) / width
            if time >= until:
                return
            yield number, time, next(draws)


def choose(weights: Mapping[str, float], u: float) -> str:
    """Return the name at share `u` of the weights, laid end to end in the file's order."""
    kept = {name: weight for name, weight in weights.items() if weight > 0}
    running = list(accumulate(kept.values()))
    return list(kept)[bisect_right([part / running[-1] for part in running], u)]

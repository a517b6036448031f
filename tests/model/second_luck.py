"""Luck by address, as docs/model.md writes it in section 7."""

import math
import operator
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import reduce
from hashlib import blake2b
from itertools import accumulate, count, pairwise

from truce_sim.model.streams import Streams

LOWEST_STRATUM = 0.125
"""Height of the lowest stratum of the plane of time and rate, per hour."""

THE_TRUCE = 0
"""Address of the truce itself."""

Branches = tuple[tuple[float, int], ...]
"""Hours from which on luck is that of a branch, with its number."""


class Purpose(IntEnum):
    """What is drawn, as the page's table numbers it."""

    TAKES_HOLD = 0
    TIMES = 1
    MARKS = 2
    INVENTED_TIMES = 3
    INVENTED_MARKS = 4
    SHOCK_TIMES = 5
    SHOCK_ENDS = 6
    RUPTURE_TIMES = 7
    NOTICE = 8
    PERSUADES = 9
    PRESSES = 10
    HEADROOM = 11
    MEANS_IT = 12
    BREAKS_AFTER = 13
    UNDER_COVER = 14
    SHOCK_RUPTURES = 15
    PRESSES_ON_CLAIM = 16


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


def address(name: str) -> int:
    """Return where an actor, a guarantor or a shock stands."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest()[:8], "little") or 1


def mix(one: int, other: int) -> int:
    """Return the address of what belongs to both."""
    x = (one * 0x9E3779B97F4A7C15 + other) % 2**64
    for _ in range(2):
        x = (x ^ x // 2**32) * 0xD6E8FEB86659FD93 % 2**64
    return x ^ x // 2**32


@dataclass(frozen=True)
class Marks:
    """The draws that belong to one incident."""

    draws: list[float]

    def __getitem__(self, decision: str) -> float:
        return self.draws[MARKS.index(decision)]


@dataclass(frozen=True)
class Point:
    """A candidate in the plane of time (hours) and rate (per hour)."""

    stratum: int
    number: int
    branch: int
    time: float
    height: float

    @property
    def label(self) -> str:
        """What its incident is called after its actor."""
        return f"{self.stratum}.{self.number}" + (f"/{self.branch}" if self.branch else "")


class Luck:
    """All draws of one run."""

    def __init__(self, seed: int, replication: int, branches: Branches) -> None:
        self._streams = Streams(seed, replication)
        again = [one[1] == other[1] for one, other in pairwise(branches)]
        self._branches = [branches[0]]
        self._branches += [
            branch for branch, same in zip(branches[1:], again, strict=True) if not same
        ]

    def branch(self, hour: float) -> int:
        """Return the branch whose luck is in force."""
        return [number for since, number in self._branches if since <= hour][-1]

    def once(self, at: int, purpose: int) -> float:
        """Return what is drawn once a run, whatever its branches."""
        return self.draw(at, purpose, 0, 0)

    def draw(self, at: int, purpose: int, number: int, branch: int) -> float:
        return self._streams.nth(at, purpose, number, branch)

    def marks(self, at: int, purpose: int, number: int, branch: int) -> Marks:
        return Marks(list(self._streams.block(at, purpose, number, 1, branch)))

    def rain(self, at: int, purpose: Purpose, height: float, until: float) -> Iterator[Point]:
        """Yield every point below a height and before a time, branch by branch."""
        ends = [since for since, _ in self._branches[1:]] + [math.inf]
        for (since, branch), end in zip(self._branches, ends, strict=True):
            bottom, top = 0.0, LOWEST_STRATUM
            for stratum in count():
                if bottom >= height:
                    break
                for number, time, place in self.stratum(
                    (at, in_stratum(purpose, stratum), branch), top - bottom, since, min(end, until)
                ):
                    within = bottom + place * (top - bottom)
                    if within < height:
                        yield Point(stratum, number, branch, time, within)
                bottom, top = top, 2 * top

    def stratum(
        self, where: tuple[int, int, int], width: float, since: float, until: float
    ) -> Iterator[tuple[int, float, float]]:
        """Yield number, time and place (0 to 1 of the width) of every candidate of a stratum."""
        time, (at, purpose, branch) = since, where
        draws = (u for block in count() for u in self._streams.block(at, purpose, block, 1, branch))
        for number in count():
            time -= math.log(1.0 - next(draws)) / width
            if time >= until:
                return
            yield number, time, next(draws)


def in_stratum(purpose: int, stratum: int) -> int:
    return 2**8 * stratum + purpose


def added(terms: Iterable[float]) -> float:
    """Return a sum taken term by term, on every version of Python."""
    return reduce(operator.add, terms, 0.0)


def choose(weights: Mapping[str, float], u: float) -> str:
    """Return the name at share `u` of the weights, laid end to end in the file's order."""
    kept = {name: weight for name, weight in weights.items() if weight > 0}
    running = list(accumulate(kept.values()))
    return list(kept)[bisect_right([part / running[-1] for part in running], u)]

"""Random streams: every draw has an address.

Draw n of a purpose at an address (see `addresses`) is word n of Philox4x64-10 with key (seed,
replication) and counter (n // 4 + 1, address, purpose, branch). A draw therefore depends on the
root seed, the replication, the *name* of whom it concerns, what it decides and its number, and on
nothing else: not on the order of draws, on the other actors, or on how work is spread over
processes. Two scenarios with the same root seed share every draw that they both need, which is what
makes comparisons paired.

The branch is 0 but where a history is continued with other luck: from a given hour on, draws are
those of another branch, and everything before that hour stays as it was.

Philox: Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3".
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Any, NamedTuple

import numpy as np

BLOCK = 32
"""Uniforms computed at a time; more would mostly be thrown away."""

_WORDS = 4
"""Draws that one step of the counter makes."""

Branches = tuple[tuple[float, int], ...]
"""Hours from which on luck is that of a branch, with its number; the first hour is 0."""

ONE_BRANCH: Branches = ((0.0, 0),)


class Luck(NamedTuple):
    """Which luck a run has: that of a replication, on other branches from some hours on."""

    replication: int
    branches: Branches = ONE_BRANCH


@lru_cache(maxsize=64)
def spells_of(branches: Branches) -> tuple[tuple[float, ...], tuple[int, ...]]:
    """Return the hours from which each branch is in force, and the branches, no two alike in a row.

    A branch that goes on is one: cut in two, it would be drawn anew from there.
    """
    hours = [hour for hour, _ in branches]
    if not hours or hours[0] != 0 or any(a >= b for a, b in pairwise(hours)):
        raise ValueError(f"branches {branches} do not rise from hour 0")
    one_each = [next(same) for _, same in groupby(branches, lambda part: part[1])]
    in_turn = tuple(branch for _, branch in one_each)
    if len(set(in_turn)) < len(in_turn):
        raise ValueError(f"a branch comes back in {branches}")
    return tuple(hour for hour, _ in one_each), in_turn


class Streams:
    """All streams of one replication.

    Args:
        seed: root seed of the study, at least 0.
        replication: number of the run, at least 0.
        branches: from which hour on luck is that of which branch, hours rising from 0.

    Raises:
        ValueError: if the branches do not begin at hour 0, their hours do not rise, or one comes
            back: its acts would be those that it has brought already.
    """

    __slots__ = ("_branches", "_counter", "_draw", "_hours", "_philox", "_state")

    def __init__(self, seed: int, replication: int, branches: Branches = ONE_BRANCH) -> None:
        self._hours, self._branches = spells_of(branches)
        key = np.array([seed % 2**64, replication], dtype=np.uint64)
        self._philox = np.random.Philox(key=key)
        self._draw = np.random.Generator(self._philox).random
        # One generator, pointed anew for every block: five times cheaper than making one each.
        # Its state in plain numbers: arrays would be taken apart anew each time.
        self._counter = [0, 0, 0, 0]
        self._state: Any = {
            "bit_generator": "Philox",
            "state": {"counter": self._counter, "key": key.tolist()},
            "buffer": [0] * _WORDS,
            "buffer_pos": _WORDS,
            "has_uint32": 0,
            "uinteger": 0,
        }

    def branch(self, hour: float) -> int:
        """Return the branch of what is drawn at an hour."""
        return self._branches[bisect_right(self._hours, hour) - 1]

    def spells(self, until: float) -> Iterator[tuple[int, float, float]]:
        """Yield each branch with the hours from and until which it is in force, up to `until`."""
        ends = (*self._hours[1:], until)
        for branch, since, end in zip(self._branches, self._hours, ends, strict=True):
            if since < until:
                yield branch, since, min(end, until)

    def block(
        self, address: int, purpose: int, number: int, blocks: int = 1, branch: int = 0
    ) -> "array[float]":
        """Return uniforms in [0, 1): draws BLOCK*number to BLOCK*(number+blocks)-1 of a purpose."""
        # As `_point` does, without the call: this is where most time goes.
        counter = self._counter
        counter[0], counter[1], counter[2], counter[3] = 8 * number, address, purpose, branch
        self._philox.state = self._state
        # Eight bytes a draw, and plain floats when read, where a list would hold 32 a draw.
        return array("d", self._draw(BLOCK * blocks).tobytes())

    def nth(self, address: int, purpose: int, number: int, branch: int = 0) -> float:
        """Return one draw of a purpose, for decisions that are numbered."""
        step, place = divmod(number, _WORDS)
        self._point(step, address, purpose, branch)
        return float(self._draw(_WORDS)[place])

    def _point(self, step: int, address: int, purpose: int, branch: int) -> None:
        counter = self._counter
        counter[0] = step
        counter[1] = address
        counter[2] = purpose
        counter[3] = branch
        self._philox.state = self._state

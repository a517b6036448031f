"""Random streams: every draw has an address.

The n-th draw of a stream is word n of Philox4x64-10 with key (seed, replication) and counter
(n // 4 + 1, address, 0, 0), where the address is a hash of a name such as
"government / violations: times 2". A draw therefore depends on the root seed, the replication,
the *name* of what it decides and its number, and on nothing else: not on the order of draws, on
the other actors, or on how work is spread over processes. Two scenarios with the same root seed
share every draw that they both need, which is what makes comparisons paired.

Philox: Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3".
"""

from array import array
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import numpy as np

BLOCK = 32
"""Uniforms computed at a time; more would mostly be thrown away."""

_COUNTER_STEPS = BLOCK // 4


@lru_cache(maxsize=65536)
def address(name: str) -> int:
    """Return the 64-bit address of the stream called `name`, the same in every process."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little")


class Streams:
    """All streams of one replication.

    Args:
        seed: root seed of the study, at least 0.
        replication: number of the run, at least 0.
    """

    __slots__ = ("_counter", "_draw", "_philox", "_state")

    def __init__(self, seed: int, replication: int) -> None:
        key = np.array([seed % 2**64, replication], dtype=np.uint64)
        self._philox = np.random.Philox(key=key)
        self._draw = np.random.Generator(self._philox).random
        # One generator, pointed anew for every block: five times cheaper than making one each.
        state: Any = self._philox.state
        self._counter = state["state"]["counter"]
        self._state = state

    def block(self, name: str, number: int, blocks: int = 1) -> "array[float]":
        """Return uniforms in [0, 1): draws BLOCK*number to BLOCK*(number+blocks)-1 of a stream."""
        return self.block_at(address(name), number, blocks)

    def block_at(self, address: int, number: int, blocks: int = 1) -> "array[float]":
        """Return the same of the stream at an address (see `address`)."""
        counter = self._counter
        counter[0] = number * _COUNTER_STEPS
        counter[1] = address
        self._philox.state = self._state
        # Eight bytes a draw, and plain floats when read, where a list would hold 32 a draw.
        return array("d", self._draw(BLOCK * blocks).tobytes())

    def nth(self, name: str, number: int) -> float:
        """Return draw `number` of a stream, for decisions that are numbered."""
        block, place = divmod(number, BLOCK)
        return self.block(name, block)[place]

    def first(self, name: str) -> float:
        """Return the first draw of a stream, for a decision taken once."""
        return self.block(name, 0)[0]

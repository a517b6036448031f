"""Rows that others point into: spreads, weights, and steps of measures, each kept once."""

from collections.abc import Mapping
from functools import lru_cache
from struct import pack

from truce_sim.engine.layout import Spread as SpreadRecord
from truce_sim.engine.spreads import KINDS
from truce_sim.model.world import Weights
from truce_sim.scenario.spreads import Spread


def floats(values: list[float]) -> bytes:
    """Return a row of floats."""
    return pack(f"={len(values)}d", *values)


def ints(values: list[int]) -> bytes:
    """Return a row of whole numbers."""
    return pack(f"={len(values)}q", *values)


class Pools:
    """What the records of one world point into."""

    def __init__(self) -> None:
        self._spreads: dict[Spread, int] = {}
        self._known: dict[int, int] = {}
        self.shares: list[float] = []
        self.names: list[int] = []
        self.steps: list[float] = []

    def spread(self, spread: Spread) -> int:
        """Return the place of a spread; one that many have is kept once."""
        known = self._known.get(id(spread))
        if known is None:
            known = self._spreads.setdefault(spread, len(self._spreads))
            self._known[id(spread)] = known
        return known

    def weights(self, weights: Weights | None, places: Mapping[str, int]) -> tuple[int, int]:
        """Return where weights begin and how many they are; of none, nought."""
        if weights is None:
            return 0, 0
        first = len(self.names)
        self.shares.extend(weights.cumulative)
        self.names.extend([places[name] for name in weights.names])
        return first, len(weights.names)

    @property
    def spreads(self) -> bytes:
        """All spreads."""
        return b"".join(_spread(spread) for spread in self._spreads)


@lru_cache(maxsize=4096)
def _spread(spread: Spread) -> bytes:
    first, second, third = (*spread.values, 0.0, 0.0)[:3]
    return SpreadRecord.packed(
        {
            "kind": KINDS.index(spread.kind),
            "first": first,
            "second": second,
            "third": third,
            "sigma": spread.sigma,
        }
    )

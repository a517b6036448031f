"""Measures in force: what the sides agreed to do from a day on, known before the run."""

from bisect import bisect_right

from truce_sim.model.world import Measure, World


class Measures:
    """The factor on violence under command, by zone and hour."""

    __slots__ = ("_by_zone", "acts", "highest")

    def __init__(self, world: World) -> None:
        self._be_in(world)

    def become(self, world: World, _: float) -> None:
        """Have those of another world in force from now on."""
        self._be_in(world)

    def _be_in(self, world: World) -> None:
        self._by_zone = {
            zone: _steps([one for one in world.measures if zone in one.zones])
            for zone in world.zones
            if any(zone in one.zones for one in world.measures)
        }
        self.acts = bool(self._by_zone)
        """Whether there is any: without one, nobody need ask for its factor."""
        factors = [factor for _, steps in self._by_zone.values() for factor in steps]
        self.highest = max([1.0, *factors])
        """The largest factor anywhere at any time, at least 1."""

    def factor(self, zone: str, now: float) -> float:
        """Return the product of the measures in force in `zone` at `now` (hours)."""
        steps = self._by_zone.get(zone)
        return 1.0 if steps is None else steps[1][bisect_right(steps[0], now)]

    def steps(self, zone: str) -> tuple[list[float], list[float]]:
        """Return the hours at which the product changes in `zone`, and it before and after each."""
        return self._by_zone.get(zone, ([], [1.0]))


def _steps(measures: list[Measure]) -> tuple[list[float], list[float]]:
    """Return the hours at which the product changes, and the product before and after each.

    A measure acts from its first moment on, the last one left out. What is multiplied goes in the
    order given, so that the last digit is the same in every program.
    """
    times = sorted({time for one in measures for time in (one.begins, one.ends)})
    factors = [1.0]
    for time in times:
        product = 1.0
        for one in measures:
            if one.begins <= time < one.ends:
                product *= one.factor
        factors.append(product)
    return times, factors

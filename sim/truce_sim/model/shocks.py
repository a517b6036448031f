"""Outside shocks: drawn before the run, because nothing in the truce brings them about."""

from bisect import bisect_right
from dataclasses import dataclass
from heapq import heappop, heappush

from truce_sim.model.addresses import Purpose, in_stratum
from truce_sim.model.bounds import refuse_too_many
from truce_sim.model.candidates import candidates, strata
from truce_sim.model.rules import strength
from truce_sim.model.streams import Streams
from truce_sim.model.world import Shock, World
from truce_sim.scenario.limits import MOST_EVENTS


@dataclass(frozen=True, slots=True)
class Strike:
    """One shock that comes to pass."""

    shock: Shock
    time: float
    number: int
    """Tells strikes of one shock apart: its stratum and its candidate's number."""
    ends: bool
    """It ends the truce at once."""
    ruptures: bool
    """It makes the guarantors fall out at once."""


class Shocks:
    """The shocks of one run, and the surge of violence that they bring."""

    __slots__ = ("_factors", "_since", "_streams", "coming", "highest")

    def __init__(self, world: World, streams: Streams) -> None:
        self._streams = streams
        self.coming: list[Strike] = []
        """All shocks, those that have been included, in the order of their times."""
        self.become(world, 0.0)

    def become(self, world: World, since: float) -> None:
        """Have those of another world from an hour on; what began before lasts as it would have."""
        were = [strike for strike in self.coming if strike.time < since]
        drawn = (one for shock in world.shocks for one in _strikes(shock, world, self._streams))
        come = sorted((one for one in drawn if one.time >= since), key=lambda strike: strike.time)
        self.coming = [*were, *come]
        surges = [
            (strike.time, strike.time + strike.shock.given.lasts, strike.shock.given.factor)
            for strike in self.coming
            if strike.shock.given.factor != 1 and strike.shock.given.lasts > 0
        ]
        self._since, self._factors = _steps(surges)
        self.highest = max((1.0, *(factor for _, _, factor in surges)))
        """The largest surge of this run, at least 1."""

    def surge(self, now: float) -> float:
        """Return the factor on violence at `now`: the strongest shock in force, not the product.

        A calming shock counts as well: the strongest is the furthest from 1, as a ratio.
        """
        return self._factors[bisect_right(self._since, now)]


def _steps(surges: list[tuple[float, float, float]]) -> tuple[list[float], list[float]]:
    """Return the times at which the strongest surge changes, and the factor before and after each.

    Args:
        surges: start, end and factor of each; in force from the start until before the end.
    """
    times = sorted({time for start, end, _ in surges for time in (start, end)})
    coming = sorted(surges, reverse=True)
    # The strongest first; one that is over is dropped when it comes up.
    acting: list[tuple[float, float, float, float]] = []
    factors = [1.0]
    for time in times:
        while coming and coming[-1][0] <= time:
            _, end, factor = coming.pop()
            how_much, which = strength(factor)
            heappush(acting, (-how_much, -which, end, factor))
        while acting and acting[0][2] <= time:
            heappop(acting)
        factors.append(acting[0][3] if acting else 1.0)
    return times, factors


def _strikes(shock: Shock, world: World, streams: Streams) -> list[Strike]:
    refuse_too_many(f"shocks.{shock.name}", shock.per_hour * world.end, MOST_EVENTS)
    found = []
    for stratum in strata(shock.per_hour, world.lowest):
        ends = in_stratum(Purpose.SHOCK_ENDS, stratum[0])
        ruptures = in_stratum(Purpose.SHOCK_RUPTURES, stratum[0])
        for number, time, _, branch in candidates(
            streams, shock.address, Purpose.SHOCK_TIMES, stratum, shock.per_hour, world.end
        ):
            u = streams.nth(shock.address, ends, number, branch)
            given = shock.given
            falls_out = given.ruptures > 0 and (
                streams.nth(shock.address, ruptures, number, branch) < given.ruptures
            )
            which = stratum[0] << 40 | number
            found.append(Strike(shock, time, which, u < given.ends, falls_out))
    return found

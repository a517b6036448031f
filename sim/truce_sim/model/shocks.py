"""Outside shocks: drawn before the run, because nothing in the truce brings them about."""

from dataclasses import dataclass

from truce_sim.model.candidates import candidates, layers
from truce_sim.model.rules import strength
from truce_sim.model.streams import Streams
from truce_sim.model.world import Shock, World


@dataclass(frozen=True, slots=True)
class Strike:
    """One shock that comes to pass."""

    shock: Shock
    time: float
    ends: bool
    """It ends the truce at once."""


class Shocks:
    """The shocks of one run, and the surge of violence that they bring."""

    __slots__ = ("_surges", "coming", "highest")

    def __init__(self, world: World, streams: Streams) -> None:
        self.coming = sorted(
            (strike for shock in world.shocks for strike in _strikes(shock, world, streams)),
            key=lambda strike: strike.time,
        )
        self._surges = sorted(
            (
                (strike.time, strike.time + strike.shock.lasts, strike.shock.factor)
                for strike in self.coming
                if strike.shock.factor != 1 and strike.shock.lasts > 0
            ),
            key=lambda surge: strength(surge[2]),
            reverse=True,
        )
        """Start, end and factor, the strongest first."""
        self.highest = max((1.0, *(factor for _, _, factor in self._surges)))
        """The largest surge of this run, at least 1."""

    def surge(self, now: float) -> float:
        """Return the factor on violence at `now`: the strongest shock in force, not the product.

        A calming shock counts as well: the strongest is the furthest from 1, as a ratio.
        """
        for start, end, factor in self._surges:
            if start <= now < end:
                return factor
        return 1.0


def _strikes(shock: Shock, world: World, streams: Streams) -> list[Strike]:
    name = f"{shock.name} / shock"
    found = []
    for layer, bottom, top in layers(shock.per_hour, world.layer):
        for number, time, _ in candidates(
            streams, f"{name}: times {layer}", bottom, top, shock.per_hour, world.end
        ):
            u = streams.nth(f"{name}: ends {layer}", number)
            found.append(Strike(shock, time, u < shock.ends))
    return found

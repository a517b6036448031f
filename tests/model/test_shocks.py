"""Shocks that overlap: the strongest counts alone, whichever came first."""

from dataclasses import replace
from itertools import permutations

import pytest
from busy import BUSY
from truce_sim.model import build_world
from truce_sim.model.addresses import address
from truce_sim.model.shocks import Shocks
from truce_sim.model.streams import Streams
from truce_sim.model.world import Shock, World
from truce_sim.scenario import from_raw
from truce_sim.scenario.violence import Shock as Given


def _shock(name: str, place: int, per_hour: float, factor: float, lasts: float) -> Shock:
    given = Given.model_construct(chance=0.1, every=1.0, factor=factor, lasts=lasts, ends=0.0)
    return Shock(name, "", place, address(name), given, per_hour)


def world(*factors: float) -> World:
    """Return a world whose shocks, one for each factor, are almost always in force."""
    return replace(
        build_world(from_raw(BUSY)),
        shocks=tuple(
            _shock(f"shock {place}", place, 0.5, factor, 200.0)
            for place, factor in enumerate(factors)
        ),
    )


@pytest.mark.parametrize(
    ("factors", "strongest"),
    [
        ((2.0, 3.0), 3.0),
        ((0.2, 0.5), 0.2),
        ((0.2, 0.5, 0.9), 0.2),
        ((0.1, 1.1), 0.1),
        ((0.9, 3.0), 3.0),
        ((0.4, 2.0), 0.4),
        ((0.5, 2.0), 2.0),
        ((0.0, 50.0), 0.0),
        ((1.0, 0.5), 0.5),
    ],
)
def test_the_strongest_shock_in_force_counts(factors: tuple[float, ...], strongest: float) -> None:
    """Strength is a ratio: half is as strong as twice, and of these two the rise counts."""
    for order in permutations(factors):
        of = world(*order)
        for replication in range(5):
            shocks = Shocks(of, Streams(1, replication))
            first = max(
                min(strike.time for strike in shocks.coming if strike.shock is shock)
                for shock in of.shocks
            )
            assert shocks.surge(first + 1) == strongest
            assert shocks.highest == max(1.0, *factors)


def test_a_shock_acts_from_its_strike_until_it_has_lasted() -> None:
    shocks = Shocks(replace(world(3.0), shocks=(_shock("a", 0, 0.01, 3.0, 5.0),)), Streams(1, 0))
    start = shocks.coming[0].time
    after = min([strike.time for strike in shocks.coming[1:]], default=start + 99)
    assert after > start + 5
    assert [shocks.surge(start + hours) for hours in (-0.1, 0.0, 4.9, 5.0)] == [1.0, 3.0, 3.0, 1.0]

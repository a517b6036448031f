"""Whether it is said that the past moves along with an input that is moved."""

import tomllib

import pytest
from truce_sim.scenario.archetypes import text_of
from truce_sim.scenario.asking import stretch_of
from truce_sim.scenario.loading import from_raw
from truce_sim.scenario.moving_past import moves_along


@pytest.mark.parametrize(
    ("asked", "moves"),
    [
        ("parties.all.violates=2 a day:9 a day", True),
        ("parties.all.forgets_in=3 days:9 days", True),
        ("spiral.window=24h:72h", True),
        ("spiral.violations=1.5 x before:3 x before", False),
        ("parties.all.headroom=0.5 x before:2 x before", False),
        ("truce.floor=0.1:0.3", False),
        ("verification.teams=2:8", False),
    ],
)
def test_the_past_is_said_to_move_where_it_does(asked: str, moves: bool) -> None:
    scenario = from_raw(tomllib.loads(text_of("monitored-truce")))
    said = moves_along(scenario, [stretch_of(scenario, asked).swept])
    assert bool(said) == moves
    assert not moves or said.endswith(f"moves along with {asked.split('=', maxsplit=1)[0]}.")

"""Worlds made by replacing values are those made by reading the scenario with the values in it."""

from pathlib import Path
from typing import Any

import pytest
from busy import BUSY
from hypothesis import given, settings
from hypothesis import strategies as st
from mechanisms import CASES
from random_ranges import with_random_ranges
from truce_sim.model import World, build_world, simulate, variants
from truce_sim.model.variants import Variants
from truce_sim.scenario import Scenario, ScenarioFaults, from_raw, load, with_option, with_values
from truce_sim.scenario.asking import levels_of
from truce_sim.scenario.believable import axis, believable_inputs, draw
from truce_sim.scenario.drawing import numbers_of, values_of
from truce_sim.scenario.levels import with_levels
from truce_sim.scenario.paths import PathError

SHIPPED = sorted((Path(__file__).parents[2] / "scenarios").glob("*.toml"))
ONE_OF_EACH = [
    pytest.param(
        file, id=file.stem, marks=pytest.mark.slow if file.stem.startswith("syria-2016-") else ()
    )
    for file in SHIPPED
]
"""By default without those that extend another."""
QUANTILES = (0.0, 0.5, 1.0)


def points(scenario: Scenario, count: int) -> list[list[float]]:
    """Return sets of quantiles: all inputs low, in the middle, and high, then mixed ones."""
    inputs = len(believable_inputs(scenario))
    mixed = [
        [(0.37 + 0.618 * (n * inputs + place)) % 1 for place in range(inputs)] for n in range(count)
    ]
    return [*([u] * inputs for u in QUANTILES), *mixed]


def read(scenario: Scenario, values: dict[str, Any]) -> World | str:
    """Return the world of a scenario that is read anew, or what is wrong with it."""
    try:
        return build_world(with_values(scenario, values))
    except ScenarioFaults as error:
        return str(error)


def drawn(made: Variants, point: list[float]) -> World | str:
    try:
        (world,) = made.drawn([point])
    except ScenarioFaults as error:
        return str(error)
    return world


def assert_same(made: World | str, wanted: World | str) -> None:
    """Both are the same to the last digit, and of the same types."""
    assert made == wanted
    assert repr(made) == repr(wanted)


def assert_all_the_same(scenario: Scenario, count: int) -> None:
    made = Variants(scenario)
    inputs = believable_inputs(scenario)
    for point in points(scenario, count):
        values = {
            one.axis.target: one.raw_at_quantile(u) for one, u in zip(inputs, point, strict=True)
        }
        assert_same(drawn(made, point), read(scenario, values))
    for one in inputs:
        wanted = [
            read(scenario, {one.axis.target: one.axis.raw(end)}) for end in (one.low, one.high)
        ]
        if not any(isinstance(world, str) for world in wanted):
            for world, other in zip(made.at_ends(one), wanted, strict=True):
                assert_same(world, other)


@pytest.mark.parametrize("file", ONE_OF_EACH)
def test_the_worlds_of_a_shipped_scenario(file: Path) -> None:
    assert_all_the_same(load(file), 3)


@pytest.mark.parametrize("file", ONE_OF_EACH)
def test_the_worlds_of_options_whose_past_is_that_of_the_file(file: Path) -> None:
    scenario = load(file)
    for option in scenario.options.values():
        chosen = with_option(scenario, option.set)
        made = Variants(chosen)
        for point in points(chosen, 1):
            assert_same(drawn(made, point), build_world(draw(chosen, point)))


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_the_worlds_of_any_scenario(seed: int) -> None:
    assert_all_the_same(with_random_ranges(seed), 2)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100))
def test_the_worlds_of_many_scenarios(seed: int) -> None:
    assert_all_the_same(with_random_ranges(seed), 2)


def test_sets_are_made_by_replacing(monkeypatch: pytest.MonkeyPatch) -> None:
    def unwanted(*_: object) -> Scenario:
        raise AssertionError("a scenario was read")

    monkeypatch.setattr(variants, "draw", unwanted)
    monkeypatch.setattr(variants, "with_values", unwanted)
    for file in SHIPPED:
        scenario = load(file)
        made = Variants(scenario)
        worlds = made.drawn(points(scenario, 5)[1:])
        assert len(worlds) == 7
        for one in believable_inputs(scenario):
            made.at_ends(one)


def test_what_is_left_alone_is_the_same_object() -> None:
    scenario = load(SHIPPED[-1])
    made = Variants(scenario)
    inputs = {one.path: one for one in believable_inputs(scenario)}
    for world in made.at_ends(inputs["zones.aleppo.access"]):
        assert world.zones["aleppo"] is not made.world.zones["aleppo"]
        assert world.zones["idlib"] is made.world.zones["idlib"]
        assert all(world.parties[name] is made.world.parties[name] for name in world.parties)
        for name in ("verification", "spiral", "truce", "flare", "shown", "zone_weights"):
            assert getattr(world, name) is getattr(made.world, name)
    _, other = made.at_ends(inputs["excluded.nusra.spoils.factor"])
    assert other.excluded["nusra"] is not made.world.excluded["nusra"]
    assert other.excluded["nusra"].hits is made.world.excluded["nusra"].hits
    assert other.excluded["isil"] is made.world.excluded["isil"]


def test_a_replaced_world_runs_as_the_one_that_is_read() -> None:
    scenario = load(SHIPPED[-1])
    for point in points(scenario, 1):
        (world,) = Variants(scenario).drawn([point])
        wanted = build_world(draw(scenario, point))
        assert simulate(world, 1, 0) == simulate(wanted, 1, 0)


RANGES: dict[str, list[Any]] = {
    "parties.north.violates.per_day": [1, 4],
    "parties.north.violates.chance": [0.2, 0.4],
    "parties.all.violates": ["1 a day", "0.5 an hour"],
    "parties.all.harm": [0.5, 2],
    "parties.all.retaliates": [0, 0.5],
    "parties.all.notices": [0.5, 1],
    "parties.north.tolerance": ["0.5 x before", "3 x before"],
    "parties.north.headroom": ["0.5 x before", "3 x before"],
    "parties.east.headroom.p90": [300, 400],
    "parties.all.notice": ["1 min", "59 min"],
    "parties.south.hits.north": [1, 4],
    "verification.checked_in": ["7 min", "3 days"],
    "verification.teams": [0, 3],
    "verification.clears": [0.1, 0.9],
    "measures.lull.from": ["10h", "20h"],
    "dates.talks": ["-1 day", "+1 day"],
    "dates.truce_starts": ["-1 day", "+0 days"],
    "grievance.at_start": [0, 1.5],
    "spiral.window": ["12h", "2 days"],
    "shocks.raid.chance": [0.01, 0.9],
    "outside.west.attacks": ["0 a day", "2 a day"],
}
"""Every way in which an input can be one that is replaced, or one that is not."""


@pytest.mark.parametrize("path", RANGES)
def test_a_range_of_any_kind(path: str) -> None:
    raw = {**BUSY, "believable": {path: RANGES[path]}}
    try:
        scenario = from_raw(raw)
    except ScenarioFaults:
        scenario = from_raw(with_values(from_raw(BUSY), {path: RANGES[path][0]}).source)
        scenario = from_raw({**scenario.source, "believable": {path: RANGES[path]}})
    assert_all_the_same(scenario, 4)


@pytest.mark.parametrize("path", CASES)
def test_a_level_of_any_input(path: str) -> None:
    base = from_raw(BUSY)
    made = Variants(base)
    value = CASES[path].value
    text = value if isinstance(value, str) else None
    try:
        swept = levels_of(base, f"{path}={text or value}")
    except (ScenarioFaults, PathError):
        return
    for level in swept.levels:
        (world,) = made.at_levels([swept], [[level]])
        assert_same(world, build_world(with_levels(base, [swept], [level])))


@given(number=st.floats(1e-4, 1e5) | st.integers(1, 3000).map(lambda n: n / 60))
def test_numbers_on_an_axis_are_read_as_they_are_written(number: float) -> None:
    scenario = from_raw(BUSY)
    for path, like in (
        ("truce.settles_in", None),
        ("parties.north.violates", None),
        ("parties.north.harm", None),
        ("parties.north.tolerance", "2 x before"),
        ("parties.north.tolerance", "2 days as before"),
        ("flare.violations", None),
    ):
        line = axis(scenario, path, like)
        at = float(round(number) or 1) if line.kind == "whole" else number
        (value,) = values_of(line, [at])
        wanted = line.kind_of_value.parse(line.raw(at))
        assert value == wanted
        assert type(value) is type(wanted)


INPUTS = believable_inputs(load(SHIPPED[-1]))


@given(u=st.lists(st.floats(0, 1), min_size=1, max_size=5))
def test_columns_of_numbers_are_those_of_single_quantiles(u: list[float]) -> None:
    for one in INPUTS:
        assert numbers_of(one, u) == [one.value_at_quantile(each) for each in u]

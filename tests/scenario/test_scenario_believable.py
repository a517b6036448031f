"""Believable ranges and draws from them."""

import math
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scenario_samples import FULL, SMALL, loaded, only_fault
from truce_sim.scenario import PathError, Scenario, with_values
from truce_sim.scenario.believable import (
    axis,
    believable_inputs,
    draw,
    number_at,
    outside_ranges,
)
from truce_sim.scenario.rates import Rate
from truce_sim.scenario.spreads import Spread
from truce_sim.scenario.values import value_at


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    return loaded(tmp_path_factory.mktemp("believable"), FULL)


def test_ranges_are_read_in_the_units_of_their_inputs(full: Scenario) -> None:
    found = {one.path: (one.kind, one.low, one.high) for one in believable_inputs(full)}
    assert found == {
        "parties.all.retaliates": ("share", 0.05, 0.15),
        "parties.government.violates.chance": ("share", 0.3, 0.4),
        "verification.checked_in": ("duration", 10, 40),
        "verification.teams": ("whole", 3, 7),
        "dates.talks": ("date", 9 * 24 + 15, 13 * 24 + 15),
        "grievance.rejected": ("positive", 0, 0.5),
    }


def test_draws_at_the_middle_follow_each_kind(full: Scenario) -> None:
    middle = draw(full, [0.5] * 6)
    assert value_at(middle, "parties.opposition.retaliates") == pytest.approx(0.10)
    assert value_at(middle, "verification.teams") == 5
    assert value_at(middle, "dates.talks") == datetime(2016, 3, 9, 15)
    checked = value_at(middle, "verification.checked_in")
    assert checked.kind == "lognormal"
    assert checked.values == pytest.approx((20, 64))
    assert value_at(middle, "grievance.rejected") == pytest.approx(0.25)


def test_the_whole_spread_is_scaled(full: Scenario) -> None:
    assert value_at(draw(full, [1.0] * 6), "verification.checked_in") == Spread(
        "lognormal", (40.0, 128.0)
    )


def test_whole_numbers_are_equally_likely(full: Scenario) -> None:
    teams = next(one for one in believable_inputs(full) if one.path == "verification.teams")
    drawn = [teams.value_at_quantile((k + 0.5) / 1000) for k in range(1000)]
    assert {value: drawn.count(value) for value in set(drawn)} == dict.fromkeys(range(3, 8), 200)
    assert teams.value_at_quantile(1.0) == 7


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(u=st.lists(st.floats(0, 1), min_size=6, max_size=6))
def test_any_draw_is_a_valid_scenario_within_its_ranges(full: Scenario, u: list[float]) -> None:
    drawn = draw(full, u)
    for one in believable_inputs(full):
        at = number_at(drawn, one.path)
        assert one.low * (1 - 1e-9) - 1e-3 <= at <= one.high * (1 + 1e-9) + 1e-3


@given(a=st.floats(0, 1), b=st.floats(0, 1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_quantiles_rise(full: Scenario, a: float, b: float) -> None:
    for one in believable_inputs(full):
        assert (a <= b) <= (one.value_at_quantile(a) <= one.value_at_quantile(b))


def test_an_axis_goes_there_and_back(full: Scenario) -> None:
    for path, raw, number in (
        ("verification.checked_in", "36h", 36),
        ("dates.talks", "2016-02-28 00:00", 24),
        ("verification.teams", 4, 4),
        ("parties.all.patience", "2 days", 48),
    ):
        line = axis(full, path)
        assert line.number(raw) == number
        assert line.number(line.raw(number)) == number
    assert axis(full, "dates.talks").text(24) == "28 February 2016, 00:00"


@pytest.mark.parametrize("path", ["title", "parties.government.hits", "verification.order"])
def test_what_is_no_number_has_no_axis(full: Scenario, path: str) -> None:
    with pytest.raises(PathError):
        axis(full, path)


def test_the_right_number_of_quantiles_is_demanded(full: Scenario) -> None:
    with pytest.raises(ValueError, match="zip"):
        draw(full, [0.5])


def test_where_the_scenario_stands(full: Scenario, tmp_path: Path) -> None:
    del tmp_path
    assert number_at(full, "verification.checked_in") == 20
    assert number_at(full, "dates.talks") == 11 * 24 + 15
    with pytest.raises(PathError):
        number_at(full, "parties.opposition.tolerance")


def test_what_stands_outside_its_range_is_found_in_every_unit(full: Scenario) -> None:
    for path, inside, outside in (
        ("verification.checked_in.median", ("10h", "40h"), ("9.9h", "2 days")),
        ("verification.teams", (3, 7), (2, 8)),
        ("dates.talks", ("2016-03-11 15:00",), ("2016-03-11 15:01", "2016-03-01 00:00")),
        ("parties.government.retaliates", (0.05, 0.15), (0.0, 0.151)),
    ):
        for value in inside:
            found = [one.path for one in outside_ranges(with_values(full, {path: value}))]
            assert path.removesuffix(".median") not in found, value
        for value in outside:
            found = [one.path for one in outside_ranges(with_values(full, {path: value}))]
            assert path.removesuffix(".median") in found, value


def test_a_range_of_all_parties_is_held_against_each_of_them(full: Scenario) -> None:
    moved = with_values(full, {"parties.all.retaliates": 0.1, "parties.opposition.retaliates": 0.3})
    (one,) = (out for out in outside_ranges(moved) if out.range_path == "parties.all.retaliates")
    assert one.path == "parties.opposition.retaliates"
    assert (one.value, one.low, one.high) == ("0.3", "0.05", "0.15")


RATED = """
[believable]
"parties.north.violates" = ["10 a day", "2 an hour"]
"parties.south.violates.per_day" = [0.5, 8]
"parties.north.false_complaints" = [{ chance = 0.5, every = "1 day" }, { per_week = 30 }]
"""


def test_rates_are_drawn_between_ends_in_any_unit(tmp_path: Path) -> None:
    text = SMALL.replace('{ chance = 0.3, every = "6h" }', '"25 a day"', 1) + RATED
    scenario = loaded(tmp_path, text)
    inputs = believable_inputs(scenario)
    assert [(one.low, one.high) for one in inputs] == [
        (10, 48),
        (0.5, 8),
        (pytest.approx(math.log(2)), pytest.approx(30 / 7)),
    ]
    assert not outside_ranges(scenario)
    low, high = draw(scenario, [0, 0.2, 0.5]), draw(scenario, [1, 0.9, 0.6])
    assert low.parties["north"].violates.per_day == pytest.approx(10)
    assert high.parties["north"].violates.per_day == pytest.approx(48)
    for scenarios in ((low, scenario), (scenario, high)):
        rates = [one.parties["north"].violates.per_day for one in scenarios]
        assert rates == sorted(rates)
    middle = inputs[0].axis.text(inputs[0].value_at_quantile(0.5))
    assert middle == "21.9089 a day"
    moved = with_values(scenario, {"parties.north.violates.per_week": 70})
    assert moved.parties["north"].violates == Rate(70, 168, counts=True)
    assert value_at(scenario, "parties.north.violates.per_week") == 175


def test_a_chance_cannot_be_ranged_where_a_count_is_written(tmp_path: Path) -> None:
    text = SMALL.replace('{ chance = 0.3, every = "6h" }', '"25 a day"', 1)
    fault = only_fault(
        tmp_path, text + '[believable]\n"parties.north.violates.chance" = [0.1, 0.4]\n'
    )
    assert "is written as a count" in fault.sentence
    assert "per_day" in fault.try_ + fault.note


@pytest.mark.parametrize(
    ("more", "ranged", "says"),
    [
        ("harm = { median = 1, p90 = 6 }", '"parties.north.harm" = [0, 3]', "the median must be"),
        (
            'forgets_in = "5 days"\nheadroom = "0.6 x before"',
            '"parties.south.violates" = ["0 a day", "9 a day"]',
            "parties.north.headroom comes to 0",
        ),
    ],
)
def test_a_range_cannot_end_where_nothing_is_too_little(
    tmp_path: Path, more: str, ranged: str, says: str
) -> None:
    text = SMALL.replace("[parties.south]", f"{more}\n[parties.south]") + "[believable]\n"
    fault = only_fault(tmp_path, text + ranged)
    assert says in fault.sentence
    scenario = loaded(tmp_path, text + ranged.replace("[0", "[0.1").replace('"0 a', '"0.1 a'))
    for u in (0.0, 1.0):
        draw(scenario, [u])
    # What needs nothing of it may as well end at 0.
    loaded(tmp_path, SMALL + '[believable]\n"parties.south.violates" = ["0 a day", "9 a day"]')


def test_what_never_happens_by_default_stands_outside_no_range(tmp_path: Path) -> None:
    lines = '[believable]\n"parties.north.breaks_after" = ["1 day", "5 days"]\n'
    scenario = loaded(tmp_path, f"{SMALL}\n{lines}")
    assert value_at(scenario, "parties.north.breaks_after").median == math.inf
    assert not outside_ranges(scenario)
    with pytest.raises(PathError, match="no single number"):
        number_at(scenario, "parties.north.breaks_after")

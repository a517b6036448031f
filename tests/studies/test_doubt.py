"""Doubt about inputs, kept apart from chance between runs."""

import numpy as np
import pytest
from truce_sim.runs.executors import executor
from truce_sim.runs.replications import Work
from truce_sim.scenario import Scenario, from_raw, load
from truce_sim.scenario.believable import believable_inputs
from truce_sim.studies.doubt import doubt_about_inputs, levers, quantiles
from truce_sim.studies.results import Ignorance

SMALLEST = load("scenarios/smallest.toml")


def with_ranges(ranges: dict[str, list[float]]) -> Scenario:
    return from_raw({**SMALLEST.source, "believable": ranges})


def doubt(scenario: Scenario, runs: int = 600) -> Ignorance:
    with executor(1) as pool:
        found = doubt_about_inputs(scenario, Work(5, pool, 1), runs, 0.5)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def wide() -> Ignorance:
    return doubt(
        with_ranges({"parties.all.tolerance": [8, 60], "parties.all.same_zone": [0.2, 0.9]})
    )


def test_an_input_that_matters_spreads_the_odds(wide: Ignorance) -> None:
    assert wide.sd > 0.1
    assert wide.low < wide.mean.value < wide.high
    assert list(wide.dots) == sorted(wide.dots)
    assert wide.draws == 60


def test_an_inert_input_spreads_nothing_once_chance_is_taken_off() -> None:
    found = doubt(with_ranges({"parties.all.same_zone": [0.2, 0.9]}))
    assert found.sd < 0.06
    assert found.high - found.low < 0.2


def test_the_lever_is_the_input_that_matters(wide: Ignorance) -> None:
    first, second = wide.levers
    assert first.path == "parties.all.tolerance"
    assert first.at_high - first.at_low > 0.3
    assert first.at_low < 0.5 < first.at_high
    assert first.clear
    assert abs(second.at_high - second.at_low) < 0.15
    assert not second.clear


def test_more_inputs_than_draws_can_tell_apart_give_no_levers() -> None:
    held = np.tile([[True, False]], (12, 1))
    scenario = with_ranges({"parties.all.tolerance": [8, 60], "parties.all.same_zone": [0.2, 0.9]})
    numbers = np.array([[8 + one, 0.3] for one in range(12)], dtype=float)
    assert levers(scenario, numbers, held, 0.5) == ()


def test_draws_fill_the_ranges_evenly_and_are_fixed_by_the_seed() -> None:
    scenario = with_ranges({"parties.all.tolerance": [8, 60], "parties.all.retaliates": [0, 0.5]})
    points = quantiles(scenario, 40, 1)
    assert points.shape == (40, len(believable_inputs(scenario)))
    assert all(
        np.bincount((40 * column).astype(int), minlength=40).max() == 1 for column in points.T
    )
    assert np.array_equal(points, quantiles(scenario, 40, 1))
    assert not np.array_equal(points, quantiles(scenario, 40, 2))

"""Doubt about inputs, kept apart from chance between runs."""

import numpy as np
import pytest
from quickest import work
from truce_sim.scenario import Scenario, from_raw, load, with_values
from truce_sim.scenario.believable import believable_inputs
from truce_sim.studies.doubt import candidates, doubt_about_inputs, plan, quantiles
from truce_sim.studies.odds import Odds
from truce_sim.studies.results.run import Ignorance, RunResult

TWO_SIDES = load("tests/support/two-sides.toml")


def with_ranges(ranges: dict[str, list[float]]) -> Scenario:
    return from_raw({**TWO_SIDES.source, "believable": ranges})


def doubt(scenario: Scenario, runs: int = 600, seed: int = 5) -> Ignorance:
    found = doubt_about_inputs(scenario, work(seed), runs)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def wide() -> Ignorance:
    return doubt(
        with_ranges({"parties.all.same_zone": [0.2, 0.9], "parties.all.tolerance": [8, 60]})
    )


def test_an_input_that_matters_spreads_the_odds(wide: Ignorance) -> None:
    assert wide.is_wide
    assert wide.low_interval[0] <= wide.low < wide.mean.value < wide.high <= wide.high_interval[1]
    assert wide.draws == 120


def test_an_inert_input_is_not_said_to_spread_anything() -> None:
    found = doubt(with_ranges({"parties.all.same_zone": [0.2, 0.9]}), runs=500)
    assert not found.is_wide
    assert found.clear == ()


def test_the_lever_is_the_input_that_matters(wide: Ignorance) -> None:
    (first,) = wide.clear
    assert first == wide.widest
    assert first.path == "parties.all.tolerance"
    assert first.at_high - first.at_low > 0.3
    assert [lever.path for lever in wide.levers] == [
        "parties.all.same_zone",
        "parties.all.tolerance",
    ], "in the order of the file: it is no rank"
    assert len(wide.unclear) == 1


def test_every_lever_is_what_running_its_ends_gives() -> None:
    """The same seed and as many runs, asked for as `--set` does: the same number."""
    scenario = from_raw(
        {**TWO_SIDES.source, "believable": {"parties.all.tolerance": [30, 60]}}, "outside"
    )
    found = doubt(scenario, runs=500)
    planned = plan(1, 500)
    assert planned is not None
    (lever,) = found.levers
    for number, told in ((30, lever.at_low), (60, lever.at_high)):
        moved = with_values(scenario, {lever.path: number})
        answer = Odds(planned.runs_per_end, 5, believable=False).conduct(moved, work(5))
        assert isinstance(answer.result, RunResult)
        assert answer.result.answers.held.value == told


def test_where_to_look_is_guessed_from_the_draws_whatever_their_number() -> None:
    rng = np.random.default_rng(1)
    for draws, inputs in ((60, 4), (20, 30)):
        points = rng.random((draws, inputs))
        held = rng.random((draws, 10)) < points[:, [2]]
        assert candidates(points, held, 2)[0] == 2
        assert len(candidates(points, held, 2)) == 2
    assert candidates(rng.random((60, 3)), np.ones((60, 10), dtype=bool), 2) == [0, 1]


def test_what_it_costs_is_known_before() -> None:
    assert plan(0, 2000) is None
    assert plan(3, 490) is None
    for inputs, runs in ((1, 500), (3, 2000), (19, 2000), (19, 40_000)):
        planned = plan(inputs, runs)
        assert planned is not None
        assert planned.runs <= 2 * runs + 2 * runs // 3
        assert planned.runs_per_end <= runs
    syria = plan(19, 2000)
    assert syria is not None
    assert syria.draws == 400
    assert 2000 + syria.runs <= 7400


def test_draws_fill_the_ranges_evenly_and_are_fixed_by_the_seed() -> None:
    scenario = with_ranges({"parties.all.tolerance": [8, 60], "parties.all.retaliates": [0, 0.5]})
    points = quantiles(scenario, 40, 1)
    assert points.shape == (40, len(believable_inputs(scenario)))
    assert all(
        np.bincount((40 * column).astype(int), minlength=40).max() == 1 for column in points.T
    )
    assert np.array_equal(points, quantiles(scenario, 40, 1))
    assert not np.array_equal(points, quantiles(scenario, 40, 2))

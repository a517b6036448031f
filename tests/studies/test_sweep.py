"""Sweeps: right at every level, honest about the best, the same however they are run."""

import csv
import io
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from quickest import made, work
from read_back import text_of
from truce_sim.model import build_world, simulate
from truce_sim.report.charts.sweep import sweep as sweep_chart
from truce_sim.report.page import build_page
from truce_sim.report.questions.sweep.sentences import tipping
from truce_sim.runs.batch import Batch
from truce_sim.runs.tables import table_csv
from truce_sim.scenario import Scenario, ScenarioFaults, load, with_values
from truce_sim.statistics.selection import indistinguishable_from_best
from truce_sim.studies.results.sweep import SweepResult
from truce_sim.studies.sweep import FRESH, Sweep, sampled

Ask = Callable[[Any, Scenario], Any]
Ruptures = Callable[..., Scenario]
TWO_SIDES = load("tests/support/two-sides.toml")


def test_every_level_gives_what_a_run_with_it_gives(ask: Ask) -> None:
    found: SweepResult = ask(
        Sweep(60, 5, ("parties.all.tolerance=14,22,40", "parties.all.retaliates=0:0.4:2")),
        TWO_SIDES,
    )
    assert [point.levels for point in found.points] == [
        (tolerance, retaliates) for tolerance in ("14", "22", "40") for retaliates in ("0", "0.4")
    ]
    for point in found.points:
        values = {
            "parties.all.tolerance": point.numbers[0],
            "parties.all.retaliates": point.numbers[1],
        }
        world = build_world(with_values(TWO_SIDES, values))
        runs = [simulate(world, 5, number) for number in range(60)]
        assert point.held.count == sum(run.held for run in runs)
        assert point.settled.count == sum(run.settled for run in runs)
        assert point.restricted_mean_hours.value == pytest.approx(
            np.mean([run.life for run in runs])
        )


def test_odds_that_are_known_lie_within_their_intervals(ask: Ask, ruptures: Ruptures) -> None:
    found: SweepResult = ask(Sweep(400, 11, ("shocks.rupture.chance=0.01:0.2:5",)), ruptures())
    for point in found.points:
        exact = (1 - point.numbers[0]) ** 10
        assert abs(point.held.value - exact) < 4 * np.sqrt(exact * (1 - exact) / 400)
    assert found.best == (0,)


def test_a_lever_without_effect_has_no_best_level(ask: Ask, ruptures: Ruptures) -> None:
    found: SweepResult = ask(Sweep(100, 3, ("settled.open_complaints=0:9:10",)), ruptures())
    assert len({point.held.count for point in found.points}) == 1
    assert found.best == tuple(range(10))


@pytest.mark.slow
def test_ten_alike_settings_are_seldom_told_apart(ruptures: Ruptures) -> None:
    """Also where they do not share their luck, which is the hard case."""
    world = build_world(ruptures())
    told_apart = 0
    for seed in range(1000, 1200):
        held = made(Batch(world, seed, 0, 400))["held"].reshape(10, 40)
        told_apart += len(indistinguishable_from_best(held.astype(int))) < 10
    assert told_apart <= 10


def test_confirming_uses_fresh_replications_and_puts_the_apparent_winner_first(
    ask: Ask, ruptures: Ruptures
) -> None:
    study = Sweep(150, 9, ("shocks.rupture.chance=0.02,0.021,0.3",), confirm=True)
    found: SweepResult = ask(study, ruptures())
    assert 2 not in found.best
    first = max(found.best, key=lambda place: found.points[place].held.value)
    assert found.confirmed[0].levels == found.points[first].levels
    world = build_world(
        with_values(ruptures(), {"shocks.rupture.chance": found.confirmed[0].numbers[0]})
    )
    fresh = made(Batch(world, 9, FRESH, 4 * 150))
    assert found.confirmed[0].held.count == fresh["held"].sum()


def test_more_fresh_runs_tell_apart_what_the_sweep_could_not(ask: Ask, ruptures: Ruptures) -> None:
    study = Sweep(50, 9, ("shocks.rupture.chance=0.02,0.03,0.2",), confirm=True)
    found: SweepResult = ask(study, ruptures())
    assert found.best == (0, 1)
    assert {point.held.runs for point in found.confirmed} == {200}
    assert [found.confirmed[place].levels for place in found.best_afresh] == [
        found.points[0].levels
    ]


@pytest.mark.parametrize("design", ["lhs", "sobol"])
def test_sampled_designs_fill_the_ranges(ask: Ask, ruptures: Ruptures, design: Any) -> None:
    study = Sweep(
        20, 4, ("shocks.rupture.chance=0.01:0.2", "parties.all.tolerance=10:19"), design, points=32
    )
    found: SweepResult = ask(study, ruptures(grievance={"overdue": 0.5}))
    chances = [point.numbers[0] for point in found.points]
    assert len(found.points) == 32
    assert 0.01 <= min(chances) < 0.03
    assert 0.18 < max(chances) <= 0.2
    assert found.discrepancy is not None
    assert found.discrepancy < 0.02
    assert found == ask(study, ruptures(grievance={"overdue": 0.5}))


def test_sampled_designs_depend_on_the_seed_alone() -> None:
    one, other = (sampled("lhs", 3, 16, seed)[0] for seed in (1, 2))
    assert np.array_equal(one, sampled("lhs", 3, 16, 1)[0])
    assert not np.array_equal(one, other)
    assert np.all(np.sort((one * 16).astype(int), axis=0) == np.arange(16)[:, None])


def test_the_table_is_tidy(ruptures: Ruptures) -> None:
    study = Sweep(50, 2, ("shocks.rupture.chance=0.02,0.3",), confirm=True)
    answer = study.conduct(ruptures(), work(2))
    rows = list(csv.DictReader(io.StringIO(text_of(table_csv(answer.tables["sweep"])))))
    assert [row["histories"] for row in rows] == ["shared", "shared", "fresh"]
    assert isinstance(answer.result, SweepResult)
    assert [float(row["held"]) for row in rows[:2]] == [
        point.held.value for point in answer.result.points
    ]
    assert {"held_low", "held_high", "settled", "mean_hours", "among_best"} <= rows[0].keys()


def test_all_faults_are_told_before_anything_is_run() -> None:
    study = Sweep(10, 1, ("verification.teems=1:2:2", "parties.all.retaliates=0:7:2"))
    with pytest.raises(ScenarioFaults) as caught:
        study.extent(load("scenarios/syria-2016.toml"))
    assert len(caught.value.faults) == 2


def test_levels_that_clash_with_the_file_are_all_told() -> None:
    """Each end clashes with the rest of the file by itself: none is lost for another."""
    first, second = "parties.government.retaliates=0.1,1", "parties.opposition.retaliates=0.1,1"
    with pytest.raises(ScenarioFaults) as caught:
        Sweep(10, 1, (first, second)).extent(load("scenarios/syria-2016.toml"))
    told = " ".join(str(fault) for fault in caught.value.faults)
    assert "parties.government.retaliates_fed_up" in told
    assert "parties.opposition.retaliates_fed_up" in told


def test_too_much_work_is_refused_with_its_size() -> None:
    study = Sweep(2000, 1, ("verification.teams=1:1000:1000", "parties.all.retaliates=0:0.02:999"))
    with pytest.raises(ScenarioFaults, match=r"999,000 settings .* 1,998,000,000 runs"):
        study.extent(load("scenarios/syria-2016.toml"))


def test_the_same_input_twice_is_refused() -> None:
    study = Sweep(10, 1, ("parties.all.retaliates=0,0.1", "parties.all.retaliates=0.1,0.2"))
    with pytest.raises(ScenarioFaults, match="asked for twice"):
        study.extent(TWO_SIDES)


def test_one_sampled_input_is_told_in_rising_order_and_drawn(ask: Ask, ruptures: Ruptures) -> None:
    study = Sweep(20, 4, ("shocks.rupture.chance=0.01:0.2",), "lhs", points=6)
    found: SweepResult = ask(study, ruptures())
    numbers = [point.numbers[0] for point in found.points]
    assert numbers == sorted(numbers)
    line = sweep_chart(found).axes[0].lines[0]
    assert np.asarray(line.get_xdata()).tolist() == numbers


@pytest.mark.parametrize("design", ["lhs", "sobol"])
def test_a_sample_of_one_input_is_drawn_and_told(ask: Ask, design: Any) -> None:
    found: SweepResult = ask(
        Sweep(20, 4, ("parties.all.tolerance=5:60",), design, points=16), TWO_SIDES
    )
    page = build_page(found, None, {})
    assert "<svg" in page
    assert "the other inputs vary" not in page


def test_odds_pass_even_between_neighbours_in_whatever_order_levels_are_asked_for(ask: Ask) -> None:
    found: SweepResult = ask(Sweep(60, 1, ("parties.all.tolerance=40,10,16,60",)), TWO_SIDES)
    assert "between 16 and 40" in tipping(found).plain

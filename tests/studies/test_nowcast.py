"""Odds given the days that have passed."""

from typing import Any

import numpy as np
import pytest
from quickest import made, work
from scipy.stats import poisson
from truce_sim.model import build_world
from truce_sim.runs.batch import Batch
from truce_sim.scenario import Scenario, ScenarioFaults, from_raw, load
from truce_sim.studies import nowcast
from truce_sim.studies.nowcast import Nowcast
from truce_sim.studies.observing import Beside, columns_read, happened
from truce_sim.studies.results.now import NowResult

TWO_SIDES = load("tests/support/two-sides.toml")
SEED = 5


def observed(*numbers: tuple[str, str, int], **days: Any) -> Scenario:
    rows = [
        {"from": first, "to": last, "counter": "press", "number": number}
        for first, last, number in numbers
    ]
    sees = {"press": {"counts": "violations", "sees": 1, "scatter": 0}}
    counted = {"numbers": rows, "counters": sees} if rows else {}
    known = {"holds_until": "2030-05-04 00:00", **counted, **days}
    return from_raw({**TWO_SIDES.source, "observed": known}, "two-sides")


def asked(scenario: Scenario, runs: int = 400, until: str | None = None) -> NowResult:
    result = Nowcast(runs, SEED, until).conduct(scenario, work(SEED)).result
    assert isinstance(result, NowResult)
    return result


def test_without_counts_the_odds_are_of_those_that_still_hold() -> None:
    result = asked(observed(), 450)
    found = made(Batch(build_world(TWO_SIDES), SEED, 0, result.heading.runs))
    lives = np.where(found["cause"] == "", np.inf, found["life"].astype(float))
    assert [line.hours for line in result.lines] == [0, 24, 48, 72]
    for line in result.lines:
        stand = lives >= line.hours
        assert line.standing == stand.sum()
        assert line.survival.value == pytest.approx(found["held"][stand].mean())
        assert line.counted is None
        assert line.effective == pytest.approx(stand.sum())
    assert result.odds == result.last.survival
    assert result.surprise is None
    assert result.mover is None
    assert result.curve is not None
    assert result.curve.hours[0] == 72
    assert result.curve.value[0] == 1


def test_counts_weigh_histories_by_how_likely_they_make_them() -> None:
    scenario = observed(("2030-05-01", "2030-05-02", 4), ("2030-05-03", "2030-05-03", 1))
    result = asked(scenario)
    found = made(Batch(build_world(TWO_SIDES), SEED, 0, result.heading.runs))
    days = found["daily.violations"].astype(float)
    stand = (found["cause"] == "") | (found["life"].astype(float) >= 72)
    first, second = np.nan_to_num(days[:, :2].sum(axis=1)), np.nan_to_num(days[:, 2])
    weights = np.where(
        stand,
        poisson.pmf(4, np.maximum(first, 0.3)) * poisson.pmf(1, np.maximum(second, 0.3)),
        0.0,
    )
    weights /= weights.sum()
    assert result.odds is not None
    assert result.odds.value == pytest.approx((weights * found["held"]).sum())
    assert result.last.effective == pytest.approx(1 / (weights**2).sum())
    assert sum(cause.share.value for cause in result.causes) == pytest.approx(1 - result.odds.value)
    assert result.curve is not None
    assert result.curve.value[-1] == pytest.approx(result.odds.value)
    (counter,) = result.counters
    assert [span.number for span in counter.spans] == [4, 1]
    assert counter.alone == result.odds


def test_drawn_anew_they_tell_the_same_of_few_as_plain_ones_of_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With other luck from some day on, and no more histories."""
    days = [(f"2030-05-0{day}", f"2030-05-0{day}", number) for day, number in WEEK]
    scenario = observed(*days, holds_until="2030-05-07 00:00")
    monkeypatch.setattr(nowcast, "MOST", 1)
    many = asked(scenario, 6_000)
    monkeypatch.setattr(nowcast, "ENOUGH", 150)
    few = asked(scenario, 800)
    assert many.odds is not None
    assert few.odds is not None
    assert "drawn anew" not in many.heading.stopping.sentence
    assert "drawn anew" in few.heading.stopping.sentence
    assert few.odds.low <= many.odds.value <= few.odds.high
    # What is drawn of few pasts knows no more than these.
    assert few.last.effective < 800 / 2
    assert few.lines[2] == asked(observed(*days[:2], holds_until="2030-05-03 00:00"), 800).last


WEEK = ((1, 4), (2, 1), (3, 5), (4, 2), (5, 4), (6, 1))


def test_more_histories_are_run_while_too_few_are_in_effect() -> None:
    assert asked(observed(), 500).heading.runs == 500
    assert asked(observed(("2030-05-01", "2030-05-02", 4)), 120).heading.runs > 120


def test_too_few_in_effect_tell_nothing() -> None:
    result = asked(observed(("2030-05-01", "2030-05-03", 40)), 50)
    assert result.last.effective < 100
    assert result.odds is None
    assert result.curve is None
    assert result.causes == ()


def test_a_truce_that_nothing_is_like_is_said_to_be_so() -> None:
    result = asked(observed(("2030-05-01", "2030-05-03", 400)), 300)
    assert result.surprise is not None
    assert result.surprise < 0.01
    assert result.unlike
    assert not asked(observed(("2030-05-01", "2030-05-03", 6)), 300).unlike


def test_until_a_day_is_what_was_known_at_its_beginning() -> None:
    scenario = observed(("2030-05-01", "2030-05-01", 2), ("2030-05-02", "2030-05-03", 3))
    early = asked(scenario, until="2030-05-03")
    assert early.until == "2030-05-03 00:00"
    assert [span.number for span in early.counters[0].spans] == [2]
    assert asked(scenario, until="2 days").last == early.last


@pytest.mark.parametrize("until", ["2030-04-30", "2030-05-09", "yesterday", "2030-13-40"])
def test_a_moment_that_nothing_is_known_of_is_a_fault(until: str) -> None:
    with pytest.raises(ScenarioFaults) as caught:
        Nowcast(100, SEED, until).extent(observed())
    (fault,) = caught.value.faults
    assert fault.file == "--until"
    assert "2030-05-04" in fault.note


def test_a_file_that_tells_of_no_day_is_a_fault() -> None:
    with pytest.raises(ScenarioFaults, match=r"no \[observed\]"):
        Nowcast(100, SEED).extent(TWO_SIDES)


def test_a_span_takes_its_part_of_days() -> None:
    days = np.array([[4.0, 8.0, np.nan], [2.0, 0.0, 6.0]])
    assert happened(days, 0, 48).tolist() == [12, 2]
    assert happened(days, 12, 36).tolist() == [6, 1]
    # On the day on which the first one ended it is taken to bring as much as the day before.
    assert happened(days, 48, 60).tolist() == [4, 3]


def test_every_counter_reads_days_of_its_own() -> None:
    families = ["violations", "harm", "claims", "claims by north", "verdicts", "upheld verdicts"]
    counters = {f"c{place}": {"counts": what} for place, what in enumerate(families)}
    scenario = observed(counters=counters)
    assert scenario.observations is not None
    world = build_world(scenario)
    kept = columns_read(scenario.observations, world)
    columns = made(Batch(world, SEED, 0, 5, kept))
    assert set(columns) == {"replication", *kept}
    assert np.isfinite(Beside(scenario.observations, world, columns).logs(24.0)).any()


@pytest.mark.slow
def test_intervals_of_few_drawn_anew_hold_what_many_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    days = [(f"2030-05-0{day}", f"2030-05-0{day}", number) for day, number in WEEK]
    scenario = observed(*days, holds_until="2030-05-07 00:00")
    monkeypatch.setattr(nowcast, "MOST", 1)
    many = asked(scenario, 40_000).odds
    assert many is not None
    monkeypatch.setattr(nowcast, "ENOUGH", 150)
    inside = 0
    for seed in range(100, 160):
        few = Nowcast(800, seed).conduct(scenario, work(seed)).result
        assert isinstance(few, NowResult)
        assert few.odds is not None
        inside += few.odds.low <= many.value <= few.odds.high
    # Of 60 intervals at 95%, fewer than 52 hold the truth once in a thousand times.
    assert inside >= 52

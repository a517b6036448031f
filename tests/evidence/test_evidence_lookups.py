"""Lookups say what the tables say, at any hour, and choose a class by a fixed rule."""

import csv
from dataclasses import dataclass
from importlib.resources import files

import pytest
from truce_sim.evidence.classes import ALL, FIRST, NONE_BROKEN, SOME_BROKEN, region
from truce_sim.evidence.lookups import LAST_HOUR, all_classes, chosen


@dataclass(frozen=True)
class Told:
    earlier_truces: int | None = None
    broken_within_ten_days: int | None = None
    region: str | None = None


@pytest.mark.parametrize(
    ("told", "name"),
    [
        (None, ALL),
        (Told(), ALL),
        (Told(26, 5, "Middle East"), SOME_BROKEN),
        (Told(26, 0, "Middle East"), NONE_BROKEN),
        (Told(0, 0), FIRST),
        (Told(0), FIRST),
        (Told(region="Africa"), region("Africa")),
        (Told(3, None, "Asia"), region("Asia")),
        (Told(region="Middle East"), ALL),
        (Told(region="Atlantis"), ALL),
    ],
)
def test_the_class_follows_a_fixed_rule(told: Told | None, name: str) -> None:
    assert chosen(told).name == name


def test_on_the_table_s_days_a_lookup_is_the_table() -> None:
    text = files("truce_sim.evidence").joinpath("base_rates.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        held = all_classes()[row["class"]].held_until(24 * int(row["day"]))
        assert held.value == pytest.approx(float(row["not_broken"]))
        assert held.lower_bound == pytest.approx(float(row["lower_bound"]))
        assert held.upper_bound == pytest.approx(float(row["upper_bound"]))
        if row["low"]:
            assert held.low == pytest.approx(float(row["low"]))
            assert held.high == pytest.approx(float(row["high"]))
        else:
            assert held.low is None
            assert held.high is None


def test_given_days_a_lookup_is_the_other_table() -> None:
    text = files("truce_sim.evidence").joinpath("base_rates_given.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        one = all_classes()[row["class"]]
        held = one.held_given(24 * int(row["day"]), 24 * int(row["since_day"]))
        assert held.value == pytest.approx(float(row["not_broken"]), abs=0.0015)
        if row["low"]:
            assert held.low == pytest.approx(float(row["low"]))
            assert held.high == pytest.approx(float(row["high"]))


@pytest.mark.parametrize("name", [FIRST, NONE_BROKEN, SOME_BROKEN, ALL, region("Africa")])
def test_shares_fall_with_age_and_rise_with_what_was_stood(name: str) -> None:
    one = all_classes()[name]
    hours = [0, 5, 24, 60, 100, 170, 240, 278, 340, 500, 720]
    until = [one.held_until(hour).value for hour in hours]
    assert until == sorted(until, reverse=True)
    given = [one.held_given(278, hour).value for hour in hours if hour <= 278]
    assert given == sorted(given)
    assert given[0] == until[hours.index(278)]
    assert given[-1] == 1
    for since in hours:
        for hour in (one for one in hours if one >= since):
            held = one.held_given(hour, since)
            assert held.lower_bound <= held.value <= held.upper_bound
            if held.low is not None and held.high is not None:
                assert held.low <= held.value + 1e-3
                assert held.value <= held.high + 1e-3


def test_past_day_30_nothing_more_is_said() -> None:
    held = chosen(None).held_until(5000)
    assert held == chosen(None).held_until(LAST_HOUR)
    assert held.cut
    assert held.hours == LAST_HOUR


@pytest.mark.parametrize(("hours", "since"), [(-1, 0), (10, 11), (10, -1)])
def test_an_age_that_cannot_be_is_refused(hours: float, since: float) -> None:
    with pytest.raises(ValueError, match="no age"):
        chosen(None).held_given(hours, since)

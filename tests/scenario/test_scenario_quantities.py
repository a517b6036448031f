"""Durations, dates, rates and spreads as people write them."""

import math
from datetime import datetime
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st
from truce_sim.scenario.counts import UNITS, a_day, counted
from truce_sim.scenario.durations import DurationKind, hours, spoken, written
from truce_sim.scenario.kinds import Kind, Problem, UnfitError
from truce_sim.scenario.moments import DATE
from truce_sim.scenario.numbers import Number, in_file
from truce_sim.scenario.rates import Rate, RateKind
from truce_sim.scenario.spreads import Spread, SpreadKind
from truce_sim.scenario.words import Flag, Names


def problem(kind: Kind, raw: object) -> Problem:
    with pytest.raises(UnfitError) as caught:
        kind.parse(raw)
    return caught.value.problems[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("36h", 36),
        ("2 days", 48),
        ("90 min", 1.5),
        ("1 week", 168),
        ("1 day 12h", 36),
        (" 1.5 h ", 1.5),
        ("0h", 0),
        ("30s", 30 / 3600),
        ("2 Days", 48),
    ],
)
def test_durations_read_as_hours(text: str, expected: float) -> None:
    assert hours(text) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("raw", "says", "try_"),
    [
        (34, "needs a unit", '"34h" or "34 days"'),
        (1, "needs a unit", '"1h" or "1 day"'),
        ("34", "needs a unit", '"34h" or "34 days"'),
        (-3, "not below 0", ""),
        ("-3h", "not below 0", "write it like"),
        ("3 months", "unknown unit 'months'", '"90 days"'),
        ("5m", "unknown unit 'm'", '"5 min" or "5 days"'),
        ("soon", "not a length of time", "write it like"),
        ("", "is empty", "36h"),
        (True, "not true or false", "36h"),
        ([1], "not a list", "36h"),
        ("1e300 days", "longer than 100 years", ""),
        ("9" * 1000 + "h", "not a length of time", "36h"),
    ],
)
def test_unfit_durations_say_what_to_write(raw: object, says: str, try_: str) -> None:
    found = problem(DurationKind(), raw)
    assert says in found.says
    values = (found.instead,) if isinstance(found.instead, str) else found.instead
    assert try_ in (" or ".join(values) or found.try_)


@given(st.floats(0, 800_000, allow_nan=False))
def test_written_durations_read_back_exactly(length: float) -> None:
    assert hours(written(length)) == length


@pytest.mark.parametrize(
    ("length", "words"),
    [(36, "36 hours"), (48, "2 days"), (1, "1 hour"), (0.5, "30 minutes"), (118, "4.92 days")],
)
def test_spoken_durations(length: float, words: str) -> None:
    assert spoken(length) == words


def test_dates_are_read_with_and_without_quotes() -> None:
    moment = datetime(2016, 3, 9, 15, 0)
    assert DATE.parse("2016-03-09 15:00") == moment
    assert DATE.parse("2016-03-09T15:00:00") == moment
    assert DATE.parse(moment) == moment


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ("2016-03-09", "needs a time of day"),
        ("2016-02-30 10:00", "not a day of the calendar"),
        ("9 March 2016", "not a date"),
        ("0001-01-01 00:00", "between the years"),
        (5, "not a number"),
    ],
)
def test_unfit_dates(raw: object, says: str) -> None:
    assert says in problem(DATE, raw).says


def test_a_rate_is_that_of_a_poisson_process_with_the_chance() -> None:
    rate = RateKind().parse({"chance": 0.35, "every": "6h"})
    assert rate == Rate(0.35, 6)
    assert 1 - math.exp(-rate.per_hour * 6) == pytest.approx(0.35)


def test_a_certain_event_is_no_rate() -> None:
    found = problem(RateKind(), {"chance": 1.0, "every": "6h"})
    assert "below 1" in found.says
    assert found.whole == ('"4 a day"',)


RATES = [
    ("25 a day", 25, "25 a day"),
    ("25/day", 25, "25 a day"),
    ("3 a week", 3 / 7, "3 a week"),
    ("1 an hour", 24, "1 an hour"),
    ("2 per month", 24 / 365.25, "2 a month"),
    ("2 every 3 days", 2 / 3, "2 every 3 days"),
    ({"per_day": 25}, 25, "25 a day"),
    ({"per_hour": 0.5}, 12, "0.5 an hour"),
    ({"per_week": 3}, 3 / 7, "3 a week"),
    ({"per_year": 0}, 0, "0 a year"),
    ({"chance": 0.5, "every": "1 day"}, math.log(2), "0.5 every 24 hours"),
]


@pytest.mark.parametrize(("raw", "per_day", "shown"), RATES)
def test_rates_are_read_in_every_form(raw: object, per_day: float, shown: str) -> None:
    rate = RateKind().parse(raw)
    assert rate.per_day == pytest.approx(per_day)
    assert RateKind().show(rate) == shown


@given(st.floats(0, 1e6, allow_nan=False), st.sampled_from(sorted(UNITS)))
def test_counts_read_back_exactly_and_are_the_same_in_every_unit(count: float, unit: str) -> None:
    text = counted(in_file(count), UNITS[unit])
    rate = RateKind().parse(text)
    assert rate == RateKind().parse({f"per_{unit}": count})
    assert rate.part(f"per_{unit}") == pytest.approx(count, rel=1e-12)
    converted = RateKind().parse(a_day(rate.per_day))
    assert converted.per_hour == pytest.approx(rate.per_hour, rel=1e-12)


@given(st.floats(1e-6, 0.999999), st.floats(0.1, 1000))
def test_a_chance_and_the_count_that_it_stands_for_are_one_rate(chance: float, h: float) -> None:
    rate = Rate(chance, h)
    same = RateKind().parse(f"{in_file(rate.part('per_day'))} a day")
    assert same.per_hour == pytest.approx(rate.per_hour, rel=1e-12)
    assert Rate(rate.per_hour * h, h, counts=True).part("chance") == pytest.approx(chance)


def test_percent_slips_are_recognised() -> None:
    found = problem(Number(0, 1, share=True), 25)
    assert found.instead == "0.25"
    assert found.try_ == "(25 percent)"
    assert problem(Number(0, 1, share=True), "25%").instead == "0.25"


@pytest.mark.parametrize("raw", [math.nan, math.inf, -math.inf, 10**400, "x", None, {}, [], True])
def test_numbers_that_are_none_are_refused(raw: object) -> None:
    problem(Number(), raw)


def test_flags_and_names() -> None:
    assert problem(Flag(), "yes").instead == "true"
    assert problem(Names(), "russia").instead == '["russia"]'
    assert Names().parse(["a", "b", "a"]) == ("a", "b")


SHAPES = [
    ("20h", Spread("constant", (20.0,))),
    ({"median": "20h", "p90": "64h"}, Spread("lognormal", (20.0, 64.0))),
    ({"between": ["12h", "36h"]}, Spread("uniform", (12.0, 36.0))),
    ({"low": "1h", "likely": "2h", "high": "6h"}, Spread("triangular", (1.0, 2.0, 6.0))),
    ({"mean": "20h"}, Spread("exponential", (20.0,))),
]


@pytest.mark.parametrize(("raw", "expected"), SHAPES)
def test_spreads_are_read_in_every_shape(raw: object, expected: Spread) -> None:
    assert SpreadKind().parse(raw) == expected
    assert SpreadKind().parse(SpreadKind().raw(expected)) == expected


@pytest.mark.parametrize("spread", [spread for _, spread in SHAPES])
def test_quantiles_rise_and_their_mean_is_the_mean(spread: Spread) -> None:
    grid = [(k + 0.5) / 20_000 for k in range(20_000)]
    values = [spread.quantile(u) for u in grid]
    assert values == sorted(values)
    assert sum(values) / len(values) == pytest.approx(spread.mean, rel=5e-3)
    assert spread.quantile(0.5) == pytest.approx(spread.median)
    assert math.isfinite(spread.quantile(0.0))


def test_a_lognormal_has_its_median_and_its_p90() -> None:
    spread = Spread("lognormal", (20.0, 64.0))
    assert spread.quantile(0.5) == pytest.approx(20)
    assert spread.quantile(0.9) == pytest.approx(64)
    sigma = math.log(64 / 20) / NormalDist().inv_cdf(0.9)
    assert spread.mean == pytest.approx(20 * math.exp(sigma**2 / 2))


def test_moving_the_median_scales_the_whole_spread() -> None:
    assert Spread("lognormal", (20.0, 64.0)).with_median(10) == Spread("lognormal", (10.0, 32.0))
    assert Spread.constant(0).with_median(3) == Spread.constant(3)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ({"median": "20h", "p90": "6h"}, "p90 must be longer than the median"),
        ({"median": "20h"}, "lacks p90"),
        ({"median": "0h", "p90": "6h"}, "the median must be longer than 0"),
        ({"median": "1s", "p90": "90 weeks"}, "times the median"),
        ({"between": ["6h", "2h"]}, "must rise"),
        ({"between": "6h"}, "list of two"),
        ({"low": "3h", "likely": "2h", "high": "6h"}, "must rise in this order"),
        ({"median": "3h", "between": ["1h", "2h"]}, "do not make a spread"),
        ({"median": "3h", "p95": "9h"}, "no part called 'p95'"),
        ({}, "is empty"),
        (["1h", "2h"], "what the two ends mean"),
    ],
)
def test_unfit_spreads(raw: object, says: str) -> None:
    assert says in problem(SpreadKind(), raw).says


@pytest.mark.parametrize("chance", [math.inf, math.nan, 10**400])
def test_a_chance_that_is_no_ordinary_number_is_a_problem(chance: float) -> None:
    for raw in ({"chance": chance, "every": "6h"}, {"count": chance, "every": "6h"}):
        assert problem(RateKind(), raw).says

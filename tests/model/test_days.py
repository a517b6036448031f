"""What is on record of a day adds up to what is counted of the run."""

import math

import pytest
from busy import BUSY
from truce_sim.model import Outcome, build_world, simulate
from truce_sim.model.codes import TRUTHS
from truce_sim.model.columns import columns_of
from truce_sim.scenario import from_raw

WHOLE_DAYS = BUSY | {"dates": {"truce_starts": "2030-01-01 00:00", "talks": "2030-01-04 00:00"}}
"""Talks open as a day ends, so that nothing of a truce that holds is on record of no day."""
del WHOLE_DAYS["postponement"]
WORLD = build_world(from_raw(WHOLE_DAYS))
COLUMNS = columns_of(WORLD)
DAYS = 3


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    return [simulate(WORLD, 3, number) for number in range(60)]


def test_what_happens_on_each_day_adds_up(outcomes: list[Outcome]) -> None:
    held = [one for one in outcomes if one.held]
    assert len(held) >= 10
    upheld = [
        COLUMNS.name["verdict", truth, verdict]
        for truth in TRUTHS
        for verdict in ("upheld", "upheld, nobody named")
    ]
    for one in held:
        days, counts = one.daily, one.counts
        assert sum(days["verdicts"]) == counts["checked"]
        assert sum(days["upheld"]) == sum(counts[name] for name in upheld)
        for party, name in COLUMNS.claimed.items():
            made = [COLUMNS.name[key] for key in COLUMNS.name if key[:2] == ("claims", party)]
            assert sum(days[name]) == sum(counts[name] for name in made)
    assert sum(sum(one.daily["upheld"]) for one in held) > 0


def test_all_claims_are_those_of_the_parties(outcomes: list[Outcome]) -> None:
    for one in outcomes:
        of_parties = [one.daily[name] for name in COLUMNS.claimed.values()]
        for day in range(DAYS):
            said = sum(days[day] for days in of_parties)
            assert said == one.daily["claims"][day] or math.isnan(said)


def test_harm_is_that_of_violations(outcomes: list[Outcome]) -> None:
    """A day without any has none, all others have some."""
    for one in outcomes:
        for violations, harm in zip(one.daily["violations"], one.daily["harm"], strict=True):
            assert (violations > 0) == (harm > 0)


def test_of_a_day_that_is_not_over_nothing_is_on_record(outcomes: list[Outcome]) -> None:
    assert any(0 < one.life < 24 * DAYS for one in outcomes)
    for one in outcomes:
        over = math.floor(one.life / 24)
        for column in COLUMNS.days:
            days = one.daily[column.name]
            assert [math.isnan(value) for value in days] == [False] * over + [True] * (DAYS - over)

"""Later talks: what they cost and buy, all from the same histories."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from truce_sim.model import build_world, simulate
from truce_sim.scenario import Scenario, ScenarioFaults, load, with_values
from truce_sim.studies.postpone import Postpone, usual_dates
from truce_sim.studies.results import PostponeResult

Ask = Callable[[Any, Scenario], Any]
Ruptures = Callable[..., Scenario]

BACKLOG: dict[str, Any] = {
    "parties": {
        "north": {"violates": {"chance": 0.7, "every": "24h"}, "hits": {"south": 1}},
        "south": {"violates": {"chance": 0.3, "every": "24h"}, "hits": {"north": 1}},
    },
    "verification": {
        "teams": 1,
        "checked_in": {"median": "20h", "p90": "60h"},
        "finds": 0.8,
        "clears": 0.8,
    },
    "settled": {"open_complaints": 0},
}


def test_odds_at_each_date_are_those_of_chance(ask: Ask, ruptures: Ruptures) -> None:
    talks = "2030-01-05 00:00,2030-01-11 00:00,2030-01-21 00:00"
    found: PostponeResult = ask(Postpone(1500, 8, talks), ruptures())
    assert not found.reacts_to_date
    for date, days in zip(found.dates, (4, 10, 20), strict=True):
        exact = 0.95**days
        assert abs(date.held.value - exact) < 4 * np.sqrt(exact * (1 - exact) / 1500)
        assert date.hours == 24 * days
    assert found.dates[2].held_change is not None
    assert found.dates[2].held_change.gained == 0, "no history un-collapses by waiting"
    at = dict(zip(found.survival.hours, found.survival.value, strict=True))
    assert [at[date.hours] for date in found.dates] == [
        pytest.approx(date.held.value) for date in found.dates
    ]


def test_all_changes_of_one_measure_hold_together(ask: Ask, ruptures: Ruptures) -> None:
    talks = "2030-01-05 00:00,2030-01-11 00:00,2030-01-21 00:00"
    found: PostponeResult = ask(Postpone(60, 8, talks), ruptures())
    assert {date.held_change.family for date in found.dates if date.held_change} == {2}
    settled = [date.settled_change for date in found.dates if date.settled_change]
    for rule in found.rules:
        settled += [rule.settled_change_first, rule.settled_change_second]
    assert len(settled) == 6
    assert {change.family for change in settled} == {6}


def test_each_date_is_what_talks_planned_on_it_would_give(ask: Ask, ruptures: Ruptures) -> None:
    truce = ruptures(**BACKLOG)
    found: PostponeResult = ask(Postpone(200, 8, "2030-01-06 12:00,2030-01-12 06:00"), truce)
    for date in found.dates:
        world = build_world(with_values(truce, {"dates.talks": date.date}))
        runs = [simulate(world, 8, number) for number in range(200)]
        held = [run for run in runs if run.held]
        assert date.held.count == len(held)
        assert date.settled.count == sum(run.settled for run in runs)
        assert date.quiet.count == sum(run.quiet for run in runs)
        assert date.open_complaints is not None
        assert date.open_complaints.value == pytest.approx(
            np.mean([run.open_complaints for run in held])
        )


def test_the_rule_read_off_the_histories_is_the_rule_simulated(
    ask: Ask, ruptures: Ruptures
) -> None:
    truce = ruptures(**BACKLOG)
    talks = "2030-01-06 12:00,2030-01-09 12:00"
    (read,) = ask(Postpone(150, 8, talks), truce).rules
    # A group that spoils the talks, but never attacks: the dates are then run one by one.
    spoiler = {
        "spoiler": {
            "attacks": {"chance": 0.0, "every": "24h"},
            "hits": {"north": 1},
            "spoils": {"factor": 2, "from": "2 days"},
        }
    }
    anew: PostponeResult = ask(Postpone(150, 8, talks), ruptures(**BACKLOG, excluded=spoiler))
    assert anew.reacts_to_date
    (simulated,) = anew.rules
    assert 0 < read.postponed.count < 150
    assert abs(simulated.postponed.count - read.postponed.count) <= 1
    assert abs(simulated.settled.count - read.settled.count) <= 1
    assert simulated.settled.value >= max(date.settled.value for date in anew.dates)


def test_the_dates_to_look_at_without_being_asked() -> None:
    syria = load("scenarios/syria-2016.toml")
    assert usual_dates(syria) == (
        "2016-03-07 15:00,2016-03-09 15:00,2016-03-16 15:00,2016-03-23 15:00"
    )


def test_a_rule_of_the_file_moves_no_fixed_date(ask: Ask, ruptures: Ruptures) -> None:
    rule = {"decides_before": "1 day", "unless": "settled", "by": "5 days"}
    talks = "2030-01-06,2030-01-08"
    plain = ask(Postpone(100, 8, talks), ruptures(**BACKLOG))
    ruled = ask(Postpone(100, 8, talks), ruptures(**BACKLOG, postponement=rule))
    assert [date.held for date in ruled.dates] == [date.held for date in plain.dates]


@pytest.mark.parametrize(
    ("talks", "says"),
    [
        ("2030-01-06", "nothing to compare"),
        ("2029-01-06,2030-01-06", "truce"),
        ("2030-01-06,2030-01-06", "twice"),
        ("soon,2030-01-06", "date"),
    ],
)
def test_bad_dates_are_refused(ruptures: Ruptures, talks: str, says: str) -> None:
    with pytest.raises(ScenarioFaults, match=says):
        Postpone(10, 1, talks).extent(ruptures())

"""Later talks: what they cost and buy, all from the same histories."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from truce_sim.model import build_world, simulate
from truce_sim.report.questions.postpone import sentences as a
from truce_sim.report.terminal import headline, tells
from truce_sim.scenario import Scenario, ScenarioFaults, load, with_values
from truce_sim.studies.postpone import Postpone, usual_dates, usual_rule
from truce_sim.studies.results.postpone import PostponeResult, Unless

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
    quiet = [date.quiet_change for date in found.dates if date.quiet_change]
    for rule in found.rules:
        settled += [rule.settled_change_first, rule.settled_change_second]
        quiet += [rule.quiet_change_first, rule.quiet_change_second]
    assert len(settled) == len(quiet) == 6
    assert {change.family for change in (*settled, *quiet)} == {6}


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


def test_dates_are_asked_for_by_their_distance(ask: Ask, ruptures: Ruptures) -> None:
    truce = ruptures(**BACKLOG)
    own = truce.dates.talks
    found: PostponeResult = ask(Postpone(20, 8, "+2days"), truce)
    assert [one.date for one in found.dates] == [
        moment.isoformat(" ", "minutes") for moment in (own, own + timedelta(days=2))
    ]
    both: PostponeResult = ask(Postpone(20, 8, "-1day,truce + 14 days"), truce)
    wanted = (own - timedelta(days=1), truce.dates.truce_starts + timedelta(days=14))
    assert [one.date for one in both.dates] == [m.isoformat(" ", "minutes") for m in wanted]


@pytest.mark.parametrize("unless", ["settled", "quiet"])
def test_the_rule_read_off_the_histories_is_the_rule_simulated(
    ask: Ask, ruptures: Ruptures, unless: Unless
) -> None:
    quiet = {"quiet": {"share": 0.9, "window": "3 days"}}
    truce = ruptures(**BACKLOG, **quiet)
    talks = "2030-01-06 12:00,2030-01-09 12:00"
    (read,) = ask(Postpone(150, 8, talks, unless), truce).rules
    # A group that spoils the talks, but never attacks: the dates are then run one by one.
    spoiler = {
        "spoiler": {
            "attacks": {"chance": 0.0, "every": "24h"},
            "hits": {"north": 1},
            "spoils": {"factor": 2, "from": "2 days"},
        }
    }
    spoiled = ruptures(**BACKLOG, **quiet, excluded=spoiler)
    anew: PostponeResult = ask(Postpone(150, 8, talks, unless), spoiled)
    assert anew.reacts_to_date
    (simulated,) = anew.rules
    assert 0 < read.postponed.count < 150
    assert abs(simulated.postponed.count - read.postponed.count) <= 1
    assert abs(simulated.held.count - read.held.count) <= 1
    assert abs(simulated.settled.count - read.settled.count) <= 1
    assert abs(simulated.quiet.count - read.quiet.count) <= 1
    assert simulated.unless == read.unless == anew.unless == unless
    dates = [date.settled if unless == "settled" else date.quiet for date in anew.dates]
    assert simulated.ready.value >= max(share.value for share in dates)
    wanted = simulated.settled if unless == "settled" else simulated.quiet
    assert simulated.ready == wanted
    first = simulated.settled_change_first if unless == "settled" else simulated.quiet_change_first
    assert simulated.ready_change == first
    assert first.value == pytest.approx(wanted.value - dates[0].value)


def test_the_dates_to_look_at_without_being_asked() -> None:
    syria = load("scenarios/syria-2016.toml")
    assert usual_dates(syria) == (
        "2016-03-07 15:00,2016-03-09 15:00,2016-03-16 15:00,2016-03-23 15:00"
    )


def test_what_the_rule_waits_for_is_as_in_the_file_and_quiet_where_nothing_is_filed(
    ruptures: Ruptures,
) -> None:
    rule = {"decides_before": "1 day", "by": "5 days"}
    assert usual_rule(ruptures()) == "quiet"
    assert usual_rule(ruptures(**BACKLOG)) == "settled"
    assert usual_rule(ruptures(postponement=rule | {"unless": "settled"})) == "settled"
    assert usual_rule(ruptures(**BACKLOG, postponement=rule | {"unless": "quiet"})) == "quiet"


CALMING: dict[str, Any] = {
    "parties": {
        "north": {"violates": {"chance": 0.9, "every": "6h"}, "hits": {"south": 1}},
        "south": {"violates": {"chance": 0.9, "every": "6h"}, "hits": {"north": 1}},
    },
    "truce": {"settles_in": "2 days", "floor": 0.05},
    "quiet": {"share": 0.2, "window": "3 days"},
}


@pytest.mark.parametrize("mechanism", [False, True])
def test_quiet_that_waiting_brings_is_told(ask: Ask, ruptures: Ruptures, mechanism: bool) -> None:
    """In the terminal, the headline and the findings; settled only where anything is filed."""
    office: dict[str, Any] = {"settled": {"open_complaints": 60}}
    if mechanism:
        office["verification"] = BACKLOG["verification"] | {"teams": 0}
    found: PostponeResult = ask(
        Postpone(120, 8, "2030-01-04,2030-01-12", "quiet"), ruptures(0.02, **CALMING, **office)
    )
    early, late = found.dates
    assert early.quiet.count == 0 < late.quiet.count
    assert late.quiet_change is not None
    assert late.quiet_change.low > 0.3
    told = " ".join(line.plain for line in (*headline(found), *tells(found)))
    told = " ".join(told.split())
    assert "quiet as well" in told
    assert "of holding and quiet (" in told
    assert ("holding and settled" in told) is mechanism
    leads = [finding.lead for finding in a.date_findings(found)]
    assert "Waiting brings quiet." in leads
    assert not any("settles nothing" in lead for lead in leads)
    assert ("Fewer are settled." in leads) is mechanism
    assert ("Postponing unless quiet:" in leads) is not mechanism
    assert found.files_complaints is mechanism
    assert a.best_date(found) == late


def test_quiet_that_only_a_later_date_brings_is_found(ask: Ask, ruptures: Ruptures) -> None:
    """Though the file's own date is too early for it, and the headline tells of that move."""
    dates = {"truce_starts": "2030-01-01 00:00", "talks": "2030-01-05 00:00"}
    truce = ruptures(0.02, **CALMING, dates=dates)
    found: PostponeResult = ask(Postpone(120, 8, "2030-01-04,2030-01-05,2030-01-12"), truce)
    assert a.move_of(found)[1] == found.dates[1]
    assert a.quietest(found) == found.dates[2]
    (said,) = [f for f in a.date_findings(found) if f.lead == "Waiting brings quiet."]
    assert said.support.plain.startswith("By 12 January, +")


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


def test_where_somebody_reacts_each_date_is_run_anew(ask: Ask, ruptures: Ruptures) -> None:
    """A look at one long run would not do: violence rises towards the date that is announced."""
    spoiler = {
        "spoiler": {
            "attacks": {"chance": 0.6, "every": "12h"},
            "hits": {"north": 1},
            "wrongly_blamed": 1.0,
            "spoils": {"factor": 6, "from": "4 days"},
        }
    }
    parties = {
        name: {**party, "tolerance": 18, "forgets_in": "3 days"}
        for name, party in BACKLOG["parties"].items()
    }
    truce = ruptures(**{**BACKLOG, "parties": parties}, excluded=spoiler)
    talks = "2030-01-05,2030-01-08,2030-01-11"
    study = Postpone(60, 8, talks)
    found: PostponeResult = ask(study, truce)
    assert found.reacts_to_date
    assert study.extent(truce).replications == 5 * 60
    assert study.extent(ruptures(**BACKLOG)).replications == 60
    for date in found.dates:
        world = build_world(with_values(truce, {"dates.talks": date.date}))
        runs = [simulate(world, 8, number) for number in range(60)]
        assert date.held.count == sum(run.held for run in runs)
        assert date.settled.count == sum(run.settled for run in runs)
        assert date.quiet.count == sum(run.quiet for run in runs)
    # The long run is another history: looks at it on the way would have told other odds.
    last = build_world(
        with_values(truce, {"dates.talks": "2030-01-11 00:00"}),
        checkpoints=tuple(date.hours for date in found.dates),
    )
    looks = [simulate(last, 8, number).checkpoints for number in range(60)]
    held = [sum(look[place].held for look in looks) for place in range(3)]
    assert held != [date.held.count for date in found.dates]

"""Sentences of docs/model.md about measures, teams that change, quiet pressure, and ruptures."""

import math
from typing import Any

import pytest
from scripted import Script, installed, office, raw, world
from truce_sim.model import Outcome, build_world, simulate, trace
from truce_sim.model.measures import Measures
from truce_sim.model.rules import holds_in_part, retaliation_chance
from truce_sim.model.streams import Streams
from truce_sim.scenario import from_raw

ZONES = {"a": {"share": 1}, "b": {"share": 1}}
"""A draw of 0.25 falls in the first, one of 0.75 in the second."""


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Script:
    return installed(monkeypatch)


def run(**tables: Any) -> Outcome:
    return simulate(world(**tables), 1, 0)


def happened(kind: str, **tables: Any) -> list[float]:
    return [event.hours for event in trace(world(**tables), 1, 0).events if event.kind == kind]


# ---- measures -------------------------------------------------------------------------------


def test_a_measure_acts_from_its_first_moment_until_its_last_which_is_left_out() -> None:
    measures = {
        "one": {"from": "10h", "until": "20h", "zones": ["a"], "factor": 0.5},
        "two": {"from": "15h", "factor": 4},
    }
    acting = Measures(world(zones=ZONES, measures=measures))
    at = (9.99, 10, 14, 15, 19.99, 20, 500)
    assert [acting.factor("a", hour) for hour in at] == [1, 0.5, 0.5, 2, 2, 4, 4]
    assert [acting.factor("b", hour) for hour in at] == [1, 1, 1, 4, 4, 4, 4]
    assert acting.highest == 4
    assert Measures(world(zones=ZONES)).factor("a", 15) == 1


def test_moments_are_hours_from_the_start_or_dates() -> None:
    forms = [
        ("36h", "5 days"),
        ("+36h", "truce + 5 days"),
        ("2030-01-02 12:00", "2030-01-06 00:00"),
    ]
    worlds = [
        world(measures={"pause": {"from": begins, "until": ends, "factor": 0.5}})
        for begins, ends in forms
    ]
    assert worlds[0] == worlds[1] == worlds[2]
    assert (worlds[0].measures[0].begins, worlds[0].measures[0].ends) == (36, 120)


def test_a_measure_binds_who_is_under_command_where_it_is_in_force(script: Script) -> None:
    script.acts("north / violations", 5, 10, 11, 12)
    script.draw("north / violations", 1, ZONE=0.25)
    script.draw("north / violations", 2, ZONE=0.75)
    script.draw("north / violations", 3, ZONE=0.25, COMMANDED=0.1)
    pause = {"pause": {"from": "10h", "zones": ["a"], "factor": 0}}
    tables: dict[str, Any] = {"zones": ZONES, "north__uncommanded": 0.2}
    assert happened("violation", **tables) == [5, 10, 11, 12]
    assert happened("violation", **tables, measures=pause) == [5, 11, 12]


def test_lawful_strikes_are_not_agreed_away(script: Script) -> None:
    script.acts("north / violations", 10)
    script.draw("north / violations", VICTIM=0.9)
    tables = raw(
        excluded={"black": {"attacks": "0 a day", "hits": {"north": 1}}},
        measures={"pause": {"from": "0h", "factor": 0}},
    )
    tables["parties"]["north"]["hits"] = {"south": 1, "black": 1}
    assert simulate(build_world(from_raw(tables)), 1, 0).counts["strikes_north"] == 1


def test_answers_are_agreed_away_where_the_incident_was_when_they_are_decided(
    script: Script,
) -> None:
    script.acts("north / violations", 10, 30)
    tables: dict[str, Any] = {"south__retaliates": 1, "south__retaliates_after": "6h"}
    assert happened("retaliation", **tables) == [16, 36]
    for begins, ends, left in (
        ("10h", "30h", [36]),
        ("11h", "30h", [16, 36]),
        ("30h", "31h", [16]),
    ):
        # Of those who hit, none is under command.
        pause = {"pause": {"from": begins, "until": ends, "factor": 0}}
        found = happened("retaliation", **tables, north__uncommanded=1, measures=pause)
        assert found == left, begins


def test_what_is_agreed_makes_no_answer_more_than_certain() -> None:
    assert retaliation_chance(0.5, 0.5, 0.0, 2.0, 3.0, 0.25) == 0.75
    assert retaliation_chance(0.5, 0.5, 0.0, 2.0, 0.5, 0.0) == 0.5


def test_measures_are_told_with_the_run(script: Script) -> None:
    script.acts("north / violations", 10)
    pause = {"pause": {"name": "A pause", "from": "1 day", "until": "3 days", "factor": 0.5}}
    told = [(e.hours, e.sentence) for e in trace(world(measures=pause), 1, 0).events]
    assert (24.0, "A pause came into force.") in told
    assert (72.0, "A pause ended.") in told
    assert told == sorted(told, key=lambda one: one[0])


# ---- teams ----------------------------------------------------------------------------------


def checks(script: Script, teams: list[dict[str, Any]], **more: Any) -> list[float]:
    script.acts("north / violations", *range(1, 9))
    return happened("check", verification=office(teams=teams, **more))


def posted(*teams: tuple[float, int]) -> list[dict[str, Any]]:
    return [{"from": f"{since}h", "teams": count} for since, count in teams]


def test_teams_that_come_take_what_waits_at_once(script: Script) -> None:
    assert checks(script, posted((20, 3))) == [20] * 3 + [30] * 3 + [40] * 2
    assert checks(script, posted((0, 1), (15, 3))) == [1, 11, 15, 15, 21, 25, 25, 31]


def test_a_team_leaves_when_it_has_concluded_what_it_checks(script: Script) -> None:
    # Two at work at hour 5: the first to conclude leaves, the other goes on.
    assert checks(script, posted((0, 2), (5, 1))) == [1, 2, 12, 22, 32, 42, 52, 62]
    assert checks(script, posted((0, 1), (5, 0))) == [1]


def test_teams_without_work_leave_at_once(script: Script) -> None:
    # Two of three had nothing to check at the end of hour 1.
    assert checks(script, posted((0, 3), (1.5, 1))) == [1, 11, 21, 31, 41, 51, 61, 71]


def test_a_team_that_was_to_leave_stays_if_it_is_wanted_again(script: Script) -> None:
    assert checks(script, posted((0, 1), (5, 0), (8, 1))) == [1, 11, 21, 31, 41, 51, 61, 71]
    # Once it has left, another comes.
    assert checks(script, posted((0, 1), (5, 0), (30, 1)))[:3] == [1, 30, 40]


def test_no_team_works_before_the_mechanism_does(script: Script) -> None:
    teams = posted((0, 1), (10, 4), (24, 2))
    assert checks(script, teams, starts_after="24h")[:3] == [24, 24, 34]
    assert checks(script, posted((0, 1), (10, 4)), starts_after="24h")[:5] == [24] * 4 + [34]


def test_changes_of_teams_are_told(script: Script) -> None:
    teams = office(teams=posted((0, 2), (5, 1)))
    told = [e.sentence for e in trace(world(verification=teams), 1, 0).events]
    assert "There was 1 inspection team from now on." in told


# ---- guarantors -----------------------------------------------------------------------------

POWER = {"over": ["north"], "leverage": 0.5, "presses_on_claims": 1.0, "presses_for": "20h"}


def test_a_claim_brings_pressure_at_once_for_as_long_as_it_lasts(
    script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    script.acts("north / violations", 5, 10, 24, 25, 40)
    heights = {5: 0.0, 10: 0.7, 24: 0.7, 25: 0.7, 40: 0.0}
    original = script.candidates

    def high(*place: Any) -> Any:
        rate = -math.log1p(-0.01) / 24
        for number, time, _, branch in original(*place):
            yield number, time, heights[int(time)] * rate, branch

    monkeypatch.setattr("truce_sim.model.violence.candidates", high)
    tables = {"guarantors": {"power": POWER}}
    assert happened("violation") == [5, 10, 24, 25, 40]
    # At hour 25 the pressure of hour 5 is over.
    assert happened("violation", **tables) == [5, 25, 40]
    assert happened("pressed", **tables) == [5, 25, 40]


def test_quiet_pressure_asks_not_whether_a_claim_is_true(script: Script) -> None:
    script.acts("south / false complaints", 7)
    invents = {"chance": 0.01, "every": "1 day"}
    tables = {"guarantors": {"power": POWER}, "south__false_complaints": invents}
    assert happened("pressed", **tables) == [7]


def test_quiet_pressure_redresses_nothing_and_ends_with_a_rupture(script: Script) -> None:
    script.acts("north / violations", 5, 30)
    script.acts("guarantors / rupture", 20)
    tables: dict[str, Any] = {
        "guarantors": {"power": POWER | {"willing": 0}},
        "south__tolerance": 1000,
        "verification": office(),
        "grievance": {"upheld": 0.5, "redressed": 0},
    }
    assert happened("pressed", **tables, rupture={"chance": 0.1, "every": "1 day"}) == [5]
    # Upheld at hour 15, without redress: half of its harm of 5 is left.
    assert run(**tables).daily["grievance_south"][0] == pytest.approx(2.5 / 1000)


@pytest.mark.parametrize(
    ("ruptures", "verdicts"), [(0.4, ["upheld", "upheld"]), (0.6, ["upheld", "unclear"])]
)
def test_a_shock_makes_the_guarantors_fall_out_at_once(
    script: Script, monkeypatch: pytest.MonkeyPatch, ruptures: float, verdicts: list[str]
) -> None:
    script.acts("north / violations", 5, 30)
    script.acts("raid / shock", 20)
    monkeypatch.setattr("truce_sim.model.shocks.candidates", script.candidates)
    raid = {"chance": 0.1, "every": "1 day", "ruptures": ruptures}
    events = trace(world(verification=office(), shocks={"raid": raid}), 1, 0).events
    assert [event.verdict for event in events if event.kind == "verdict"] == verdicts
    assert [event.hours for event in events if event.kind == "fall out"] == (
        [20] if ruptures > 0.5 else []
    )


def test_a_shock_that_ends_the_truce_breaks_nobody(
    script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    script.acts("raid / shock", 20)
    monkeypatch.setattr("truce_sim.model.shocks.candidates", script.candidates)
    raid = {"chance": 0.1, "every": "1 day", "ruptures": 1.0, "ends": 1.0}
    kinds = [
        e.kind for e in trace(world(verification=office(), shocks={"raid": raid}), 1, 0).events
    ]
    assert "fall out" not in kinds
    assert kinds[-1] == "collapse"


# ---- in part --------------------------------------------------------------------------------


def test_a_truce_holds_in_part_if_zones_aflame_carry_the_share(script: Script) -> None:
    script.acts("north / violations", 239)
    script.draw("north / violations", ZONE=0.25)
    flare = {"violations": 1, "window": "2h"}
    for share, partly in ((0.4, True), (0.5, True), (0.51, False)):
        found = run(zones=ZONES, flare=flare, partial={"share": share})
        assert (found.held, found.in_part) == (True, partly)
    assert not run(zones=ZONES, flare=flare).in_part
    # Thirds and the like add up to a hair less than they should.
    assert holds_in_part(0.1 + 0.2, 0.3 * 3, 1 / 3)


def test_a_zone_that_calms_down_as_the_talks_open_is_still_aflame(script: Script) -> None:
    script.acts("north / violations", 238)
    flare = {"violations": 1, "window": "2h"}
    assert run(flare=flare, partial={"share": 1}).in_part
    assert not run(flare=flare | {"window": "1.99h"}, partial={"share": 1}).in_part


def test_what_has_collapsed_holds_not_even_in_part(script: Script) -> None:
    script.acts("north / violations", 100)
    found = run(
        flare={"violations": 1, "window": "9 days"},
        partial={"share": 1},
        spiral={"violations": 1, "window": "1h"},
    )
    assert (found.held, found.in_part) == (False, False)


def test_new_draws_have_places_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """What may press over claims, and break the guarantors, moves no draw of anybody else."""
    asked: list[tuple[Any, ...]] = []
    original = Streams.nth

    def nth(self: Streams, *place: Any) -> float:
        asked.append(place)
        return original(self, *place)

    monkeypatch.setattr(Streams, "nth", nth)
    tables: dict[str, Any] = {
        "guarantors": {"power": POWER},
        "shocks": {"raid": {"chance": 0.5, "every": "1 day", "ruptures": 0.5}},
    }
    for party in ("north", "south"):
        tables[f"{party}__violates"] = "3 a day"
    run(**tables)
    assert len(set(asked)) == len(asked) > 10

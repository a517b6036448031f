"""What happens at the very instant of the opening, and other edges, scripted event by event."""

import math
from collections.abc import Generator, Iterator
from typing import Any

import pytest
from truce_sim.model import World, build_world, simulate, trace, violence
from truce_sim.model.addresses import Purpose, address
from truce_sim.model.candidates import Candidate
from truce_sim.model.clock import Clock, Rank, turn
from truce_sim.model.ending import Ending
from truce_sim.scenario import from_raw

OPENING = 240.0
MIDDLE = 0.5


def scenario(**tables: Any) -> dict[str, Any]:
    return {
        "title": "edge",
        "dates": {"truce_starts": "2030-01-01 00:00", "talks": "2030-01-11 00:00"},
        "parties": {
            "north": {
                "violates": {"chance": 0.01, "every": "1 day"},
                "hits": {"south": 1},
                "harm": 5,
            },
            "south": {"violates": {"chance": 0, "every": "1 day"}, "hits": {"north": 1}},
        },
        **tables,
    }


def world(**tables: Any) -> World:
    return build_world(from_raw(scenario(**tables)))


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return a list: north violates at exactly the hours put into it."""
    times: list[float] = []

    def scripted(
        _streams: Any, who: int, purpose: int, stratum: Any, _bound: float, until: float
    ) -> Iterator[Candidate]:
        if (who, purpose, stratum[0]) == (address("north"), Purpose.TIMES, 0):
            for number, time in enumerate(times):
                if time < until:
                    yield number, time, 0.0, 0

    monkeypatch.setattr(violence, "candidates", scripted)
    return times


SPIRAL = {"spiral": {"violations": 1, "window": "1h"}}


def test_a_violation_just_before_the_opening_ends_the_truce(script: list[float]) -> None:
    script.append(math.nextafter(OPENING, 0))
    outcome = simulate(world(**SPIRAL), 1, 0)
    assert not outcome.held
    assert outcome.cause == "violations"
    assert math.isnan(outcome.opened_at)


def test_a_violation_at_the_very_opening_comes_after_it(script: list[float]) -> None:
    script.append(OPENING)
    outcome = simulate(world(**SPIRAL), 1, 0)
    assert outcome.held
    assert outcome.opened_at == OPENING
    assert outcome.counts["incidents"] == 0


def test_watched_on_the_truce_held_and_collapsed_at_the_same_instant(script: list[float]) -> None:
    script.append(OPENING)
    watched = build_world(from_raw(scenario(**SPIRAL)), watch_until=OPENING + 1)
    outcome = simulate(watched, 1, 0)
    assert outcome.held
    assert outcome.cause == "violations"
    assert outcome.life == OPENING


def test_a_walk_out_due_at_the_opening_comes_too_late(script: list[float]) -> None:
    tables = scenario()
    tables["parties"]["south"] |= {"tolerance": 5, "notice": "40h"}
    of = build_world(from_raw(tables))
    script.append(OPENING - 40)
    assert simulate(of, 1, 0).held
    script[0] = OPENING - 41
    assert simulate(of, 1, 0).cause == "walk-out"


def test_a_verdict_at_the_opening_comes_after_it(script: list[float]) -> None:
    script.append(OPENING - 10)
    checks = {"teams": 1, "checked_in": "10h", "finds": 1.0, "clears": 1.0}
    assert simulate(world(verification=checks), 1, 0).open_complaints == 1
    assert simulate(world(verification=checks | {"checked_in": "9h"}), 1, 0).open_complaints == 0


def test_a_verdict_comes_before_a_decision_of_the_same_instant(script: list[float]) -> None:
    """Patience of ten hours, a check of ten hours: never overdue."""
    script.append(100.0)
    tables = scenario(
        verification={"teams": 1, "checked_in": "10h", "finds": 0.0, "clears": 0.0, "calms": 1.0},
        grievance={"unclear": 0.0, "overdue": 1.0},
    )
    tables["parties"]["south"] |= {"tolerance": 5, "patience": "10h"}
    assert simulate(build_world(from_raw(tables)), 1, 0).held
    tables["parties"]["south"]["patience"] = "9h"
    assert not simulate(build_world(from_raw(tables)), 1, 0).held


def test_a_verdict_calls_off_a_retaliation_of_the_same_instant(script: list[float]) -> None:
    script.append(100.0)
    tables = scenario(
        verification={"teams": 1, "checked_in": "12h", "finds": 0.0, "clears": 0.0, "mistakes": 1}
    )
    tables["parties"]["south"] |= {"retaliates": 1.0, "retaliates_after": "12h"}
    assert simulate(build_world(from_raw(tables)), 1, 0).counts["retaliations_south"] == 0
    tables["parties"]["south"]["retaliates_after"] = "11h"
    assert simulate(build_world(from_raw(tables)), 1, 0).counts["retaliations_south"] == 1


def test_ties_are_broken_in_the_documented_order() -> None:
    """By rank, then by actor, then by that actor's number; never by who was arranged first."""
    ranks = [value for name, value in vars(Rank).items() if name.isupper()]
    assert ranks == sorted(set(ranks)), "each kind has its own, written in its order"
    assert not {0, 1} & set(ranks), "SimPy's own"
    due = [(rank, actor, number) for rank in ranks for actor in (0, 1) for number in (0, 1, 2**40)]
    for arranged in (due, due[::-1], sorted(due, key=lambda one: one[::-1])):
        clock, order = Clock(), list[tuple[int, int, int]]()
        for rank, actor, number in arranged:
            clock.call(7.0, rank, turn(actor, number), order.append, (rank, actor, number))
        clock.run(until=8)
        assert order == due


def test_the_spiral_counts_a_window_with_both_ends(script: list[float]) -> None:
    rule = {"spiral": {"violations": 2, "window": "10h"}}
    script += [50.0, 60.0]
    assert simulate(world(**rule), 1, 0).cause == "violations"
    script[1] = math.nextafter(60.0, 100)
    assert simulate(world(**rule), 1, 0).held


def test_harm_below_the_mark_is_borne_and_at_it_is_not(script: list[float]) -> None:
    script.append(10.0)
    assert simulate(world(mass_casualty={"harm": 5.001, "ends": 1}), 1, 0).held
    outcome = simulate(world(mass_casualty={"harm": 5, "ends": 1}), 1, 0)
    assert outcome.cause == "mass-casualty"
    assert outcome.life == 10.0


def test_a_zone_calms_when_its_oldest_violation_leaves_the_window(script: list[float]) -> None:
    script += [10.0, 12.0, 14.0]
    story = trace(world(flare={"violations": 3, "window": "10h"}), 1, 0)
    times = {event.kind: event.hours for event in story.events if event.kind.startswith("flare")}
    assert times == {"flare-up": 14.0, "flare-up over": 20.0}


def test_a_danger_that_passes_in_time_does_not_end_the_truce(script: list[float]) -> None:
    script += [10.0, 12.0, 14.0]
    rule = {"violations": 3, "window": "10h", "ends": 1.0}
    assert simulate(world(flare=rule | {"lasts": "6h 1min"}), 1, 0).held
    outcome = simulate(world(flare=rule | {"lasts": "5h"}), 1, 0)
    assert (outcome.cause, outcome.life) == ("zones", 19.0)


def test_days_before_a_collapse_are_counted_and_later_ones_are_missing(script: list[float]) -> None:
    script += [10.0, 30.0, 50.0]
    outcome = simulate(world(spiral={"violations": 3, "window": "10 days"}), 1, 0)
    assert outcome.daily["violations"][:2] == [1.0, 1.0]
    assert all(math.isnan(value) for value in outcome.daily["violations"][2:])
    assert outcome.counts["days"] == 50 / 24


def test_a_violation_at_midnight_belongs_to_the_new_day(script: list[float]) -> None:
    script.append(24.0)
    assert simulate(world(), 1, 0).daily["violations"][:3] == [0.0, 1.0, 0.0]


def test_a_truce_ends_once(script: list[float]) -> None:
    script.append(10.0)
    both = world(mass_casualty={"harm": 1, "ends": 1}, **SPIRAL)
    story = trace(both, 1, 0)
    assert [e.kind for e in story.events].count("collapse") == 1
    assert story.cause == "violations"


def test_a_horizon_of_less_than_a_day_has_no_days() -> None:
    tables = scenario()
    tables["dates"]["talks"] = "2030-01-01 06:00"
    outcome = simulate(build_world(from_raw(tables)), 1, 0)
    assert outcome.daily["violations"] == []
    assert outcome.opened_at == 6.0


def test_with_no_teams_every_complaint_stays_open(script: list[float]) -> None:
    script += [10.0, 20.0]
    none = {"teams": 0, "checked_in": "1h", "finds": 1.0, "clears": 1.0}
    outcome = simulate(world(verification=none), 1, 0)
    assert outcome.open_complaints == 2
    assert outcome.counts["checked"] == 0


def test_talks_are_moved_as_often_as_the_rule_says(script: list[float]) -> None:
    script.append(10.0)
    tables = {
        "verification": {"teams": 0, "checked_in": "1h", "finds": 1.0, "clears": 1.0},
        "settled": {"open_complaints": 0},
        "postponement": {
            "decides_before": "1 day",
            "unless": "settled",
            "by": "36h",
            "at_most": 2,
        },
    }
    outcome = simulate(world(**tables), 1, 0)
    assert outcome.opened_at == OPENING + 72
    assert not outcome.on_time
    tables["settled"] = {"open_complaints": 1}
    assert simulate(world(**tables), 1, 0).opened_at == OPENING


def test_persuaded_once_a_party_can_still_leave_later(script: list[float]) -> None:
    script += [10.0, 20.0, 30.0, 40.0]
    tables = scenario(guarantors={"power": {"over": ["south"], "persuades": 1.0, "resets": 1.0}})
    tables["parties"]["south"]["tolerance"] = 10
    story = trace(build_world(from_raw(tables)), 1, 0)
    assert [e.hours for e in story.events if e.kind == "persuaded"] == [20.0, 40.0]
    assert story.held


def test_a_rate_above_its_bound_is_an_error_never_a_silent_cap() -> None:
    assert violence.within(1.0, 1.0) == 1.0
    with pytest.raises(violence.BoundExceededError):
        violence.within(1.001, 1.0)


def test_names_with_braces_are_told_as_written(script: list[float]) -> None:
    script.append(10.0)
    tables = scenario()
    tables["parties"]["south"] |= {"name": "{0} {1} {who}", "misblames": 1.0}
    tables["parties"]["east"] = {"violates": {"chance": 0, "every": "1 day"}, "hits": {"north": 1}}
    story = trace(build_world(from_raw(tables)), 1, 0)
    assert any("{0} {1} {who} wrongly blamed" in event.sentence for event in story.events)


def test_what_is_made_up_before_the_mechanism_works_makes_no_grievance(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Neither before it works nor on the day it starts, when open complaints are weighed anew."""

    def only_invented(
        _streams: Any, who: int, purpose: int, stratum: Any, _bound: float, until: float
    ) -> Iterator[Candidate]:
        if (who, purpose, stratum[0]) == (address("south"), Purpose.INVENTED_TIMES, 0):
            yield from ((number, 1.0 + number, 0.0, 0) for number in range(10) if number < until)

    monkeypatch.setattr(violence, "candidates", only_invented)
    office = {"teams": 0, "checked_in": "1h", "finds": 1.0, "clears": 0.0, "starts_after": "2 days"}
    tables = scenario(verification=office)
    tables["parties"]["south"] |= {
        "tolerance": 5,
        "forgets_in": "30 days",
        "false_complaints": {"chance": 0.5, "every": "1 day"},
    }
    outcome = simulate(build_world(from_raw(tables)), 1, 0)
    assert outcome.open_complaints == 10
    assert outcome.held
    assert not any(share > 0 for share in outcome.daily["grievance_south"])


def test_a_day_that_ends_with_the_opening_is_a_whole_day_before_it(script: list[float]) -> None:
    """Both for the record and for a calm streak; one hour less and it is not whole."""
    script.append(100.0)
    tables = scenario(calm_streak={"days": 5, "violations": 0})
    outcome = simulate(build_world(from_raw(tables)), 1, 0)
    assert outcome.daily["violations"] == [0, 0, 0, 0, 1, 0, 0, 0, 0, 0]
    assert outcome.calm_streak
    tables["dates"]["talks"] = "2030-01-10 23:00"
    assert not simulate(build_world(from_raw(tables)), 1, 0).calm_streak


def test_a_day_that_ends_with_the_watch_is_recorded() -> None:
    watched = build_world(from_raw(scenario()), watch_until=OPENING + 48)
    assert simulate(watched, 1, 0).daily["violations"][-1] == 0


def test_a_violation_at_the_opening_spoils_no_day_before_it(script: list[float]) -> None:
    script += [100.0, OPENING]
    tables = scenario(calm_streak={"days": 5, "violations": 0})
    outcome = simulate(build_world(from_raw(tables)), 1, 0)
    assert outcome.calm_streak
    assert outcome.daily["violations"][-1] == 0


def test_a_collapse_comes_before_all_else_of_its_instant() -> None:
    """Before days, talks and processes that start just then; a second collapse changes nothing."""
    clock, order = Clock(), list[str]()
    ending = Ending(clock)

    def collapse(cause: str) -> None:
        clock.process(starts())
        for rank in (Rank.DAY, Rank.TALKS, Rank.CHECKED):
            clock.call(7.0, rank, 0, order.append, str(rank))
        ending.collapses(cause, None)

    def starts() -> Generator[Any, Any, None]:
        order.append("process")
        yield clock.at(8.0, Rank.ENVOY)

    clock.call(7.0, Rank.ACT, 0, collapse, "spiral")
    clock.call(7.0, Rank.ACT, 1, collapse, "shock")
    clock.run(until=ending.event)
    assert order == []
    assert ending.collapse is not None
    assert ending.collapse.cause == "spiral"


def test_of_a_walk_out_and_a_spiral_due_at_once_the_walk_out_counts(
    script: list[float],
) -> None:
    """A walk-out is a decision, so it comes before a spiral of the same instant."""
    script += [100.0, 110.0]
    tables = scenario(spiral={"violations": 2, "window": "1 day"})
    tables["parties"]["south"] |= {"tolerance": 5, "notice": "10h"}
    outcome = simulate(build_world(from_raw(tables)), 1, 0)
    assert (outcome.cause, outcome.life) == ("walk-out", 110.0)
    tables["parties"]["south"]["notice"] = "11h"
    assert simulate(build_world(from_raw(tables)), 1, 0).cause == "violations"


def test_talks_moved_often_by_odd_minutes_are_on_time_within_their_sum(
    script: list[float],
) -> None:
    script.append(10.0)
    moves = {"decides_before": "1 min", "unless": "settled", "by": "5 min", "at_most": 12}
    late = world(
        verification={"teams": 0, "checked_in": "1h", "finds": 1.0, "clears": 1.0},
        settled={"open_complaints": 0},
        postponement=moves,
        on_time={"within": "1h"},
    )
    outcome = simulate(late, 1, 0)
    assert outcome.opened_at == late.last_opening == OPENING + 1
    assert world().last_opening == OPENING
    assert outcome.on_time


def test_looks_at_the_truce_keep_the_order_in_which_they_are_asked_for(script: list[float]) -> None:
    script += [10.0, 50.0]
    scene = from_raw(scenario(spiral={"violations": 2, "window": "3 days"}))
    of = build_world(scene, checkpoints=(100.0, 20.0, 50.0))
    assert [look.held for look in simulate(of, 1, 0).checkpoints] == [False, True, True]


@pytest.mark.parametrize("hours", [-1.0, OPENING + 1])
def test_nobody_looks_at_a_truce_that_is_not_simulated(hours: float) -> None:
    """A look past the end would find a truce that held to be gone."""
    with pytest.raises(ValueError, match="checkpoints"):
        build_world(from_raw(scenario()), checkpoints=(hours,))


def test_a_look_at_the_opening_finds_what_the_opening_finds(script: list[float]) -> None:
    script += [10.0, OPENING]
    scene = from_raw(scenario(spiral={"violations": 2, "window": "20 days"}))
    for watch in (None, OPENING + 24):
        of = build_world(scene, watch_until=watch, checkpoints=(OPENING,))
        assert simulate(of, 1, 0).checkpoints[0].held


def test_a_zone_is_aflame_from_the_violation_that_makes_it_so(script: list[float]) -> None:
    """So the answer to that very violation is decided in a zone aflame."""
    script.append(10.0)
    tables = scenario(flare={"violations": 1, "window": "1h", "spreads": 1e9})
    tables["parties"]["south"] |= {"retaliates": 1e-6, "retaliates_after": "2h"}
    outcome = simulate(build_world(from_raw(tables)), 1, 0)
    assert outcome.counts["retaliations_south"] == 1
    tables["flare"]["violations"] = 2
    assert simulate(build_world(from_raw(tables)), 1, 0).counts["retaliations_south"] == 0

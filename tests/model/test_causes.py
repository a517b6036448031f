"""The cause told is what happened: each cause, and the last straw, by script."""

from typing import Any

import pytest
from scripted import Script, installed, office, raw, world
from truce_sim.model import StoryEvent, build_world, simulate, trace
from truce_sim.model.ending import CAUSES
from truce_sim.scenario import from_raw


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Script:
    return installed(monkeypatch)


def kinds(events: tuple[StoryEvent, ...]) -> list[str]:
    return [event.kind for event in events]


# ---- too many violations, and a spiral of retaliation ---------------------------------------


def test_where_nobody_retaliates_there_is_no_spiral(script: Script) -> None:
    script.acts("north / violations", 10, 11, 12)
    outcome = simulate(world(spiral={"violations": 3, "window": "1 day"}), 1, 0)
    assert outcome.cause == "violations"
    assert CAUSES[outcome.cause] == "too many violations at once"


@pytest.mark.parametrize(
    ("own", "needed", "cause"),
    [
        # One act and its answer: half are answers.
        ((10.0,), 2, "spiral"),
        # Two acts and one answer: a third.
        ((10.0, 10.5), 3, "violations"),
        # The first act has left the count by then: only what fills the window is judged.
        ((1.0, 10.0), 2, "spiral"),
    ],
)
def test_it_is_a_spiral_if_at_least_half_in_the_window_are_answers(
    script: Script, own: tuple[float, ...], needed: int, cause: str
) -> None:
    script.acts("north / violations", *own)
    of = world(
        spiral={"violations": needed, "window": "2h"},
        south__retaliates=1.0,
        south__retaliates_after="1h",
    )
    # Only the last is noticed, and so answered.
    for number in range(len(own) - 1):
        script.draw("north / violations", number, NOTICED=1.0)
    outcome = simulate(of, 1, 0)
    assert (outcome.cause, outcome.life) == (cause, own[-1] + 1)


def test_a_chain_of_answers_is_a_spiral(script: Script) -> None:
    script.acts("north / violations", 10)
    tables: dict[str, Any] = {f"{party}__retaliates": 1.0 for party in ("north", "south")}
    tables |= {f"{party}__retaliates_after": "1h" for party in ("north", "south")}
    outcome = simulate(world(spiral={"violations": 6, "window": "1 day"}, **tables), 1, 0)
    assert outcome.cause == "spiral"
    assert outcome.life == 15
    assert outcome.chain == " > ".join(
        "north-0.0" + "".join([">south", ">north"][place % 2] for place in range(length))
        for length in range(6)
    )


def test_the_last_straw_is_the_incident_that_ended_it(script: Script) -> None:
    script.acts("north / violations", 10, 50, 51)
    of = world(spiral={"violations": 2, "window": "2h"})
    outcome = simulate(of, 1, 0)
    assert outcome.chain == "north-0.2"
    story = trace(of, 1, 0)
    assert story.events[-1].incident == "north-0.2"
    assert story.events[-1].sentence == "The truce collapsed: too many violations at once."


def test_of_a_shock_there_is_no_last_straw(script: Script) -> None:
    script.acts("north / violations", 1)
    shock = {"chance": 0.9, "every": "1h", "ends": 1}
    outcome = simulate(world(shocks={"raid": shock}), 1, 0)
    assert (outcome.cause, outcome.chain) == ("shock", "")


# ---- mass casualties ------------------------------------------------------------------------


@pytest.mark.parametrize(("limit", "ends"), [(4.999, True), (5, True), (5.001, False)])
def test_a_mass_casualty_incident_is_of_so_much_harm_or_more(
    script: Script, limit: float, ends: bool
) -> None:
    script.acts("north / violations", 10)
    outcome = simulate(world(mass_casualty={"harm": limit, "ends": 1}), 1, 0)
    assert outcome.held is not ends
    assert outcome.cause == ("mass-casualty" if ends else "")


def test_mass_casualties_blamed_on_the_wrong_party_are_told_apart(script: Script) -> None:
    script.acts("north / violations", 10)
    tables = raw(mass_casualty={"harm": 5, "ends": 1}, south__misblames=1.0)
    tables["parties"]["east"] = {
        "violates": {"chance": 0, "every": "1 day"},
        "hits": {"south": 1},
    }
    assert simulate(build_world(from_raw(tables)), 1, 0).cause == "wrongly blamed"


# ---- notice, and what becomes of it ---------------------------------------------------------


def leaving(script: Script, **tables: Any) -> dict[str, Any]:
    """Return a scenario in which north hits south at hour 10, which is as much as it bears."""
    script.acts("north / violations", 10)
    return raw(**{"south__tolerance": 5, "south__notice": "20h"} | tables)


def wrongly(tables: dict[str, Any]) -> dict[str, Any]:
    """Return the same with a third party, which is blamed instead."""
    tables["parties"]["south"]["misblames"] = 1.0
    tables["parties"]["east"] = {
        "violates": {"chance": 0, "every": "1 day"},
        "hits": {"south": 1},
    }
    return tables


def test_notice_is_withdrawn_if_the_complaint_behind_it_is_rejected(script: Script) -> None:
    of = build_world(from_raw(wrongly(leaving(script, verification=office()))))
    story = trace(of, 1, 0)
    assert story.held
    found = {event.kind: event.hours for event in story.events}
    assert (found["notice"], found["verdict"], found["notice withdrawn"]) == (10, 20, 30)
    assert "walk-out" not in found


def test_a_verdict_after_the_notice_comes_too_late_and_the_blame_was_false(script: Script) -> None:
    tables = wrongly(leaving(script, verification=office(checked_in="21h")))
    outcome = simulate(build_world(from_raw(tables)), 1, 0)
    assert (outcome.cause, outcome.life) == ("wrongly blamed", 30)


def test_a_verdict_at_the_end_of_the_notice_is_in_time(script: Script) -> None:
    tables = wrongly(leaving(script, verification=office(checked_in="20h")))
    assert simulate(build_world(from_raw(tables)), 1, 0).held


def test_who_has_reason_enough_without_the_rejected_claim_walks_out(script: Script) -> None:
    """The blame behind the notice was false but put right, so that is not what ended it."""
    tables = wrongly(leaving(script, verification=office()))
    tables["parties"]["south"]["tolerance"] = 10
    script.acts("north / violations", 1, 2, 3)
    # The first two stay open: they are reported late.
    tables["verification"]["reported_in"] = {"median": "5h", "p90": "50h"}
    for number, late in ((0, 0.9999), (1, 0.9999), (2, 1e-9)):
        script.draw("north / violations", number, FILED=late)
    of = build_world(from_raw(tables))
    story = trace(of, 1, 0)
    last = [event for event in story.events if event.kind == "verdict"]
    assert [(event.verdict, event.incident) for event in last] == [("rejected", "north-0.2")]
    # Notice was given over the second claim, which is open and false.
    assert story.cause == "wrongly blamed"
    # Were it given over the third, which is put right, the others would still be reason enough.
    tables["parties"]["south"]["tolerance"] = 15
    script.acts("north / violations", 1, 2, 3, 4)
    script.draw("north / violations", 2, FILED=1e-9)
    script.draw("north / violations", 3, FILED=0.9999)
    assert simulate(build_world(from_raw(tables)), 1, 0).cause == "walk-out"


def test_less_grievance_alone_brings_nobody_back(script: Script) -> None:
    """Neither time nor a softer verdict on the last straw."""
    forgetful = leaving(script, south__forgets_in="1h")
    assert simulate(build_world(from_raw(forgetful)), 1, 0).cause == "walk-out"
    softer = leaving(script, verification=office(redress=1.0))
    story = trace(build_world(from_raw(softer)), 1, 0)
    assert kinds(story.events).count("verdict") == 1
    assert story.cause == "walk-out"


def test_a_true_complaint_rejected_by_mistake_brings_it_back_as_well(script: Script) -> None:
    """Parties know what was found, not the truth."""
    mistaken = office(finds=0.0, clears=0.0, mistakes=1.0)
    assert simulate(build_world(from_raw(leaving(script, verification=mistaken))), 1, 0).held


def test_who_withdrew_its_notice_can_give_it_again(script: Script) -> None:
    tables = wrongly(leaving(script, verification=office()))
    script.acts("north / violations", 10, 100)
    tables["verification"]["checked_in"] = {"median": "10h", "p90": "100h"}
    script.draw("north / violations", 1, CHECKED=0.9999)
    story = trace(build_world(from_raw(tables)), 1, 0)
    told = [kind for kind in kinds(story.events) if kind in ("notice", "notice withdrawn")]
    assert told == ["notice", "notice withdrawn", "notice"]
    assert (story.cause, story.end_hours) == ("wrongly blamed", 120)


def test_nobody_need_persuade_who_stays_anyway(script: Script) -> None:
    power = {"power": {"over": ["south"], "persuades": 1.0, "resets": 1.0}}
    tables = wrongly(leaving(script, verification=office(), guarantors=power))
    story = trace(build_world(from_raw(tables)), 1, 0)
    assert "persuaded" not in kinds(story.events)


@pytest.mark.parametrize("kind", ["verdict", "start", "time", "claim"])
def test_persuaded_a_party_gives_notice_again_only_over_a_claim_that_adds(
    script: Script, kind: str
) -> None:
    """It stays far above its tolerance; what makes that less, or nothing, is no new reason."""
    power = {"power": {"over": ["south"], "persuades": 1.0, "resets": 0.0}}
    tables = leaving(script, guarantors=power, south__tolerance=1, south__notice="1h")
    if kind == "verdict":
        tables["verification"] = office(redress=1.0, finds=1.0)
    if kind == "start":
        tables["verification"] = office(calms=0.5, starts_after="3 days", teams=0)
    if kind == "time":
        tables["parties"]["south"]["forgets_in"] = "1 day"
    if kind == "claim":
        script.acts("north / violations", 10, 20)
    story = trace(build_world(from_raw(tables)), 1, 0)
    assert kinds(story.events).count("persuaded") == (2 if kind == "claim" else 1)
    assert story.held


@pytest.mark.parametrize(
    ("zones", "place"), [(0, ""), (1, ""), (2, " in Front b"), (3, " in Front b")]
)
def test_an_incident_is_told_with_its_place_where_there_is_more_than_one(
    script: Script, zones: int, place: str
) -> None:
    script.acts("north / violations", 10)
    script.draw("north / violations", ZONE=0.4)
    shares = [("a", 1), ("b", 9), ("c", 2)][:zones] if zones > 1 else [("b", 1)][:zones]
    tables = {key: {"share": share, "name": f"Front {key}"} for key, share in shares}
    story = trace(world(**({"zones": tables} if tables else {})), 1, 0)
    (told,) = [event.sentence for event in story.events if event.kind == "violation"]
    assert told == f"north violated the truce: hit south{place}, harm 5.0."

"""Sentences of docs/model.md, each as a small truce in which only the rule it states acts."""

import math
from typing import Any

import pytest
from scripted import OPENING, Script, installed, office, raw, world
from truce_sim.model import Outcome, build_world, simulate, trace
from truce_sim.model.codes import Act, Truth
from truce_sim.model.grievance import Grievance
from truce_sim.model.incidents import Claim, Incident, Mark, Name
from truce_sim.model.rules import noticing, retaliation_chance, settling
from truce_sim.model.streams import BLOCK
from truce_sim.scenario import from_raw


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Script:
    return installed(monkeypatch)


OFF = {"violates": {"chance": 0, "every": "1 day"}}


def run(**tables: Any) -> Outcome:
    return simulate(world(**tables), 1, 0)


# ---- rates ----------------------------------------------------------------------------------


def test_what_frays_goes_on_settling_beneath() -> None:
    def level(age: float, frays_after: float = 24.0) -> float:
        return settling(age, 0.1, 24.0, frays_after, 1000.0)

    assert level(24) == 0.1 + 0.9 / 2
    for age in (30.0, 48.0, 240.0):
        beneath = level(age, math.inf)
        assert level(age) == pytest.approx(1 - (1 - beneath) * 2 ** (-(age - 24) / 1000))
    assert level(48) < level(24), "violence still falls a day after it began to fray"
    assert level(3000) > level(240)


# ---- belief ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("harm", "chance"), [(0.2, 0.3), (1, 0.3), (2, 1 - 0.7**2), (2.5, 1 - 0.7**2.5), (40, 0.999999)]
)
def test_a_massacre_is_missed_less_often_than_a_shot(
    script: Script, harm: float, chance: float
) -> None:
    script.acts("north / violations", 10, 20)
    script.draw("north / violations", 0, NOTICED=chance - 1e-9)
    script.draw("north / violations", 1, NOTICED=chance + 1e-9)
    claims = [
        event.incident
        for event in trace(world(north__harm=harm, south__notices=0.3), 1, 0).events
        if event.kind == "claim"
    ]
    assert claims == (["north-0.0", "north-0.1"] if harm == 40 else ["north-0.0"])


@pytest.mark.parametrize("notices", [0.0, 1.0])
def test_who_notices_nothing_or_all_does_so_whatever_the_harm(notices: float) -> None:
    assert [noticing(notices, harm) for harm in (0.5, 1.0, 7.0, 1e9)] == [notices] * 4


def test_a_strike_is_claimed_by_a_neighbour_whom_the_striker_hits_as_well() -> None:
    tables = raw()
    tables["parties"]["north"]["hits"] = {"south": 3, "east": 1, "black": 6}
    tables["parties"]["east"] = {**OFF, "hits": {"black": 1}}
    tables["excluded"] = {"black": {"attacks": OFF["violates"], "hits": {"north": 1}}}
    parties = build_world(from_raw(tables)).parties
    assert [parties["north"].neighbours.at(u) for u in (0.0, 0.74, 0.76)] == [
        "south",
        "south",
        "east",
    ]
    # Who hits no party at all could have hit any.
    assert {parties["east"].neighbours.at(u) for u in (0.1, 0.9)} == {"north", "south"}


def test_inventions_are_as_harmful_as_what_the_accused_does(script: Script) -> None:
    """So gravest first puts what was made up about a grave offender before a smaller deed."""
    script.acts("south / violations", 1, 2)
    script.acts("south / false complaints", 3)
    script.acts("north / violations", 0.5)
    tables = raw(
        verification=office(order="gravest first"),
        north__harm=100,
        south__harm=5,
        south__false_complaints={"chance": 0.1, "every": "1 day"},
    )
    story = trace(build_world(from_raw(tables)), 1, 0)
    checked = [(e.incident, e.harm) for e in story.events if e.kind == "check"]
    assert checked == [
        ("north-0.0", 100),
        ("south-claim-0.0", 100),
        ("south-0.0", 5),
        ("south-0.1", 5),
    ]


# ---- grievance ------------------------------------------------------------------------------


def grievance(outcome: Outcome, party: str = "south") -> list[float]:
    return outcome.daily[f"grievance_{party}"][:4]


def test_a_complaint_calms_from_the_moment_of_noticing(script: Script) -> None:
    script.acts("north / violations", 10)
    found = run(verification=office(calms=0.5, reported_in="2 days", teams=0), south__tolerance=10)
    assert grievance(found) == [0.25, 0.25, 0.25, 0.25]


def test_one_noticed_before_the_mechanism_works_calms_from_that_day(script: Script) -> None:
    script.acts("north / violations", 10)
    later = office(calms=0.5, starts_after="60h", teams=0)
    assert grievance(run(verification=later, south__tolerance=10)) == [0.5, 0.5, 0.25, 0.25]


def test_what_is_overdue_by_then_calms_no_more(script: Script) -> None:
    script.acts("north / violations", 10)
    later = office(calms=0.5, starts_after="60h", teams=0)
    found = run(
        verification=later,
        south__tolerance=10,
        south__patience="20h",
        grievance={"overdue": 1.5},
    )
    assert grievance(found) == [0.5, 0.75, 0.75, 0.75]


@pytest.mark.parametrize(
    ("rules", "weights", "harm"),
    [
        # Upheld, redressed, unclear, nobody named, rejected: each with its own weight.
        ({}, {"upheld": 0.8}, 4.0),
        ({"redress": 1.0}, {"redressed": 0.3}, 1.5),
        ({"public": 1.0, "outcry": 2.0}, {"upheld": 0.8}, 8.0),
        ({"public": 0.0, "outcry": 2.0}, {"upheld": 0.8}, 4.0),
        ({"redress": 1.0, "public": 1.0, "outcry": 0.5}, {"redressed": 0.4}, 1.0),
        ({"finds": 0.0}, {"unclear": 1.1}, 5.5),
        ({"unattributed": 1.0}, {"unclear": 1.1}, 5.5),
        ({"finds": 0.0, "clears": 0.0, "mistakes": 1.0}, {"rejected": 0.2}, 1.0),
    ],
)
def test_a_verdict_weighs_as_the_table_says(
    script: Script, rules: dict[str, Any], weights: dict[str, float], harm: float
) -> None:
    script.acts("north / violations", 10)
    found = run(verification=office(**rules), grievance=weights, south__tolerance=100)
    assert grievance(found)[1] == pytest.approx(harm / 100)


# ---- retaliation ----------------------------------------------------------------------------


def test_nothing_calms_the_answer_to_an_outside_power(script: Script) -> None:
    tables: dict[str, Any] = {
        "verification": office(calms=1.0, teams=0),
        "outside": {"west": {"attacks": OFF["violates"] | {"chance": 0.1}, "hits": {"south": 1}}},
        "south__retaliates": 1.0,
    }
    script.acts("north / violations", 10)
    assert run(**tables).counts["retaliations_south"] == 0
    script.acts("west / attacks", 20)
    story = trace(world(**tables), 1, 0)
    (answer,) = [event for event in story.events if event.kind == "retaliation"]
    assert (answer.who, answer.whom, answer.parent) == ("south", "west", "west-0.0")


def test_the_answer_to_an_outside_power_counts_as_a_violation(script: Script) -> None:
    script.acts("west / attacks", 20)
    tables: dict[str, Any] = {
        "outside": {"west": {"attacks": OFF["violates"] | {"chance": 0.1}, "hits": {"south": 1}}},
        "south__retaliates": 1.0,
        "south__retaliates_after": "1h",
    }
    found = run(**tables)
    assert found.counts["violations_south"] == found.counts["incidents"] == 1
    assert run(**tables, spiral={"violations": 1, "window": "1h"}).cause == "spiral"
    flare = {"violations": 1, "window": "1h", "ends": 1.0}
    assert run(**tables, flare=flare).cause == "zones"
    quiet = {"before": 0.1, "share": 1.0, "window": "10 days"}
    assert not run(**tables, quiet=quiet).quiet
    script.acts("west / attacks")
    assert run(**tables, quiet=quiet).quiet


def test_who_holds_back_when_it_is_overdue_answers_a_verdict_only_if_the_chance_has_grown(
    script: Script,
) -> None:
    """The two moments share one draw; noticing has one of its own."""
    script.acts("north / violations", 10)
    script.draw("north / violations", FIRST_DECISION=0.9, SECOND_DECISION=0.5)
    tables: dict[str, Any] = {
        "verification": office(checked_in="50h"),
        "south__patience": "20h",
        "south__retaliates": 0.4,
        "south__tolerance": 1000,
    }
    assert run(**tables).counts["retaliations_south"] == 0
    # Another incident, meanwhile, has brought it nearer its tolerance.
    script.acts("north / violations", 10, 40)
    script.draw("north / violations", 1, FIRST_DECISION=1.0, SECOND_DECISION=1.0)
    tables |= {"south__retaliates_fed_up": 1.0, "south__tolerance": 50}
    story = trace(world(**tables), 1, 0)
    (decided,) = [event for event in story.events if event.kind == "decision"]
    assert (decided.incident, decided.hours) == ("north-0.0", 60)


@pytest.mark.parametrize("redress", [0.0, 1.0])
def test_an_upheld_complaint_is_answered_unless_redressed(script: Script, redress: float) -> None:
    """Nobody answered on noticing; being proved right without redress is a second occasion."""
    script.acts("north / violations", 10)
    script.draw("north / violations", FIRST_DECISION=0.9, SECOND_DECISION=0.1)
    story = trace(world(verification=office(redress=redress), south__retaliates=0.5), 1, 0)
    decided = [event.hours for event in story.events if event.kind == "decision"]
    assert decided == ([] if redress else [20])


def test_grievance_beyond_tolerance_raises_retaliation_no_further() -> None:
    at = [retaliation_chance(0.2, 0.6, share, 1.0, 1.0, 0.0) for share in (0, 0.5, 1, 3)]
    assert at == pytest.approx([0.2, 0.4, 0.6, 0.6])
    assert retaliation_chance(0.2, 0.6, 3, 1.5, 1.0, 0.5) == pytest.approx(0.45)


def test_the_hotline_works_when_the_mechanism_does_unless_it_says_otherwise(
    script: Script,
) -> None:
    script.acts("north / violations", 10, 60)
    hotline: dict[str, Any] = {"reaches": 1.0, "answers_in": "2h", "believed": 1.0}
    tables: dict[str, Any] = {"south__retaliates": 1.0, "south__retaliates_after": "1h"}

    def answers(line: dict[str, Any], starts_after: str = "50h") -> list[float]:
        mechanism = office(starts_after=starts_after, hotline=line)
        events = trace(world(**tables, verification=mechanism), 1, 0).events
        return [event.hours for event in events if event.kind == "retaliation"]

    assert answers(hotline) == [11]
    assert answers(hotline, "0h") == []
    # From its very first moment on.
    assert answers(hotline | {"starts_after": "10h"}) == []
    assert answers(hotline | {"starts_after": "11h"}, "0h") == [11]
    assert answers(hotline | {"believed": 0.0}) == [11, 62]


# ---- verification ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("finds", "mistakes", "hours"),
    [
        # Found, and found to be untrue: both wait for the haggling. Unclear: known at once.
        (1.0, 0.0, 70.0),
        (0.0, 1.0, 70.0),
        (0.0, 0.0, 20.0),
    ],
)
def test_only_a_finding_must_be_endorsed(
    script: Script, finds: float, mistakes: float, hours: float
) -> None:
    script.acts("north / violations", 10)
    rules = office(finds=finds, clears=0.0, mistakes=mistakes, agree=0.0, haggled_in="50h")
    story = trace(world(verification=rules), 1, 0)
    (verdict,) = [event for event in story.events if event.kind == "verdict"]
    assert (verdict.verdict, verdict.hours) == ("unclear", hours)


POWER = {
    "power": {
        "over": ["north", "south"],
        "willing": 1.0,
        "leverage": 0.9,
        "presses_for": "3 days",
        "persuades": 1.0,
    }
}
RUPTURE = {"chance": 0.01, "every": "1 day"}


def test_after_a_rupture_no_finding_is_endorsed(script: Script) -> None:
    script.acts("north / violations", 10, 100)
    script.acts("guarantors / rupture", 50)
    found = run(verification=office(), guarantors=POWER, rupture=RUPTURE)
    assert found.counts["verdict_true_upheld"] == found.counts["verdict_true_unclear"] == 1


def test_after_a_rupture_nobody_is_pressed_and_pressure_in_force_runs_out(script: Script) -> None:
    """Of two violators one is pressed before the rupture, and is held back until that is over."""
    script.acts("north / violations", 10, 60, 94)
    for number in range(3):
        script.draw("north / violations", number, COMMANDED=0.9)
    tables: dict[str, Any] = {"verification": office(), "guarantors": POWER}
    height = 0.5 * world().parties["north"].per_hour

    def candidates(*arguments: Any) -> Any:
        return ((number, time, height, 0) for number, time, _, _ in script.candidates(*arguments))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("truce_sim.model.violence.candidates", candidates)
        alone = trace(world(**tables), 1, 0)
        script.acts("guarantors / rupture", 30)
        torn = trace(world(**tables, rupture=RUPTURE), 1, 0)
    for story, pressed in ((alone, [20, 104]), (torn, [20])):
        assert [e.hours for e in story.events if e.kind == "pressed"] == pressed
        assert [e.hours for e in story.events if e.kind == "violation"] == [10, 94]


def test_after_a_rupture_nobody_is_persuaded(script: Script) -> None:
    script.acts("north / violations", 10)
    tables: dict[str, Any] = {"guarantors": POWER, "south__tolerance": 5, "south__notice": "1 day"}
    assert run(**tables).held
    script.acts("guarantors / rupture", 20)
    assert run(**tables, rupture=RUPTURE).cause == "walk-out"


# ---- at the opening -------------------------------------------------------------------------


def quiet_at(hours: float, script: Script, *violations: float, **quiet: Any) -> bool:
    """Return whether a truce is quiet at an hour, with 4 violations a day before it."""
    script.acts("north / violations", *violations)
    rule = {"before": 4, "share": 0.5, "window": "4 days"} | quiet
    of = build_world(from_raw(raw(quiet=rule)), checkpoints=(hours,))
    return simulate(of, 1, 0).checkpoints[0].quiet


@pytest.mark.parametrize(
    ("hours", "count", "quiet"),
    [
        # Half of four a day: below 2 a day. Younger than the window, by the hours there were.
        (48, 3, True),
        (48, 4, False),
        (12, 0, True),
        (12, 1, False),
        (18, 1, True),
        (95, 7, True),
        (96, 7, True),
        (96, 8, False),
        (0, 0, False),
    ],
)
def test_quiet_in_a_truce_younger_than_its_window_is_judged_at_the_same_rate(
    script: Script, hours: float, count: int, quiet: bool
) -> None:
    times = [hours - 1 - 0.01 * place for place in range(count)]
    assert quiet_at(hours, script, *times) is quiet


def test_a_violation_as_old_as_the_window_still_counts(script: Script) -> None:
    eight = [100.0, *(150.0 + place for place in range(7))]
    assert not quiet_at(196, script, *eight)
    assert quiet_at(196.001, script, *eight)


def test_where_there_was_no_violence_before_only_none_is_quiet(script: Script) -> None:
    assert quiet_at(48, script, before=0)
    assert not quiet_at(48, script, 10, before=0)
    assert quiet_at(150, script, 10, before=0)
    assert not quiet_at(0, script, before=0)


def test_without_a_mechanism_all_is_settled(script: Script) -> None:
    script.acts("north / violations", *range(1, 60))
    found = run(settled={"open_complaints": 0})
    assert found.settled
    assert found.open_complaints == 0


def test_open_harm_is_that_of_the_complaints_still_open(script: Script) -> None:
    script.acts("north / violations", 10, 20, OPENING - 5)
    script.draw("north / violations", 0, HARM=0.3)
    script.draw("north / violations", 1, HARM=0.7)
    script.draw("north / violations", 2, HARM=0.9)
    of = world(verification=office(), north__harm={"median": 3, "p90": 30})
    harms = [event.harm for event in trace(of, 1, 0).events if event.kind == "violation"]
    found = simulate(of, 1, 0)
    assert found.open_complaints == 1
    assert found.open_harm == pytest.approx(harms[2])
    none = simulate(world(verification=office(teams=0), north__harm={"median": 3, "p90": 30}), 1, 0)
    assert none.open_harm == pytest.approx(sum(harm or 0 for harm in harms))


# ---- draws ----------------------------------------------------------------------------------


def test_every_decision_about_an_incident_has_a_draw_of_its_own() -> None:
    places = [place for name, place in vars(Mark).items() if name.isupper()]
    assert len(places) > 20
    assert len(set(places)) == len(places)
    assert set(places) <= set(range(BLOCK))


def _claim(harm: float) -> Claim:
    incident = Incident(
        Name("north", 1, 0, 0),
        Act.VIOLATION,
        "north",
        "south",
        zone="front",
        harm=harm,
        time=0.0,
        marks=[0.5] * BLOCK,
    )
    return Claim(incident, "south", "north", Truth.TRUE, 0.0, 0)


def test_a_grievance_that_adds_up_to_its_tolerance_reaches_it() -> None:
    # In floating point eight tenths come to 0.7999999999999999.
    held = Grievance(math.inf, 0.8)
    reached = [held.weigh(_claim(0.1), 1.0, 0.0) for _ in range(8)]
    assert reached == [False] * 7 + [True]
    assert held.share(0.0) < 1
    assert held.fed_up(0.0)


def test_persuasion_reaches_a_claim_that_weighs_nothing_yet() -> None:
    held = Grievance(math.inf, 10.0)
    early, late = _claim(4.0), _claim(4.0)
    held.kept(early)
    held.shrink(0.5)
    held.weigh(early, 1.0, 0.0)
    held.weigh(late, 1.0, 0.0)
    assert held.share(0.0) == pytest.approx((2 + 4) / 10)

"""What the sentences of one run say: the start, the hotline, pressure, notice."""

from typing import Any

import pytest
from made_up import heading
from scripted import Script, installed, office, world
from truce_sim.model import Story, trace
from truce_sim.model.story import after
from truce_sim.report.charts.swimlanes import grievances, last_crossing
from truce_sim.studies.telling import told


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Script:
    return installed(monkeypatch)


def run(**tables: Any) -> Story:
    return trace(world(**tables), 1, 0)


def sentences(kind: str, **tables: Any) -> list[str]:
    return [event.sentence for event in run(**tables).events if event.kind == kind]


def test_what_each_party_starts_with_is_told_and_drawn(script: Script) -> None:
    script.acts("north / violations", 30)
    south = {"south__forgets_in": "1 day", "south__headroom": 1}
    story = run(grievance={"at_start": 40}, **south)
    first, second = story.events[:2]
    assert (first.kind, second.kind, second.hours) == ("truce starts", "grievance at start", 0)
    assert second.grievance is not None
    assert 0 < second.grievance < 1
    said = f"south started with a grievance at {round(100 * second.grievance)} in 100 of its limit."
    assert second.sentence == said
    drawn = grievances(told(story), heading().parties | {"south": "South"}, 1.0)
    assert drawn["south"][0] == (0.0, second.grievance)
    assert not sentences("grievance at start", south__forgets_in="1 day", south__tolerance=9)


def test_who_starts_beyond_its_limit_crosses_it_nowhere_in_the_drawing(script: Script) -> None:
    script.acts("north / false complaints", 1)
    story = run(grievance={"at_start": 400}, south__forgets_in="1 day", south__tolerance=1)
    assert sentences(
        "grievance at start",
        grievance={"at_start": 400},
        south__forgets_in="1 day",
        south__tolerance=1,
    ) == ["south started with a grievance beyond its limit."]
    (points,) = grievances(told(story), ["south"], 1.0).values()
    assert len(points) == 1, "nothing happens to it, and it is drawn all the same"
    assert last_crossing(points) is None


def test_the_hotline_asks_and_is_answered_later(script: Script) -> None:
    script.acts("north / violations", 10)
    line = {"reaches": 1.0, "answers_in": "2h", "believed": 0.0}
    tables: dict[str, Any] = {"south__retaliates": 1.0, "south__retaliates_after": "12h"}

    def hotline(**changes: Any) -> list[str]:
        return sentences("hotline", verification=office(hotline=line | changes), **tables)

    asks = "The hotline asked both sides"
    (own_delay,) = hotline()
    assert own_delay == (
        f"{asks}, with an answer due in 2 hours: south would strike unconvinced, in 12 hours."
    )
    (waits,) = hotline(answers_in="20h")
    assert waits == (
        f"{asks}, with an answer due in 20 hours: south would strike then, unconvinced."
    )
    (believed,) = hotline(believed=1.0)
    assert believed == (
        f"{asks}: south was going to believe the answer, due in 2 hours, and not to strike."
    )


def test_pressure_over_a_claim_is_told_from_pressure_after_a_verdict(script: Script) -> None:
    script.acts("north / violations", 5)
    power = {"over": ["north"], "leverage": 0.5, "presses_on_claims": 1.0, "willing": 1.0}
    assert sentences("pressed", guarantors={"power": power}, verification=office()) == [
        "power pressed north over what south claimed, without a verdict.",
        "power pressed north to cease fire, after the verdict for south.",
    ]


@pytest.mark.parametrize(
    ("notice", "said"),
    [("0h", "to leave at once"), ("30 min", "in 30 minutes"), ("1h", "to leave in 1 hour")],
)
def test_notice_is_told_as_long_as_it_is(script: Script, notice: str, said: str) -> None:
    script.acts("north / violations", 5)
    tables = {"south__tolerance": 1, "south__forgets_in": "1 day", "south__notice": notice}
    (sentence,) = sentences("notice", **tables)
    assert sentence.endswith(f"{said}.")


def test_no_length_of_time_is_told_as_nothing_or_as_sixty_minutes() -> None:
    lengths = [after(hours) for hours in (0.0, 0.02, 0.999, 1.4, 12.0)]
    assert lengths == ["at once", "in 1 minute", "in 1 hour", "in 1 hour", "in 12 hours"]

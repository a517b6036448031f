"""What of a run is read aloud, and what is said to have filled the measure that ended it."""

import copy
from datetime import datetime
from typing import Any

import pytest
from busy import BUSY
from scripted import Script, installed, world
from truce_sim.model import build_world, trace
from truce_sim.report.reasons import reason
from truce_sim.report.terminal_trace import Extent, side_by_side, story_told
from truce_sim.scenario import from_raw, load
from truce_sim.studies.key_events import AT_MOST, LINES, key_events
from truce_sim.studies.results.common import Event, Story
from truce_sim.studies.telling import told

STARTS = datetime(2030, 5, 1)
NAMES = {"north": "North and allies", "south": "South"}


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Script:
    return installed(monkeypatch)


def run(**tables: Any) -> Story:
    return told(trace(world(**tables), 1, 0))


def event(kind: str, hours: float = 1.0, **more: Any) -> Event:
    about: dict[str, Any] = dict.fromkeys(("whom", "zone", "harm", "incident", "parent"))
    return Event(hours=hours, kind=kind, who="north", sentence=f"{kind}.", **about | more)


@pytest.mark.parametrize("path", ["scenarios/smallest.toml", "scenarios/syria-2016.toml"])
def test_a_run_is_told_in_few_lines_from_start_to_end(path: str) -> None:
    world = build_world(load(path))
    for number in range(3):
        story = told(trace(world, 5, number))
        key = [one for one in story.events if one.key]
        assert len(key) <= AT_MOST
        assert key[0].kind == "truce starts"
        assert key[-1].kind in ("collapse", "talks open")


def test_what_must_be_told_is_told_however_much_else_happened() -> None:
    many = [event("violation", harm=1.0, incident=f"v{at}") for at in range(500)]
    few = [event("shock"), event("notice"), event("walk-out"), event("collapse")]
    told = [(*many, *few)[place].kind for place in key_events([*many, *few])]
    assert told == ["shock", "notice", "walk-out", "collapse"], "what held nothing is no matter"
    answers = [event("retaliation", harm=1.0, incident=f"r{at}") for at in range(500)]
    assert len(key_events([*answers, *few])) == LINES
    assert len(key_events([*answers, *few], most=6)) == 6
    notices = [event("notice") for _ in range(400)]
    found = key_events([*notices, *few])
    assert len(found) == AT_MOST
    assert found[-1] == len(notices) + 3, "the end is among them"


def test_a_verdict_is_told_where_something_followed_from_it() -> None:
    plain = event("verdict", 2, incident="a", verdict="unclear")
    moved = event("verdict", 3, incident="b", verdict="upheld")
    pressed = event("pressed", 3, incident="b")
    assert key_events([plain, moved, pressed]) == [1]


def test_lines_left_go_to_each_sort_in_turn() -> None:
    usual = [event("violation", harm=1.0, incident=f"v{at}") for at in range(50)]
    grave = [event("attack", harm=90.0, incident=f"g{at}") for at in range(9)]
    answers = [event("retaliation", harm=2.0, incident=f"r{at}") for at in range(9)]
    events = [*usual, *grave, *answers]
    kinds = [events[place].kind for place in key_events(events, most=6)]
    assert kinds == ["attack"] * 3 + ["retaliation"] * 3


def test_what_made_a_party_leave_adds_up_to_what_it_bore(script: Script) -> None:
    script.acts("north / violations", 5, 30, 31)
    story = run(south__tolerance=12, south__forgets_in="10 days", south__notice="6h")
    (notice,) = [one for one in story.events if one.kind == "notice"]
    claims = [one.filled for one in story.events if one.kind == "claim" and one.filled]
    assert notice.filled == pytest.approx(sum(claims))
    assert notice.grievance is not None
    marks = [one.sentence for one in story.events if one.kind == "grievance"]
    assert marks[-1] == "The grievance of south reached its limit."
    first, second = reason(story, NAMES, STARTS)
    assert first.startswith("Why: the grievance of South was")
    assert "violations by North and allies on 2 May" in second
    lines = [line.plain for line in story_told(STARTS, NAMES, story, Extent())]
    assert lines[-1].endswith(("May.", "claim."))


def test_what_is_left_out_is_counted_and_all_tells_it(script: Script) -> None:
    script.acts("north / violations", 5, 30, 31)
    story = run()
    few = [line.plain.strip() for line in story_told(STARTS, NAMES, story, Extent())]
    left = len(story.events) - sum(one.key for one in story.events)
    assert f"{left:,} lesser events are not told; --all tells all." in few
    every = [line.plain for line in story_told(STARTS, NAMES, story, Extent(everything=True))]
    assert not [line for line in every if "not told" in line]
    late = Extent(everything=True, last=story.end_hours - 30.0)
    shown = [line.plain for line in story_told(STARTS, NAMES, story, late)]
    assert shown[0].startswith(" 2 May 06:00")


def test_two_that_part_are_told_from_there_on_by_what_tells_most(script: Script) -> None:
    script.acts("north / violations", 5, 30, 31)
    both = run(), run(south__retaliates=1.0, south__retaliates_after="1h")
    lines = [line.plain for line in side_by_side(STARTS, ("base", "other"), NAMES, both, Extent())]
    assert any("retaliated" in line for line in lines)
    assert any("lesser event" in line for line in lines)


def test_no_sentence_of_a_run_depends_on_whether_a_name_is_one_or_many() -> None:
    """Verbs after names are in the past tense, or modal: the same for one and for many."""
    world = build_world(load("scenarios/syria-2016.toml"))
    names = tuple(world.shown.values())
    agreeing = {"is", "has", "hits", "was", "strikes", "blames", "attacks", "waits", "its"}
    for one in trace(world, 5, 1).events:
        for name in names:
            after = one.sentence.split(f"{name} ", 1)[1:]
            if one.sentence.startswith(name) and after:
                assert after[0].split(maxsplit=1)[0] not in agreeing, one.sentence


def test_every_end_that_a_measure_fills_has_its_reason_and_few_lines_before_it() -> None:
    """What says why itself (an outside shock, broken on purpose) needs none."""
    scenario = from_raw(copy.deepcopy(BUSY))
    world = build_world(scenario)
    seen = set()
    for number in (*range(8), 66):
        story = told(trace(world, 3, number))
        seen.add(story.cause)
        assert sum(one.key for one in story.events) <= AT_MOST
        said = reason(story, world.shown, STARTS)
        if story.cause in ("shock", "broken on purpose"):
            assert not said
        elif story.cause is not None:
            assert said[0].startswith("Why: ")
    assert {"walk-out", "wrongly blamed", "mass-casualty", "zones"} <= seen

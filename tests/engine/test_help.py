"""What the engine has no room for is done by the model: the same bytes, the same words."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest
from engines import Helper, by_engine, by_simpy, disagreements
from truce_sim.engine import batch, columns
from truce_sim.engine.batch import work
from truce_sim.engine.codes import Status
from truce_sim.engine.layout import MOST_STRIKES
from truce_sim.engine.outcome import MOST_LINKS
from truce_sim.model import World, build_world
from truce_sim.model.bounds import TooMuchError
from truce_sim.runs.batch import Batch, ReplicationFailedError
from truce_sim.scenario import from_raw

DATES = {"truce_starts": "2030-05-01 00:00", "talks": "2030-05-11 10:00"}
ANSWERS_ALL = {"retaliates": 1, "retaliates_after": "0h", "notices": 0.9999}


def between(one: Mapping[str, object], other: Mapping[str, object], **more: object) -> World:
    """Return the world of two parties that hit each other."""
    parties = {
        "north": {"violates": "1 a day", "hits": {"south": 1}, **one},
        "south": {"violates": "1 a day", "hits": {"north": 1}, **other},
    }
    raw = {"title": "Help", "dates": DATES, "parties": parties, **more}
    return build_world(from_raw(raw), checkpoints=(24.0, 250.0))


ROOM = MOST_STRIKES / 10.4
"""Shocks a day that just fill the room for them."""
SHOCKS = {name: {"rate": f"{ROOM:.0f} a day", "factor": 2, "lasts": "1h"} for name in "abc"}
PERSUADED = {
    "guarantors": {"moon": {"over": ["north", "south"], "persuades": 1, "resets": 1}},
    "grievance": {"overdue": 1},
}
IMPATIENT = {"violates": "60 a day", "tolerance": 0.5, "notice": "0h", "forgets_in": "2 days"}
LASTING = {"retaliates": 0.999, "retaliates_after": "10 min"}
CROWD = {
    f"band-{number}": {"violates": "1 a week", "hits": {"band-0": 1}} for number in range(1, 60)
}
HELPED = {
    "more shocks than there is room for": between({}, {}, shocks=SHOCKS),
    "more persuasions": between(IMPATIENT, IMPATIENT, **PERSUADED),
    "a longer chain of answers": between(
        LASTING, LASTING, spiral={"violations": 5 * MOST_LINKS, "window": "9 days"}
    ),
    "more parties": build_world(
        from_raw(
            {
                "title": "Crowd",
                "dates": DATES,
                "parties": {"band-0": {"violates": "1 a week", "hits": {"band-1": 1}}, **CROWD},
            }
        )
    ),
}


@pytest.mark.parametrize("case", HELPED)
def test_what_there_is_no_room_for_is_done_by_the_model(case: str) -> None:
    found, helped = disagreements([(case, Batch(HELPED[case], 1, 0, 4))])
    assert found == {}
    assert helped > 0


def test_help_with_some_runs_leaves_the_others_where_they_are() -> None:
    shocks = {"a": {"rate": f"{ROOM:.0f} a day", "factor": 2, "lasts": "1h"}}
    found, helped = disagreements([("some", Batch(between({}, {}, shocks=shocks), 1, 0, 40))])
    assert found == {}
    assert 0 < helped < 40


def test_a_chain_that_nothing_ends_is_told_in_the_words_of_the_model() -> None:
    batch = Batch(between(ANSWERS_ALL, ANSWERS_ALL), 1, 0, 1)
    with pytest.raises(ReplicationFailedError) as told:
        by_simpy(batch)
    with pytest.raises(TooMuchError) as helped:
        by_engine(batch)
    assert str(helped.value) == told.value.said
    assert "at one instant" in told.value.said


def test_runs_after_one_that_failed_are_as_if_it_had_not_been() -> None:
    """The room of a run given up half-way is used again."""
    batch = Batch(between({}, {}), 1, 0, 5)
    before = by_simpy(batch)
    with pytest.raises(TooMuchError):
        by_engine(Batch(between(ANSWERS_ALL, ANSWERS_ALL), 1, 0, 1))
    assert disagreements([("after", batch)]) == ({}, 0)
    assert before["held"].tolist() == by_engine(batch)["held"].tolist()


def test_an_error_of_the_helper_is_not_swallowed() -> None:
    class Breaks(Helper):
        def __call__(self, *_: object) -> None:  # type: ignore[override]
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        by_engine(Batch(HELPED["more parties"], 1, 0, 1), Breaks())


def test_every_status_is_met(monkeypatch: pytest.MonkeyPatch) -> None:
    """Done, out of the room of runs before it, and given up."""
    met: set[int] = set()

    def watched(address: int) -> int:
        done = work(address)
        met.add(columns._here.space.status)
        return done

    monkeypatch.setattr(batch, "work", watched)
    violent: dict[str, object] = {"violates": "300 a day", "patience": "2 days"}
    worlds = (between(violent, violent), HELPED["more persuasions"])
    with ThreadPoolExecutor(1) as fresh:
        for world in worlds:
            fresh.submit(by_engine, Batch(world, 5, 0, 1)).result()
    assert met == set(Status)  # type: ignore[call-overload]

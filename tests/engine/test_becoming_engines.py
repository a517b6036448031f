"""A world that becomes another: both engines make the same histories of it, to the last bit."""

import pytest
from alike import differing
from busy import BUSY
from engines import by_simpy, disagreements
from random_scenarios import drawn_branches
from successors import drawn_becoming
from truce_sim.engine.history import BeyondError, History
from truce_sim.engine.pack import packs
from truce_sim.model import World, build_world, simulate
from truce_sim.model.may_become import becoming
from truce_sim.model.streams import ONE_BRANCH, Branches, Luck
from truce_sim.runs.batch import Batch, Columns, _columns
from truce_sim.scenario import from_raw

SEED = 7


def compared(numbers: range) -> None:
    pairs = [(number, drawn_becoming(number)) for number in numbers]
    found, helped = disagreements(
        (
            number,
            Batch(pair[1], SEED, 0, 3, lucks=(Luck(0), Luck(2), Luck(2, drawn_branches(number)))),
        )
        for number, pair in pairs
        if pair is not None
    )
    assert found == {}
    assert helped <= 0.1 * 3 * len(numbers)


def test_drawn_worlds_that_become_others() -> None:
    compared(range(25))


@pytest.mark.slow
@pytest.mark.parametrize("first", range(25, 425, 100))
def test_many_drawn_worlds_that_become_others(first: int) -> None:
    compared(range(first, first + 100))


def test_worlds_that_change_and_others_in_one_batch() -> None:
    """Some become one and the same, some none, and each changes at another hour."""
    plain = build_world(from_raw(BUSY))
    other = build_world(from_raw(BUSY | {"truce": BUSY["truce"] | {"floor": 0.9}}))
    worlds = tuple(
        plain if run % 3 == 0 else becoming(plain, 10.0 * run, other) for run in range(12)
    )
    assert disagreements([("mixed", Batch(worlds, SEED, 0, len(worlds)))]) == ({}, 0)


def model(world: World, replication: int, branches: Branches) -> Columns:
    outcome = simulate(world, SEED, replication, branches)
    return _columns([outcome], Batch(world, SEED, replication, 1))


def gone_on(plain: World, then: World, replication: int, branches: Branches) -> Columns:
    """Return a history begun in a plain world, stopped at the hour, and gone on in the other."""
    assert then.becomes is not None
    history, luck = History.begun(plain, SEED, replication), 0
    changes, other = then.becomes
    for hour, branch in branches:
        if not history.became and changes <= hour:
            history.until(changes)
            history.become(other)
        history.until(hour)
        if branch != luck:
            history.turn(branch)
        luck = branch
    if not history.became:
        history.until(changes)
        history.become(other)
    return history.columns()


def gone_on_alike(numbers: range) -> int:
    count = 0
    for number in numbers:
        pair = drawn_becoming(number)
        if pair is None or pair[0].end != pair[1].end:
            continue
        plain, then = pair
        for branches in (ONE_BRANCH, drawn_branches(number)):
            try:
                found = gone_on(plain, then, number, branches)
            except BeyondError:
                continue
            assert differing(model(then, number, branches), found) == [], (number, branches)
            count += 1
    return count


def test_a_history_goes_on_in_another_world_and_with_other_luck() -> None:
    assert gone_on_alike(range(40)) >= 30


@pytest.mark.slow
def test_many_histories_go_on_in_other_worlds() -> None:
    assert gone_on_alike(range(40, 240)) >= 133


def test_a_history_of_a_world_that_changes_does_so_by_itself() -> None:
    for number in range(12):
        pair = drawn_becoming(number)
        if pair is None:
            continue
        _, then = pair
        assert then.becomes is not None
        history = History.begun(then, SEED, number)
        for hour in (then.becomes[0] / 2, then.becomes[0], then.becomes[0] + 1):
            history.until(hour)
        assert differing(model(then, number, ONE_BRANCH), history.columns()) == []


def test_copies_go_on_in_worlds_of_their_own() -> None:
    plain = build_world(from_raw(BUSY))
    others = [
        build_world(from_raw(BUSY | {"truce": BUSY["truce"] | {"floor": floor}}))
        for floor in (0.1, 0.5, 0.9)
    ]
    trunk = History.begun(plain, SEED, 1)
    trunk.until(48.0)
    boughs = [trunk.copy() for _ in others]
    for bough, other in zip(boughs, others, strict=True):
        bough.become(other)
    for bough, other in zip(boughs, others, strict=True):
        then = becoming(plain, 48.0, other)
        assert differing(by_simpy(Batch(then, SEED, 1, 1)), bough.columns()) == []
    assert differing(by_simpy(Batch(plain, SEED, 1, 1)), trunk.columns()) == []


def test_what_a_history_cannot_become() -> None:
    plain = build_world(from_raw(BUSY))
    history = History.begun(plain, SEED, 0)
    with pytest.raises(ValueError, match="hour 0"):
        history.become(plain)
    history.until(30.0)
    with pytest.raises(ValueError, match="ends, or is looked at"):
        history.become(build_world(from_raw(BUSY), watch_until=900.0))
    history.become(plain)
    with pytest.raises(ValueError, match="once only"):
        history.become(plain)


def test_a_world_that_becomes_one_too_large_is_left_to_the_model() -> None:
    names = [f"clan-{number}" for number in range(60)]
    raw = BUSY | {
        "parties": {
            name: {"violates": "1 a week", "hits": {names[number - 1]: 1}}
            for number, name in enumerate(names)
        }
    }
    for key in ("excluded", "outside", "guarantors"):
        raw.pop(key, None)
    crowd = build_world(from_raw(raw))
    assert not packs(becoming(crowd, 30.0, crowd))

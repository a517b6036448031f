"""A run that is stopped, copied and continued with other luck is the one the model makes of it."""

from random import Random

import pytest
from alike import differing
from busy import BUSY
from drawn_batches import tempered
from engines import by_simpy
from random_scenarios import drawn_branches
from truce_sim.engine.history import BeyondError, History
from truce_sim.model import World, build_world, simulate
from truce_sim.model.streams import Branches
from truce_sim.runs.batch import Batch, Columns, _columns
from truce_sim.scenario import from_raw

SEED = 7


def drawn(number: int) -> World:
    scenario, _ = tempered(number)
    opening = build_world(scenario).opening
    return build_world(scenario, checkpoints=(opening / 3, opening))


def model(world: World, replication: int, branches: Branches) -> Columns:
    """Return a run of the model under other luck from some hours on."""
    outcome = simulate(world, SEED, replication, branches)
    return _columns([outcome], Batch(world, SEED, replication, 1))


def turned(world: World, replication: int, branches: Branches) -> Columns:
    """Return a history that was stopped at each of these hours, and went on with other luck."""
    history, luck = History.begun(world, SEED, replication), 0
    for hour, branch in branches:
        history.until(hour)
        if branch != luck:
            history.turn(branch)
        luck = branch
    return history.columns()


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_luck_that_turns(first: int) -> None:
    compared = 0
    for number in range(first, first + 20):
        world, branches = drawn(number), drawn_branches(number)
        try:
            found = turned(world, number, branches)
        except BeyondError:
            continue
        assert differing(model(world, number, branches), found) == [], number
        compared += 1
    assert compared >= 17


@pytest.mark.slow
@pytest.mark.parametrize("first", range(100, 400, 100))
def test_luck_that_turns_in_many_histories(first: int) -> None:
    for number in range(first, first + 100):
        world, branches = drawn(number), drawn_branches(number)
        try:
            found = turned(world, number, branches)
        except BeyondError:
            continue
        assert differing(model(world, number, branches), found) == [], number


def test_luck_turns_at_hours_at_which_much_falls_due() -> None:
    """What is due at the very hour comes after the turn."""
    world = build_world(from_raw(BUSY))
    branches = ((0.0, 3), (24.0, 1), (48.0, 2), (96.0, 9), (world.opening, 4))
    for run in range(10):
        assert differing(model(world, run, branches), turned(world, run, branches)) == []


def test_a_run_that_is_only_stopped_is_unbroken() -> None:
    random = Random(1)  # noqa: S311 - no secrets here
    for number in range(30):
        world = drawn(number)
        history = History.begun(world, SEED, number)
        for hour in sorted(random.uniform(0, world.end) for _ in range(9)):
            history.until(hour)
        try:
            found = history.columns()
        except BeyondError:
            continue
        assert differing(by_simpy(Batch(world, SEED, number, 1)), found) == [], number


def test_copies_go_their_own_ways() -> None:
    """A tree of copies: each leaf is the history of the luck on the way to it."""
    world = build_world(from_raw(BUSY), checkpoints=(24.0,))
    for run in range(4):
        trunk = History.begun(world, SEED, run)
        trunk.until(30.0)
        leaves: list[tuple[Branches, History]] = []
        for branch in (1, 2, 2**40):
            bough = trunk.copy()
            bough.turn(branch)
            bough.until(70.5)
            twig = bough.copy()
            twig.turn(5)
            leaves += [
                (((0.0, 0), (30.0, branch), (70.5, 5)), twig),
                (((0.0, 0), (30.0, branch)), bough),
            ]
        leaves.append((((0.0, 0),), trunk))
        for branches, history in [*leaves[::2], *leaves[1::2]]:
            assert differing(model(world, run, branches), history.columns()) == [], branches


def test_a_history_can_be_looked_at_and_go_on() -> None:
    """Columns of a copy, and then of the one copied; and the same columns twice."""
    world = build_world(from_raw(BUSY))
    history = History.begun(world, SEED, 1)
    history.until(40.0)
    looked = history.copy().columns()
    assert differing(looked, history.columns()) == []
    assert differing(looked, history.columns()) == []


def test_what_is_over_stays_as_it_was() -> None:
    world = build_world(from_raw(BUSY))
    history = History.begun(world, SEED, 2)
    history.until(world.end + 1)
    assert history.over
    before = by_simpy(Batch(world, SEED, 2, 1))
    history.turn(8)
    assert differing(before, history.columns()) == []


def test_what_cannot_be_asked() -> None:
    history = History.begun(build_world(from_raw(BUSY)), SEED, 0)
    history.until(30.0)
    with pytest.raises(ValueError, match="30"):
        history.until(29.0)
    history.turn(4)
    history.until(31.0)
    with pytest.raises(ValueError, match="0 comes back"):
        history.turn(0)


def test_a_branch_that_goes_on_is_no_turn() -> None:
    history = History.begun(build_world(from_raw(BUSY)), SEED, 0)
    other = history.copy()
    for hour in (30.0, 60.0):
        history.until(hour)
        history.turn(0)
    assert history.branches == ((0.0, 0),)
    assert differing(history.columns(), other.columns()) == []


def test_a_history_that_outgrows_its_room_goes_on_in_more() -> None:
    violent = {"violates": "300 a day", "forgets_in": "4 days"}
    raw = {
        "title": "big",
        "dates": BUSY["dates"],
        "parties": {
            "north": violent | {"hits": {"south": 1}},
            "south": violent | {"hits": {"north": 1}},
        },
        "verification": {"teams": 5, "checked_in": "12h", "finds": 1, "clears": 1},
    }
    world = build_world(from_raw(raw))
    branches = ((0.0, 0), (100.0, 1), (200.0, 2))
    assert differing(model(world, 0, branches), turned(world, 0, branches)) == []

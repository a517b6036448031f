"""Every draw has an address: seed, replication, name, number, and nothing else."""

import math
import random
from typing import Any

import numpy as np
import pytest
from busy import BUSY
from hypothesis import given
from hypothesis import strategies as st
from truce_sim.model import build_world, simulate, trace
from truce_sim.model.addresses import MASK, Purpose, address, deed, in_stratum, mix
from truce_sim.model.streams import BLOCK, Streams
from truce_sim.scenario import from_raw

seeds = st.integers(min_value=0, max_value=2**64 - 1)
names = st.text(min_size=1, max_size=30)
addresses = st.integers(min_value=0, max_value=MASK)


@given(
    seed=seeds,
    replication=st.integers(0, 2**40),
    place=addresses,
    purpose=st.integers(0, 2**16),
    branch=st.integers(0, 2**32),
    number=st.integers(0, 1000),
)
def test_a_draw_is_the_philox_word_of_its_address(
    seed: int, replication: int, place: int, purpose: int, branch: int, number: int
) -> None:
    counter = np.array([number // 4, place, purpose, branch], dtype=np.uint64)
    key = np.array([seed, replication], dtype=np.uint64)
    word = int(np.random.Philox(counter=counter, key=key).random_raw(4)[number % 4])
    drawn = Streams(seed, replication).nth(place, purpose, number, branch)
    assert drawn == (word >> 11) / 2**53


@given(order=st.permutations([(1, 0, 0), (1, 0, 1), (1, 1, 0), (2, 0, 0), (3, 2, 5)]))
def test_draws_do_not_depend_on_the_order_of_asking(order: list[tuple[int, int, int]]) -> None:
    streams, fresh = Streams(3, 4), {}
    for place in order:
        fresh[place] = streams.block(*place)
    for place, block in fresh.items():
        assert Streams(3, 4).block(*place) == block
        assert Streams(3, 4).nth(*place[:2], BLOCK * place[2] + 5) == block[5]


def test_several_blocks_at_once_are_the_same_blocks() -> None:
    streams = Streams(1, 2)
    together = streams.block(9, 1, 3, 4)
    assert list(together) == [u for number in range(3, 7) for u in streams.block(9, 1, number)]
    assert len(together) == 4 * BLOCK


def test_neighbouring_addresses_are_independent() -> None:
    rows = [
        Streams(seed, replication).block(place, purpose, 0, 60, branch)
        for seed, replication in ((0, 0), (0, 1), (1, 0))
        for place in (address("north"), address("north") + 1, mix(address("north"), 1))
        for purpose, branch in ((1, 0), (in_stratum(1, 1), 0), (2, 0), (1, 1))
    ]
    correlations = np.corrcoef(rows) - np.eye(len(rows))
    assert np.abs(correlations).max() < 5 / np.sqrt(60 * BLOCK)
    assert all(0 <= u < 1 for row in rows for u in row)


def test_no_two_of_many_incidents_stand_at_one_address() -> None:
    """Ten actors, four purposes, three levels of answers: 64,000 leaves, and all above them."""
    actors = [address(f"actor {number}") for number in range(10)]
    found: list[int] = []
    level = [mix(actor, deed(purpose, 0)) for actor in actors for purpose in range(4)]
    for _ in range(3):
        found += level
        level = [mix(place, actor) for place in level for actor in actors]
    assert len(level) == 40_000
    found += [
        mix(actor, deed(2, s, n)) for actor in actors for s in range(8) for n in range(1, 800)
    ]
    assert len({*found, *level}) == len(found) + len(level)


@given(one=addresses, other=addresses)
def test_an_answer_is_not_the_answer_to_it(one: int, other: int) -> None:
    assert mix(one, other) != mix(other, one) or one == other
    assert 0 <= mix(one, other) <= MASK


def test_purposes_are_told_apart_in_every_stratum() -> None:
    numbers = [value for name, value in vars(Purpose).items() if name.isupper()]
    assert len(set(numbers)) == len(numbers)
    assert max(numbers) < 2**8
    parts = [in_stratum(one, stratum) for one in numbers for stratum in range(60)]
    assert len(set(parts)) == len(parts)


@given(cut=st.floats(0.5, 290), name=names)
def test_a_history_continued_with_other_luck_is_the_same_until_then(cut: float, name: str) -> None:
    world = build_world(from_raw(BUSY))
    place = address(name)
    streams = Streams(9, 0, ((0.0, 0), (cut, 7)))
    assert [streams.branch(hour) for hour in (0.0, cut / 2, cut, cut + 1)] == [0, 0, 7, 7]
    assert streams.nth(place, 1, 3) == Streams(9, 0).nth(place, 1, 3)
    whole = simulate(world, 9, 3)
    assert simulate(world, 9, 3, ((0.0, 0), (cut, 0))) == whole
    other = simulate(world, 9, 3, ((0.0, 0), (cut, 7)))
    if whole.life < cut:
        # Shocks and the rupture come of luck before the run, but only those before the cut count.
        assert (other.life, other.cause) == (whole.life, whole.cause)
    else:
        assert other.life >= cut
        days = int(cut // 24)
        for column, values in whole.daily.items():
            assert other.daily[column][:days] == values[:days]


def test_other_luck_is_other_luck_and_as_good() -> None:
    world = build_world(from_raw(BUSY))
    cut = ((0.0, 0), (100.0, 5))
    lives = [(simulate(world, 9, n).life, simulate(world, 9, n, cut).life) for n in range(60)]
    went_on = [(a, b) for a, b in lives if a >= 100]
    assert all(b >= 100 for _, b in went_on)
    assert sum(a != b for a, b in went_on) > len(went_on) / 2


@pytest.mark.parametrize("branches", [(), ((1.0, 0),), ((0.0, 0), (5.0, 1), (5.0, 2))])
def test_branches_rise_from_the_start(branches: tuple[tuple[float, int], ...]) -> None:
    with pytest.raises(ValueError, match="rise"):
        Streams(1, 1, branches)


def test_no_branch_comes_back() -> None:
    """Its candidates would be those of before, at the addresses of incidents that there are."""
    Streams(1, 1, ((0.0, 0), (5.0, 1), (6.0, 1)))
    with pytest.raises(ValueError, match="comes back"):
        Streams(1, 1, ((0.0, 0), (5.0, 1), (6.0, 0)))


def lives(raw: dict[str, Any], runs: int = 25) -> list[float]:
    world = build_world(from_raw(raw))
    return [simulate(world, 9, replication).life for replication in range(runs)]


def test_the_same_arguments_give_the_same_story() -> None:
    world = build_world(from_raw(BUSY))
    assert trace(world, 4, 2) == trace(world, 4, 2)
    assert trace(world, 4, 2) != trace(world, 4, 3)
    assert trace(world, 4, 2) != trace(world, 5, 2)


def test_listening_changes_nothing() -> None:
    world = build_world(from_raw(BUSY))
    for replication in range(15):
        story, outcome = trace(world, 4, replication), simulate(world, 4, replication)
        assert (story.held, story.cause or "", story.end_hours) == (
            outcome.held,
            outcome.cause,
            outcome.life,
        )


def test_no_global_generator_is_touched() -> None:
    before = (random.getstate(), str(np.random.get_state()))  # noqa: NPY002 - to see it untouched
    lives(BUSY, 3)
    assert before == (random.getstate(), str(np.random.get_state()))  # noqa: NPY002


def until(raw: dict[str, Any], hours: float, replication: int) -> list[str]:
    story = trace(build_world(from_raw(raw)), 9, replication)
    return [f"{e.hours} {e.sentence}" for e in story.events if e.hours < hours]


def with_(path: str, value: Any) -> dict[str, Any]:
    import copy

    raw = copy.deepcopy(BUSY)
    *above, last = path.split(".")
    table = raw
    for step in above:
        table = table[step]
    table[last] = value
    return raw


@pytest.mark.parametrize(
    ("path", "value", "hours"),
    [
        ("verification.teams", 5, 24.0),
        ("verification.starts_after", "3 days", 24.0),
        ("truce.frays_after", "8 days", 168.0),
        ("postponement.by", "3 days", 276.0),
        ("verification.drops_after", "6 days", 120.0),
    ],
)
def test_scenarios_are_identical_until_they_can_differ(path: str, value: Any, hours: float) -> None:
    for replication in range(8):
        assert until(BUSY, hours, replication) == until(with_(path, value), hours, replication)


def test_a_lower_rate_leaves_out_acts_and_adds_none() -> None:
    quiet = {
        "title": "quiet",
        "dates": BUSY["dates"],
        "parties": {
            "north": {"violates": {"chance": 0.6, "every": "6h"}, "hits": {"south": 1}},
            "south": {"violates": {"chance": 0.3, "every": "6h"}, "hits": {"north": 1}},
        },
    }
    for replication in range(10):
        acts = []
        for chance in (0.6, 0.4):
            quiet["parties"]["north"]["violates"]["chance"] = chance
            story = trace(build_world(from_raw(quiet)), 9, replication)
            acts.append({(e.incident, e.hours) for e in story.events if e.kind == "violation"})
        assert acts[1] < acts[0]


def test_stories_hang_together() -> None:
    world = build_world(from_raw(BUSY))
    for replication in range(12):
        story, outcome = trace(world, 4, replication), simulate(world, 4, replication)
        hours = [event.hours for event in story.events]
        assert hours == sorted(hours)
        happened = {event.incident for event in story.events}
        assert {event.parent for event in story.events} - {None} <= happened
        assert set(filter(None, outcome.chain.split(" > "))) <= happened
        assert all(event.sentence.endswith(".") for event in story.events)


@given(data=st.data())
def test_counts_agree_with_one_another(data: st.DataObject) -> None:
    raw = BUSY
    for path, values in (
        ("verification.teams", st.integers(0, 5)),
        ("truce.takes_hold", st.floats(0, 1)),
        ("parties.north.retaliates", st.floats(0, 0.5)),
        ("spiral.violations", st.integers(1, 40)),
        ("verification.starts_after", st.sampled_from(["0h", "3 days", "30 days"])),
    ):
        raw = (
            with_(path, data.draw(values))
            if raw is BUSY
            else {**raw, **_again(raw, path, data.draw(values))}
        )
    outcome = simulate(build_world(from_raw(raw)), data.draw(st.integers(0, 10**6)), 0)
    counts = outcome.counts
    assert outcome.held != math.isnan(outcome.opened_at)
    assert outcome.held == (outcome.cause == "")
    assert counts["days"] == outcome.life / 24
    assert sum(outcome.delays) == counts["checked"]
    assert sum(outcome.waits) == counts["still_open"]
    assert counts["hours_still_open"] <= counts["still_open"] * outcome.life
    decided = sum(
        v for n, v in counts.items() if n.startswith("verdict_") and not n.endswith("_open")
    )
    assert decided == counts["checked"]
    assert all(value >= 0 for value in counts.values())
    per_day = [value for value in outcome.daily["violations"] if not math.isnan(value)]
    assert sum(per_day) <= counts["incidents"]
    assert counts["retaliations"] <= counts["incidents"]
    assert not outcome.held or 0 <= outcome.agenda_share <= 0.9


def _again(raw: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """Return the one table of `raw` in which `path` has another value."""
    import copy

    table = copy.deepcopy(raw[path.split(".", maxsplit=1)[0]])
    place = table
    *above, last = path.split(".")[1:]
    for step in above:
        place = place[step]
    place[last] = value
    return {path.split(".", maxsplit=1)[0]: table}

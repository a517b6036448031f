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
from truce_sim.model.streams import BLOCK, Streams, address
from truce_sim.scenario import from_raw

seeds = st.integers(min_value=0, max_value=2**64 - 1)
names = st.text(min_size=1, max_size=30)


@given(seed=seeds, replication=st.integers(0, 2**40), name=names, number=st.integers(0, 1000))
def test_a_draw_is_the_philox_word_of_its_address(
    seed: int, replication: int, name: str, number: int
) -> None:
    counter = np.array([number // 4, address(name), 0, 0], dtype=np.uint64)
    key = np.array([seed, replication], dtype=np.uint64)
    word = int(np.random.Philox(counter=counter, key=key).random_raw(4)[number % 4])
    assert Streams(seed, replication).nth(name, number) == (word >> 11) / 2**53


@given(order=st.permutations([("a", 0), ("a", 1), ("b", 0), ("c", 5)]))
def test_draws_do_not_depend_on_the_order_of_asking(order: list[tuple[str, int]]) -> None:
    streams, fresh = Streams(3, 4), {}
    for name, number in order:
        fresh[name, number] = streams.block(name, number)
    for (name, number), block in fresh.items():
        assert Streams(3, 4).block(name, number) == block


def test_several_blocks_at_once_are_the_same_blocks() -> None:
    streams = Streams(1, 2)
    together = streams.block("x", 3, 4)
    assert list(together) == [u for number in range(3, 7) for u in streams.block("x", number)]
    assert len(together) == 4 * BLOCK


def test_neighbouring_addresses_are_independent() -> None:
    rows = [
        Streams(seed, replication).block(name, 0, 60)
        for seed in (0, 1)
        for replication in (0, 1)
        for name in ("north / violations: times 0", "north / violations: times 1", "south")
    ]
    correlations = np.corrcoef(rows) - np.eye(len(rows))
    assert np.abs(correlations).max() < 4.5 / np.sqrt(60 * BLOCK)
    assert all(0 <= u < 1 for row in rows for u in row)


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

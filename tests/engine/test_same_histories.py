"""The compiled engine and SimPy are two writings of one model: all columns agree in every bit."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import simpy
from alike import differing
from busy import BUSY
from drawn_batches import TEMPERS, drawn_batch, tempered
from engines import by_engine, by_simpy, disagreements
from hypothesis import given, settings
from hypothesis import strategies as st
from successors import drawn_becoming
from truce_sim.model import World, build_world, simulate
from truce_sim.model.clock import Rank
from truce_sim.model.codes import TRUTHS, VERDICTS
from truce_sim.model.columns import columns_of
from truce_sim.model.ending import CAUSES
from truce_sim.runs.batch import Batch, join
from truce_sim.scenario import from_raw, load, with_values

SHIPPED = sorted(Path(__file__).parents[2].glob("scenarios/*.toml"))
LOOKS = (0.0, 24.0, 90.5, 100.0)


def busy(watch: float | None = None, looks: tuple[float, ...] = LOOKS) -> World:
    return build_world(from_raw(BUSY), watch_until=watch, checkpoints=looks)


def compared(numbers: range) -> None:
    """Compare drawn batches; SimPy may help with few of their runs, or nothing is compared."""
    found, helped = disagreements((number, drawn_batch(number)) for number in numbers)
    assert found == {}
    assert helped <= 0.1 * sum(drawn_batch(number).count for number in numbers)


@pytest.mark.parametrize("first", range(0, 50, 25))
def test_drawn_batches(first: int) -> None:
    compared(range(first, first + 25))


@pytest.mark.slow
@pytest.mark.parametrize("first", range(50, 1050, 250))
def test_many_drawn_batches(first: int) -> None:
    compared(range(first, first + 250))


@settings(max_examples=settings.default.max_examples if settings.default else 100)
@given(st.integers(0, 2**60))
@pytest.mark.slow
def test_any_drawn_batch(number: int) -> None:
    """Under the explore profile: never the same ones twice."""
    assert disagreements([(number, drawn_batch(number))])[0] == {}


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_shipped_scenarios_and_their_options(file: Path) -> None:
    scenario = load(file)
    sets: dict[object, Any] = {"as it stands": {}}
    sets |= {name: option.set for name, option in scenario.options.items()}
    batches = (
        (name, Batch(build_world(with_values(scenario, values)), scenario.run.seed, 0, 3))
        for name, values in sets.items()
    )
    assert disagreements(batches) == ({}, 0)


@pytest.mark.parametrize("watch", [None, 500.0])
def test_a_truce_in_which_all_is_switched_on(watch: float | None) -> None:
    assert disagreements([("busy", Batch(busy(watch), 5, 0, 40))]) == ({}, 0)


def test_batches_of_any_size_join_to_the_same_columns() -> None:
    whole = by_simpy(Batch(busy(), 5, 0, 24))
    for sizes in ([1] * 24, [5, 19], [23, 1]):
        parts, first = [], 0
        for size in sizes:
            parts.append(by_engine(Batch(busy(), 5, first, size)))
            first += size
        assert differing(whole, join(parts)) == []


def test_a_batch_may_be_done_by_both_in_turn() -> None:
    whole = by_simpy(Batch(busy(), 5, 0, 12))
    parts = [
        (by_simpy if first % 8 else by_engine)(Batch(busy(), 5, first, 4)) for first in (0, 4, 8)
    ]
    assert differing(whole, join(parts)) == []


def test_only_the_columns_asked_for() -> None:
    whole = by_simpy(Batch(busy(), 5, 0, 8))
    declared = columns_of(busy())
    for column in (*declared.runs, *declared.others):
        kept = by_engine(Batch(busy(), 5, 0, 8, (column.key,)))
        assert differing({key: whole[key] for key in kept}, kept) == []
        assert set(kept) == {"replication", column.key}


def test_a_world_for_each_run() -> None:
    rates = (0.0, 0.3, 1.0, 2.5)
    worlds = tuple(
        replace(
            busy(),
            parties={
                name: replace(party, per_hour=rate * party.per_hour)
                for name, party in busy().parties.items()
            },
        )
        for rate in rates
    )
    each = [by_simpy(Batch(world, 5, run, 1)) for run, world in enumerate(worlds)]
    assert differing(join(each), by_engine(Batch(worlds, 5, 0, len(worlds)))) == []


def test_time_that_runs_out_cuts_a_batch_after_a_run() -> None:
    whole = by_simpy(Batch(busy(), 5, 0, 80))
    cut = by_engine(Batch(busy(), 5, 0, 80, seconds=0.0))
    runs = len(cut["replication"])
    assert 1 <= runs < 80
    # As few bytes as hold the delays of these runs, so that is compared joined.
    rest = by_engine(Batch(busy(), 5, runs, 80 - runs))
    assert differing(whole, join([cut, rest])) == []


def test_several_threads_at_once() -> None:
    """Each with room of its own, and each at another world."""
    batches = [drawn_batch(number) for number in range(40)] * 3
    alone = [by_engine(batch) for batch in batches[:40]] * 3
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(by_engine, batches))
    assert [differing(*pair) for pair in zip(alone, together, strict=True)] == [[]] * len(batches)


def test_a_run_that_needs_more_room_than_those_before_it() -> None:
    violent = {"violates": "300 a day", "harm": 2, "forgets_in": "4 days", "patience": "2 days"}
    big = {
        "title": "big",
        "dates": BUSY["dates"],
        "parties": {
            "north": violent | {"hits": {"south": 1}},
            "south": violent | {"hits": {"north": 1}},
        },
        "verification": {
            "teams": 5,
            "reported_in": "6h",
            "checked_in": "12h",
            "finds": 1,
            "clears": 1,
        },
    }
    world = build_world(from_raw(big))
    with ThreadPoolExecutor(1) as fresh:
        found = fresh.submit(disagreements, [("big", Batch(world, 5, 0, 2))]).result()
    assert found == ({}, 0)


def test_long_chains_of_answers() -> None:
    smallest = next(file for file in SHIPPED if file.stem == "smallest")
    changes = ["parties.all.retaliates=0.999", "parties.all.retaliates_after=10 min"]
    changes += ["parties.all.tolerance=1000", "spiral.violations=600", "spiral.window=9 days"]
    batch = Batch(build_world(load(smallest, changes)), 7, 0, 3)
    assert all("answers)" in chain for chain in by_simpy(batch)["chain"])
    # The model tells what is too long for the engine to remember.
    assert disagreements([("chains", batch)]) == ({}, 3)


@contextmanager
def ranks() -> Iterator[Counter[int]]:
    """Count the events that come to pass, by rank."""
    seen: Counter[int] = Counter()
    step = simpy.Environment.step

    def counting(self: simpy.Environment) -> None:
        seen[self._queue[0][1]] += 1
        step(self)

    simpy.Environment.step = counting  # type: ignore[method-assign]
    try:
        yield seen
    finally:
        simpy.Environment.step = step  # type: ignore[method-assign]


@pytest.mark.slow
def test_whatever_can_happen_does_in_the_drawn_batches() -> None:
    causes: set[str] = set()
    verdicts: set[tuple[str, str]] = set()
    kinds = [rank for name, rank in vars(Rank).items() if name.isupper()]
    every_verdict = {(truth, verdict) for truth in TRUTHS for verdict in VERDICTS}
    with ranks() as seen:

        def lacking() -> tuple[set[str], set[tuple[str, str]], list[int]]:
            seldom = [rank for rank in kinds if seen[rank] < 10]
            return {"", *CAUSES} - causes, every_verdict - verdicts, seldom

        for number in range(150):
            if not any(lacking()):
                break
            batch = drawn_batch(number)
            pair = drawn_becoming(number)
            for place, world in enumerate((*batch.worlds, *(pair[1:] if pair else ()))):
                outcome = simulate(world, batch.seed, batch.first + place)
                causes.add(outcome.cause)
                named = columns_of(world).name
                verdicts |= {
                    (truth, verdict)
                    for truth in TRUTHS
                    for verdict in VERDICTS
                    if outcome.counts[named["verdict", truth, verdict]]
                }
        assert not any(lacking()), lacking()


def test_every_temper_comes_up() -> None:
    found = Counter(name for number in range(150) for name in tempered(number)[1])
    assert set(found) == {temper.__name__ for temper in TEMPERS}
    assert min(found.values()) >= 3

"""The compiled engine against SimPy: the same replications, in turn, in one process, CPU time.

Events are what SimPy processes in these runs, so both are counted alike. Ratios travel between
machines; nanoseconds do not.
"""

import argparse
import gc
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from idiomatic import Truce
from model_speed import bare, counting, world
from older import Older
from truce_sim.engine.columns import columns
from truce_sim.model import World, build_world, simulate
from truce_sim.scenario import load

SHIPPED = {
    "syria-2016": 60,
    "syria-2016-hotline": 60,
    "donbas-2020": 200,
    "ordinary": 800,
    "smallest": 2000,
}
"""Scenarios, and how many runs take SimPy about a second."""
LITTLE = ("held",)
"""Columns of a study that needs next to none."""
SEED = 1


def cpu(work: Callable[[], object]) -> float:
    """Return CPU seconds of this process."""
    gc.collect()
    began = time.process_time()
    work()
    return time.process_time() - began


def in_turn(turns: int, works: Sequence[Callable[[], float]]) -> list[list[float]]:
    """Return the seconds of each work, one turn after the other."""
    gc.disable()
    try:
        found = [[work() for work in works] for _ in range(turns)]
    finally:
        gc.enable()
    return [list(one) for one in zip(*found, strict=True)]


def by_simpy(world: World, runs: int) -> None:
    """Do so many runs by SimPy; their outcomes are thrown away."""
    for replication in range(runs):
        simulate(world, SEED, replication)


def by_engine(world: World, first: int, runs: int, kept: tuple[str, ...] = ()) -> None:
    """Do so many runs by the engine, with the columns kept, or all of them."""
    columns((world,) * runs, SEED, first, kept)


@dataclass(frozen=True)
class Row:
    """One world, and the seconds of each turn."""

    label: str
    runs: int
    events: int
    simpy: list[float]
    loop: list[float]
    whole: list[float]
    older: list[float]
    """Seconds an event of the older SimPy model; empty without one."""

    def each(self, seconds: list[float]) -> float:
        """Return nanoseconds an event."""
        return 1e9 * median(seconds) / self.events


def measure(
    label: str, world: World, runs: int, turns: int, older: Callable[[], float] | None = None
) -> Row:
    """Return a row: SimPy, engine without columns and with all, the older model, in turn."""
    with counting() as work:
        by_simpy(world, runs)
    by_engine(world, 0, runs)
    works: list[Callable[[], float]] = [
        lambda: cpu(lambda: by_simpy(world, runs)),
        lambda: cpu(lambda: by_engine(world, 0, runs, LITTLE)),
        lambda: cpu(lambda: by_engine(world, 0, runs)),
        *([older] if older else []),
    ]
    found = in_turn(turns, works)
    simpy, loop, whole = found[:3]
    return Row(label, runs, work.events, simpy, loop, whole, found[3] if older else [])


def times(one: list[float], other: list[float]) -> str:
    """Return by how much the second is faster, turn by turn: median and range."""
    ratios = [a / b for a, b in zip(one, other, strict=True)]
    return f"{median(ratios):.0f} ({min(ratios):.0f}-{max(ratios):.0f})"


def shown(row: Row) -> str:
    """Return a line of the table."""
    each = [seconds / row.events for seconds in row.whole]
    return (
        f"| {row.label} | {row.events / row.runs:,.0f} | {row.each(row.simpy) / 1000:.1f} "
        f"| {row.each(row.loop):.0f} | {row.each(row.whole):.0f} "
        f"| {times(row.simpy, row.loop)} | {times(row.simpy, row.whole)} "
        f"| {times(row.older, each) if row.older else ''} |"
    )


HEAD = """
| world | events a run | SimPy, µs an event | engine, ns | with columns, ns | times SimPy | with columns | times the older model |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"""  # noqa: E501


def scenarios(turns: int, scale: float, older: Older | None) -> Iterator[Row]:
    """Yield the shipped scenarios."""
    for name, runs in SHIPPED.items():
        number = max(1, int(runs * scale))

        def before(name: str = name, number: int = number) -> float:
            assert older is not None
            seconds, events = older.seconds(name, number)
            return seconds / events

        scenario = build_world(load(f"scenarios/{name}.toml"))
        yield measure(name, scenario, number, turns, before if older else None)


def growth(turns: int, scale: float) -> Iterator[Row]:
    """Yield worlds that grow in one way each."""
    worlds = (
        ("1x: 10 violations a day", world(), 120),
        ("10x violations, backlog grows", world(per_day=100), 16),
        ("100x violations, backlog grows", world(per_day=1000), 2),
        ("100x, with teams to match", world(per_day=1000, teams=1500), 2),
        ("2 parties", world(parties=2, per_day=40), 30),
        ("20 parties", world(parties=20, per_day=40), 30),
        ("1 team", world(teams=1, per_day=40), 40),
        ("40 teams", world(teams=40, per_day=40), 30),
        ("3 days", world(days=3, per_day=40), 160),
        ("120 days", world(days=120, per_day=40), 3),
    )
    for label, one, runs in worlds:
        yield measure(label, one, max(1, int(runs * scale)), turns)


def loops(turns: int) -> str:
    """Return ns an event of SimPy with less and less in it, against the engine."""
    ordinary, runs = world(), 60

    def plain() -> None:
        for seed in range(runs):
            Truce(seed, parties=4, per_day=10, teams=4, days=12).run()

    with counting() as work:
        by_simpy(ordinary, runs)
    with counting() as theirs:
        plain()
    found = in_turn(
        turns,
        (
            lambda: cpu(lambda: by_simpy(ordinary, runs)),
            lambda: cpu(plain),
            lambda: cpu(lambda: bare(work)),
            lambda: cpu(lambda: by_engine(ordinary, 0, runs)),
        ),
    )
    labels = ("the model", "a truce as SimPy's manual has it", "a bare SimPy loop", "the engine")
    events = (work.events, theirs.events, work.events, work.events)
    lines = [
        f"| {label} | {1e9 * median(one) / number:,.0f} |"
        for label, number, one in zip(labels, events, found, strict=True)
    ]
    return "\n".join(["", "| 10 violations a day | ns an event |", "| --- | ---: |", *lines])


def cores(turns: int) -> str:
    """Return how much faster two threads are than one, by the wall: for a machine with two."""
    scenario, runs, parts = build_world(load("scenarios/syria-2016.toml")), 500, 8

    def wall(threads: int) -> float:
        with ThreadPoolExecutor(threads) as pool:
            began = time.perf_counter()
            list(pool.map(lambda n: by_engine(scenario, runs * n, runs), range(parts)))
            return time.perf_counter() - began

    wall(2)
    one, two = in_turn(turns, (lambda: wall(1), lambda: wall(2)))
    return (
        f"\nTwo threads: {min(one) / min(two):.2f} times one "
        f"({parts * runs / min(two):,.0f} runs of Syria a second; best of {turns} turns)."
    )


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=7, help="turns of each measurement")
    parser.add_argument("--quick", action="store_true", help="a quarter of the runs")
    parser.add_argument("--older", type=Path, help="checkout of an older version to compare with")
    parser.add_argument("--only", choices=("scenarios", "growth", "loops", "cores"))
    asked = parser.parse_args()
    scale = 0.25 if asked.quick else 1.0
    wanted = {asked.only} if asked.only else {"scenarios", "growth", "loops", "cores"}
    with ExitStack() as stack:
        older = stack.enter_context(Older(asked.older)) if asked.older else None
        if wanted & {"scenarios", "growth"}:
            print(HEAD)
        if "scenarios" in wanted:
            for row in scenarios(asked.turns, scale, older):
                print(shown(row), flush=True)
    if "growth" in wanted:
        for row in growth(asked.turns, scale):
            print(shown(row), flush=True)
    if "loops" in wanted:
        print(loops(asked.turns), flush=True)
    if "cores" in wanted:
        print(cores(asked.turns), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

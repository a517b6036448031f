"""How the cost of an event of the model changes with violations, backlog, parties, teams, horizon.

Every row is a ratio within one run of this script: model against a bare SimPy loop with the same
number of timeouts, callbacks, processes and queue operations, best of several turns each.
"""

import argparse
import gc
import sys
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import simpy
from truce_sim.model import World, build_world, simulate
from truce_sim.model.clock import Clock
from truce_sim.model.queue import Queue
from truce_sim.scenario import from_raw, load


@dataclass
class Work:
    """What a number of runs asked of SimPy."""

    waits: int = 0
    calls: int = 0
    processes: int = 0
    queued: int = 0
    events: int = 0


@contextmanager
def counting() -> Iterator[Work]:
    """Count what the model asks of SimPy."""
    work = Work()
    places = (
        (Clock, "at", "waits"),
        (Clock, "call", "calls"),
        (simpy.events.Process, "__init__", "processes"),
        (simpy.Environment, "step", "events"),
        (Queue, "put", "queued"),
    )
    kept = [getattr(owner, method) for owner, method, _ in places]

    def counted(name: str, original: Any) -> Any:
        def method(self: Any, *args: Any) -> Any:
            setattr(work, name, getattr(work, name) + 1)
            return original(self, *args)

        return method

    for (owner, method, name), original in zip(places, kept, strict=True):
        setattr(owner, method, counted(name, original))
    try:
        yield work
    finally:
        for (owner, method, _), original in zip(places, kept, strict=True):
            setattr(owner, method, original)


def bare(work: Work) -> float:
    """Return seconds for a SimPy loop that only schedules as much, and does nothing."""
    env = simpy.Environment()
    store = simpy.PriorityStore(env)

    def waits(number: int) -> Generator[Any, Any, None]:
        for _ in range(number):
            yield env.timeout(1.0)

    def stores(number: int) -> Generator[Any, Any, None]:
        for place in range(number):
            yield store.put((0.0, place))

    def calls(number: int) -> Generator[Any, Any, None]:
        for _ in range(number):
            env.timeout(1.0).callbacks.append(lambda _: None)
            yield env.timeout(0.0)

    gc.collect()
    started = time.process_time()
    each = max(1, work.waits // max(1, work.processes))
    for _ in range(work.processes):
        env.process(waits(each))
    env.process(stores(work.queued))
    # Half of the timeouts of `calls` stand in for the callback's own event.
    env.process(calls(work.calls // 2))
    env.run()
    return time.process_time() - started


def model(world: World, runs: int) -> float:
    """Return seconds for so many runs."""
    gc.collect()
    started = time.process_time()
    for replication in range(runs):
        simulate(world, 1, replication)
    return time.process_time() - started


@dataclass(frozen=True)
class Row:
    """One measured world."""

    label: str
    runs: int
    events: float
    seconds: float
    bare: float

    @property
    def per_event(self) -> float:
        """Microseconds an event."""
        return 1e6 * self.seconds / self.events

    @property
    def ratio(self) -> float:
        """Model over bare loop."""
        return self.seconds / self.bare


def measure(label: str, world: World, runs: int, turns: int = 3) -> Row:
    """Return the best of several turns, model and bare loop one after the other."""
    with counting() as work:
        model(world, runs)
    gc.disable()
    try:
        pairs = [(model(world, runs), bare(work)) for _ in range(turns)]
    finally:
        gc.enable()
    return Row(
        label, runs, work.events, min(one for one, _ in pairs), min(other for _, other in pairs)
    )


def world(
    *, parties: int = 4, per_day: float = 10.0, teams: int = 4, days: int = 12, checks: str = "12h"
) -> World:
    """Return a truce that nothing ends, with complaints, retaliation and a queue."""
    names = [f"party{number}" for number in range(parties)]
    each = per_day / parties
    every = 24 * 0.5 / each
    raw: dict[str, Any] = {
        "title": "speed",
        "dates": {
            "truce_starts": "2030-01-01 00:00",
            "talks": f"2030-{1 + days // 28:02d}-{1 + days % 28:02d} 00:00",
        },
        "parties": {
            name: {
                "violates": {"chance": 0.3934693402873666, "every": f"{every}h"},
                "hits": {other: 1 for other in names if other != name},
                "harm": {"median": 1, "p90": 6},
                "retaliates": 0.2,
                "patience": "2 days",
                "forgets_in": "5 days",
                "tolerance": 1e9,
            }
            for name in names
        },
        "verification": {
            "teams": teams,
            "order": "gravest first",
            "reported_in": {"median": "6h", "p90": "24h"},
            "checked_in": {"median": checks, "p90": "48h"},
            "finds": 0.5,
            "clears": 0.5,
        },
    }
    return build_world(from_raw(raw))


def rows(quick: bool) -> Iterator[Row]:
    """Yield every measurement."""
    scale = 1 if quick else 4
    yield measure("as in syria-2016", build_world(load("scenarios/syria-2016.toml")), 10 * scale)
    yield measure("1x: 10 violations a day", world(), 40 * scale)
    yield measure("10x violations, backlog grows", world(per_day=100), 6 * scale)
    yield measure("100x violations, backlog grows", world(per_day=1000), 1 * scale)
    yield measure("100x, with teams to match", world(per_day=1000, teams=1500), 1 * scale)
    yield measure("2 parties", world(parties=2, per_day=40), 10 * scale)
    yield measure("20 parties", world(parties=20, per_day=40), 10 * scale)
    yield measure("1 team", world(teams=1, per_day=40), 10 * scale)
    yield measure("40 teams", world(teams=40, per_day=40), 10 * scale)
    yield measure("3 days", world(days=3, per_day=40), 40 * scale)
    yield measure("120 days", world(days=120, per_day=40), 1 * scale)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a quarter of the runs")
    quick = parser.parse_args().quick
    base = None
    print("| world | runs/s | events a run | µs an event | to 10 a day | to a bare loop |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for row in rows(quick):
        if row.label.startswith("1x"):
            base = row.per_event
        against = f"{row.per_event / base:.2f}" if base else ""
        print(
            f"| {row.label} | {row.runs / row.seconds:.0f} | {row.events / row.runs:,.0f} "
            f"| {row.per_event:.1f} | {against} | {row.ratio:.1f} |",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())

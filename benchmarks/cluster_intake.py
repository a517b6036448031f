"""How much a client takes in of a cluster of a thousand workers, however quick they are.

The workers are stand-ins (stand_in_cluster.py) whose batches take a millisecond, so the client is
what all wait for. CPU time, beside the clock: of the thread that hands out and keeps, and of the
one that speaks with workers. A ledger is written unless `--no-ledger`.
"""

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from stand_in_cluster import SEED, cluster, columns
from truce_sim.model import World, build_world
from truce_sim.runs.ledger import Ledger
from truce_sim.runs.replications import Setting, Work
from truce_sim.scenario import load
from truce_sim.studies.odds import _at_hand
from truce_sim.studies.sweep import KEPT

SETTINGS = 49
HEAD = """
| columns | runs a batch | batches/s | runs/s | client, µs a batch | µs a run | its other thread, µs a batch |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |"""  # noqa: E501


@dataclass(frozen=True)
class Case:
    """What a study keeps, and of how many settings."""

    settings: int
    kept: tuple[str, ...]
    all_at_hand: bool


CASES = {
    "held alone": Case(SETTINGS, ("held",), True),
    "sweep": Case(SETTINGS, KEPT, True),
    "run": Case(1, (), False),
}


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenario", default="scenarios/syria-2016.toml")
    parser.add_argument("--workers", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=0.001, help="of a batch")
    parser.add_argument("--batch", type=int, nargs="+", default=[3, 100, 750, 3000])
    parser.add_argument("--batches", type=int, default=4000, help="how many, about")
    parser.add_argument("--only", choices=CASES)
    parser.add_argument("--no-ledger", action="store_true")
    asked = parser.parse_args()
    world = build_world(load(asked.scenario))
    print(HEAD)
    for name, case in CASES.items():
        if asked.only not in (None, name):
            continue
        for runs in asked.batch:
            line = measured(asked, case, world, runs)
            print(f"| {name} | {runs} | {line} |", flush=True)
    return 0


def measured(asked: argparse.Namespace, case: Case, world: World, runs: int) -> str:
    """Return a line of the table."""
    each = runs * -(-asked.batches // case.settings)
    at_hand = () if case.all_at_hand else _at_hand(world)
    settings = [
        Setting(f"setting {place}", world, kept=case.kept, at_hand=at_hand)
        for place in range(case.settings)
    ]
    some = columns(world, case.kept, runs)
    with tempfile.TemporaryDirectory() as folder:
        link, pool = cluster(asked.workers, asked.seconds, some)
        with pool:
            ledger = None if asked.no_ledger else Ledger(Path(folder))
            work = Work(SEED, pool, asked.workers, ledger, batch=runs)
            began, main, both = time.perf_counter(), time.thread_time(), time.process_time()
            work.run(settings, 0, each)
            took = time.perf_counter() - began
            main, both = time.thread_time() - main, time.process_time() - both
    done, calls = each * case.settings, link.asked
    return (
        f"{calls / took:,.0f} | {done / took:,.0f} | {1e6 * main / calls:,.0f} "
        f"| {1e6 * main / done:,.2f} | {1e6 * (both - main) / calls:,.0f}"
    )


if __name__ == "__main__":
    sys.exit(main())

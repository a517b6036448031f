"""What studies cost beside the runs they are made of.

Ratios within one run of this script, in one process: a study against the same number of plain
runs of the scenario as it stands.
"""

import argparse
import sys
import time
from collections.abc import Callable

from truce_sim.runs.executors import executor
from truce_sim.runs.replications import Work
from truce_sim.scenario import load
from truce_sim.studies.compare import Compare
from truce_sim.studies.odds import Odds
from truce_sim.studies.study import Study
from truce_sim.studies.sweep import Sweep

SCENARIO = load("scenarios/syria-2016.toml")


def seconds(study: Study) -> float:
    """Return how long a study takes without its report."""
    with executor(1) as pool:
        started = time.perf_counter()
        study.conduct(SCENARIO, Work(study.seed, pool, 1))
        return time.perf_counter() - started


def plain(runs: int) -> Study:
    """Return so many plain runs."""
    return Odds(runs, 1, believable=False)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=60, help="runs a setting")
    runs = parser.parse_args().runs
    studies: dict[str, Callable[[], Study]] = {
        "compare, all options": lambda: Compare(runs, 1),
        "sweep, 10 levels": lambda: Sweep(runs, 1, ("verification.teams=1:10:10",)),
    }
    seconds(plain(10))
    sys.stdout.write("| study | runs | to as many plain runs |\n| --- | ---: | ---: |\n")
    for name, make in studies.items():
        total = make().extent(SCENARIO).replications
        ratio = min(seconds(make()) for _ in range(2)) / min(
            seconds(plain(total)) for _ in range(2)
        )
        sys.stdout.write(f"| {name} | {total:,} | {ratio:.2f} |\n")


if __name__ == "__main__":
    main()

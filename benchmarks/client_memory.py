"""Memory of a client that takes in millions of runs: the most it had, and how it grows with runs.

    python benchmarks/client_memory.py --runs 1000000 10000000

Runs come from stand-in workers (stand_in_cluster.py), all else is as in a study: what is at hand,
what is read back from the disk to be added up, and statistics of it. Each study has a process of
its own. Ten million runs of `run` need five gigabytes of disk.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from stand_in_cluster import SEED, cluster, columns
from truce_sim.model import build_world
from truce_sim.runs.ledger import Ledger
from truce_sim.runs.replications import Work
from truce_sim.scenario import load
from truce_sim.studies.odds import Odds
from truce_sim.studies.study import Study
from truce_sim.studies.sweep import KEPT, Sweep

SMALLEST = "scenarios/smallest.toml"
LEVELS = 49
BATCH = 5_000
WORKERS = 50
RETALIATES = f"parties.all.retaliates=0.01:0.5:{LEVELS}"


def conducted(question: str, runs: int) -> None:
    """Conduct a study in this process, and print what it took."""
    scenario = load(SMALLEST)
    world = build_world(scenario)
    study: Study = Odds(runs, SEED, believable=False)
    if question == "sweep":
        study = Sweep(BATCH * -(-runs // BATCH // LEVELS), SEED, (RETALIATES,))
    some = columns(world, KEPT if question == "sweep" else (), BATCH)
    _, pool = cluster(WORKERS, 0.001, some)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, pool:
        study.conduct(scenario, Work(SEED, pool, WORKERS, Ledger(Path(folder)), batch=BATCH))
    used = resource.getrusage(resource.RUSAGE_SELF)
    done = study.extent(scenario).replications
    print(
        f"| {question} | {done:,} | {used.ru_maxrss / 1024:,.0f} "
        f"| {1024 * (used.ru_maxrss - before) / done:,.0f} "
        f"| {time.perf_counter() - began:,.0f} | {used.ru_utime + used.ru_stime:,.0f} |",
        flush=True,
    )


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, nargs="+", default=[1_000_000])
    parser.add_argument("--question", choices=["run", "sweep"])
    asked = parser.parse_args()
    if asked.question:
        conducted(asked.question, asked.runs[0])
        return 0
    print("\n| study | runs | MB | bytes a run | s | CPU s |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for question in ("sweep", "run"):
        for runs in asked.runs:
            words = [sys.executable, __file__, "--question", question, "--runs", str(runs)]
            subprocess.run(words, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

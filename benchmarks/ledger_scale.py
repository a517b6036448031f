"""What many finished runs take: a ledger of many chunks read back, a list of many results.

    python benchmarks/ledger_scale.py ledger --chunks 100000
    python benchmarks/ledger_scale.py list --results 10000

Each is made by the program's own writers, then read in a process of its own: clock, CPU time, and
the most memory it had.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from stand_in_cluster import columns
from truce_sim.model import build_world
from truce_sim.runs.ledger import Ledger
from truce_sim.runs.store import Store
from truce_sim.scenario import load
from truce_sim.scenario.study import BASE
from truce_sim.studies.sweep import KEPT

SMALLEST = "scenarios/smallest.toml"
READ = """
import sys
from pathlib import Path
from truce_sim.runs.ledger import Ledger
from truce_sim.runs.batch import runs_of
ledger = Ledger(Path(sys.argv[1]))
found = ledger.kept(sys.argv[2], tuple(sys.argv[3].split()))
print(sum(runs_of(columns) for _, columns in found), ledger.saved(sys.argv[2], 0, 1 << 60))
"""


def measured(*command: str) -> str:
    """Run a command; return clock, CPU time and memory as cells of a table."""
    began = time.perf_counter()
    with subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    took = time.perf_counter() - began
    if process.returncode:
        raise RuntimeError(f"{command[:2]} ended with {process.returncode}")
    return f"{took:,.1f} | {used.ru_utime + used.ru_stime:,.1f} | {used.ru_maxrss / 1024:,.0f}"


def ledger(chunks: int, runs: int, kept: tuple[str, ...], at_hand: tuple[str, ...]) -> str:
    """Return what it takes to read back so many chunks of so many runs."""
    world = build_world(load(SMALLEST))
    some = columns(world, kept, runs)
    with tempfile.TemporaryDirectory() as folder:
        made = Ledger(Path(folder))
        for number in range(chunks):
            made.add(BASE, number * runs, {**some, "replication": some["replication"] + number})
            made.flush()
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
        print(f"{size / 1e6:,.0f} MB in {chunks:,} chunks", file=sys.stderr)
        return measured("-c", READ, folder, BASE, " ".join(at_hand))


def stored(results: int) -> str:
    """Return what it takes to list so many results."""
    with tempfile.TemporaryDirectory() as folder:
        asked = [
            "run_sim.py",
            "run",
            SMALLEST,
            "--runs",
            "50",
            "--no-report",
            "-q",
            "--out",
            folder,
        ]
        subprocess.run([sys.executable, *asked], check=True, capture_output=True)
        store = Store(Path(folder))
        (one,) = store.all()
        about = {key: value for key, value in one.manifest().items() if key != "files"}
        files = {path.name: path.read_bytes() for path in one.folder.iterdir()}
        del files["run.json"]
        for number in range(1, results):
            study = store.begin("smallest", "", f"{number % 65536:04x}", {"scenario": "smallest"})
            store.finish(study, about, files)
        return measured("run_sim.py", "list", "--out", folder)


def main() -> int:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["ledger", "list"])
    parser.add_argument("--chunks", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--runs", type=int, default=100, help="of a chunk")
    parser.add_argument("--results", type=int, nargs="+", default=[100, 1000])
    asked = parser.parse_args()
    print("\n| what | how many | s | CPU s | MB |\n| --- | ---: | ---: | ---: | ---: |")
    if asked.what == "list":
        for many in asked.results:
            print(f"| list | {many:,} | {stored(many)} |", flush=True)
        return 0
    for many in asked.chunks:
        for name, kept, at_hand in (("sweep", KEPT, ()), ("run", (), ("held", "life"))):
            cells = ledger(many, asked.runs, kept, at_hand)
            print(f"| chunks of {name} | {many:,} | {cells} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

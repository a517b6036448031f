"""How a study grows quicker with workers of a real cluster on this machine, beside local threads.

    PYTHONPATH=tests/support python benchmarks/cluster_growth.py --runs 200000 --workers 1 2 4 8

More workers than cores tell what the others cost, not how many are of use.
"""

import argparse
import json
import resource
import tempfile
import time
from pathlib import Path

from dask_processes import ask, cluster, result

_SETTLING = 6.0
"""Seconds for a worker to come."""


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200_000)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4, 8])
    asked = parser.parse_args()
    usual = ("run", "ordinary", "--runs", str(asked.runs), "--engine", "compiled")
    words = (*usual, "--no-believable", "--no-report", "-q")
    print("| where | s of the study | CPU s of the client, all told |\n| --- | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder, cluster(Path(folder) / "cluster", 0) as made:
        for jobs in (1, 2):
            measured(f"local, {jobs}", (*words, "--jobs", str(jobs)), Path(folder))
        for count in sorted(asked.workers):
            while len(made.workers) < count:
                made.start_worker()
            time.sleep(_SETTLING + count)
            measured(f"cluster, {count}", (*words, "--on", made.address), Path(folder))


def measured(where: str, words: tuple[str, ...], folder: Path) -> None:
    """Ask once, and print what it took."""
    out, before = folder / where.replace(", ", "-"), cpu()
    found = ask(*words, out=out)
    if found.code:
        raise SystemExit(found.stderr)
    about = json.loads((result(out) / "run.json").read_text(encoding="utf-8"))
    print(f"| {where} | {about['timing']['seconds']:.1f} | {cpu() - before:.1f} |", flush=True)


def cpu() -> float:
    """Return the CPU seconds of all processes that were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()

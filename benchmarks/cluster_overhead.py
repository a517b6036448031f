"""What Dask itself takes of a client, a batch: calls that compute nothing, on a real scheduler.

    PYTHONPATH=tests/support python benchmarks/cluster_overhead.py

CPU time of this process, all threads; workers and scheduler are processes of their own. The sizes
of answers are those of 750 runs of Syria: `held` alone, the columns of a sweep, all columns.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from dask_processes import cluster
from truce_sim.runs.cluster.addresses import Address
from truce_sim.runs.cluster.dask_link import reach
from truce_sim.runs.cluster.pool import ClusterPool

SIZES = {"held alone": 7_000, "sweep": 45_000, "run": 690_000}


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--calls", type=int, default=500)
    asked = parser.parse_args()
    print("\n| answers as of | bytes | calls/s | client, CPU ms a call |")
    print("| --- | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder, cluster(Path(folder), asked.workers) as made:
        address = Address.read(made.address)
        with ClusterPool(lambda seconds: reach(address, seconds), "the cluster", "") as pool:
            for name, size in SIZES.items():
                pool.submit(bytes, size).result()
                began, cpu = time.perf_counter(), time.process_time()
                for future in [pool.submit(bytes, size) for _ in range(asked.calls)]:
                    future.result()
                took, cpu = time.perf_counter() - began, time.process_time() - cpu
                cells = f"{asked.calls / took:,.0f} | {1000 * cpu / asked.calls:.2f}"
                print(f"| {name} | {size:,} | {cells} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

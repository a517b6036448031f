"""A cluster of several machines, as network namespaces, whose cables are pulled: the same bytes."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from dask_processes import Cluster, Ended, asked, bytes_of, end, ended
from namespaces import SLOW_LINE, Network, need_them, network

pytestmark = pytest.mark.slow

RUN = ("run", "smallest", "--runs", "6000", "--engine", "simpy", "--no-report")
"""Some seconds of one core."""
PATIENT = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__TCP": "120s"}
"""As docs/how-to/cluster.md has it: else Dask's workers leave for good after half a minute."""
HOSTS = ("scheduler", "worker-0", "worker-1", "client")


@dataclass(frozen=True)
class Machines:
    """A scheduler, two workers and a client, each on a machine of its own."""

    network: Network
    cluster: Cluster

    def ask(self, out: Path, on: str = "") -> "subprocess.Popen[str]":
        """Ask on the client's machine."""
        within = self.network.on("client")
        return asked(*RUN, "--on", on or self.cluster.address, out=out, within=within)


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    need_them()
    with network(*HOSTS) as net:
        folder = tmp_path_factory.mktemp("cluster")
        made = Cluster(folder, host=net.address("scheduler"), within=net.on, options=PATIENT)
        try:
            made.start_scheduler()
            made.start_worker()
            made.start_worker()
            until = time.monotonic() + 60
            while made.logs().count("Registered to:") < 2:
                assert time.monotonic() < until, made.logs()
                time.sleep(0.1)
            yield Machines(net, made)
        finally:
            made.stop()


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("here")
    assert ended(asked(*RUN, "--jobs", "2", out=out)).code == 0
    return bytes_of(out)


def begun(out: Path) -> None:
    until = time.monotonic() + 60
    while not list(out.glob("*/*/parts/*.npz")):
        assert time.monotonic() < until, "nothing was kept in time"
        time.sleep(0.05)


def told(found: Ended, machines: Machines) -> str:
    return f"{found.code}\n{found.stderr}\n{machines.cluster.logs()}"


def test_a_host_that_is_cut_off_and_back(
    tmp_path: Path, machines: Machines, expected: dict[str, bytes]
) -> None:
    process = machines.ask(tmp_path)
    begun(tmp_path)
    machines.network.cut("worker-1")
    time.sleep(5)
    machines.network.mend("worker-1")
    found = ended(process)
    assert found.code == 0, told(found, machines)
    assert bytes_of(tmp_path) == expected


def test_a_scheduler_that_is_out_of_reach_for_a_minute(
    tmp_path: Path, machines: Machines, expected: dict[str, bytes]
) -> None:
    process = machines.ask(tmp_path)
    begun(tmp_path)
    machines.network.cut("scheduler")
    time.sleep(60)
    machines.network.mend("scheduler")
    found = ended(process)
    assert found.code == 0, told(found, machines)
    assert bytes_of(tmp_path) == expected
    said = f"The cluster at {machines.cluster.address} is out of reach; trying for"
    assert said in found.words
    assert "is back" in found.words
    assert "Traceback" not in found.stderr


def test_slow_lines(tmp_path: Path, machines: Machines, expected: dict[str, bytes]) -> None:
    """A megabyte a second to each worker, and a tenth of a second to the scheduler and back."""
    for worker in ("worker-0", "worker-1"):
        machines.network.slow(worker)
    host, port = machines.cluster.host, str(machines.cluster.port)
    line = [*machines.network.on("client"), sys.executable, "-c", SLOW_LINE, "8786", host, port]
    carrying = subprocess.Popen(line, start_new_session=True)
    try:
        found = ended(machines.ask(tmp_path, "dask://127.0.0.1:8786"))
    finally:
        end(carrying)
    assert found.code == 0, told(found, machines)
    assert bytes_of(tmp_path) == expected


def test_a_host_that_is_cut_off_for_good(
    tmp_path: Path, machines: Machines, expected: dict[str, bytes]
) -> None:
    """The last one: what is cut off stays so."""
    process = machines.ask(tmp_path)
    begun(tmp_path)
    machines.network.cut("worker-1")
    found = ended(process)
    assert found.code == 0, told(found, machines)
    assert bytes_of(tmp_path) == expected

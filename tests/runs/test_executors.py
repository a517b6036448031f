"""Workers leave when they should, and say what went wrong when they should not have."""

import os
import pickle
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor
from pathlib import Path

import pytest
from truce_sim.model import World, build_world, simulate
from truce_sim.runs import batch as batches
from truce_sim.runs import replications
from truce_sim.runs.batch import Batch, Columns, ReplicationFailedError, simulate_batch
from truce_sim.runs.executors import executor
from truce_sim.runs.ledger import Ledger
from truce_sim.runs.replications import BatchFailedError, Setting, Work
from truce_sim.scenario import load

SMALLEST = "scenarios/smallest.toml"
STUDY = """
import sys, time
from truce_sim.model import build_world
from truce_sim.runs import replications
from truce_sim.runs.executors import executor
from truce_sim.scenario import load
from tests_slow_batch import slow

replications.simulate_batch = slow
world = build_world(load("scenarios/smallest.toml"))
print("ready", flush=True)
with executor(int(sys.argv[1])) as pool:
    work = replications.Work(1, pool, int(sys.argv[1]))
    work.run([replications.Setting("a", world)], 0, 1000)
print("interrupted", work.interrupted, flush=True)
"""


@pytest.fixture(scope="module")
def world() -> World:
    return build_world(load(SMALLEST))


@pytest.mark.parametrize(
    ("jobs", "pauses"),
    [
        (1, (0.5,)),
        (2, (1.5,)),
        (2, (1.5, 0.01)),
        pytest.param(2, (0.05,), marks=pytest.mark.slow),
        pytest.param(2, (0.3,), marks=pytest.mark.slow),
    ],
)
def test_ctrl_c_does_not_wait_for_long_batches(
    tmp_path: Path, jobs: int, pauses: tuple[float, ...]
) -> None:
    """Also while workers still start, and twice in a row: no hang, no noise, nobody left."""
    (tmp_path / "tests_slow_batch.py").write_text(
        "import time\n\ndef slow(batch):\n    time.sleep(60)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", STUDY, str(jobs)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(Path.cwd()), str(tmp_path)])},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    for pause in pauses:
        time.sleep(pause)
        os.killpg(process.pid, signal.SIGINT)
    try:
        out, err = process.communicate(timeout=20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise
    if len(pauses) == 1:
        assert (out, err) == ("interrupted True\n", "")
    assert left_of(process.pid) == []


def left_of(group: int) -> list[str]:
    """Return the processes of a group that do not leave within seconds."""
    for _ in range(100):
        left = subprocess.run(
            ["pgrep", "-g", str(group)], capture_output=True, text=True, check=False
        ).stdout.split()
        if not left:
            break
        time.sleep(0.05)
    return left


def dies(batch: Batch) -> Columns:
    if batch.first == 40:
        time.sleep(0.5)
        os._exit(9)
    return simulate_batch(batch)


def test_a_worker_that_dies_is_one_sentence_and_finished_work_is_kept(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    monkeypatch.setattr(replications, "simulate_batch", dies)
    with (
        executor(2) as pool,
        pytest.raises(BatchFailedError, match=r"a worker process was killed.*runs 40 to 49 of 'a'"),
    ):
        Work(7, pool, 2, ledger=Ledger(tmp_path), batch=10).run([Setting("a", world)], 0, 100)
    assert {first for first, _ in Ledger(tmp_path).kept("a")} >= {0, 10, 20}


def test_a_pool_that_is_broken_already_is_the_same_sentence(world: World) -> None:
    with executor(2) as pool:
        with pytest.raises(BrokenExecutor):
            pool.submit(os._exit, 9).result()
        with pytest.raises(BatchFailedError, match=r"a worker process was killed.*runs 0 to 9"):
            Work(7, pool, 2, batch=10).run([Setting("a", world)], 0, 20)


def test_a_run_that_fails_is_named_and_finished_work_is_kept(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = simulate

    def breaks(world: World, seed: int, replication: int) -> object:
        if replication == 17:
            raise ValueError("no such day")
        return real(world, seed, replication)

    monkeypatch.setattr(batches, "simulate", breaks)
    with (
        executor(1) as pool,
        pytest.raises(BatchFailedError, match=r"^run 17 of 'a' failed: ValueError: no such day$"),
    ):
        Work(7, pool, 1, ledger=Ledger(tmp_path), batch=10).run([Setting("a", world)], 0, 30)
    assert [first for first, _ in Ledger(tmp_path).kept("a")] == [0]


def test_a_failure_can_be_sent_from_process_to_process() -> None:
    again = pickle.loads(pickle.dumps(ReplicationFailedError(17, "no such day")))  # noqa: S301
    assert str(again) == "run 17: no such day"
    assert again.replication == 17


def test_without_workers_there_is_no_executor() -> None:
    with pytest.raises(ValueError, match="greater than 0"):
        executor(0)

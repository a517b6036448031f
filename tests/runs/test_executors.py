"""Workers leave when they should, and say what went wrong when they should not have."""

import errno
import os
import pickle
import random
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor, Future, wait
from pathlib import Path

import pytest
from truce_sim.model import World, build_world, simulate
from truce_sim.model.streams import Branches
from truce_sim.runs import batch as batches
from truce_sim.runs import replications, workers
from truce_sim.runs.batch import Batch, Columns, ReplicationFailedError, simulate_batch
from truce_sim.runs.executors import executor
from truce_sim.runs.ledger import Ledger
from truce_sim.runs.processes import Starter
from truce_sim.runs.replications import BatchFailedError, Setting, Work
from truce_sim.runs.workers import WorkerDiedError, Workers, _Worker
from truce_sim.scenario import load

SMALLEST = "scenarios/smallest.toml"
STUDY = """
import sys, time
from truce_sim.model import build_world
from truce_sim.runs import replications, workers
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
    kept = [columns["replication"].tolist() for _, columns in Ledger(tmp_path).kept("a")]
    assert {run for runs in kept for run in runs} >= set(range(30))


def test_a_pool_that_is_broken_already_is_the_same_sentence(world: World) -> None:
    with executor(2) as pool:
        with pytest.raises(BrokenExecutor):
            pool.submit(signal.raise_signal, signal.SIGKILL).result()
        with pytest.raises(BatchFailedError, match=r"a worker process was killed.*runs 0 to 9"):
            Work(7, pool, 2, batch=10).run([Setting("a", world)], 0, 20)


def test_a_run_that_fails_is_named_and_finished_work_is_kept(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = simulate

    def breaks(world: World, seed: int, replication: int, *branches: Branches) -> object:
        if replication == 17:
            raise ValueError("no such day")
        return real(world, seed, replication, *branches)

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


def computes(seconds: float) -> bytes:
    time.sleep(seconds)
    return b"x" * 1_000_000


def results(pool: Workers, futures: list[Future[bytes]]) -> None:
    for future in futures:
        future.result(30)
    for _ in range(1000):  # killed when all was done: told as soon as it is heard of
        pool.submit(computes, 0).result(30)


def at_work(pool: Workers) -> None:
    """Wait until both have come to work: one that ends before is another matter."""
    for _ in range(2):
        pool.submit(pow, 2, 3).result(30)
    for _ in range(600):
        if sum(worker.ready for worker in pool._workers) == 2:
            return
        time.sleep(0.05)
    raise AssertionError("they never came to work")


@pytest.mark.parametrize("moments", [2, pytest.param(40, marks=pytest.mark.slow)])
def test_a_worker_killed_at_any_moment_is_told_and_nobody_stays(moments: int) -> None:
    """Also while it sends: half a message ends like no message at all."""
    chance = random.Random(5)  # noqa: S311 - moments, not secrets
    for _ in range(moments):
        pool = Workers(2)
        with pool:
            at_work(pool)
            futures = [pool.submit(computes, 0.001) for _ in range(100)]
            futures[0].result(30)
            time.sleep(chance.uniform(0, 0.05))
            processes = [worker.process for worker in pool._workers]
            os.kill(chance.choice(processes).pid or 0, signal.SIGKILL)
            with pytest.raises(WorkerDiedError):
                results(pool, futures)
        assert all(process.gone() for process in processes)


def test_where_all_workers_are_killed_nothing_waits_for_ever() -> None:
    with Workers(2) as pool:
        futures = [pool.submit(computes, 0.05) for _ in range(20)]
        futures[0].result(30)
        for worker in list(pool._workers):
            os.kill(worker.process.pid or 0, signal.SIGKILL)
        _, waiting = wait(futures, timeout=30)
    assert not waiting
    assert all(isinstance(one.exception(), WorkerDiedError | None) for one in futures)


def test_workers_that_cannot_start_are_told_and_the_work_is_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started, told = _Worker, list[str]()

    made: list[int] = []

    def fails(starter: Starter) -> _Worker:
        if made:
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
        made.append(1)
        return started(starter)

    for said in ("with 1 process", "without worker processes"):
        monkeypatch.setattr(workers, "_Worker", fails)
        with executor(3, told.append) as pool:
            futures = [pool.submit(pow, 2, number) for number in range(9)]
            assert [future.result(30) for future in futures] == [2**n for n in range(9)]
        assert f"(Too many open files); going on {said}." in told[-1]
        assert len(told) == (1 if said == "with 1 process" else 2)


def test_more_processes_than_are_of_use_are_not_started() -> None:
    told: list[str] = []
    with executor(10_000, told.append) as pool:
        assert pool.submit(pow, 2, 3).result(30) == 8
    assert re.fullmatch(r"10000 processes on .* would wait .*; going on with \d+\.", told[0])


def test_neither_the_temporary_folder_nor_its_length_matters(tmp_path: Path) -> None:
    long = tmp_path / ("a" * 120)
    long.mkdir()
    study = (
        "from truce_sim.runs.executors import executor\n"
        "with executor(2) as pool: print(pool.submit(pow, 2, 3).result(30))"
    )
    done = subprocess.run(
        [sys.executable, "-c", study],
        env={**os.environ, "TMPDIR": str(long), "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr, done.returncode) == ("8\n", "", 0)
    assert list(long.iterdir()) == []


@pytest.mark.parametrize(
    "number",
    [
        signal.SIGKILL,
        pytest.param(signal.SIGTERM, marks=pytest.mark.slow),
        pytest.param(signal.SIGHUP, marks=pytest.mark.slow),
    ],
)
def test_workers_leave_with_their_parent_however_it_goes(
    tmp_path: Path, number: signal.Signals
) -> None:
    study = (
        "import time\nfrom truce_sim.runs.executors import executor\n"
        "pool = executor(2)\nfutures = [pool.submit(time.sleep, 60) for _ in range(4)]\n"
        "time.sleep(1)\nprint('busy', flush=True)\ntime.sleep(60)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", study],
        env={**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "busy\n"
        process.send_signal(number)
        assert process.wait(30) == -number
        assert left_of(process.pid) == []
        assert process.stderr is not None
        assert process.stderr.read() == ""
    assert list(tmp_path.iterdir()) == []


def test_a_worker_is_named_and_alone_and_starts_as_its_parent_did(tmp_path: Path) -> None:
    """Whoever looks at processes sees workers and nothing else; a clone's run its own code."""
    (tmp_path / "theirs.py").write_text(
        "import os, sys\n\ndef told():\n"
        "    return sys.flags.dont_write_bytecode, sys.warnoptions, sys.path, os.read(0, 1)\n"
    )
    study = (
        "import os, subprocess, sys\nfrom truce_sim.runs.executors import executor\n"
        f"sys.path.insert(0, {str(tmp_path)!r})\nfrom theirs import told\n"
        "with executor(2) as pool:\n"
        "    pool.submit(pow, 2, 3)\n"
        "    assert pool.submit(told).result(30) == (1, ['error'], sys.path, b'')\n"
        "    asked = ['pgrep', '-a', '-P', str(os.getpid())]\n"
        "    print(subprocess.run(asked, capture_output=True, text=True).stdout)\n"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-W", "error", "-c", study],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        input="not for workers",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stderr, done.returncode) == ("", 0)
    children = [line for line in done.stdout.splitlines() if line and "pgrep -a" not in line]
    assert len(children) == 2
    assert all("worker of truce-sim" in child for child in children)

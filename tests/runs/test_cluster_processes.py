"""A Dask cluster of real processes: same bytes, whatever becomes of its pieces."""

import json
import os
import random
import re
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from dask_processes import (
    ROOT,
    Cluster,
    Ended,
    ask,
    asked,
    bytes_of,
    cluster,
    deadly,
    end,
    ended,
    result,
)
from truce_sim import __version__
from truce_sim.runs.cluster.addresses import Address
from truce_sim.runs.cluster.dask_link import reach
from truce_sim.runs.cluster.desk import Times
from truce_sim.runs.cluster.errors import BatchKillsError
from truce_sim.runs.cluster.pool import ClusterPool

pytestmark = pytest.mark.slow

RUN = ("run", "smallest", "--runs", "10000", "--engine", "simpy", "--no-report")
"""Some ten seconds of one core."""
OTHERS = {
    "compare": ("compare", "ordinary", "--runs", "500", "--no-report"),
    "sweep": (
        *("sweep", "syria-2016", "--param", "verification.teams=2,6,12", "--runs", "400"),
        "--no-report",
    ),
    "run": ("run", "ordinary", "--runs", "2000", "--no-report"),
}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("here")
    assert ask(*RUN, "--jobs", "1", out=out / "1").code == 0
    assert ask(*RUN, "--jobs", "2", out=out / "2").code == 0
    assert bytes_of(out / "1") == bytes_of(out / "2")
    return bytes_of(out / "1")


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Cluster]:
    with cluster(tmp_path / "cluster", 2) as made:
        yield made


def begun(out: Path, runs: int = 200) -> None:
    """Wait until some of a study is on the disk."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if sum(path.stat().st_size for path in out.glob("*/*/parts/*.npz")) > 60 * runs:
            return
        time.sleep(0.05)
    raise AssertionError("nothing was kept in time")


def told(found: Ended) -> str:
    """Return what was said, for a test that fails."""
    return f"{found.code}\n{found.stderr}\n{found.stdout}"


def test_any_number_of_workers_gives_the_same_bytes(
    tmp_path: Path, expected: dict[str, bytes]
) -> None:
    with cluster(tmp_path / "cluster", 1) as made:
        for workers in (1, 2, 3):
            if workers > 1:
                made.start_worker()
                until_workers(made, workers)
            found = ask(*RUN, "--on", made.address, out=tmp_path / str(workers))
            assert found.code == 0, told(found)
            assert bytes_of(tmp_path / str(workers)) == expected
            kept = (result(tmp_path / str(workers)) / "run.json").read_text()
            assert json.loads(kept)["timing"]["cluster"] == "dask"
            assert 1 <= json.loads(kept)["timing"]["jobs"] <= workers
            assert "127.0.0.1" not in json.dumps(json.loads(kept)["timing"])
            assert re.search(rf"{workers} workers?, [\d,]+ runs/s", found.words)


def until_workers(made: Cluster, count: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if made.logs().count("Starting established connection to") >= count:
            return
        time.sleep(0.1)
    raise AssertionError(made.logs())


def test_other_questions_and_the_compiled_engine_give_the_same_bytes(
    tmp_path: Path, pair: Cluster
) -> None:
    for name, words in OTHERS.items():
        here = ask(*words, "--jobs", "2", out=tmp_path / f"{name}-here")
        there = ask(*words, "--on", pair.address, out=tmp_path / f"{name}-there")
        assert here.code == there.code == 0, told(there)
        assert bytes_of(tmp_path / f"{name}-here") == bytes_of(tmp_path / f"{name}-there"), name


def test_workers_that_are_killed_come_back_and_take_part(
    tmp_path: Path, pair: Cluster, expected: dict[str, bytes]
) -> None:
    process = asked(*RUN, "--on", pair.address, out=tmp_path / "out")
    begun(tmp_path / "out")
    for _ in range(2):
        with suppress(psutil.NoSuchProcess, IndexError):
            pair.computing()[0].kill()
        time.sleep(3)
    found = ended(process)
    assert found.code == 0, told(found)
    assert bytes_of(tmp_path / "out") == expected


def test_a_worker_that_is_gone_for_good_is_not_waited_for(
    tmp_path: Path, pair: Cluster, expected: dict[str, bytes]
) -> None:
    process = asked(*RUN, "--on", pair.address, out=tmp_path / "out")
    begun(tmp_path / "out")
    end(pair.workers[0])
    found = ended(process)
    assert found.code == 0, told(found)
    assert bytes_of(tmp_path / "out") == expected


def test_a_lost_scheduler_is_told_and_work_goes_on_elsewhere(
    tmp_path: Path, pair: Cluster, expected: dict[str, bytes]
) -> None:
    out = tmp_path / "out"
    process = asked(*RUN, "--on", pair.address, out=out)
    begun(out)
    assert pair.scheduler is not None
    end(pair.scheduler)
    began = time.monotonic()
    found = ended(process, 60)
    assert time.monotonic() - began < 30
    assert found.code == 1, told(found)
    assert f"The cluster at {pair.address} is gone (nothing listens there)." in found.words
    assert "Traceback" not in found.stderr
    assert "distributed" not in found.stderr
    here, there = re.findall(r"(?:Carry on|Or there) (.*)", found.stderr)
    assert there.replace(f" --on {pair.address}", "") == here
    (unfinished,) = out.glob("*/*.unfinished")
    again = ask(
        "run",
        "--resume",
        unfinished.name.removesuffix(".unfinished"),
        "--no-report",
        "--engine",
        "simpy",
        "--jobs",
        "2",
        out=out,
    )
    assert again.code == 0, told(again)
    assert bytes_of(out) == expected


def test_what_ctrl_c_stopped_here_is_finished_there_and_the_other_way_round(
    tmp_path: Path, pair: Cluster, expected: dict[str, bytes]
) -> None:
    for place, first, then in (
        ("here", ("--jobs", "2"), ("--on", pair.address)),
        ("there", ("--on", pair.address), ("--jobs", "2")),
    ):
        out = tmp_path / place
        process = asked(*RUN, *first, out=out)
        begun(out)
        os.killpg(process.pid, signal.SIGINT)
        found = ended(process, 30)
        assert found.code == 130, told(found)
        (unfinished,) = out.glob("*/*.unfinished")
        name = unfinished.name.removesuffix(".unfinished")
        words = ("run", "--resume", name, "--no-report", "--engine", "simpy")
        again = ask(*words, *then, out=out)
        assert again.code == 0, told(again)
        assert bytes_of(out) == expected


def test_a_worker_of_another_version_is_refused_by_name_also_if_it_comes_later(
    tmp_path: Path, expected: dict[str, bytes]
) -> None:
    other = tmp_path / "other"
    shutil.copytree(ROOT / "sim", other, ignore=shutil.ignore_patterns("__pycache__"))
    of_version = other / "truce_sim" / "__init__.py"
    text = of_version.read_text()
    of_version.write_text(text.replace(__version__, "0.0.1"))
    assert of_version.read_text() != text
    with cluster(tmp_path / "cluster", 0) as made:
        made.start_worker(other)
        until_workers(made, 1)
        alone = ask(*RUN, "--on", made.address, out=tmp_path / "alone")
        assert alone.code == 2, told(alone)
        assert f"is refused: truce-sim 0.0.1, {__version__} here" in alone.words
        assert f"No worker of the cluster at {made.address} can take part." in alone.words
        made.start_worker()
        until_workers(made, 2)
        process = asked(*RUN, "--on", made.address, out=tmp_path / "out")
        made.start_worker(other)
        found = ended(process)
        assert found.code == 0, told(found)
        assert found.words.count("is refused: truce-sim 0.0.1") == 2
        assert bytes_of(tmp_path / "out") == expected


def test_where_there_is_no_cluster_one_sentence_says_what_to_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with cluster(tmp_path / "cluster", 0) as made:
        empty = ask(*RUN, "--on", made.address, out=tmp_path / "out")
        by_file = ask(*RUN, "--on", str(made.folder / "scheduler.json"), out=tmp_path / "out")
    for found in (empty, by_file):
        assert found.code == 2, told(found)
        typed = f"dask worker tcp://127.0.0.1:{made.port} --host 127.0.0.1 --nthreads 1"
        assert f"has no workers; start one: {typed} --death-timeout 60" in found.words
    gone = ask(*RUN, "--on", made.address, out=tmp_path / "out")
    assert gone.code == 2
    assert f"The cluster at {made.address} cannot be reached: nothing listens there." in gone.words
    assert not list((tmp_path / "out").glob("*/*"))


def test_a_batch_that_ends_its_workers_is_named_and_no_other_is(tmp_path: Path) -> None:
    with cluster(tmp_path / "cluster", 3) as made:
        until_workers(made, 3)
        with pool_on(made) as pool:
            futures = [pool.submit(deadly, number) for number in range(40)]
            with pytest.raises(BatchKillsError):
                futures[7].result(60)
            assert [f.result(60) for f in [*futures[:7], *futures[8:]]] == [
                number for number in range(40) if number != 7
            ]


def test_a_worker_that_stands_still_is_not_waited_for(tmp_path: Path) -> None:
    with cluster(tmp_path / "cluster", 2) as made:
        until_workers(made, 2)
        with pool_on(made, replace(Times(), late=3.0)) as pool:
            futures = [pool.submit(deadly, 8 + number) for number in range(60)]
            futures[2].result(60)
            still = made.computing()[0]
            still.suspend()
            try:
                assert [future.result(60) for future in futures] == [8 + n for n in range(60)]
            finally:
                still.resume()


def pool_on(made: Cluster, times: Times | None = None) -> ClusterPool:
    address = Address.read(made.address)
    return ClusterPool(
        lambda seconds: reach(address, seconds), "the cluster", "dask worker", times=times
    )


@pytest.mark.parametrize("seed", range(3))
def test_kills_at_random_lose_nothing_and_hang_nothing(
    tmp_path: Path, expected: dict[str, bytes], seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - of a test
    out = tmp_path / "out"
    with cluster(tmp_path / "cluster", 3) as made:
        until_workers(made, 3)
        process = asked(*RUN, "--on", made.address, out=out)
        begun(out)
        for _ in range(3):
            kill_one(made, chance)
            time.sleep(chance.uniform(0.1, 2))
        found = ended(process)
        assert found.code in (0, 1), told(found)
        if found.code:
            assert "Traceback" not in found.stderr
            (unfinished,) = out.glob("*/*.unfinished")
            name = unfinished.name.removesuffix(".unfinished")
            again = ask("run", "--resume", name, "--no-report", "--engine", "simpy", out=out)
            assert again.code == 0, told(again)
    assert bytes_of(out) == expected


def kill_one(made: Cluster, chance: random.Random) -> None:
    """Kill a worker, a nanny with its worker, or, seldom, the scheduler."""
    what = chance.choice(["worker"] * 5 + ["nanny"] * 3 + ["scheduler"])
    with suppress(psutil.NoSuchProcess, IndexError):
        if what == "worker":
            chance.choice(made.computing()).kill()
        elif what == "nanny":
            end(chance.choice(made.workers))
            made.start_worker()
        else:
            assert made.scheduler is not None
            end(made.scheduler)
            made.start_scheduler()
            made.start_worker()

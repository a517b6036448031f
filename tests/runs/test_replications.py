"""Runs give the same bytes however they are spread, and nothing finished is lost."""

import errno
import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from truce_sim.model import World, build_world
from truce_sim.runs import replications
from truce_sim.runs.batch import Batch, Columns, join, simulate_batch
from truce_sim.runs.executors import executor
from truce_sim.runs.ledger import Ledger
from truce_sim.runs.replications import BatchFailedError, Progress, Setting, Work
from truce_sim.runs.store import StoreError
from truce_sim.scenario import load

SMALLEST = "scenarios/smallest.toml"


@pytest.fixture(scope="module")
def world() -> World:
    return build_world(load(SMALLEST))


def run(world: World, *, jobs: int = 1, batch: int = 25, runs: int = 60, **more: object) -> Columns:
    with executor(jobs) as pool:
        work = Work(7, pool, jobs, batch=batch, **more)  # type: ignore[arg-type]
        return work.run([Setting("base", world)], 0, runs)["base"]


def same(one: Columns, other: Columns) -> bool:
    return one.keys() == other.keys() and all(
        one[name].dtype == other[name].dtype and one[name].tobytes() == other[name].tobytes()
        for name in one
    )


@pytest.mark.parametrize(("jobs", "batch"), [(1, 1), (1, 7), (2, 10), (2, 60)])
def test_same_bytes_for_any_jobs_and_batch(world: World, jobs: int, batch: int) -> None:
    assert same(run(world), run(world, jobs=jobs, batch=batch))


def test_more_runs_only_add_to_the_first_ones(world: World) -> None:
    few, many = run(world, runs=20), run(world, runs=45)
    assert all(
        np.array_equal(few[name], many[name][:20], equal_nan=few[name].dtype.kind == "f")
        for name in few
    )


def test_settings_share_their_luck_and_an_offset_gives_other_luck(world: World) -> None:
    with executor(1) as pool:
        found = Work(7, pool, 1).run(
            [Setting("a", world), Setting("b", world), Setting("c", world, offset=1000)], 0, 30
        )
    assert np.array_equal(found["a"]["life"], found["b"]["life"])
    assert not np.array_equal(found["a"]["life"], found["c"]["life"])


def test_joined_batches_are_one_batch(world: World) -> None:
    parts = [simulate_batch(Batch(world, 7, first, 5)) for first in (0, 5)]
    assert same(join(parts), simulate_batch(Batch(world, 7, 0, 10)))


def test_the_ledger_gives_back_the_same_bytes(world: World, tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    columns = simulate_batch(Batch(world, 7, 0, 5))
    ledger.save("base", 0, 5, columns)
    stored = ledger.load("base", 0, 5)
    assert stored is not None
    assert same(stored, columns)
    assert ledger.load("base", 5, 5) is None
    assert ledger.load("other", 0, 5) is None


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7, 0.99])
def test_a_torn_part_is_run_again(world: World, tmp_path: Path, share: float) -> None:
    whole = run(world, ledger=Ledger(tmp_path))
    for part in tmp_path.glob("*.npz"):
        content = part.read_bytes()
        part.write_bytes(content[: int(share * len(content))])
    assert same(run(world, ledger=Ledger(tmp_path)), whole)


def test_a_garbled_part_is_run_again(world: World, tmp_path: Path) -> None:
    whole = run(world, ledger=Ledger(tmp_path))
    for part in tmp_path.glob("*.npz"):
        content = bytearray(part.read_bytes())
        content[len(content) // 2] ^= 0xFF
        part.write_bytes(bytes(content))
    assert same(run(world, ledger=Ledger(tmp_path)), whole)


def test_no_byte_of_a_part_can_be_garbled_unnoticed(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    columns: Columns = {"held": np.array([True, False]), "life": np.array([1.5, np.nan])}
    ledger.save("base", 0, 2, columns)
    (part,) = tmp_path.iterdir()
    whole = part.read_bytes()
    for place in range(len(whole)):
        garbled = bytearray(whole)
        garbled[place] ^= 0xFF
        part.write_bytes(bytes(garbled))
        stored = ledger.load("base", 0, 2)
        assert stored is None or same(stored, columns), place


def test_a_part_is_not_taken_for_that_of_another_setting(world: World, tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.save("base", 0, 5, simulate_batch(Batch(world, 7, 0, 5)))
    (part,) = tmp_path.iterdir()
    ledger.save("other", 0, 5, simulate_batch(Batch(world, 7, 5, 5)))
    (other,) = set(tmp_path.iterdir()) - {part}
    part.replace(other)
    assert ledger.load("other", 0, 5) is None


def test_a_full_disk_is_one_sentence_and_leaves_no_part(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger(tmp_path)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match=f"cannot write to {tmp_path}.*No space left"):
        run(world, ledger=ledger)
    assert list(tmp_path.iterdir()) == []


def test_later_looks_run_only_what_is_new(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, ran = run(world, runs=70), list[int]()

    def counted(batch: Batch) -> Columns:
        ran.extend(range(batch.first, batch.first + batch.count))
        return simulate_batch(batch)

    monkeypatch.setattr(replications, "simulate_batch", counted)
    with executor(1) as pool:
        work = Work(7, pool, 1)
        looks = [work.run([Setting("base", world)], 0, look)["base"] for look in (30, 45, 70)]
    assert ran == list(range(70))
    assert [len(look["held"]) for look in looks] == [30, 45, 70]
    assert same(looks[-1], whole)


def test_progress_costs_little_however_many_batches_there_are(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = simulate_batch(Batch(world, 7, 0, 1))
    monkeypatch.setattr(replications, "simulate_batch", lambda _: once)
    settings = [Setting(f"setting {number}", world) for number in range(300)]

    def seconds(settings: list[Setting]) -> float:
        began = time.process_time()
        with executor(1) as pool:
            Work(7, pool, 1, batch=1).run(settings, 0, 10)
        return time.process_time() - began

    assert seconds(settings) < 25 * seconds(settings[:30])


def test_finished_batches_are_not_run_again(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run(world, ledger=Ledger(tmp_path))

    def refuse(batch: Batch) -> Columns:
        raise AssertionError(f"ran {batch.first} again")

    monkeypatch.setattr(replications, "simulate_batch", refuse)
    assert same(run(world, ledger=Ledger(tmp_path)), whole)


def interrupted_after(batches: int, monkeypatch: pytest.MonkeyPatch) -> None:
    left = iter(range(batches))

    def stops(batch: Batch) -> Columns:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return simulate_batch(batch)

    monkeypatch.setattr(replications, "simulate_batch", stops)


def test_an_interruption_keeps_the_replications_before_the_first_gap(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run(world, batch=10)
    interrupted_after(3, monkeypatch)
    with executor(1) as pool:
        work = Work(7, pool, 1, batch=10, ledger=Ledger(tmp_path))
        found = work.run([Setting("base", world)], 0, 60)
    assert work.interrupted
    assert np.array_equal(found["base"]["life"], whole["life"][:30])
    assert len(list(tmp_path.iterdir())) == 3


def test_an_interruption_of_many_settings_keeps_those_that_are_whole(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupted_after(5, monkeypatch)
    with executor(1) as pool:
        work = Work(7, pool, 1, batch=10)
        found = work.run([Setting(key, world) for key in "abc"], 0, 20)
    assert work.interrupted
    assert list(found) == ["a", "b"]


def test_two_settings_of_one_name_are_refused(world: World) -> None:
    with executor(1) as pool, pytest.raises(ValueError, match="same key"):
        Work(7, pool, 1).run([Setting("a", world), Setting("a", world, 10)], 0, 5)


def test_a_failing_batch_is_named(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(batch: Batch) -> Columns:
        raise ValueError("no such day")

    monkeypatch.setattr(replications, "simulate_batch", breaks)
    with pytest.raises(BatchFailedError, match=r"runs 0 to 24 of 'base' failed.*no such day"):
        run(world)


def test_progress_counts_up_to_everything(world: World) -> None:
    seen: list[Progress] = []
    columns = run(world, on_progress=seen.append, batch=20)
    done = [progress.done for progress in seen]
    assert done == sorted(done)
    assert seen[-1].done == seen[-1].wanted == 60
    assert seen[-1].held == int(columns["held"].sum())
    assert seen[-1].settings_done == seen[-1].settings == 1


def names(columns: Columns) -> Sequence[str]:
    return list(columns)


def test_no_runs_have_the_same_columns_too(world: World) -> None:
    none, some = (simulate_batch(Batch(world, 7, 0, count)) for count in (0, 5))
    assert names(none) == names(some)
    for name in some:
        assert none[name].shape == (0, *some[name].shape[1:])
        assert none[name].dtype.kind == some[name].dtype.kind
    assert same(join([none, some]), some)
    assert join([]) == {}


def test_columns_are_the_same_whatever_happens_in_the_runs(world: World) -> None:
    assert names(simulate_batch(Batch(world, 7, 0, 1))) == names(run(world))


def test_ctrl_c_while_a_batch_is_written_waits_until_it_is_whole(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger(tmp_path)
    batch = simulate_batch(Batch(world, 7, 0, 5))
    write = np.savez

    def interrupted(*arguments: Any) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        write(*arguments)

    monkeypatch.setattr(np, "savez", interrupted)
    with pytest.raises(KeyboardInterrupt):
        ledger.save("base", 0, 5, batch)
    kept = ledger.load("base", 0, 5)
    assert kept is not None
    assert same(kept, batch)

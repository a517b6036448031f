"""Runs give the same bytes however they are spread, and nothing finished is lost."""

import errno
import itertools
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from truce_sim.model import World, build_world
from truce_sim.runs import replications
from truce_sim.runs.batch import (
    Batch,
    Columns,
    ReplicationFailedError,
    in_turn,
    join,
    runs_of,
    simulate_batch,
)
from truce_sim.runs.chunks import written
from truce_sim.runs.executors import InProcess, executor
from truce_sim.runs.files import write_whole
from truce_sim.runs.found import Found
from truce_sim.runs.ledger import Ledger, _pause
from truce_sim.runs.replications import BatchFailedError, Progress, Setting, Work
from truce_sim.runs.store import StoreError
from truce_sim.scenario import load, with_values
from truce_sim.scenario.study import BASE

SMALLEST = "scenarios/smallest.toml"


@pytest.fixture(scope="module")
def world() -> World:
    return build_world(load(SMALLEST))


def run(
    world: World, *, jobs: int = 1, batch: int | None = 25, runs: int = 60, **more: object
) -> Columns:
    with executor(jobs) as pool:
        work = Work(7, pool, jobs, batch=batch, **more)  # type: ignore[arg-type]
        return work.run([Setting("base", world)], 0, runs)["base"]


def same(one: Columns, other: Columns) -> bool:
    return one.keys() == other.keys() and all(
        one[name].dtype == other[name].dtype
        and (
            one[name].tolist() == other[name].tolist()
            if one[name].dtype.kind == "T"
            else one[name].tobytes() == other[name].tobytes()
        )
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


def add(folder: Path, key: str, first: int, columns: Columns) -> Path:
    ledger, before = Ledger(folder), set(folder.iterdir())
    ledger.add(key, first, columns)
    ledger.flush()
    (part,) = set(folder.iterdir()) - before
    return part


def test_the_ledger_gives_back_the_same_bytes(world: World, tmp_path: Path) -> None:
    columns = simulate_batch(Batch(world, 7, 0, 5))
    add(tmp_path, "base", 0, columns)
    ((first, stored),) = Ledger(tmp_path).kept("base")
    assert first == 0
    assert same(stored, columns)
    assert Ledger(tmp_path).kept("other") == []


def test_runs_of_another_study_are_not_taken_for_ones_own(world: World, tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, "seed 7")
    ledger.add("base", 0, simulate_batch(Batch(world, 7, 0, 5)))
    ledger.flush()
    assert len(Ledger(tmp_path, "seed 7").kept("base")) == 1
    assert Ledger(tmp_path, "seed 8").kept("base") == []


def test_a_chunk_holds_stretches_of_many_settings(world: World, tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    parts = [simulate_batch(Batch(world, 7, first, 3)) for first in (0, 3, 9)]
    few = simulate_batch(Batch(world, 7, 0, 3, kept=("held",)))
    for key, first, columns in (("a", 0, parts[0]), ("b", 3, parts[1]), ("a", 9, parts[2])):
        ledger.add(key, first, columns)
    ledger.add("c", 0, few)
    ledger.flush()
    assert len(list(tmp_path.iterdir())) < 4
    again = Ledger(tmp_path)
    assert [first for first, _ in again.kept("a")] == [0, 9]
    assert same(again.kept("b")[0][1], parts[1])
    assert same(again.kept("c")[0][1], few)


def torn(content: bytes, share: float) -> bytes:
    return content[: int(share * len(content))]


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7, 0.99])
def test_a_torn_part_is_run_again(world: World, tmp_path: Path, share: float) -> None:
    whole = run(world, ledger=Ledger(tmp_path))
    for part in tmp_path.glob("*.npz"):
        part.write_bytes(torn(part.read_bytes(), share))
    assert same(run(world, ledger=Ledger(tmp_path)), whole)


def test_no_byte_of_a_part_can_be_garbled_unnoticed(tmp_path: Path) -> None:
    columns: Columns = {
        "replication": np.array([0, 1]),
        "held": np.array([True, False]),
        "life": np.array([1.5, np.nan]),
        "chain": np.array(["", "a > b"], dtype=np.dtypes.StringDType()),
    }
    part = add(tmp_path, "base", 0, columns)
    whole = part.read_bytes()
    ((_, stored),) = Ledger(tmp_path).kept("base")
    assert same(stored, columns)
    for place in range(len(whole)):
        garbled = bytearray(whole)
        garbled[place] ^= 0xFF
        part.write_bytes(bytes(garbled))
        assert Ledger(tmp_path).kept("base") == [], place


@pytest.mark.parametrize("other", [b"", b"not ours", b"PK" * 40])
def test_what_is_no_part_is_passed_over(tmp_path: Path, other: bytes) -> None:
    (tmp_path / "stray.npz").write_bytes(other)
    assert Ledger(tmp_path).kept("base") == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_work_resumes_with_other_batches_and_jobs_to_the_same_bytes(
    world: World, tmp_path: Path, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        interrupted_after(3, patch)
        with executor(1) as pool:
            Work(7, pool, 1, batch=11, ledger=Ledger(tmp_path)).run([Setting("base", world)], 5, 50)
    add(tmp_path, "base", 30, simulate_batch(Batch(world, 7, 30, 20)))
    ran = run(world, jobs=jobs, batch=None, ledger=Ledger(tmp_path))
    assert same(ran, run(world))


bounds = st.tuples(st.integers(0, 30), st.integers(1, 12))


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(parts=st.lists(bounds, max_size=8), asked=bounds)
def test_stretches_fill_up_whatever_their_order(
    parts: list[tuple[int, int]], asked: tuple[int, int]
) -> None:
    """As a set of numbers would, and no run twice."""
    found, there = Found(), set[int]()
    for first, count in parts:
        found.add(first, {"replication": np.arange(first, first + count)})
        there |= {*range(first, first + count)}
    first, end = asked[0], sum(asked)
    missing = [run for low, high in found.gaps(first, end) for run in range(low, high)]
    assert missing == [run for run in range(first, end) if run not in there]
    held = [run for part in found.stretches(first, end) for run in part["replication"].tolist()]
    assert sorted(held) == [run for run in range(first, end) if run in there]
    taken = found.take(first, end)
    whole = [*takewhile(there.__contains__, range(first, end))]
    assert taken.get("replication", np.empty(0)).tolist() == whole
    assert [run for low, high in found.gaps(first, end) for run in range(low, high)] == missing


def test_a_batch_returns_when_its_time_is_over(world: World) -> None:
    whole = simulate_batch(Batch(world, 7, 0, 9))
    first = simulate_batch(Batch(world, 7, 0, 9, seconds=0))
    assert runs_of(first) == 1
    assert same(join([first, simulate_batch(Batch(world, 7, 1, 8))]), whole)


def test_batches_are_cut_by_time_whatever_the_runs_take(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Long runs come back one by one, short ones by the thousand; the bytes are the same."""
    sizes: list[int] = []

    def stops_early(batch: Batch) -> Columns:
        sizes.append(batch.count)
        return simulate_batch(replace(batch, seconds=0))

    whole = run(world, batch=60)
    with monkeypatch.context() as patch:
        patch.setattr(replications, "simulate_batch", stops_early)
        assert same(run(world, batch=None), whole)
    assert max(sizes[3:]) <= 2


def test_short_runs_are_handed_out_by_the_thousand_and_no_more_than_memory_likes(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    once = simulate_batch(Batch(world, 7, 0, 1, kept=("held",)))

    def at_once(batch: Batch) -> Columns:
        sizes.append(batch.count)
        return {name: np.repeat(column, batch.count) for name, column in once.items()}

    monkeypatch.setattr(replications, "simulate_batch", at_once)
    run(world, batch=None, runs=200_000)
    assert 10_000 < max(sizes) <= 20_000
    assert len(sizes) < 50
    assert sum(sizes) == 200_000


def test_few_runs_of_many_settings_are_handed_out_together(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = [Setting(f"setting {number}", world, 10 * number) for number in range(200)]
    handed: list[int] = []

    class Counted(InProcess):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
            handed.append(len(args[1]))
            return super().submit(fn, *args, **kwargs)

    once = simulate_batch(Batch(world, 7, 0, 10))
    monkeypatch.setattr(
        replications,
        "simulate_batch",
        lambda batch: {name: column[: batch.count] for name, column in once.items()},
    )
    found = Work(7, Counted(), 1).run(wanted, 0, 10)
    assert list(found) == [setting.key for setting in wanted]
    assert {runs_of(columns) for columns in found.values()} == {10}
    assert len(handed) < 20


@pytest.mark.parametrize("jobs", [1, 2])
def test_settings_handed_out_together_are_what_each_is_alone(world: World, jobs: int) -> None:
    other = build_world(with_values(load(SMALLEST), {"dates.talks": "+5 days"}))
    wanted = [
        Setting("a", world),
        Setting("b", other, 40, ("held", "life", "daily.violations", "attacks_unknown")),
        Setting("c", (world, other, world), 80, ("held", "life")),
    ]
    with executor(jobs) as pool:
        found = Work(7, pool, jobs).run(wanted, 0, 3)
    for setting in wanted:
        batch = Batch(setting.world, 7, setting.offset, 3, setting.kept)
        assert same(found[setting.key], simulate_batch(batch))


def test_time_ends_what_is_computed_together_and_the_rest_comes_later(world: World) -> None:
    batches = [Batch(world, 7, first, 4) for first in (0, 4, 8)]
    assert [runs_of(one) for one in in_turn(simulate_batch, batches)] == [4, 4, 4]
    assert [runs_of(one) for one in in_turn(simulate_batch, batches, seconds=0)] == [1]


def test_a_failure_among_settings_handed_out_together_is_told_of_its_own(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(batch: Batch) -> Columns:
        if batch.first == 20:
            raise ReplicationFailedError(21, "no such day")
        return simulate_batch(batch)

    monkeypatch.setattr(replications, "simulate_batch", breaks)
    wanted = [Setting(key, world, offset) for key, offset in (("a", 0), ("b", 10), ("c", 20))]
    ledger = Ledger(tmp_path)
    with executor(1) as pool, pytest.raises(BatchFailedError, match="run 21 of 'c' failed: no"):
        Work(7, pool, 1, ledger=ledger).run(wanted, 0, 5)
    saved = [ledger.saved(one.key, one.offset, one.offset + 5) for one in wanted]
    assert saved == [5, 5, 0]


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
        """Count what was made: of what takes too long, the rest is asked for anew."""
        made = simulate_batch(batch)
        ran.extend(range(batch.first, batch.first + runs_of(made)))
        return made

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

    def calls(settings: list[Setting]) -> int:
        """Return how many calls of functions it takes, which is the same every time."""
        made = itertools.count()
        with executor(1) as pool:
            work = Work(7, pool, 1, batch=1)
            sys.setprofile(lambda *_: next(made))
            try:
                work.run(settings, 0, 10)
            finally:
                sys.setprofile(None)
        return next(made)

    assert calls(settings) < 15 * calls(settings[:30])


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
    assert runs_of(found["base"]) == 30
    assert sum(runs_of(part) for _, part in Ledger(tmp_path).kept("base")) == 30


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
    write = written

    def interrupted(*arguments: Any) -> list[bytes]:
        os.kill(os.getpid(), signal.SIGINT)
        return write(*arguments)

    monkeypatch.setattr("truce_sim.runs.ledger.written", interrupted)
    with pytest.raises(KeyboardInterrupt):
        ledger.add("base", 0, batch)
    ((_, kept),) = Ledger(tmp_path).kept("base")
    assert same(kept, batch)


@pytest.mark.parametrize("settings", [["base"], ["a", "b", "c"]])
@pytest.mark.parametrize("failing", range(1, 7))
def test_what_is_told_to_be_finished_is_what_is_on_the_disk(
    settings: list[str],
    failing: int,
    world: World,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever is in memory when a disk is full is lost, and is no use to who carries on."""
    monkeypatch.setattr("truce_sim.runs.ledger._LEAST", 0.0 if failing % 2 else 1000.0)
    left = [failing]

    def full(path: Path, content: str | bytes) -> None:
        left[0] -= 1
        if left[0] <= 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        write_whole(path, content)

    monkeypatch.setattr("truce_sim.runs.ledger.write_whole", full)
    told: list[Progress] = []
    with executor(1) as pool:
        work = Work(7, pool, 1, batch=5, ledger=Ledger(tmp_path), on_progress=told.append)
        wanted = [Setting(key, world) for key in settings]
        try:
            work.run(wanted, 0, 15)
        except StoreError:
            assert told[-1].ended
        else:
            assert not told[-1].ended
    found = Ledger(tmp_path)
    kept = [sum(runs_of(part) for _, part in found.kept(key)) for key in settings]
    assert told[-1].done == sum(kept)
    assert told[-1].settings_done == kept.count(15)
    assert (told[-1].wanted, told[-1].settings) == (15 * len(settings), len(settings))


def test_a_failure_where_all_is_as_in_the_file_names_no_setting(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(batch: Batch) -> Columns:
        raise ValueError("no such day")

    monkeypatch.setattr(replications, "simulate_batch", breaks)
    with executor(1) as pool, pytest.raises(BatchFailedError, match=r"^runs 0 to 4 failed"):
        Work(7, pool, 1, batch=5).run([Setting(BASE, world)], 0, 10)


AT_HAND = ("held", "life")


def test_what_is_not_at_hand_is_read_back_from_the_disk(world: World, tmp_path: Path) -> None:
    """All columns, in order, however workers finished; those at hand stay in memory."""
    whole = simulate_batch(Batch(world, 7, 0, 60))
    setting = Setting("base", world, at_hand=AT_HAND)
    with executor(2) as pool:
        work = Work(7, pool, 2, batch=7, ledger=Ledger(tmp_path))
        found = work.run([setting], 0, 60)["base"]
        assert list(found) == ["replication", *AT_HAND]
        assert same(found, {name: whole[name] for name in found})
        assert same(join(work.blocks(setting, 0, 60)), whole)
        part = {name: column[20:33] for name, column in whole.items()}
        again = join(work.blocks(setting, 20, 13))
    assert all(again[name].tolist() == part[name].tolist() for name in ("held", "life", "chain"))


def test_without_a_disk_all_stays_in_memory(world: World) -> None:
    setting = Setting("base", world, at_hand=AT_HAND)
    with executor(1) as pool:
        work = Work(7, pool, 1)
        found = work.run([setting], 0, 30)["base"]
        assert same(join(work.blocks(setting, 0, 30)), found)
    assert same(found, simulate_batch(Batch(world, 7, 0, 30)))


def test_runs_are_read_back_from_chunks_that_overlap_and_from_what_is_not_written_yet(
    world: World, tmp_path: Path
) -> None:
    for first, count in ((0, 10), (5, 10), (0, 4), (20, 5)):
        add(tmp_path, "base", first, simulate_batch(Batch(world, 7, first, count)))
    ledger = Ledger(tmp_path)
    assert {first for first, _ in ledger.kept("base", AT_HAND)} == {0, 5, 20}
    between = simulate_batch(Batch(world, 7, 14, 8))
    ledger.add("other", 0, between)
    ledger.add("base", 14, between)
    assert same(join(ledger.blocks("base", 2, 24)), simulate_batch(Batch(world, 7, 2, 22)))
    with pytest.raises(StoreError, match="run 25 is no longer in"):
        list(ledger.blocks("base", 0, 30))


def test_a_chunk_that_is_altered_while_it_is_needed_is_one_sentence(
    world: World, tmp_path: Path
) -> None:
    ledger = Ledger(tmp_path)
    ledger.add("base", 0, simulate_batch(Batch(world, 7, 0, 5)))
    ledger.flush()
    for part in tmp_path.glob("*.npz"):
        part.write_bytes(part.read_bytes()[:-9])
    with pytest.raises(StoreError, match="damaged, or gone"):
        list(ledger.blocks("base", 0, 5))


def test_a_chunk_is_written_before_it_fills_memory(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("truce_sim.runs.ledger._LEAST", 1000.0)
    monkeypatch.setattr("truce_sim.runs.ledger._MOST", 20_000)
    ledger, columns = Ledger(tmp_path), simulate_batch(Batch(world, 7, 0, 10))
    for number in range(10):
        ledger.add("base", 10 * number, columns)
    assert 3 <= len(list(tmp_path.iterdir())) <= 10


def test_work_that_is_killed_loses_seconds_and_a_long_study_has_not_too_many_chunks() -> None:
    day, chunks, lasted = 24 * 3600.0, 0, 0.0
    while lasted < 30 * day:
        pause = _pause(lasted)
        assert pause <= (5.0 if lasted < day else 130.0)
        lasted += pause
        chunks += 1
    assert chunks < 100_000

"""What becomes of a batch on a cluster, whatever befalls its worker, the others, the scheduler."""

import random
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import BrokenExecutor, Future, wait
from dataclasses import replace
from math import inf

import pytest
from sketched_cluster import QUICK, Sketch, doubled, failing
from truce_sim import __version__
from truce_sim.runs.cluster.errors import BatchKillsError, ClusterError, ClusterLostError
from truce_sim.runs.cluster.parcels import opened
from truce_sim.runs.cluster.pool import ClusterPool

NAMES = ("a", "b", "c")
SOON = 10.0
"""Seconds after which a test says that all hangs."""


def results(futures: list["Future[int]"]) -> list[int]:
    _, hung = wait(futures, SOON)
    assert not hung
    return [future.result() for future in futures]


def eventually(is_so: Callable[[], object]) -> None:
    """Wait until something is so."""
    until = time.monotonic() + SOON
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.005)


def test_all_is_answered_by_all() -> None:
    sketch = Sketch().add(*NAMES, seconds=0.01)
    with sketch.pool() as pool:
        assert results([pool.submit(doubled, n) for n in range(30)]) == [2 * n for n in range(30)]
    assert {worker for worker, _ in sketch.begun} == set(NAMES)
    assert len(sketch.begun) == 30
    assert sketch.said == []


def test_what_fails_there_fails_here() -> None:
    with Sketch().add("a").pool() as pool, pytest.raises(BrokenExecutor, match="of its own: 3"):
        pool.submit(failing, 3).result(SOON)


def test_it_says_how_many_compute_while_some_come_and_go() -> None:
    sketch = Sketch().add("a")
    with sketch.pool() as pool:
        assert (pool.width, pool.most) == (1, 1)
        sketch.add("b", "c")
        eventually(lambda: pool.width == 3)
        del sketch.there["a"], sketch.there["b"]
        eventually(lambda: pool.width == 1)
        assert pool.most == 3


def test_who_comes_later_takes_part() -> None:
    sketch = Sketch().add("a", seconds=0.02)
    with sketch.pool() as pool:
        futures = [pool.submit(doubled, n) for n in range(40)]
        sketch.add("late one", seconds=0.0)
        results(futures)
    assert "late one" in {worker for worker, _ in sketch.begun}


def test_what_a_dead_worker_had_is_computed_by_others() -> None:
    sketch = Sketch().add("a", "b", seconds=0.03)
    with sketch.pool() as pool:
        futures = [pool.submit(doubled, n) for n in range(12)]
        eventually(lambda: len(sketch.begun) >= 4)
        del sketch.there["a"]
        assert results(futures) == [2 * n for n in range(12)]


def test_a_batch_that_ends_its_workers_is_named_after_the_second_and_no_other_is() -> None:
    sketch = Sketch(deadly=lambda args: args == (7,)).add(*map(str, range(6)), seconds=0.01)
    # On a busy machine any worker may seem late; who is late is copied, which is another matter.
    with sketch.pool(replace(QUICK, late=100.0)) as pool:
        futures = [pool.submit(doubled, n) for n in range(20)]
        with pytest.raises(BatchKillsError, match="ended 2 workers, one after the other"):
            futures[7].result(SOON)
        others = [*futures[:7], *futures[8:]]
        assert results(others) == [2 * n for n in range(20) if n != 7]
    assert len([args for _, args in sketch.begun if args == (7,)]) == 2


def test_a_suspect_is_alone_with_its_worker() -> None:
    together: list[int] = []
    deaths: list[str] = []

    def deadly_once(args: tuple[object, ...]) -> bool:
        if args == (3,) and not deaths:
            deaths.append("once")
            return True
        return False

    sketch = Sketch(deadly=deadly_once).add(*NAMES, seconds=0.02)
    with sketch.pool() as pool:
        desk = pool._desk
        futures = [pool.submit(doubled, n) for n in range(30)]

        def looks() -> bool:
            held = [list(hand.held) for hand in list(desk._hands.values())]
            together.extend(len(calls) for calls in held if any(call.deaths for call in calls))
            return all(future.done() for future in futures)

        eventually(looks)
        assert results(futures) == [2 * n for n in range(30)]
    assert set(together) == {1}
    # It does not wait for the end of all others.
    first, again = (place for place, (_, args) in enumerate(sketch.begun) if args == (3,))
    assert again - first <= 2 * len(NAMES)


def test_what_only_waited_at_a_dead_worker_is_not_blamed() -> None:
    # One worker, two batches there, twice: neither of those that waited may be named.
    sketch = Sketch().add("a", seconds=inf)
    with sketch.pool() as pool:
        futures = [pool.submit(doubled, n) for n in range(4)]
        eventually(lambda: sketch.begun)
        sketch.add("b", seconds=inf)
        del sketch.there["a"]
        eventually(lambda: any(worker == "b" for worker, _ in sketch.begun))
        sketch.add("c")
        del sketch.there["b"]
        failed = [future for future in futures if future.exception(SOON) is not None]
        assert failed == futures[:1]  # it was with both


def test_a_worker_that_never_answers_loses_what_it_has_to_others() -> None:
    sketch = Sketch().add("a", "b")
    sketch.there["b"] = lambda: inf
    began = time.monotonic()
    with sketch.pool() as pool:
        assert results([pool.submit(doubled, n) for n in range(10)]) == [2 * n for n in range(10)]
    assert time.monotonic() - began < SOON / 2
    stuck = [args for worker, args in sketch.begun if worker == "b"]
    assert len(stuck) == 1


def test_a_worker_that_was_late_takes_part_again() -> None:
    slow = [1.2]
    sketch = Sketch().add("a", seconds=0.02)
    sketch.there["b"] = lambda: slow.pop() if slow else 0.0
    with sketch.pool() as pool:
        futures = [pool.submit(doubled, n) for n in range(120)]
        assert results(futures) == [2 * n for n in range(120)]
    assert len([worker for worker, _ in sketch.begun if worker == "b"]) > 3


def test_a_worker_of_another_version_is_refused_by_name_and_the_others_go_on() -> None:
    sketch = Sketch(stamps={"old": {"truce-sim": "0.1.0", "numpy": "1.0"}}).add("old", "new")
    with sketch.pool() as pool:
        assert results([pool.submit(doubled, n) for n in range(8)]) == [2 * n for n in range(8)]
        assert pool.width == 1
    assert {worker for worker, _ in sketch.begun} == {"new"}
    (said,) = sketch.said
    assert said.startswith(
        f"Worker old is refused: truce-sim 0.1.0, {__version__} here; numpy 1.0,"
    )


def test_a_worker_that_comes_to_be_of_another_version_is_refused_with_its_next_batch() -> None:
    sketch = Sketch(marks={"turned": "another"}).add("turned", "a", seconds=0.01)
    with sketch.pool() as pool:
        assert results([pool.submit(doubled, n) for n in range(8)]) == [2 * n for n in range(8)]
    (said,) = sketch.said
    assert said.startswith("Worker turned is refused: ")


def test_of_many_that_are_refused_some_are_named() -> None:
    old = {f"old-{n}": {"truce-sim": "0.1.0"} for n in range(20)}
    sketch = Sketch(stamps=dict(old)).add(*old, "new")
    with sketch.pool() as pool:
        pool.submit(doubled, 1).result(SOON)
        eventually(lambda: len(sketch.greeted) == 21)
    assert len(sketch.said) == 5
    assert sketch.said[-1] == "More workers are refused, for the like."


def test_where_nobody_can_take_part_nothing_begins() -> None:
    sketch = Sketch(stamps={"old": {"truce-sim": "0.1.0"}}).add("old")
    with pytest.raises(ClusterError, match=r"^no worker of the cluster can take part$"):
        sketch.pool()


def test_where_nobody_is_it_is_said_how_to_start_one() -> None:
    with pytest.raises(ClusterError, match=r"^the cluster has no workers; start one: dask worker$"):
        Sketch().pool()


def test_where_no_scheduler_is_it_is_said_so() -> None:
    with pytest.raises(
        ClusterError, match=r"^the cluster cannot be reached: nothing listens there"
    ):
        Sketch(up=False).pool()


def test_a_scheduler_that_comes_back_in_time_finds_all_as_it_was() -> None:
    sketch = Sketch(refuses=False).add("a", "b", seconds=0.02)
    with sketch.pool() as pool:
        futures = [pool.submit(doubled, n) for n in range(20)]
        eventually(lambda: len(sketch.begun) >= 4)
        sketch.up = False
        time.sleep(0.2)
        sketch.up = True
        assert results(futures) == [2 * n for n in range(20)]
    assert sketch.said == [
        "The cluster is out of reach; trying for 1 seconds. Ctrl-C keeps what is finished.",
        "The cluster is back.",
    ]


def test_a_scheduler_that_falls_silent_is_asked_anew() -> None:
    sketch = Sketch().add("a", seconds=0.02)
    times = replace(QUICK, connecting=0.1)
    with sketch.pool(times) as pool:
        futures = [pool.submit(doubled, n) for n in range(8)]
        sketch.silent = True
        eventually(lambda: sketch.reached > 1)
        sketch.silent = False
        assert results(futures) == [2 * n for n in range(8)]


@pytest.mark.parametrize("refuses", [True, False])
def test_a_scheduler_that_stays_away_ends_it(refuses: bool) -> None:
    sketch = Sketch(refuses=refuses).add("a", seconds=0.02)
    with sketch.pool() as pool:
        futures = [pool.submit(doubled, n) for n in range(200)]
        eventually(futures[1].done)
        sketch.up = False
        with pytest.raises(
            ClusterLostError, match=r"^the cluster is gone [(]nothing listens there"
        ):
            futures[-1].result(SOON)
        assert futures[0].result() == 0
        eventually(lambda: all(future.done() for future in futures))
    with pytest.raises((ClusterLostError, RuntimeError)):
        pool.submit(doubled, 1)


def test_without_any_worker_it_waits_for_one_and_then_ends() -> None:
    sketch = Sketch().add("a", seconds=0.02)
    with sketch.pool() as pool:
        futures = [pool.submit(doubled, n) for n in range(12)]
        eventually(lambda: sketch.begun)
        sketch.there.clear()
        time.sleep(0.2)
        sketch.add("b", seconds=0.02)
        assert results(futures) == [2 * n for n in range(12)]
        sketch.there.clear()
        with pytest.raises(ClusterLostError, match="has no workers: none is left"):
            pool.submit(doubled, 1).result(SOON)


def test_workers_that_are_gone_for_a_moment_are_waited_for_however_long_it_went_well() -> None:
    sketch = Sketch().add("a", seconds=0.02)
    with sketch.pool() as pool:
        futures = [pool.submit(doubled, n) for n in range(60)]
        eventually(futures[50].done)  # longer than it would wait for a worker
        sketch.there.clear()
        time.sleep(0.1)
        sketch.add("b")
        assert results(futures) == [2 * n for n in range(60)]


def test_nobody_goes_on_with_what_another_has_answered() -> None:
    sketch = Sketch().add("a", seconds=0.02)
    sketch.there["b"] = lambda: inf
    with sketch.pool() as pool:
        futures = [pool.submit(doubled, n) for n in range(4)]
        results(futures)
        desk = pool._desk
        eventually(lambda: not any(call.future.done() for call in desk._calls))
        held = [(hand.name, len(hand.held)) for hand in desk._hands.values() if hand.held]
        assert held in ([("b", 1)], [("b", 2)])


@pytest.mark.parametrize("then", ["dies", "stands still"])
def test_a_copy_that_is_lost_too_is_given_to_others_again(then: str) -> None:
    sketch = Sketch().add("a", seconds=inf)
    with sketch.pool() as pool:
        future = pool.submit(doubled, 1)
        eventually(lambda: sketch.begun)
        sketch.there["b"] = lambda: inf
        eventually(lambda: len(sketch.begun) == 2)
        if then == "dies":
            del sketch.there["b"]
        sketch.add("c", "d")
        assert future.result(SOON) == 2


def test_what_is_submitted_while_all_ends_fails_at_once() -> None:
    sketch = Sketch(closing=1.0).add("a")
    with sketch.pool() as pool:
        pool.submit(doubled, 1).result(SOON)
        sketch.there.clear()
        pool.submit(doubled, 2).exception(SOON)
        assert isinstance(pool.submit(doubled, 3).exception(0.5), ClusterLostError)


def test_dropping_is_not_undone_by_what_follows() -> None:
    sketch = Sketch(closing=60.0).add("a", seconds=inf)
    began = time.monotonic()
    with sketch.pool(replace(QUICK, late=100.0)) as pool:
        pool.submit(doubled, 1)
        pool.shutdown(wait=False, cancel_futures=True)
    assert time.monotonic() - began < SOON


def test_a_worker_whose_answers_are_lost_is_set_aside() -> None:
    sketch = Sketch(loses={"sick"}).add("sick", "b", "c", seconds=0.05)
    with sketch.pool() as pool:
        futures = [pool.submit(doubled, n) for n in range(12)]
        assert results(futures) == [2 * n for n in range(12)]
    assert [said for said in sketch.said if "sick is refused: its answers are lost" in said]


def test_a_listener_that_fails_changes_nothing() -> None:
    def fails(_: str) -> None:
        raise OSError("nobody listens")

    sketch = Sketch(threads=4).add("a")
    pool = ClusterPool(sketch.reach, "the cluster", "dask worker", fails, QUICK)
    with pool:
        assert pool.submit(doubled, 1).result(SOON) == 2


def test_where_there_is_not_even_a_loop_it_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(coroutine: Coroutine[object, object, object]) -> None:
        coroutine.close()
        raise OSError(24, "Too many open files")

    monkeypatch.setattr("truce_sim.runs.cluster.pool.asyncio.run", none)
    with pytest.raises(ClusterError, match=r"cannot be asked .*Too many open files"):
        Sketch().add("a").pool()


def test_that_nobody_answers_any_more_is_said_once() -> None:
    sketch = Sketch().add("a", seconds=inf)
    with sketch.pool() as pool:
        futures = [pool.submit(doubled, n) for n in range(3)]
        eventually(lambda: sketch.said)
        time.sleep(0.3)
        sketch.add("b")
        results(futures)
    (said,) = sketch.said
    assert said.startswith("No worker of the cluster has answered for ")


def test_threads_that_are_of_no_use_are_told_once() -> None:
    sketch = Sketch(threads=4).add(*NAMES)
    with sketch.pool() as pool:
        eventually(lambda: pool.width == 3)
    (said,) = sketch.said
    assert "has 4 threads, of which one is of use" in said


def test_dropping_does_not_wait_for_what_is_computed() -> None:
    sketch = Sketch().add("a", seconds=inf)
    pool = sketch.pool(replace(QUICK, late=100.0))
    futures = [pool.submit(doubled, n) for n in range(6)]
    eventually(lambda: sketch.begun)
    began = time.monotonic()
    pool.shutdown(wait=False, cancel_futures=True)
    assert time.monotonic() - began < 0.5
    eventually(lambda: all(future.done() for future in futures))
    pool.shutdown(cancel_futures=True)
    with pytest.raises(RuntimeError, match="no more work"):
        pool.submit(doubled, 1)


def test_what_nobody_expects_ends_a_call_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def unexpected(message: bytes) -> object:
        found = opened(message)
        if found[1] == (3,):
            raise ZeroDivisionError("of the carrier")
        return found

    monkeypatch.setattr("sketched_cluster.opened", unexpected)
    with Sketch().add("a", "b").pool() as pool:
        futures = [pool.submit(doubled, n) for n in range(8)]
        with pytest.raises(ZeroDivisionError, match="of the carrier"):
            futures.pop(3).result(SOON)
        assert results(futures) == [0, 2, 4, 8, 10, 12, 14]


@pytest.mark.parametrize("seed", range(12))
def test_whatever_happens_each_call_ends_and_no_answer_is_another(seed: int) -> None:
    """Workers die, hang, come, and the scheduler goes away for a moment, at random."""
    chance = random.Random(seed)  # noqa: S311 - of a test
    sketch = Sketch(refuses=False).add("w0", "w1", "w2", seconds=0.005)
    with sketch.pool(replace(QUICK, without=5.0, out_of_reach=5.0)) as pool:
        futures = [pool.submit(doubled, n) for n in range(150)]
        for number in range(3, 40):
            time.sleep(chance.uniform(0, 0.02))
            sketch.add(f"w{number}", seconds=chance.choice([0.0, 0.005, 0.02]))
            match chance.randrange(6):
                case 0 | 1 | 2 if len(sketch.there) > 1:
                    del sketch.there[chance.choice(sorted(sketch.there))]
                case 3:
                    sketch.there[chance.choice(sorted(sketch.there))] = lambda: inf
                case 4:
                    sketch.up = False
                    time.sleep(0.02)
                    sketch.up = True
                case _:
                    pass
        sketch.add("the last", "of all")
        _, hung = wait(futures, SOON)
    assert not hung
    for number, future in enumerate(futures):
        if future.exception() is None:
            assert future.result() == 2 * number
        else:
            assert isinstance(future.exception(), BatchKillsError)

"""Histories: the same whoever makes them and in however many pieces, and no more kept than said."""

from collections.abc import Iterator
from functools import partial
from time import perf_counter

import numpy as np
import pytest
from quickest import quickest
from truce_sim.model import World, build_world
from truce_sim.page import histories as made_by
from truce_sim.page.dropped import Dropped
from truce_sim.page.histories import KEPT, Histories
from truce_sim.page.pieces import SECONDS, Pieces
from truce_sim.runs.batch import Batch, simulate_batch
from truce_sim.runs.executors import InProcess
from truce_sim.scenario import load, with_sets

FILE = load("tests/support/two-sides.toml")
WORLD = build_world(FILE)


def never() -> bool:
    return False


@pytest.fixture(params=[1, 3])
def histories(request: pytest.FixtureRequest) -> Iterator[Histories]:
    made = Histories(7, request.param, lambda _: None, quickest())
    yield made
    made.close()


def test_they_are_those_of_run_in_order(histories: Histories) -> None:
    histories.of("a", lambda: WORLD, 5, never)
    found = histories.of("a", lambda: WORLD, 90, never)
    expected = simulate_batch(Batch(WORLD, 7, 0, 90, KEPT))
    for name in ("replication", *KEPT):
        np.testing.assert_array_equal(found[name], expected[name], err_msg=name)


def test_what_is_there_is_not_made_again(histories: Histories) -> None:
    histories.of("a", lambda: WORLD, 20, never)

    def fails() -> object:
        raise AssertionError("it was made again")

    assert len(histories.of("a", fails, 12, never)["held"]) == 12  # type: ignore[arg-type]


def test_in_no_time_there_is_something_all_the_same(histories: Histories) -> None:
    found = histories.of("a", lambda: WORLD, 4000, never, perf_counter())
    assert 1 <= len(found["held"]) < 4000


def test_given_up_it_goes_on_later_from_where_it_was(histories: Histories) -> None:
    with pytest.raises(Dropped):
        histories.of("a", lambda: WORLD, 3000, lambda: True)
    assert len(histories.of("a", lambda: WORLD, 30, never)["held"]) == 30


def test_only_so_much_is_kept_and_the_file_always(
    histories: Histories, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(made_by, "_MOST_KEPT", 3000)
    histories.pin("file")
    for key in ("file", "a", "b", "c", "d", "e", "f"):
        histories.of(key, lambda: WORLD, 30, never)
    made_anew: list[str] = []

    def anew(key: str) -> World:
        made_anew.append(key)
        return WORLD

    for key in ("file", "f", "a"):
        histories.of(key, partial(anew, key), 30, never)
    assert made_anew == ["a"]


def test_a_study_in_pieces_is_handed_out_as_it_is_but_for_the_time() -> None:
    def in_turn(*batches: str, other: int, seconds: float) -> tuple[tuple[str, ...], int, float]:
        return batches, other, seconds

    pieces = Pieces(InProcess(), lambda: True)
    found = pieces.submit(in_turn, "a", "b", "c", other=3, seconds=9.0).result()
    assert found == (("a", "b", "c"), 3, SECONDS)


def test_many_worlds_at_once_are_each_as_alone(histories: Histories) -> None:
    other = build_world(with_sets(FILE, ["parties.all.tolerance=12"]))
    both = histories.of_each([WORLD, other] * 20, 6, never)
    for place, world in enumerate([WORLD, other] * 20):
        alone = simulate_batch(Batch(world, 7, 0, 6, ("life",), engine=quickest()))
        assert np.array_equal(both[place]["life"], alone["life"])
        if place > 2:
            break

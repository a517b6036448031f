"""Runs of any luck are the same from the compiled engine as from the model."""

import pytest
from alike import differing
from drawn_batches import tempered
from random_scenarios import drawn_branches
from truce_sim.engine.columns import columns
from truce_sim.model import build_world
from truce_sim.model.streams import Luck
from truce_sim.runs.batch import Batch, simulate_batch

SEED = 7


@pytest.mark.parametrize("number", range(4))
def test_lucks_of_all_kinds_side_by_side(number: int) -> None:
    world = build_world(tempered(number)[0])
    turns = drawn_branches(number)
    asked = (Luck(4), Luck(5), Luck(5, turns), Luck(9), Luck(2), Luck(9, turns), Luck(10))
    model = simulate_batch(Batch(world, SEED, 0, len(asked), lucks=asked))
    assert model["replication"].tolist() == [4, 5, 5, 9, 2, 9, 10]
    assert differing(model, columns((world,) * len(asked), SEED, asked)) == []


def test_numbers_in_a_row_are_those_of_a_plain_batch() -> None:
    world = build_world(tempered(1)[0])
    plain = columns((world,) * 6, SEED, 3)
    named = columns((world,) * 6, SEED, [Luck(number) for number in range(3, 9)])
    assert differing(plain, named) == []


def test_time_that_runs_out_leaves_the_first_runs() -> None:
    world = build_world(tempered(2)[0])
    asked = [Luck(number) for number in (8, 3, 5, *range(20, 60))]
    found = columns((world,) * len(asked), SEED, asked, ("held",), seconds=0)["replication"]
    assert 1 <= len(found) < len(asked)
    assert found.tolist() == [luck.replication for luck in asked[: len(found)]]

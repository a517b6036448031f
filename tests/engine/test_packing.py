"""Worlds become numbers in rows: the same ones, whatever was packed before or beside them."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import numpy as np
import pytest
from busy import BUSY
from drawn_batches import drawn_batch
from numpy.typing import NDArray

pytest.importorskip("numba")

from truce_sim.engine.frame import Frame
from truce_sim.engine.layout import World as Head
from truce_sim.engine.pack import Packed, pack, pack_all, packs
from truce_sim.engine.parts import SOURCES, Parts
from truce_sim.model import World, build_world
from truce_sim.model.variants import Variants
from truce_sim.scenario import Scenario, from_raw, load, with_values
from truce_sim.scenario.believable import believable_inputs

SYRIA = Path(__file__).parents[2] / "scenarios" / "syria-2016.toml"


def words(packed: Packed) -> NDArray[np.int64]:
    """Return a world's words, addresses counted from its beginning."""
    found = packed.words.copy()
    found[packed.frame.addresses] -= packed.address
    return found


def alone(world: World) -> NDArray[np.int64]:
    """Return a world's words as if nothing had been packed before it."""
    parts = Parts(world)
    frame = Frame(parts)
    [packed] = pack_all([world])
    for name in ("words", "floats", "ints", "addresses"):
        assert np.array_equal(getattr(frame, name), getattr(packed.frame, name))
    return words(packed)


def variants(scenario: Scenario) -> Iterator[World]:
    """Yield worlds that differ in one input, in all of them, and in what there is at all."""
    yield build_world(scenario)
    made = Variants(scenario)
    ranges = believable_inputs(scenario)
    random = Random(4)  # noqa: S311
    for one in ranges:
        yield from made.at_ends(one)
    yield from made.drawn([[random.random() for _ in ranges] for _ in range(8)])
    for option in scenario.options.values():
        yield build_world(with_values(scenario, option.set))
    yield build_world(scenario, checkpoints=(1.0, 30.0))


def test_packed_together_in_any_order_as_each_alone() -> None:
    worlds = [
        *variants(load(SYRIA)),
        *variants(from_raw(BUSY)),
        *(world for number in range(20) for world in drawn_batch(number).worlds[:1]),
    ]
    worlds = [world for world in worlds if packs(world)]
    expected = {id(world): alone(world) for world in worlds}
    random = Random(7)  # noqa: S311
    for _ in range(3):
        random.shuffle(worlds)
        for world, packed in zip(worlds, pack_all(worlds), strict=True):
            assert packed.world is world
            assert packed.words.ctypes.data == packed.address
            assert np.array_equal(words(packed), expected[id(world)])


def test_parts_made_anew_give_the_same_numbers() -> None:
    first, second = (build_world(from_raw(BUSY)) for _ in range(2))
    assert np.array_equal(words(pack(first)), words(pack(second)))


def test_every_number_is_said_once() -> None:
    parts = Parts(build_world(load(SYRIA)))
    frame = Frame(parts)
    said = [*frame.floats.tolist(), *frame.ints.tolist(), *frame.addresses.tolist()]
    assert len(said) == len(set(said))
    names = [
        name
        for source in SOURCES
        if source.record is Head
        for name in (*source.floats, *source.ints)
    ]
    assert len(names) == len(set(names))

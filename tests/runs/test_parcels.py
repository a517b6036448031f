"""Calls packed for a cluster's workers: what arrives, and how often a world is packed."""

import pickle
from dataclasses import replace

import pytest
from truce_sim.model import World, build_world
from truce_sim.runs.batch import Batch, in_turn, simulate_batch
from truce_sim.runs.cluster import parcels
from truce_sim.runs.cluster.parcels import Packer, opened
from truce_sim.scenario import load


@pytest.fixture(scope="module")
def world() -> World:
    return build_world(load("scenarios/smallest.toml"))


def test_what_arrives_is_what_was_sent(world: World) -> None:
    batches = [Batch(world, 7, 0, 3), Batch((world, world), 7, 5, 2), Batch(world, 7, 9, 1)]
    call = (in_turn, (simulate_batch, batches), {"seconds": 1.0})
    assert opened(Packer().pack(batches, call)) == call


def test_a_world_is_packed_once_and_opened_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed: list[object] = []

    def counted(thing: object) -> bytes:
        packed.append(thing)
        return pickle.dumps(thing)

    monkeypatch.setattr(parcels, "packed", counted)
    packer = Packer()
    sent = []
    for first in range(5):
        batches = [Batch(world, 7, first, 1)]
        sent.append(packer.pack(batches, batches))
    assert sum(isinstance(thing, World) for thing in packed) == 1
    found = [opened(one)[0].world for one in sent]
    assert all(one is found[0] for one in found)


def test_worlds_that_differ_do_not_become_one_another(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where more are in use than are remembered."""
    monkeypatch.setattr(parcels, "_REMEMBERED", 2)
    packer = Packer()
    worlds = [replace(world, opening=world.opening + more) for more in range(5)] * 2
    for one in worlds:
        batches = [Batch(one, 7, 0, 1)]
        assert opened(packer.pack(batches, batches)) == batches

"""From worlds to numbers in rows: what the compiled engine reads."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from truce_sim.engine.clock import MOST_ACTORS
from truce_sim.engine.frame import Frame, frame_of
from truce_sim.engine.parts import Parts, Reading
from truce_sim.engine.sources import pushes_of
from truce_sim.model.columns import Columns
from truce_sim.model.world import World

_MOST_PARTIES = 40
"""Beyond it, what each would suspect of each other takes more room than it is worth."""
_MOST_PLACES = MOST_ACTORS // 4


@dataclass(frozen=True, slots=True)
class Packed:
    """A world as the engine reads it."""

    world: World
    words: NDArray[np.int64]
    """All its numbers; whoever uses the address keeps them alive."""
    address: int
    frame: Frame
    other: "Packed | None" = None
    """The world that it becomes."""

    @property
    def columns(self) -> Columns:
        """Those of its runs."""
        return self.frame.columns

    @property
    def actors(self) -> tuple[str, ...]:
        """Names by the engine's numbers."""
        return self.frame.actors

    @property
    def pushes(self) -> int:
        """The most that one event may put on the agenda."""
        return pushes_of(self.world)


def packs(world: World) -> bool:
    """Return whether the engine has room for a world at all."""
    if world.becomes is not None and not packs(world.becomes[1]):
        return False
    places = max(
        len(world.parties) + len(world.excluded) + len(world.outside),
        len(world.zones),
        len(world.shocks),
        len(world.checkpoints),
    )
    return len(world.parties) <= _MOST_PARTIES and places <= _MOST_PLACES


def pack(world: World) -> Packed:
    """Return a world as numbers in a row; `packs` says whether there is room for it."""
    return pack_all([world])[0]


def pack_all(worlds: Sequence[World]) -> list[Packed]:
    """Return worlds as numbers, each in a row of its own; there must be room for all.

    Worlds of one structure are packed at once, so that each costs little more than a look at it.
    """
    found: list[Packed] = []
    rows: list[tuple[World, bytes, bytes]] = []
    frame, reading = None, Reading()
    for world in worlds:
        parts = Parts(world)
        other = frame_of(parts)
        if other is not frame:
            if frame is not None:
                found += _packed(frame, rows)
            frame, rows, reading = other, [], Reading()
        rows.append((world, *reading.numbers(parts)))
    found += _packed(frame, rows) if frame is not None else []
    return _with_others(found) if any(world.becomes for world in worlds) else found


def _with_others(packed: list[Packed]) -> list[Packed]:
    """Return packed worlds that know where the worlds are that they become."""
    become = [one.world.becomes[1] for one in packed if one.world.becomes]
    each = list({id(world): world for world in become}.values())
    others = dict(zip(map(id, each), pack_all(each), strict=True))
    found = []
    for one in packed:
        if one.world.becomes:
            other = others[id(one.world.becomes[1])]
            one.words[one.frame.becomes] = other.address
            one = replace(one, other=other)  # noqa: PLW2901 - the same, and more
        found.append(one)
    return found


def _packed(frame: Frame, rows: list[tuple[World, bytes, bytes]]) -> list[Packed]:
    """Return worlds of one frame as numbers, of their floats and whole numbers."""
    words = np.tile(frame.words, (len(rows), 1))
    addresses = words.ctypes.data + np.arange(len(rows), dtype=np.int64) * words.strides[0]
    words[:, frame.addresses] += addresses[:, None]
    floats = np.frombuffer(b"".join([row[1] for row in rows]), np.float64)
    ints = np.frombuffer(b"".join([row[2] for row in rows]), np.int64)
    words.view(np.float64)[:, frame.floats] = floats.reshape(len(rows), -1)
    words[:, frame.ints] = ints.reshape(len(rows), -1)
    return [
        Packed(world, own, address, frame)
        for (world, _, _), own, address in zip(rows, words, addresses.tolist(), strict=True)
    ]

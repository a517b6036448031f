"""Calls packed for a worker: each world in them is packed once, however many batches it is in.

To pack a world takes longer than all the rest of a batch, and to unpack it as long as some runs. So
worlds travel beside the call, under the hash of their bytes, and both sides remember the last ones.
"""

import io
import pickle
from collections import OrderedDict
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

from truce_sim.model import World
from truce_sim.runs.batch import Batch
from truce_sim.runs.serving import packed

_REMEMBERED = 4_000
"""Worlds, of about ten kilobytes each: more than a study has settings, nearly always."""
_unpacked: OrderedDict[str, World] = OrderedDict()
"""Of this process; batches come one at a time."""


class Packer:
    """Packs calls; for one thread at a time."""

    def __init__(self) -> None:
        self._packed: OrderedDict[int, tuple[World, str, bytes]] = OrderedDict()
        """By identity: the world itself is kept with it, so that no other takes its place."""

    def pack(self, batches: Iterable[Batch], call: object) -> bytes:
        """Return a call as bytes; a world that is one run's alone stays in its batch.

        Args:
            batches: those in the call.
            call: what to pack.
        """
        apart = {id(one.world): one.world for one in batches if isinstance(one.world, World)}
        known = {place: self._of(world) for place, world in apart.items()}
        body = io.BytesIO()
        pickler = _Pickler(body, {place: name for place, (name, _) in known.items()})
        pickler.dump(call)
        return packed((dict(known.values()), body.getvalue()))

    def _of(self, world: World) -> tuple[str, bytes]:
        known = self._packed.get(id(world))
        if known is None:
            content = packed(world)
            known = world, blake2b(content, digest_size=16).hexdigest(), content
            self._packed[id(world)] = known
            if len(self._packed) > _REMEMBERED:
                self._packed.popitem(last=False)
        return known[1:]


class _Pickler(pickle.Pickler):
    def __init__(self, file: io.BytesIO, names: dict[int, str]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._names = names

    def persistent_id(self, one: object) -> str | None:
        return self._names.get(id(one))


class _Unpickler(pickle.Unpickler):
    def __init__(self, content: bytes, worlds: dict[str, bytes]) -> None:
        super().__init__(io.BytesIO(content))
        self._worlds = worlds

    def persistent_load(self, name: str) -> World:
        world = _unpacked.get(name)
        if world is None:
            world = _unpacked[name] = pickle.loads(self._worlds[name])  # noqa: S301 - our client
            if len(_unpacked) > _REMEMBERED:
                _unpacked.popitem(last=False)
        return world


def opened(parcel: bytes) -> Any:  # noqa: ANN401 - whatever was packed
    """Return the call that was packed."""
    worlds, content = pickle.loads(parcel)  # noqa: S301 - from our own client
    return _Unpickler(content, worlds).load()

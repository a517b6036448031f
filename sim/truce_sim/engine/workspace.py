"""Room for one run at a time: a block of memory that holds all of its state."""

from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

from truce_sim.engine import state as s
from truce_sim.engine import state_rows as r
from truce_sim.engine.clock import SLOTS
from truce_sim.engine.layout import (
    MARKS,
    MOST_PERSUASIONS,
    MOST_SPELLS,
    MOST_STRATA,
    MOST_STRIKES,
    RAIN_MARKS,
)
from truce_sim.engine.memory import WORD
from truce_sim.engine.pack import Packed
from truce_sim.engine.record import numbers_a_day
from truce_sim.model.columns import DELAY_BINS
from truce_sim.model.streams import ONE_BRANCH, Branches
from truce_sim.scenario.limits import MOST_EVENTS

_LEAST = 512
_MOST = 2 * MOST_EVENTS + 2
"""More incidents or claims than a run can have before it passes a bound."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the size of a run's state depends on, beside how much happens."""

    actors: int
    parties: int
    zones: int
    guarantors: int
    days: int
    looks: int
    counts: int
    pushes: int

    def holds(self, other: "Shape") -> bool:
        """Return whether there is room in this shape for a state of another one."""
        return self == self.with_room_for(other)

    def with_room_for(self, other: "Shape") -> "Shape":
        """Return the smallest shape in which there is room for both."""
        return Shape(*map(max, astuple(self), astuple(other)))


def shape_of(packed: Packed) -> Shape:
    """Return the shape of the state of a world's runs."""
    world, other = packed.world, packed.other
    own = Shape(
        len(packed.actors),
        len(world.parties),
        len(world.zones),
        len(world.guarantors),
        world.days,
        len(world.checkpoints),
        len(packed.columns.counts),
        packed.pushes,
    )
    return own if other is None else own.with_room_for(shape_of(other))


class Workspace:
    """The state of one run, and its address.

    Args:
        shape: of the world's state.
        room: incidents and claims that it holds.
    """

    def __init__(self, shape: Shape, room: int = _LEAST) -> None:
        self.shape = shape
        self.room = room
        sizes = _sizes(shape, room)
        self.block: NDArray[np.uint8] = np.zeros(s.State.size() + sum(sizes.values()), np.uint8)
        self.address: int = self.block.ctypes.data
        self._rows: dict[str, slice] = {}
        at = s.State.size()
        for name, size in sizes.items():
            self._rows[name] = slice(at, at + size)
            self.state[name] = self.address + at
            at += size
        self._set_room()
        self.under(ONE_BRANCH)

    def _set_room(self) -> None:
        self.state["incident_room"] = self.state["claim_room"] = self.room
        self.state["violation_room"] = self.state["complaints_room"] = self.room
        self.state["agenda_room"] = _agenda(self.shape, self.room)

    @property
    def state(self) -> NDArray[np.void]:
        """The record of the run, by the names of `state.State`."""
        return self.block[: s.State.size()].view(s.State.dtype())

    @property
    def status(self) -> int:
        """How the last run went (see `codes.Status`)."""
        return int(self.state["status"][0])

    def under(self, branches: Branches) -> None:
        """Let luck be that of these branches from these hours on.

        Raises:
            ValueError: if they are more than there is room for.
        """
        if len(branches) > MOST_SPELLS:
            raise ValueError(f"more than {MOST_SPELLS} branches of luck in one history")
        spells = self.row("spells")[: s.Spell.size() * len(branches)].view(s.Spell.dtype())
        spells["hour"] = [hour for hour, _ in branches]
        spells["branch"] = [branch for _, branch in branches]
        self.state["spell_count"] = len(branches)

    def row(self, name: str) -> NDArray[np.uint8]:
        """Return the bytes of the row whose address begins as that name of `state.State`."""
        return self.block[self._rows[name]]

    def emptied(self) -> "Workspace | None":
        """Return one with twice the room for a run that begins anew; None if none can need it."""
        return Workspace(self.shape, 2 * self.room) if self.room < _MOST else None

    def larger(self) -> "Workspace | None":
        """Return one with twice the room and the same run in it; None if no run can need it."""
        return self.copy(2 * self.room) if self.room < _MOST else None

    def copy(self, room: int | None = None, shape: Shape | None = None) -> "Workspace":
        """Return another one with the same run in it, of that room or shape if it is to be larger.

        A larger shape may differ in how much one event puts on the agenda, and in nothing else.
        """
        other = Workspace(shape or self.shape, room or self.room)
        for name in s.State.kinds():
            if name not in self._rows:
                other.state[name] = self.state[name]
        for name in self._rows:
            row = self.row(name)
            other.row(name)[: len(row)] = row
        other._set_room()
        return other


def _agenda(shape: Shape, room: int) -> int:
    """Return how many entries the agenda holds: what claims wait for, rains, and whatever comes."""
    return 2 * room + _rains(shape) + 2 * shape.pushes + shape.looks + MOST_STRIKES


def _rains(shape: Shape) -> int:
    return (shape.actors + shape.parties) * MOST_STRATA


def _sizes(shape: Shape, room: int) -> dict[str, int]:
    """Return the bytes of each row that `state.State` has the address of."""
    return {
        "agenda": _agenda(shape, room) * r.Entry.size(),
        "later": _agenda(shape, room) * r.Entry.size(),
        "slots": SLOTS * WORD,
        "complaints": room * r.Waiting.size(),
        "incidents": room * r.Incident.size(),
        "marks": room * MARKS * WORD,
        "claims": room * r.Claim.size(),
        "violations": room * r.Violation.size(),
        "scratch": r.Rain.size(),
        "rains": _rains(shape) * r.Rain.size(),
        "rain_marks": _rains(shape) * RAIN_MARKS * WORD,
        "strikes": MOST_STRIKES * r.Strike.size(),
        "surges": 2 * MOST_STRIKES * r.Surge.size(),
        "spells": MOST_SPELLS * s.Spell.size(),
        "parties": shape.parties * s.Bound.size(),
        "zones": shape.zones * s.Front.size(),
        "pressed": shape.guarantors * shape.actors * WORD,
        "pressed_before": shape.guarantors * shape.actors * WORD,
        "leverage_before": shape.guarantors * WORD,
        "lefts": shape.parties * MOST_PERSUASIONS * WORD,
        "opening": s.Snapshot.size(),
        "looks": shape.looks * s.Snapshot.size(),
        "counts": shape.counts * WORD,
        "delays": DELAY_BINS * WORD,
        "waits": DELAY_BINS * WORD,
        "daily": shape.days * numbers_a_day(shape.parties) * WORD,
    }

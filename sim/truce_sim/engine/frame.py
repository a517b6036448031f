"""What worlds of one structure share as numbers in a row: where each goes, and those that agree.

Worlds of a study have the same actors and zones, and other numbers in them. Where everything goes,
who is who, and who hits whom are worked out once for all of them.
"""

from collections.abc import Hashable, Iterable, Sequence
from itertools import accumulate
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from truce_sim.engine import layout as to
from truce_sim.engine import world_rows as r
from truce_sim.engine.memory import WORD, Record
from truce_sim.engine.parts import SOURCES, Parts
from truce_sim.model.columns import columns_of

_MOST_KEPT = 64
_SPREADS_OF_A_PARTY = ("retaliates_after", "notice", "breaks_after")
_SPREADS_OF_RULES = ("reported_in", "checked_in", "haggled_in", "answers_in")
_WHO = attrgetter("name", "place", "address")


class Frame:
    """Where the numbers of worlds of one structure go.

    Args:
        parts: those of one of these worlds.
    """

    def __init__(self, parts: Parts) -> None:
        world = parts.world
        self.columns = columns_of(world)
        self.actors = world.actor_ids
        actors, parties = len(self.actors), len(world.parties)
        every = sum([len(one.names) for one in parts.weights if one])
        rows: dict[str, tuple[type[Record] | None, int]] = {
            "": (to.World, 1),
            "actor_rows": (r.Actor, actors),
            "party_rows": (r.Party, parties),
            "group_rows": (r.Group, len(world.excluded)),
            "power_rows": (r.Power, len(world.outside)),
            "guarantor_rows": (r.Guarantor, len(world.guarantors)),
            "zone_rows": (r.Zone, len(parts.zones)),
            "shock_rows": (r.Shock, len(world.shocks)),
            "posting_rows": (r.Posting, len(world.teams)),
            "spreads": (r.Spread, len(parts.spreads)),
            "over": (None, len(world.guarantors) * actors),
            "claims": (None, parties * actors),
            "suspects": (None, 2 * parties * actors),
            "names": (None, every),
            "shares": (None, every),
            "steps": (None, sum(map(len, parts.steps))),
            "look_times": (None, len(world.checkpoints)),
        }
        sizes = [len(of.kinds()) * many if of else many for of, many in rows.values()]
        self._first = dict(zip(rows, accumulate(sizes, initial=0), strict=False))
        self._rows = rows
        self.words: NDArray[np.int64] = np.zeros(sum(sizes), np.int64)
        """One world's, without those that differ; addresses count from its beginning."""
        self._missing = {
            (name, number)
            for name, (of, many) in rows.items()
            if of is not None and many
            for number in of.kinds()
        }
        self.addresses = np.array([self._word("", 0, name) for name in rows if name])
        self.becomes = self._word("", 0, "becomes")
        self._fix(parts)
        self.floats, self.ints = self._read(parts)
        if self._missing:
            raise KeyError(f"nothing says {sorted(self._missing)}")

    def _word(self, rows: str, row: int, number: str) -> int:
        of, _ = self._rows[rows]
        assert of is not None  # noqa: S101 - rows of records
        names = list(of.kinds())
        return self._first[rows] + row * len(names) + names.index(number)

    def _bare(self, rows: str) -> NDArray[np.int64]:
        first = self._first[rows]
        return self.words[first : first + self._rows[rows][1]]

    def _put(self, rows: str, number: str, values: Sequence[int]) -> None:
        of, many = self._rows[rows]
        assert of is not None  # noqa: S101 - rows of records
        first = self._first[rows]
        found = self.words[first : first + many * len(of.kinds())].view(of.dtype())
        found[number] = np.array(values, found.dtype[number])
        self._missing.discard((rows, number))

    def _fix(self, parts: Parts) -> None:
        """Write what worlds of this structure agree on."""
        world, number = parts.world, self.columns.number
        actors, parties = len(self.actors), len(world.parties)
        for name in self._rows:
            if name:
                self._put("", name, [self._first[name] * WORD])
        for name, value in {
            "becomes": 0,  # Where the other world is, is known once it is packed.
            "days": world.days,
            "looks": len(world.checkpoints),
            "actors": actors,
            "parties": parties,
            "excluded": len(world.excluded),
            "outside": len(world.outside),
            "guarantors": len(world.guarantors),
            "zones": len(parts.zones),
            "shocks": len(world.shocks),
            "postings": len(world.teams),
            "counts": len(self.columns.counts),
            "count_incidents": number["incidents",],
            "count_retaliations": number["retaliations",],
            "count_checked": number["checked",],
            "count_hours_to_verdict": number["hours_to_verdict",],
            "count_still_open": number["still_open",],
            "count_hours_still_open": number["hours_still_open",],
            "count_days": number["days",],
            # Codes of truths and verdicts follow one another, so the first says where all are.
            "count_verdict": number["verdict", 0, 0],
        }.items():
            self._put("", name, [value])
        self._fix_actors(parts)
        self._fix_weights(parts)
        spread = actors + len(_SPREADS_OF_A_PARTY) * parties
        for place, name in enumerate(_SPREADS_OF_RULES):
            self._put("", name, [spread + place])
        # Hours at which measures change, and the factors, of one zone after the other.
        firsts = list(accumulate(map(len, parts.steps), initial=0))
        self._put("zone_rows", "steps_first", firsts[:-1:2])
        self._put("zone_rows", "steps", [len(times) for times in parts.steps[::2]])
        over = [name in one.over for one in world.guarantors for name in self.actors]
        self._bare("over")[:] = over
        self._bare("claims")[:] = [
            number.get(("claims", by, on), -1) for by in world.parties for on in self.actors
        ]

    def _fix_actors(self, parts: Parts) -> None:
        world, number = parts.world, self.columns.number
        actors, parties = len(self.actors), list(world.parties)
        self._put("actor_rows", "place", [one.place for one in parts.actors])
        self._put("actor_rows", "address", [one.address for one in parts.actors])
        self._put("actor_rows", "harm", range(actors))
        attacks = [number.get(("attacks", name), -1) for name in self.actors]
        self._put("actor_rows", "count_attacks", attacks)
        for place, name in enumerate(_SPREADS_OF_A_PARTY):
            first = actors + place
            many = len(_SPREADS_OF_A_PARTY)
            self._put("party_rows", name, [first + many * party for party in range(len(parties))])
        for family in ("violations", "retaliations", "strikes"):
            self._put("party_rows", f"count_{family}", [number[family, name] for name in parties])
        self._put("guarantor_rows", "address", [one.address for one in world.guarantors])
        self._put("shock_rows", "address", [one.address for one in world.shocks])
        self._put("shock_rows", "place", [one.place for one in world.shocks])

    def _fix_weights(self, parts: Parts) -> None:
        """Write who is weighed, and where: in the order of `Parts.weights`."""
        world = parts.world
        places = {name: place for place, name in enumerate(self.actors)}
        zones = {zone.name: zone.place for zone in parts.zones}
        sizes = [len(one.names) if one else 0 for one in parts.weights]
        # Where there is nobody, nought.
        firsts = [
            first if size else 0
            for first, size in zip(accumulate(sizes, initial=0), sizes, strict=False)
        ]
        self._bare("names")[:] = [
            (places if number else zones)[name]
            for number, one in enumerate(parts.weights)
            if one
            for name in one.names
        ]
        spans = iter(zip(firsts, sizes, strict=True))

        def put(rows: str, first: str, many: str, count: int) -> None:
            found = [next(spans) for _ in range(count)]
            self._put(rows, first, [one for one, _ in found])
            self._put(rows, many, [size for _, size in found])

        put("", "zones_first", "zones_among", 1)
        put("actor_rows", "hits_first", "hits", len(self.actors))
        put("party_rows", "accuses_first", "accuses", len(world.parties))
        put("party_rows", "neighbours_first", "neighbours", len(world.parties))
        suspects: list[int] = []
        for victim in world.parties.values():
            # Whoever is no party is not among those who could be suspected: all are, then.
            anyone = next(spans)
            own = {name: next(spans) for name in victim.suspects.hits}
            for name in self.actors:
                suspects += (0, 0) if name in world.outside else own.get(name, anyone)
        self._bare("suspects")[:] = suspects

    def _read(self, parts: Parts) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return where floats and whole numbers go that differ, in the order of `Parts`."""
        rows_of = {of: name for name, (of, _) in self._rows.items() if of is not None}
        floats: list[int] = []
        ints: list[int] = []
        for source, some in zip(SOURCES, parts.by_source, strict=True):
            rows = rows_of[source.record]
            self._missing -= {(rows, name) for name in (*source.floats, *source.ints)}
            for row in range(len(some)):
                floats += [self._word(rows, row, name) for name in source.floats]
                ints += [self._word(rows, row, name) for name in source.ints]
        for name in ("shares", "steps", "look_times"):
            first = self._first[name]
            floats += range(first, first + self._rows[name][1])
        return np.array(floats, np.int64), np.array(ints, np.int64)


_frames: dict[Hashable, Frame] = {}


def frame_of(parts: Parts) -> Frame:
    """Return the frame of a world, that of the last one with the same structure if there is one."""
    structure = _structure(parts)
    found = _frames.get(structure)
    if found is None:
        if len(_frames) >= _MOST_KEPT:
            _frames.clear()
        found = _frames[structure] = Frame(parts)
    return found


def _structure(parts: Parts) -> Hashable:
    """Return all that a frame depends on."""
    world = parts.world
    return (
        len(world.parties),
        len(world.excluded),
        len(world.outside),
        tuple(map(_WHO, parts.actors)),
        tuple([(one.address, one.over) for one in world.guarantors]),
        tuple([(one.place, one.address) for one in world.shocks]),
        tuple([one.name for one in parts.zones]),
        tuple([one and one.names for one in parts.weights]),
        _names(victim.suspects.hits for victim in world.parties.values()),
        tuple(map(len, parts.steps)),
        len(world.teams),
        len(world.checkpoints),
        world.days,
        world.partial is None,
    )


def _names(tables: Iterable[dict[str, float]]) -> tuple[tuple[str, ...], ...]:
    return tuple([tuple(names) for names in tables])

"""The parts of a world in a row: all that the engine reads, in the order in which it is written."""

from collections.abc import Sequence
from itertools import chain
from struct import pack
from typing import Any

from truce_sim.engine import sources as of
from truce_sim.model import world as w
from truce_sim.model.measures import Measures
from truce_sim.scenario.spreads import Spread

SOURCES = (
    of.WORLD,
    of.ON_TIME,
    of.TRUCE,
    of.COMPLAINTS,
    of.GRIEVANCE,
    of.QUIET,
    of.CALM_STREAK,
    of.LEVELS,
    of.MEASURES,
    of.VERIFICATION,
    of.HOTLINE,
    of.SPIRAL,
    of.FLARE,
    of.GRAVE,
    of.POSTPONEMENT,
    of.AGENDA,
    of.PARTIAL,
    of.ACTOR,
    of.PARTY,
    of.GIVEN_PARTY,
    of.GROUP,
    of.POWER,
    of.GUARANTOR,
    of.ZONE,
    of.SHOCK,
    of.POSTING,
    of.SPREAD,
)
"""What the numbers of each kind of part are read by, in the order of `Parts.by_source`."""
_NOTHING = Spread.constant(0.0)
_NO_STEPS = ((), (1.0,))
"""Of a zone without measures."""


class Parts:
    """One world's parts.

    Attributes:
        world: the world.
        actors: parties first, then excluded groups, then outside powers.
        zones: by their places.
        weights: of zones; whom each actor hits; whom each party accuses, and its neighbours; and
            for each party whom it suspects instead of an outsider, and of each other party.
        steps: by zone, the hours at which measures change, and the factors before and after each.
        spreads: harm of each actor; of each party's answers, notice and plans; of the mechanism's
            reports, checks and haggling, and the hotline's answers.
    """

    __slots__ = (
        "_measures",
        "actors",
        "by_source",
        "spreads",
        "steps",
        "weights",
        "world",
        "zones",
    )

    def __init__(self, world: w.World) -> None:
        self.world = world
        parties, rules = list(world.parties.values()), world.verification
        self.actors: list[w.Party | w.Excluded | w.OutsidePower] = [
            *parties,
            *world.excluded.values(),
            *world.outside.values(),
        ]
        self.zones = sorted(world.zones.values(), key=lambda zone: zone.place)
        self.weights: list[w.Weights | None] = [
            world.zone_weights,
            *[one.hits for one in self.actors],
            *[one.accuses for one in parties],
            *[one.neighbours for one in parties],
        ]
        for one in parties:
            suspects = one.suspects
            self.weights += map(suspects.instead_of, ("", *suspects.hits))
        self._measures = Measures(world) if world.measures else None
        self.steps: list[Sequence[float]] = []
        for zone in self.zones:
            self.steps += self._measures.steps(zone.name) if self._measures else _NO_STEPS
        self.spreads = [one.given.harm for one in self.actors]
        for one in parties:
            given = one.given
            self.spreads += (given.retaliates_after, given.notice, given.breaks_after)
        self.spreads += _of_rules(world)
        self.by_source: tuple[Sequence[Any], ...] = (
            (world,),
            (world.on_time,),
            (world.truce,),
            (world.complaints,),
            (world.grievance,),
            (world.quiet,),
            (world.calm_streak,),
            (world.levels,),
            (self._measures,),
            (rules,),
            (rules and rules.hotline,),
            (world.spiral,),
            (world.flare,),
            (world.mass_casualty,),
            (world.postponement,),
            (world.agenda,),
            (world.partial,),
            self.actors,
            parties,
            [one.given for one in parties],
            tuple(world.excluded.values()),
            tuple(world.outside.values()),
            world.guarantors,
            self.zones,
            world.shocks,
            world.teams,
            self.spreads,
        )

    def rows(self) -> list[Sequence[float]]:
        """Return floats that stand in rows of their own: shares, steps, and times of looks."""
        shares = [one.cumulative for one in self.weights if one]
        return [*shares, *self.steps, self.world.checkpoints]


def _of_rules(world: w.World) -> tuple[Spread, Spread, Spread, Spread]:
    rules = world.verification
    if rules is None:
        return _NOTHING, _NOTHING, _NOTHING, _NOTHING
    answers_in = rules.hotline.answers_in if rules.hotline else _NOTHING
    return rules.reported_in, rules.checked_in, rules.haggled_in, answers_in


class Reading:
    """Reads the numbers of worlds of one structure, one after the other.

    Worlds of a study share the parts that they do not differ in: what is the very part that stood
    in its place in the world before is not read again.
    """

    def __init__(self) -> None:
        # Kept as they are, so that nothing else can have the identity of one of them.
        self._parts: list[object] = []
        self._floats: list[tuple[float, ...]] = []
        self._ints: list[tuple[int, ...]] = []

    def numbers(self, parts: Parts) -> tuple[bytes, bytes]:
        """Return a world's floats and whole numbers in the order of its parts."""
        if not self._parts:
            many = sum(map(len, parts.by_source))
            # No part is this very object.
            self._parts, self._floats, self._ints = [self] * many, [()] * many, [()] * many
        last, floats, ints, place = self._parts, self._floats, self._ints, 0
        for source, some in zip(SOURCES, parts.by_source, strict=True):
            for one in some:
                if last[place] is not one:
                    last[place] = one
                    floats[place], ints[place] = source.numbers(one)
                place += 1
        reals = [*chain.from_iterable(floats), *chain.from_iterable(parts.rows())]
        whole = [*chain.from_iterable(ints)]
        return pack(f"={len(reals)}d", *reals), pack(f"={len(whole)}q", *whole)

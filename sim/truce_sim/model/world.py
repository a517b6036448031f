"""A scenario resolved for simulation: what is worked out once, beside the sections as written.

The processes read these thousands of times a run, so nothing here validates or computes; it is
made once by `resolve.build_world` and shared by all runs. What a file says as it is to be used
(chances, lengths in hours, factors) is read off the section itself: `given`, or the section that
the world carries. Only what takes working out has a field of its own here.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import accumulate

from truce_sim.scenario import actors as a
from truce_sim.scenario import talks as t
from truce_sim.scenario import violence as v
from truce_sim.scenario.quantities import Spread
from truce_sim.scenario.verification import Complaints, Verification

_KNOWN_AT_MOST = 1_000
"""Weights of suspects that a victim keeps in mind: all pairs of many parties would be too many."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Names with weights, drawn by one uniform."""

    names: tuple[str, ...]
    cumulative: tuple[float, ...]
    """Running sums of the weights as shares of their total, ending at exactly 1."""

    def at(self, u: float) -> str:
        """Return the name at the share `u` in [0, 1) of the total weight."""
        return self.names[bisect_right(self.cumulative, u)]


def weights(by_name: Mapping[str, float]) -> Weights:
    """Return names with running sums of their weights; names that weigh nothing are left out."""
    kept = {name: weight for name, weight in by_name.items() if weight > 0}
    running = tuple(accumulate(kept.values()))
    # A number divided by itself is exactly 1, so that no uniform below 1 falls off the end.
    return Weights(tuple(kept), tuple(part / running[-1] for part in running))


@dataclass(frozen=True, slots=True)
class Suspects:
    """Whom a victim would blame in place of the one who did it: others by how often they hit it.

    Worked out when asked for: of many parties, few of all the pairs ever come up.
    """

    hits: dict[str, float]
    """How often each other bound party hits the victim, per hour; where none does, all alike."""
    _known: dict[str, Weights | None] = field(default_factory=dict, compare=False, repr=False)

    def instead_of(self, who: str) -> Weights | None:
        """Return those who could be blamed for what `who` did; None if there is nobody else."""
        if who not in self.hits:
            who = ""
        if who not in self._known:
            if len(self._known) >= _KNOWN_AT_MOST:
                self._known.clear()
            others = {name: rate for name, rate in self.hits.items() if name != who}
            if others and not any(others.values()):
                others = dict.fromkeys(others, 1.0)
            self._known[who] = weights(others) if others else None
        return self._known[who]


@dataclass(frozen=True, slots=True)
class Party:
    """A signatory: it can violate, complain, retaliate, walk out."""

    name: str
    shown: str
    place: int
    """Among the sorted names of all actors."""
    address: int
    """Where its draws stand."""
    given: a.Party
    per_hour: float
    """Rate of its violations at the level before the truce."""
    hits: Weights
    hits_excluded: frozenset[str]
    suspects: Suspects
    neighbours: Weights
    """The bound parties that may claim to have been hit by a strike on an excluded group."""
    invents_per_hour: float
    """Rate of its false complaints."""
    accuses: Weights
    retaliates_fed_up: float
    grievance_at_start: float
    limit: float
    """Grievance at which it gives notice, its headroom left out."""
    headroom: Spread
    """Grievance that it bears beyond that; infinite if it never gives notice."""


@dataclass(frozen=True, slots=True)
class Excluded:
    """A group outside the truce."""

    name: str
    shown: str
    place: int
    address: int
    given: a.ExcludedGroup
    per_hour: float
    hits: Weights
    spoils: float
    """Factor on its attacks before the talks, at least 1."""
    spoils_from: float


@dataclass(frozen=True, slots=True)
class OutsidePower:
    """A state that is neither bound nor excluded."""

    name: str
    shown: str
    place: int
    address: int
    given: a.OutsidePower
    per_hour: float
    hits: Weights


@dataclass(frozen=True, slots=True)
class Guarantor:
    """A co-chair with influence over some parties."""

    name: str
    shown: str
    address: int
    given: a.Guarantor
    over: frozenset[str]


@dataclass(frozen=True, slots=True)
class Zone:
    """A front or governorate."""

    name: str
    shown: str
    place: int
    """Among the sorted names of zones."""
    given: v.Zone


@dataclass(frozen=True, slots=True)
class Shock:
    """An outside event that raises violence for a time, or ends the truce at once."""

    name: str
    shown: str
    place: int
    """Among the sorted names of shocks."""
    address: int
    given: v.Shock
    per_hour: float


@dataclass(frozen=True, slots=True)
class Measure:
    """Something agreed that changes violence under command for a time."""

    name: str
    shown: str
    begins: float
    """Hours from the truce's start."""
    ends: float
    """Hours from the truce's start; infinite if it stays in force."""
    zones: frozenset[str]
    """In which it acts."""
    factor: float


@dataclass(frozen=True, slots=True)
class Levels:
    """What a file may say relative to the level before the truce, as numbers."""

    quiet_per_day: float
    """Violations a day below which the end is quiet."""
    settled_open: int
    """Most complaints without a verdict of a settled truce."""
    calm_violations: int
    """Most violations of a calm day."""
    spiral_violations: int
    """Violations within the window that end the truce; 0 without [spiral]."""
    grave_harm: float
    """Harm from which an incident may end the truce at once; infinite without [mass_casualty]."""


@dataclass(frozen=True, slots=True)
class World:
    """Everything one simulated truce needs to know."""

    opening: float
    """Hours from the truce's start to the planned opening of the talks."""
    watch_until: float | None
    """Go on past the opening until then; None: stop at the opening."""
    checkpoints: tuple[float, ...]
    parties: dict[str, Party]
    excluded: dict[str, Excluded]
    outside: dict[str, OutsidePower]
    guarantors: tuple[Guarantor, ...]
    rupture_per_hour: float
    zones: dict[str, Zone]
    zone_weights: Weights
    shocks: tuple[Shock, ...]
    truce: v.Truce
    complaints: Complaints
    measures: tuple[Measure, ...]
    """Those that change anything, in the order of their names."""
    verification: Verification | None
    teams: tuple[tuple[float, int], ...]
    """From which hour on how many inspection teams there are; none before the first."""
    hotline_starts: float
    """Hour from which the hotline works; infinite without one."""
    grievance: v.Grievance
    spiral: v.Spiral | None
    flare: v.Flare | None
    mass_casualty: v.MassCasualty | None
    postponement: t.Postponement | None
    agenda: t.Agenda | None
    quiet: t.Quiet
    calm_streak: t.CalmStreak
    on_time: t.OnTime
    partial: t.Partial | None
    levels: Levels
    shown: dict[str, str]
    """Every actor's shown name."""
    lowest: float = 0.125
    """Height of the lowest stratum of candidates, per hour (see `candidates`)."""
    becomes: "tuple[float, World] | None" = None
    """The hour from which on all is as in another world, and that world (see `may_become`)."""

    @property
    def last_opening(self) -> float:
        """The latest hour at which the talks can open."""
        rule = self.postponement
        return self.opening + (rule.by * rule.at_most if rule else 0.0)

    @property
    def reacts_to_date(self) -> bool:
        """Whether anybody acts otherwise because of when the talks are to open.

        Where nobody does, a look at a moment finds what talks at that moment would have found.
        """
        return (
            any(group.spoils != 1 for group in self.excluded.values())
            or (
                self.complaints.rise != 1 and any(p.invents_per_hour for p in self.parties.values())
            )
            or self.postponement is not None
        )

    @property
    def end(self) -> float:
        """Hours after which nothing is simulated; of a world that becomes another, the other's."""
        if self.becomes is not None:
            return self.becomes[1].end
        return max(self.last_opening, self.watch_until or 0.0)

    @property
    def days(self) -> int:
        """Whole days that can be recorded."""
        return int(self.end // 24)

    @property
    def actor_ids(self) -> tuple[str, ...]:
        """All who can do violence, in the file's order."""
        return (*self.parties, *self.excluded, *self.outside)

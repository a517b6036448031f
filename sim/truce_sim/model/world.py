"""A scenario resolved for simulation: plain slotted values, hours and rates per hour.

The processes read these thousands of times a run, so nothing here validates or computes; it is
made once by `resolve.build_world` and shared by all runs.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import accumulate

from truce_sim.scenario.quantities import Spread

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
class FalseComplaints:
    """Complaints about what did not happen."""

    per_hour: float
    rise: float
    over: float


@dataclass(frozen=True, slots=True)
class Party:
    """A signatory: it can violate, complain, retaliate, walk out."""

    name: str
    shown: str
    per_hour: float
    hits: Weights
    hits_excluded: frozenset[str]
    harm: Spread
    uncommanded: float
    notices: float
    misblames: float
    suspects: Suspects
    neighbours: Weights
    """The bound parties that may claim to have been hit by a strike on an excluded group."""
    false_complaints: FalseComplaints | None
    accuses: Weights
    retaliates: float
    retaliates_fed_up: float
    retaliates_after: Spread
    escalates: float
    same_zone: float
    patience: float | None
    forgets_in: float | None
    tolerance: float | None
    notice: Spread


@dataclass(frozen=True, slots=True)
class Excluded:
    """A group outside the truce."""

    name: str
    shown: str
    per_hour: float
    hits: Weights
    harm: Spread
    wrongly_blamed: float
    disputed: float
    spoils: float
    spoils_from: float


@dataclass(frozen=True, slots=True)
class OutsidePower:
    """A state that is neither bound nor excluded."""

    name: str
    shown: str
    per_hour: float
    hits: Weights
    harm: Spread
    strains: float


@dataclass(frozen=True, slots=True)
class Guarantor:
    """A co-chair with influence over some parties."""

    name: str
    shown: str
    over: frozenset[str]
    willing: float
    leverage: float
    presses_for: float
    persuades: float
    resets: float


@dataclass(frozen=True, slots=True)
class Zone:
    """A front or governorate."""

    name: str
    shown: str
    share: float
    mixed: float
    access: float
    key: bool


@dataclass(frozen=True, slots=True)
class Shock:
    """An outside event that raises violence for a time, or ends the truce at once."""

    name: str
    shown: str
    per_hour: float
    factor: float
    lasts: float
    ends: float


@dataclass(frozen=True, slots=True)
class Settling:
    """How violence falls once the truce is in force, and frays later."""

    takes_hold: float
    floor: float
    settles_in: float | None
    frays_after: float | None
    frays_in: float | None


@dataclass(frozen=True, slots=True)
class Hotline:
    """A line between the sides."""

    reaches: float
    answers_in: Spread
    believed: float


@dataclass(frozen=True, slots=True)
class Verification:
    """The mechanism that receives complaints and gives verdicts."""

    teams: int
    order: str
    starts_after: float
    reported_in: Spread
    checked_in: Spread
    finds: float
    clears: float
    mistakes: float
    unattributed: float
    agree: float
    haggled_in: Spread
    drops_after: float | None
    public: float
    shame: float
    shame_lasts: float
    outcry: float
    calms: float
    redress: float
    hotline: Hotline | None


@dataclass(frozen=True, slots=True)
class GrievanceWeights:
    """What an incident weighs, by where its complaint stands (open: 1, damped by calms)."""

    overdue: float
    upheld: float
    redressed: float
    unclear: float
    rejected: float


@dataclass(frozen=True, slots=True)
class Spiral:
    """Too many violations at once."""

    violations: int
    window: float


@dataclass(frozen=True, slots=True)
class Flare:
    """When a zone is aflame, and when aflame zones end the truce."""

    violations: int
    window: float
    spreads: float
    ends: float | None
    lasts: float


@dataclass(frozen=True, slots=True)
class MassCasualty:
    """An incident so grave that it may end the truce at once."""

    harm: float
    ends: float


@dataclass(frozen=True, slots=True)
class Postponement:
    """The envoy's rule for moving the talks."""

    decides_before: float
    unless: str
    by: float
    at_most: int


@dataclass(frozen=True, slots=True)
class Agenda:
    """How open complaints eat into the talks."""

    sessions: int
    session_lasts: float
    per_complaint: float
    cap: float


@dataclass(frozen=True, slots=True)
class Measures:
    """What the several meanings of "holds" need."""

    quiet_per_day: float
    """Violations a day below which the end is quiet."""
    quiet_window: float
    settled_open: int
    calm_days: int
    calm_violations: int
    on_time_within: float


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
    settling: Settling
    verification: Verification | None
    weights: GrievanceWeights
    spiral: Spiral | None
    flare: Flare | None
    mass_casualty: MassCasualty | None
    postponement: Postponement | None
    agenda: Agenda | None
    measures: Measures
    shown: dict[str, str]
    """Every actor's shown name."""
    layer: float = 0.125
    """Height of the lowest layer of candidates, per hour (see `candidates`)."""

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
        invented = (party.false_complaints for party in self.parties.values())
        return (
            any(group.spoils != 1 for group in self.excluded.values())
            or any(invents is not None and invents.rise != 1 for invents in invented)
            or self.postponement is not None
        )

    @property
    def end(self) -> float:
        """Hours after which nothing is simulated."""
        return max(self.last_opening, self.watch_until or 0.0)

    @property
    def days(self) -> int:
        """Whole days that can be recorded."""
        return int(self.end // 24)

    @property
    def actor_ids(self) -> tuple[str, ...]:
        """All who can do violence, in the file's order."""
        return (*self.parties, *self.excluded, *self.outside)

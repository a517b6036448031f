"""Grievance: what each bound party holds against the others, fading with time."""

from collections.abc import Callable

from truce_sim.model.addresses import TRUCE, Purpose
from truce_sim.model.clock import Clock
from truce_sim.model.incidents import Claim
from truce_sim.model.rules import drawn_limit, halved, reaches, weighed
from truce_sim.model.streams import Streams
from truce_sim.model.world import Party, World
from truce_sim.scenario.spreads import normal_quantile


class Grievance:
    """One party's grievance: the sum over its claims of harm x weight x 2^(-age / forgets_in).

    What it starts with is a claim on nobody, which fades like all others and stays as it is.
    All terms fade alike, so the sum is kept as one number and the time at which it was true, and
    brought up to date when something is added; between additions it can only fall.
    """

    __slots__ = ("_as_of", "_lefts", "_total", "forgets_in", "limit")

    def __init__(self, forgets_in: float, limit: float, at_start: float = 0.0) -> None:
        self.forgets_in = forgets_in
        self.limit = limit
        self._total = at_start
        self._as_of = 0.0
        self._lefts: list[float] = []
        """What each persuasion has left. Claims catch up when weighed: none need be kept here."""

    def weigh(self, claim: Claim, weight: float, now: float) -> bool:
        """Let `claim` weigh `weight` from now on; return whether patience is at an end."""
        heavier = claim.incident.harm * (weight - claim.weight) * self.kept(claim)
        self._total, change = weighed(
            self._total, now - self._as_of, self.forgets_in, heavier, now - claim.noticed_at
        )
        claim.weight = weight
        self._as_of = now
        return change > 0 and reaches(self._total, self.limit)

    def shrink(self, left: float) -> None:
        """Keep only the share `left` of all that is held so far; later claims count in full."""
        self._total *= left
        self._lefts.append(left)

    def kept(self, claim: Claim) -> float:
        """Return the share of a claim that persuasion has left since it was first heard of."""
        if claim.persuasions is None:
            claim.persuasions = len(self._lefts)
        while claim.persuasions < len(self._lefts):
            claim.kept *= self._lefts[claim.persuasions]
            claim.persuasions += 1
        return claim.kept

    def holds(self, claim: Claim, now: float) -> float:
        """Return what a claim still holds of it: harm x weight, faded, and what persuasion left."""
        held = claim.incident.harm * claim.weight * self.kept(claim)
        return halved(held, now - claim.noticed_at, self.forgets_in)

    def share(self, now: float) -> float:
        """Return the grievance as a share of its limit; 0 for a party that tolerates all."""
        return self._held(now) / self.limit

    def fed_up(self, now: float) -> bool:
        """Return whether the grievance is at its limit now."""
        return reaches(self._held(now), self.limit)

    def _held(self, now: float) -> float:
        return halved(self._total, now - self._as_of, self.forgets_in)


def _limit(party: Party, common: float, streams: Streams) -> float:
    """Return what a party bears in this run; nothing is drawn where it always bears as much."""
    bears = party.headroom
    of_all = own = 0.0
    if bears.sigma > 0:
        of_all, own = (
            normal_quantile(streams.nth(place, Purpose.HEADROOM, 0))
            for place in (TRUCE, party.address)
        )
    return drawn_limit(party.limit, bears.median, bears.sigma, common, of_all, own)


class Grievances:
    """The grievances of all bound parties."""

    def __init__(self, world: World, clock: Clock, streams: Streams) -> None:
        self._clock = clock
        self._streams = streams
        self._of = {
            party.name: Grievance(
                party.given.forgets_in,
                _limit(party, world.grievance.common, streams),
                party.grievance_at_start,
            )
            for party in world.parties.values()
        }
        self._fed_up: Callable[[Claim], None] = lambda _: None
        self._changed: Callable[[Claim], None] | None = None

    def become(self, world: World, _: float) -> None:
        """Bear as much as in another world; what is held stays as it is."""
        for party in world.parties.values():
            self._of[party.name].limit = _limit(party, world.grievance.common, self._streams)

    def on_limit(self, fed_up: Callable[[Claim], None]) -> None:
        """Have `fed_up(claim)` called when a claim brings its party to its limit."""
        self._fed_up = fed_up

    def on_change(self, changed: Callable[[Claim], None]) -> None:
        """Have `changed(claim)` called whenever a claim weighs otherwise: for who tells the run."""
        self._changed = changed

    def of(self, party: str) -> Grievance:
        """Return one party's grievance."""
        return self._of[party]

    def share(self, party: str) -> float:
        """Return a party's grievance now, as a share of its limit."""
        return self._of[party].share(self._clock.now)

    def fed_up(self, party: str) -> bool:
        """Return whether a party's grievance is at its limit now."""
        return self._of[party].fed_up(self._clock.now)

    def weigh(self, claim: Claim, weight: float) -> None:
        """Let `claim` weigh `weight` in its claimant's grievance from now on."""
        grievance = self._of[claim.by]
        # A claim that weighs nothing yet is heard all the same: persuasion reaches it, too.
        if claim.persuasions is None:
            grievance.kept(claim)
        if weight == claim.weight:
            return
        fed_up = grievance.weigh(claim, weight, self._clock.now)
        if self._changed is not None:
            self._changed(claim)
        if fed_up:
            self._fed_up(claim)

"""Grievance: what each bound party holds against the others, fading with time."""

from collections.abc import Callable

from sim.model.clock import Clock
from sim.model.incidents import Claim
from sim.model.rules import halved
from sim.model.world import World


class Grievance:
    """One party's grievance: the sum over its claims of harm x weight x 2^(-age / forgets_in).

    All terms fade alike, so each sum is kept as one number and the time at which it was true,
    and brought up to date when something is added; between additions it can only fall.
    """

    __slots__ = ("_against", "_as_of", "_total", "forgets_in", "scale", "tolerance")

    def __init__(self, forgets_in: float | None, tolerance: float | None) -> None:
        self.forgets_in = forgets_in
        self.tolerance = tolerance
        self.scale = 1.0
        """Product of what persuasion has left so far: it shrinks older claims, not newer ones."""
        self._total = 0.0
        self._as_of = 0.0
        self._against: dict[str, tuple[float, float]] = {}

    def shift(self, blamed: str, amount: float, now: float) -> None:
        """Add `amount` (or take it away) for something held against `blamed`."""
        forgets_in = self.forgets_in
        # Rounding may leave a hair below zero when the last claim is rejected.
        self._total = max(0.0, halved(self._total, now - self._as_of, forgets_in) + amount)
        self._as_of = now
        held, since = self._against.get(blamed, (0.0, now))
        self._against[blamed] = (max(0.0, halved(held, now - since, forgets_in) + amount), now)

    def shrink(self, left: float) -> None:
        """Keep only the share `left` of all that is held so far."""
        self.scale *= left
        self._total *= left
        self._against = {
            blamed: (held * left, since) for blamed, (held, since) in self._against.items()
        }

    def against(self, now: float) -> dict[str, float]:
        """Return the grievance against each blamed actor."""
        return {
            blamed: halved(held, now - since, self.forgets_in)
            for blamed, (held, since) in self._against.items()
        }

    def share(self, now: float) -> float:
        """Return the grievance as a share of tolerance; 0 for a party that tolerates all."""
        if self.tolerance is None:
            return 0.0
        return halved(self._total, now - self._as_of, self.forgets_in) / self.tolerance


class Grievances:
    """The grievances of all bound parties."""

    def __init__(self, world: World, clock: Clock) -> None:
        self._clock = clock
        self._of = {
            party.name: Grievance(party.forgets_in, party.tolerance)
            for party in world.parties.values()
        }
        self._fed_up: Callable[[Claim], None] = lambda _: None

    def on_limit(self, fed_up: Callable[[Claim], None]) -> None:
        """Have `fed_up(claim)` called when a claim brings its party to its tolerance."""
        self._fed_up = fed_up

    def of(self, party: str) -> Grievance:
        """Return one party's grievance."""
        return self._of[party]

    def share(self, party: str) -> float:
        """Return a party's grievance now, as a share of its tolerance."""
        return self._of[party].share(self._clock.now)

    def weigh(self, claim: Claim, weight: float) -> None:
        """Let `claim` weigh `weight` from now on, faded to its age."""
        now = self._clock.now
        mine = self._of[claim.by]
        if claim.weight == 0.0:
            claim.scale = mine.scale
        change = claim.incident.harm * (weight - claim.weight) * mine.scale / claim.scale
        claim.weight = weight
        if change == 0:
            return
        mine.shift(claim.against, halved(change, now - claim.noticed_at, mine.forgets_in), now)
        if change > 0 and mine.share(now) >= 1:
            self._fed_up(claim)

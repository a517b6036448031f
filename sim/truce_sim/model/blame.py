"""What filled the measure that ended a truce: kept while a run is told, at no cost to any other.

Grievance is a sum over claims that fade; when a party has had enough, each claim holds a part of
it. Violations that were too many are the last so many of them.
"""

from collections import defaultdict

from truce_sim.model.codes import Act
from truce_sim.model.grievance import Grievance
from truce_sim.model.incidents import Claim, Incident

MARKS = (50, 75, 100)
"""Parts in 100 of its limit at which a party's grievance is told."""
_LEAST = 1e-9
"""Part of a grievance below which a claim holds nothing that anybody could tell."""


class Blame:
    """Remembers, of one run, claims and violations by their place among what was told."""

    def __init__(self) -> None:
        self.filled: dict[int, float] = {}
        """What each event holds of the measure whose filling ended the truce, by its place."""
        self._enough: dict[str, dict[int, float]] = {}
        self._claims: dict[str, dict[Claim, int]] = defaultdict(dict)
        self._fired: list[int] = []
        self._passed: dict[str, float] = {}

    def starts(self, party: str, share: float) -> None:
        """Tell no more of a party than the marks above the share of its limit that it is at now."""
        self._passed[party] = 100 * share

    def passes(self, party: str, share: float) -> list[int]:
        """Return the highest mark that a party's grievance has come to, if it was below before."""
        before, now = self._passed.get(party, 0.0), 100 * share
        found = [mark for mark in MARKS if before < mark <= now]
        self._passed[party] = max(before, now)
        return found[-1:]

    def fired(self, incident: Incident, place: int) -> None:
        """Remember where a violation is told."""
        if incident.act <= Act.RETALIATION:
            self._fired.append(place)

    def claimed(self, claim: Claim, place: int) -> None:
        """Remember where a claim is told."""
        self._claims[claim.by][claim] = place

    def has_enough(self, party: str, grievance: Grievance, now: float, place: int) -> None:
        """Keep what each claim of a party holds of its grievance, which is at its limit."""
        held = grievance.share(now) * grievance.limit
        parts = {
            told: grievance.holds(claim, now)
            for claim, told in self._claims[party].items()
            if claim.weight
        }
        self._enough[party] = {told: part for told, part in parts.items() if part > _LEAST * held}
        self._enough[party][place] = held

    def walks_out(self, party: str) -> None:
        """Hold that what filled a party's grievance at its last notice ended the truce."""
        self.filled = self._enough.get(party, {})

    def too_many(self, most: int, place: int) -> None:
        """Keep which violations were too many: the last so many."""
        self.filled = dict.fromkeys(self._fired[-most:], 1.0)
        self.filled[place] = float(most)

"""Parties that did not mean what they signed break the truce on purpose, some under cover."""

from math import inf

from truce_sim.model.addresses import Purpose
from truce_sim.model.clock import Rank, turn
from truce_sim.model.incidents import Incident
from truce_sim.model.scene import Scene
from truce_sim.model.world import Party

ON_PURPOSE = "broken on purpose"


def may_cover(party: Party) -> bool:
    """Return whether a party ever strikes an excluded group: whoever does not has no cover."""
    return party.per_hour > 0 and not party.hits_excluded.isdisjoint(party.hits.names)


class Pretence:
    """Who does not mean it, and what each of them waits for: its hour, or a strike after it."""

    def __init__(self, scene: Scene) -> None:
        self._parties = scene.world.parties
        self._end = scene.world.end
        self._clock = scene.clock
        self._streams = scene.streams
        self._ending = scene.ending
        self._story = scene.story
        self._covered_from: dict[str, float] = {}
        """Hour from which a party breaks the truce with its next strike on an excluded group."""

    def begin(self) -> None:
        """Draw who does not mean it, and wait for the hours of those who need no cover."""
        for party in self._parties.values():
            given = party.given
            # Nothing is drawn of a party that always means it.
            if given.means_it == 1 or self._luck(party, Purpose.MEANS_IT) < given.means_it:
                continue
            hour = given.breaks_after.quantile(self._luck(party, Purpose.BREAKS))
            if may_cover(party) and self._luck(party, Purpose.COVER) < given.under_cover:
                self._covered_from[party.name] = hour
            elif hour < self._end:
                self._clock.call(hour, Rank.BREAKS, turn(party.place, 0), self._breaks, party)

    def struck(self, strike: Incident) -> None:
        """A party struck an excluded group: under cover of it some break the truce."""
        if strike.time >= self._covered_from.get(strike.who, inf):
            self._story.breaks(strike.who, strike)
            self._ending.collapses(ON_PURPOSE, strike)

    def _luck(self, party: Party, purpose: int) -> float:
        return self._streams.nth(party.address, purpose, 0)

    def _breaks(self, party: Party) -> None:
        self._story.breaks(party.name, None)
        self._ending.collapses(ON_PURPOSE, None)

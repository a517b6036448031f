"""Zones flare up and calm down on their own, and too many aflame end the truce."""

from collections import deque
from collections.abc import Generator

from simpy import Event

from truce_sim.model.clock import Rank
from truce_sim.model.incidents import Incident
from truce_sim.model.rules import endangers
from truce_sim.model.scene import Scene
from truce_sim.model.world import World
from truce_sim.scenario.numbers import total


class Zones:
    """Counts violations per zone in a rolling window."""

    def __init__(self, scene: Scene) -> None:
        world = scene.world
        self._be_in(world)
        self._clock = scene.clock
        self._ending = scene.ending
        self._story = scene.story
        self._recent: dict[str, deque[float]] = {name: deque() for name in world.zones}
        self._danger = 0
        """Counts spells of danger, lest the clock of an ended one be taken for this one's."""
        self._endangered = False
        self.aflame: set[str] = set()

    def _be_in(self, world: World) -> None:
        self._zones = world.zones
        self._rule = world.flare
        self.everything = total(world.zones[name].given.share for name in sorted(world.zones))

    def become(self, world: World, _: float) -> None:
        """Go by the rules of another world; what is aflame, and for how long, stays."""
        self._be_in(world)

    def spread(self, zone: str) -> float:
        """Return the factor on retaliation in `zone`."""
        return self._rule.spreads if self._rule and zone in self.aflame else 1.0

    @property
    def burning(self) -> float:
        """The shares of incidents of the zones aflame, summed in the order of their names."""
        return total(self._zones[name].given.share for name in sorted(self.aflame))

    def violated(self, incident: Incident) -> None:
        """Count a violation in its zone."""
        rule = self._rule
        if rule is None:
            return
        recent = self._recent[incident.zone]
        recent.append(incident.time)
        self._forget(incident.zone)
        if incident.zone not in self.aflame and len(recent) >= rule.violations:
            # At once, so that the answer to this very violation is decided in a zone aflame.
            self.aflame.add(incident.zone)
            self._story.flares(incident.zone, len(recent))
            self._judge(incident)
            self._clock.process(self._burn(incident))

    def _forget(self, zone: str) -> None:
        assert self._rule is not None  # noqa: S101 - only called with a rule
        recent = self._recent[zone]
        while recent and recent[0] + self._rule.window <= self._clock.now:
            recent.popleft()

    def _burn(self, incident: Incident) -> Generator[Event, object, None]:
        """A zone is aflame until its violations in the window fall below the mark."""
        rule, zone = self._rule, incident.zone
        assert rule is not None  # noqa: S101 - only started with a rule
        recent, place = self._recent[zone], self._zones[zone].place
        while len(recent) >= rule.violations:
            # The count falls below the mark when this violation leaves the window.
            last_needed = recent[len(recent) - rule.violations]
            yield self._clock.at(last_needed + rule.window, Rank.CALMS, place)
            self._forget(zone)
        self.aflame.discard(zone)
        self._story.calms(zone)
        self._judge(incident)

    def _judge(self, incident: Incident) -> None:
        """Start or stop the clock that runs while so much is aflame that the truce is dead."""
        rule = self._rule
        if rule is None:
            return
        key = any(self._zones[name].given.key for name in self.aflame)
        if not endangers(self.burning, self.everything, rule.ends, key):
            self._endangered = False
        elif not self._endangered:
            self._endangered = True
            self._danger += 1
            self._clock.call(
                self._clock.now + rule.lasts,
                Rank.DANGER,
                self._danger,
                self._lasted,
                (self._danger, incident),
            )

    def _lasted(self, danger: tuple[int, Incident]) -> None:
        spell, incident = danger
        if self._endangered and spell == self._danger:
            self._ending.collapses("zones", incident)

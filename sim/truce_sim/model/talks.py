"""The talks: their date, the envoy's rule for moving it, and what is measured at the opening."""

from collections.abc import Generator

from simpy import Event

from truce_sim.model.clock import Rank
from truce_sim.model.record import Record
from truce_sim.model.rules import is_on_time, moved
from truce_sim.model.scene import Scene
from truce_sim.model.snapshot import Snapshot
from truce_sim.model.world import World


class Talks:
    """The envoy's calendar."""

    def __init__(self, scene: Scene, record: Record) -> None:
        self._world = scene.world
        self._clock = scene.clock
        self._ending = scene.ending
        self._story = scene.story
        self._record = record
        self.announced = scene.world.opening
        """The date of opening that everyone reckons with, in hours."""
        self.opened_at: float | None = None
        self.at_opening: Snapshot | None = None
        self.at_checkpoints: list[Snapshot | None] = [None] * len(scene.world.checkpoints)
        """How the truce stood at each, in the order asked for; None where it had collapsed."""
        self.on_time = False
        self._moves = 0
        """How often they have been moved."""
        self._stands = False
        """The envoy has found the truce fit, so the date stands."""

    def begin(self) -> None:
        """Keep the calendar."""
        self._clock.process(self._calendar())
        for place, time in enumerate(self._world.checkpoints):
            self._clock.call(time, Rank.LOOK, place, self._look, place)

    def become(self, world: World, _: float) -> None:
        """Keep the calendar of another world from now on."""
        self._world = world
        if not self._moves:
            self.announced = world.opening
        self._clock.drop(Rank.ENVOY, Rank.TALKS)
        self._clock.process(self._calendar())

    def _calendar(self) -> Generator[Event, object, None]:
        """Move the talks by rule, open them, and watch on where a study asks for it."""
        if self.opened_at is None:
            yield from self._postpone()
            yield self._clock.at(self.announced, Rank.TALKS)
            self._open()
        watch_until = self._world.watch_until
        if watch_until is not None and watch_until > self._clock.now:
            yield self._clock.at(watch_until, Rank.TALKS)
        self._ending.watched()

    def _open(self) -> None:
        now, world = self._clock.now, self._world
        self.opened_at = now
        self.on_time = is_on_time(now, world.opening, world.on_time.within)
        self.at_opening = self._record.snapshot()
        self._story.opens(self.at_opening)

    def _postpone(self) -> Generator[Event, object, None]:
        rule = self._world.postponement
        while rule is not None and not self._stands and self._moves < rule.at_most:
            decides_at = max(self._clock.now, self.announced - rule.decides_before)
            yield self._clock.at(decides_at, Rank.ENVOY)
            now = self._record.snapshot()
            self._stands = now.settled if rule.unless == "settled" else now.quiet
            if not self._stands:
                self._moves += 1
                self.announced = moved(self._world.opening, rule.by, self._moves)
                self._story.postponed(self.announced)

    def _look(self, place: int) -> None:
        self.at_checkpoints[place] = self._record.snapshot()

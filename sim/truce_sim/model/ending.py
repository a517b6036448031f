"""How a truce ends: once, with a cause, a moment and the incidents that led to it."""

from dataclasses import dataclass

from truce_sim.model.clock import Clock, Due, Rank
from truce_sim.model.incidents import Incident

CAUSES: dict[str, str] = {
    "walk-out": "walk-out over grievances",
    "spiral": "spiral of retaliation",
    "violations": "too many violations at once",
    "zones": "too many zones aflame",
    "mass-casualty": "mass-casualty incident",
    "wrongly blamed": "someone wrongly blamed",
    "broken on purpose": "broken on purpose",
    "shock": "outside shock",
}
"""Every cause of collapse, and how it is shown."""

TOO_MANY = ("spiral", "violations")
"""Causes that are so many violations within a window."""


@dataclass(frozen=True, slots=True)
class Collapse:
    """Why and when the truce ended; `incident` is the last straw, if there was one."""

    cause: str
    time: float
    incident: Incident | None


class Ending:
    """Holds the end of a run: a collapse, or the end of watching."""

    __slots__ = ("_clock", "collapse", "event", "over")

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.over = False
        self.collapse: Collapse | None = None
        # Not SimPy's plain event: that would let days, and processes just begun, go before it.
        self.event = Due(clock)
        """Fires when there is no more to simulate."""

    def collapses(self, cause: str, incident: Incident | None) -> None:
        """End the truce now, for `cause`; a truce ends once, so a second call changes nothing."""
        if not self.over:
            self.collapse = Collapse(cause, self._clock.now, incident)
        self.watched()

    def watched(self) -> None:
        """End the simulation now, whether the truce held or not."""
        if not self.over:
            self.over = True
            self._clock.put(self.event, self._clock.now, Rank.END)

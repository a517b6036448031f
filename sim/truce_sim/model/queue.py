"""The queue of complaints: most urgent first, then first come, with teams waiting when it is empty.

SimPy's PriorityStore would serve, but schedules an event for every put and every get; with the
backlogs of real mechanisms nobody ever waits for those.
"""

from collections import deque
from collections.abc import Callable, Generator
from heapq import heapify, heappop, heappush

from simpy import Event

from truce_sim.model.clock import Clock
from truce_sim.model.incidents import Claim


class Queue:
    """Complaints that wait for a team, and teams that wait for a complaint."""

    __slots__ = ("_clock", "_complaints", "_idle", "_number")

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._complaints: list[tuple[tuple[float, ...], int, Claim]] = []
        self._idle: deque[Event] = deque()
        self._number = 0

    def put(self, urgency: tuple[float, ...], claim: Claim) -> None:
        """Add a complaint; the smallest `urgency` is taken first, ties in order of filing."""
        self._number += 1
        heappush(self._complaints, (urgency, self._number, claim))
        if self._idle:
            self._idle.popleft().succeed()

    def sort(self, urgency: Callable[[Claim], tuple[float, ...]]) -> None:
        """Put those that wait in another order, ties in order of filing as ever."""
        self._complaints = [(urgency(one), number, one) for _, number, one in self._complaints]
        heapify(self._complaints)

    def take(self) -> Generator[Event, object, Claim | None]:
        """Wait for a complaint and take it; who has waited longest is woken first.

        Returns:
            The complaint; None to a team that is dismissed while it waits.
        """
        while not self._complaints:
            woken = self._clock.event()
            self._idle.append(woken)
            dismissed = yield woken
            if dismissed:
                return None
        return heappop(self._complaints)[-1]

    def dismiss(self) -> bool:
        """Send a team home that waits for a complaint; return whether there was one."""
        if not self._idle:
            return False
        self._idle.popleft().succeed(True)
        return True

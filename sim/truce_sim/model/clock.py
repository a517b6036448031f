"""Simulated time: SimPy's environment, with a documented order for ties."""

from collections.abc import Callable
from heapq import heapify, heappush
from operator import attrgetter
from typing import Any, TypeVar

from simpy import Environment, Event

T = TypeVar("T")


class Rank:
    """Which of the things that are due at the same instant goes first (lowest first).

    Each kind of thing has its own; those of one kind go by actor, then by that actor's own number
    (see `turn`), never by who was arranged first. SimPy itself starts processes at 0 and wakes
    those who wait at 1, in the order caused, so these ranks keep clear of both.

    A world becomes another before all else. The end comes next, so that nothing follows a collapse.
    A day that ends as the talks open lies wholly before them, so it is recorded first. All else
    that is due at the opening comes too late.
    """

    BECOMES = -5
    """From here on all is as in another world."""
    END = -4
    DAY = -3
    LOOK = -2
    TALKS = -1
    CHECKED = 2
    """A team has checked a complaint."""
    HAGGLED = 3
    """Guarantors have haggled over a finding long enough."""
    STARTS = 4
    """The mechanism starts to work."""
    TEAMS = 5
    """Inspection teams become more or fewer."""
    RUPTURE = 6
    OVERDUE = 7
    """Patience with a complaint is at an end."""
    NOTICE = 8
    """A party's notice is over."""
    BREAKS = 9
    """A party that did not mean it breaks the truce."""
    DANGER = 10
    """Zones have been aflame too long."""
    CALMS = 11
    """A zone's violations may have fallen below the mark."""
    ENVOY = 12
    """The envoy decides on the date."""
    SHOCK = 13
    FILED = 14
    ACT = 15
    """Somebody acts of its own accord."""
    INVENTED = 16
    """A party complains of what did not happen."""
    ANSWER = 17
    """A retaliation."""


NUMBERS = 48
"""Bits of a turn that hold an actor's own number."""


def turn(actor: int, number: int) -> int:
    """Return the turn among things of one rank at one instant: by actor, then by its number.

    Args:
        actor: place among the sorted names of its kind.
        number: its own count of such things, below 2^48.
    """
    return actor << NUMBERS | number


def _come(due: Event) -> None:
    assert isinstance(due, Call)  # noqa: S101 - given to no other events
    due.action(due.argument)


class Due(Event):
    """Something that is due at a time already known."""

    def __init__(self, clock: "Clock") -> None:
        # Event's own constructor, without the call: this is made more often than anything else.
        self.env = clock
        self.callbacks = []
        self._ok = True
        self._value = None


class Call(Due):
    """Something due that consists in calling `action` with `argument`."""

    def __init__(self, clock: "Clock", action: Callable[[Any], object], argument: object) -> None:
        self.env = clock
        self.callbacks = [_come]
        self._ok = True
        self._value = None
        self.action = action
        self.argument = argument


class Clock(Environment):
    """SimPy's environment with absolute times, so that two things due at T tie exactly at T.

    SimPy schedules by delay, and now + (T - now) need not be T in floating point. It orders ties by
    what was scheduled first; here that number is the turn, so that the order does not depend on
    what else there is.
    """

    now = property(attrgetter("_now"))
    """The present hour: as in SimPy, read without a call."""

    def __init__(self) -> None:
        super().__init__()
        self._agenda: list[Any] = self._queue

    def at(self, time: float, rank: int, turn: int = 0) -> Due:
        """Return an event due at `time` (hours, not before now), for a process to wait on."""
        due = Due(self)
        heappush(self._agenda, (time, rank, turn, due))
        return due

    def put(self, due: Due, time: float, rank: int, turn: int = 0) -> None:
        """Have `due` come at `time`, for what is waited for before its time is known."""
        heappush(self._agenda, (time, rank, turn, due))

    def call(
        self, time: float, rank: int, turn: int, action: Callable[[T], object], argument: T
    ) -> None:
        """Have `action(argument)` called at `time`.

        For what waits only once: a callback costs a quarter of a process.
        """
        heappush(self._agenda, (time, rank, turn, Call(self, action, argument)))

    def drop(self, *ranks: int) -> None:
        """Take all of some kinds off the agenda: what waits for it is never woken."""
        # In place: the list is SimPy's own.
        self._agenda[:] = [entry for entry in self._agenda if entry[1] not in ranks]
        heapify(self._agenda)

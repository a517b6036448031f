"""Simulated time: SimPy's environment, with a documented order for ties."""

from collections.abc import Callable
from heapq import heappush
from typing import Any, TypeVar

from simpy import Environment, Event

T = TypeVar("T")


class Rank:
    """Who goes first among things that happen at the same instant (lowest first).

    SimPy itself starts processes at 0 and serves queues at 1, so these ranks keep clear of both.
    The end comes first, so that nothing follows a collapse. A day that ends as the talks open lies
    wholly before them, so it is recorded first. All else that is due at the opening comes too late.
    """

    END = -3
    DAY = -2
    TALKS = -1
    VERDICT = 2
    DECISION = 3
    INCIDENT = 4


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

    SimPy schedules by delay, and now + (T - now) need not be T in floating point.
    """

    def __init__(self) -> None:
        super().__init__()
        self._agenda: list[Any] = self._queue

    def at(self, time: float, rank: int) -> Due:
        """Return an event due at `time` (hours, not before now), for a process to wait on."""
        due = Due(self)
        self.put(due, time, rank)
        return due

    def put(self, due: Due, time: float, rank: int) -> None:
        """Have `due` come at `time`, for what is waited for before its time is known."""
        heappush(self._agenda, (time, rank, next(self._eid), due))

    def call(self, time: float, rank: int, action: Callable[[T], object], argument: T) -> None:
        """Have `action(argument)` called at `time`.

        For what waits only once: a callback costs a quarter of a process.
        """
        heappush(self._agenda, (time, rank, next(self._eid), Call(self, action, argument)))

"""Answers what the page asks without simulating anything, as slowly as a test wants it."""

import threading
import time
from collections.abc import Callable
from typing import Any

from truce_sim.page.dropped import Dropped

Answer = dict[str, Any]


class UnfitStateError(ValueError):
    """A state that cannot be."""

    def __init__(self, *faults: str) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


class StandIn:
    """Counts what is computed.

    Args:
        seconds: that each answer takes, unless it is to stop.
    """

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds
        self.begun: list[str] = []
        self.finished: list[str] = []
        self.under_way = threading.Event()
        self.closed = False
        self.rested = 0
        self.longest = 0

    def close(self) -> None:
        self.closed = True

    def rest(self) -> None:
        self.rested += 1

    def opening(self) -> Answer:
        return {"title": "Ruritania"}

    def answer(self, asked: Answer, stop: Callable[[], bool]) -> Answer:
        return self._answered("answer", asked, stop)

    def curve(self, asked: Answer, stop: Callable[[], bool]) -> Answer:
        return self._answered("curve", asked, stop)

    def story(self, asked: Answer, stop: Callable[[], bool]) -> Answer:
        return self._answered("story", asked, stop)

    def ways(self, asked: Answer, stop: Callable[[], bool]) -> Answer:
        return self._answered("ways", asked, stop)

    def _answered(self, kind: str, asked: Answer, stop: Callable[[], bool]) -> Answer:
        if asked.get("state") == "broken":
            raise RuntimeError("a fault of ours")
        if not isinstance(asked.get("state"), dict):
            raise UnfitStateError("state has to be an object")
        self.begun.append(kind)
        self.under_way.set()
        until = time.monotonic() + self.seconds
        while time.monotonic() < until:
            if stop():
                raise Dropped
            time.sleep(0.001)
        self.finished.append(kind)
        return {"kind": kind, "number": asked.get("number", 0)}

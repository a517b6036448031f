"""Truces in which every act and every draw is set by hand: what a rule does, event by event."""

from collections.abc import Iterator
from typing import Any

import pytest
from truce_sim.model import World, build_world, guarantors, violence
from truce_sim.model.streams import BLOCK, Streams
from truce_sim.scenario import from_raw

OPENING = 240.0


class Script:
    """Acts at given hours; every draw that is not set is 0.5."""

    def __init__(self) -> None:
        self.times: dict[str, list[float]] = {}
        """Hours by stream, such as "north / violations"."""
        self._draws: dict[tuple[str, int], dict[int, float]] = {}

    def acts(self, stream: str, *hours: float) -> None:
        """Have something done at these hours."""
        self.times[stream] = list(hours)

    def draw(self, stream: str, number: int = 0, **marks: float) -> None:
        """Set draws of the block `number` of a stream, by the place of each or its Mark's name."""
        from truce_sim.model.incidents import Mark

        places = {getattr(Mark, name): value for name, value in marks.items()}
        self._draws.setdefault((stream, number), {}).update(places)

    def first(self, stream: str, value: float) -> None:
        """Set the first draw of a stream that is drawn from once."""
        self._draws[stream, 0] = {0: value}

    def candidates(
        self, _streams: Any, name: str, bottom: float, _top: float, _bound: float, until: float
    ) -> Iterator[tuple[int, float, float]]:
        """Stand in for the rain of candidates."""
        stream = name.partition(": times")[0] if ": times" in name else name.rpartition(": ")[0]
        if bottom == 0:
            for number, time in enumerate(self.times.get(stream, ())):
                if time < until:
                    yield number, time, 0.0

    def block(self, name: str, number: int, blocks: int = 1) -> list[float]:
        """Stand in for the generator."""
        draws = [0.5] * (BLOCK * blocks)
        stream = name.partition(": marks")[0]
        for place in range(blocks):
            for mark, value in self._draws.get((stream, number + place), {}).items():
                draws[BLOCK * place + mark] = value
        return draws


def installed(patch: pytest.MonkeyPatch) -> Script:
    """Return a script that takes the place of chance until the test is over."""
    script = Script()
    patch.setattr(violence, "candidates", script.candidates)
    patch.setattr(guarantors, "candidates", script.candidates)
    patch.setattr(Streams, "block", script.block)
    return script


def raw(**tables: Any) -> dict[str, Any]:
    """Return a scenario of two parties of which nobody does anything but by script.

    Keys with two underscores go deeper: south__tolerance is that of the party.
    """
    acts = {"violates": {"chance": 0.01, "every": "1 day"}, "harm": 5}
    parties: dict[str, Any] = {
        "north": {**acts, "hits": {"south": 1}},
        "south": {**acts, "hits": {"north": 1}},
    }
    found: dict[str, Any] = {
        "title": "by script",
        "dates": {"truce_starts": "2030-01-01 00:00", "talks": "2030-01-11 00:00"},
        "parties": parties,
    }
    for key, value in tables.items():
        party, _, name = key.partition("__")
        if name:
            parties[party][name] = value
        else:
            found[key] = value
    return found


def world(**tables: Any) -> World:
    """Return the world of `raw(**tables)`."""
    return build_world(from_raw(raw(**tables)))


def office(**changes: Any) -> dict[str, Any]:
    """Return a mechanism that finds out everything in 10 hours, unless told otherwise."""
    return {"teams": 1, "checked_in": "10h", "finds": 1.0, "clears": 1.0, **changes}

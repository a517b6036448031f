"""Truces in which every act and every draw is set by hand: what a rule does, event by event."""

from collections.abc import Iterator
from typing import Any

import pytest
from truce_sim.model import World, build_world, guarantors, violence
from truce_sim.model.addresses import TRUCE, Purpose, address
from truce_sim.model.candidates import Candidate
from truce_sim.model.streams import BLOCK, Streams
from truce_sim.scenario import from_raw

OPENING = 240.0
_TIMES = {
    "violations": Purpose.TIMES,
    "attacks": Purpose.TIMES,
    "false complaints": Purpose.INVENTED_TIMES,
    "shock": Purpose.SHOCK_TIMES,
    "rupture": Purpose.RUPTURE_TIMES,
}
_MARKS = {"violations": Purpose.MARKS, "attacks": Purpose.MARKS}
_MARKS["false complaints"] = Purpose.INVENTED_MARKS


def stands(stream: str, purposes: dict[str, int]) -> tuple[int, int]:
    """Return address and purpose of a stream in words, such as "north / violations"."""
    who, what = stream.split(" / ")
    return (TRUCE if who == "guarantors" else address(who)), purposes[what]


def kind_of(purpose: int) -> int:
    """Return a purpose whatever its stratum."""
    return purpose & 0xFF


class Script:
    """Acts at given hours; every draw that is not set is 0.5."""

    def __init__(self) -> None:
        self._times: dict[tuple[int, int], list[float]] = {}
        self._draws: dict[tuple[int, int, int], dict[int, float]] = {}

    def acts(self, stream: str, *hours: float) -> None:
        """Have something done at these hours; streams are named like "north / violations"."""
        self._times[stands(stream, _TIMES)] = list(hours)

    def draw(self, stream: str, number: int = 0, **marks: float) -> None:
        """Set draws of the block `number` of a stream, by the place of each or its Mark's name."""
        from truce_sim.model.incidents import Mark

        places = {getattr(Mark, name): value for name, value in marks.items()}
        self._draws.setdefault((*stands(stream, _MARKS), number), {}).update(places)

    def candidates(
        self,
        _streams: object,
        address: int,
        purpose: int,
        stratum: tuple[int, float, float],
        _bound: float,
        until: float,
    ) -> Iterator[Candidate]:
        """Stand in for the rain of candidates."""
        if stratum[0] == 0:
            for number, time in enumerate(self._times.get((address, purpose), ())):
                if time < until:
                    yield number, time, 0.0, 0

    def block(
        self, address: int, purpose: int, number: int, blocks: int = 1, _branch: int = 0
    ) -> list[float]:
        """Stand in for the generator."""
        draws = [0.5] * (BLOCK * blocks)
        for place in range(blocks):
            set_by_hand = self._draws.get((address, kind_of(purpose), number + place), {})
            for mark, value in set_by_hand.items():
                draws[BLOCK * place + mark] = value
        return draws


def installed(patch: pytest.MonkeyPatch) -> Script:
    """Return a script that takes the place of chance until the test is over."""
    script = Script()
    patch.setattr(violence, "candidates", script.candidates)
    patch.setattr(guarantors, "candidates", script.candidates)
    patch.setattr(Streams, "block", lambda _, *place: script.block(*place))
    patch.setattr(Streams, "nth", lambda *_: 0.5)
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

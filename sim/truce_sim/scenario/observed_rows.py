"""What can be read of the numbers that were observed, whatever else is wrong with them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from truce_sim.scenario.days import StrangeDay
from truce_sim.scenario.findings import value_in
from truce_sim.scenario.kinds import UnfitError
from truce_sim.scenario.observed_numbers import KINDS
from truce_sim.scenario.sourcemap import Path

NUMBERS: Path = ("observed", "numbers")


@dataclass(frozen=True, slots=True)
class Row:
    """What can be read of one number; None where it is unfit, which is a fault of its own.

    Attributes:
        first: its first day.
        last: its last.
        counter: id of who counted.
        known: the day on which it became known; its last one if nothing is said.
    """

    first: date | StrangeDay | None
    last: date | StrangeDay | None
    counter: str | None
    known: date | StrangeDay | None


def readable(raw: Mapping[str, Any]) -> Iterator[tuple[int, Row]]:
    """Yield what can be read of the numbers, with their places."""
    listed = value_in(raw, NUMBERS)
    for place, one in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(one, Mapping):
            first = _part(one, "from")
            last = _part(one, "to") if "to" in one else first
            known = _part(one, "known") if "known" in one else last
            yield place, Row(first, last, _part(one, "counter"), known)


def _part(one: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - days and texts
    """Return a part of a number; None where it is missing or unfit."""
    try:
        return KINDS[name].parse(one.get(name))
    except UnfitError:
        return None

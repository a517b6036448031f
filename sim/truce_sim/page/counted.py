"""Boxes for what was counted, a day and counter of the file each; what is typed takes its place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from truce_sim.scenario import Scenario
from truce_sim.scenario.observed_numbers import LARGEST_COUNT, Counted
from truce_sim.scenario.writing import inline

Counts = tuple[tuple[str, tuple[tuple[int, int], ...]], ...]
"""By counter the days, from 0, for which a number was typed, and the numbers."""
_MOST_DAYS = 62


@dataclass(frozen=True, slots=True)
class Counter:
    """One that counts, and a box for each day.

    Attributes:
        key: its id in the file.
        title: what it is called.
        says: what it counts, in words.
        told: what the file has of it, day by day: a number, "part of 41", or "".
    """

    key: str
    title: str
    says: str
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Boxes:
    """All boxes; none where the file names nobody who counts."""

    days: tuple[date, ...] = ()
    counters: tuple[Counter, ...] = ()

    def read(self, asked: object, faults: list[str]) -> Counts:
        """Return what was typed; what is wrong with it goes to the faults.

        Args:
            asked: by id of a counter a list with a whole number, or null, for each day.
            faults: sentences.
        """
        if asked is None:
            return ()
        if not isinstance(asked, Mapping):
            faults.append("Counts are a table of lists by counter.")
            return ()
        known = {one.key for one in self.counters}
        if any(key not in known for key in asked):
            faults.append("Counts are those of the counters that the file names.")
            return ()
        found = []
        for key in (one.key for one in self.counters if one.key in asked):
            numbers = self._numbers(asked[key], faults)
            if numbers:
                found.append((key, numbers))
        return tuple(found)

    def _numbers(self, asked: object, faults: list[str]) -> tuple[tuple[int, int], ...]:
        if not isinstance(asked, list) or len(asked) > len(self.days):
            faults.append(f"Counts are a list of {len(self.days)} numbers, or of fewer.")
            return ()
        given = [(place, one) for place, one in enumerate(asked) if one is not None]
        if any(type(one) is not int or not 0 <= one <= LARGEST_COUNT for _, one in given):
            faults.append(f"Counts are whole numbers from 0 to {LARGEST_COUNT:,}.")
            return ()
        return tuple(given)

    def typed(self, scenario: Scenario, counts: Counts) -> list[str]:
        """Return what `--set` takes to put what was typed in the place of the file's numbers.

        A number of the file that counts a day for which another was typed goes, whole.
        """
        if not counts:
            return []
        new = {key: {self.days[place]: number for place, number in of} for key, of in counts}
        numbers = [
            raw
            for raw, one in _numbers_of(scenario)
            if not any(_covers(one, on) for on in new.get(one.counter, ()))
        ]
        for key, by_day in new.items():
            for on, number in by_day.items():
                numbers.append({"from": f"{on}", "to": f"{on}", "counter": key, "number": number})
        return [f"observed.numbers={inline(numbers)}"]

    def as_table(self) -> dict[str, Any] | None:
        """Return the boxes for the page; None where there are none."""
        if not self.counters:
            return None
        return {
            "days": [f"{one.day} {one:%b}" for one in self.days],
            "counters": [
                {"id": one.key, "title": one.title, "says": one.says, "told": list(one.told)}
                for one in self.counters
            ],
        }


def boxes_of(scenario: Scenario) -> Boxes:
    """Return a box for each counter that a file names and each day until which it has held.

    None where its days are those of another calendar, or too many to be typed.
    """
    observed = scenario.observations
    if observed is None or not observed.counters:
        return Boxes()
    first, last = scenario.dates.truce_starts.date(), observed.holds_until
    until = last.date() + timedelta(days=0 if last.hour == last.minute == 0 else 1)
    days = tuple(first + timedelta(days=place) for place in range((until - first).days))
    numbers = list(_numbers_of(scenario))
    strange = any(
        not isinstance(one.first, date) or not isinstance(one.last, date) for _, one in numbers
    )
    if strange or not 0 < len(days) <= _MOST_DAYS:
        return Boxes()
    return Boxes(
        days,
        tuple(
            Counter(
                one.id,
                one.name,
                one.said,
                tuple(_told([n for _, n in numbers if n.counter == one.id], on) for on in days),
            )
            for one in observed.counters
        ),
    )


def _told(numbers: Sequence[Counted], on: date) -> str:
    """Return what is told of a day: of numbers that were revised, the last."""
    found = [one for one in numbers if _covers(one, on)]
    if not found:
        return ""
    last = found[-1]
    number, about = f"{last.amount.value:,}", last.amount.about
    if last.first == last.last:
        return f"about {number}" if about else number
    # Short: it stands in a box.
    return f"part of {'~' if about else ''}{number}"


def _covers(one: Counted, on: date) -> bool:
    return (
        isinstance(one.first, date) and isinstance(one.last, date) and one.first <= on <= one.last
    )


def _numbers_of(scenario: Scenario) -> Iterator[tuple[dict[str, Any], Counted]]:
    """Yield the numbers of a file as they stand there and as they are meant."""
    if scenario.observed is not None:
        raw = scenario.source["observed"].get("numbers", [])
        yield from zip(raw, scenario.observed.numbers, strict=True)

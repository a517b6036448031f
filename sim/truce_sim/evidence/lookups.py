"""What the shipped tables say of a class of past truces: how often they held, and when they broke.

Between the days of a table the logarithm of a share is linear in time, so that the hazard is even;
past day 30 nothing is said, and the figure is that of day 30.
"""

import csv
import math
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, Protocol

from truce_sim.evidence.classes import ALL, of_record, region
from truce_sim.statistics.few import FEWEST_CLUSTERS

LAST_HOUR = 30 * 24.0
"""The age to which the tables go, in hours."""
_RECORD = "record of the war: "
_REGION = "region "


class BaseRate(Protocol):
    """What a scenario tells of its war and where it is; each None where it does not."""

    @property
    def earlier_truces(self) -> int | None:
        """Earlier truces of the war, with a known end."""

    @property
    def broken_within_ten_days(self) -> int | None:
        """Those of them broken within ten days."""

    @property
    def region(self) -> str | None:
        """Part of the world."""


@dataclass(frozen=True, slots=True)
class Held:
    """Of truces of a class, the share not broken by an age.

    Attributes:
        value: the share, of truces whose end is known.
        low: lower end of the 95% interval by war; None where there are too few wars or breaches.
        high: upper end.
        lower_bound: the share if all truces of which nobody knows how they ended had broken as
            early as can be.
        upper_bound: the share if none of those had broken.
        hours: the age, never past day 30.
        since_hours: the age that they are known to have reached.
    """

    value: float
    low: float | None
    high: float | None
    lower_bound: float
    upper_bound: float
    hours: float
    since_hours: float = 0.0

    @property
    def cut(self) -> bool:
        """Whether this is as far as the table goes."""
        return self.hours >= LAST_HOUR


@dataclass(frozen=True, slots=True)
class AgeHazard:
    """How many in one of those standing were broken a day, between two ages.

    Attributes:
        from_day: age at which it begins.
        to_day: age at which it ends.
        a_day: breaches by days of truce.
        low: lower end of the 95% interval by war; None where there are too few wars or breaches.
        high: upper end.
    """

    from_day: float
    to_day: float
    a_day: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class _Share:
    value: float
    low: float | None
    high: float | None
    lower_bound: float = 1.0
    upper_bound: float = 1.0


_AT_ONCE = _Share(1.0, 1.0, 1.0)


@dataclass(frozen=True)
class Class:
    """A class of past truces, as the tables have it.

    Attributes:
        name: as in the tables.
        truces: how many of them have a known end.
        unclear: how many more have none.
        wars: of how many wars those with a known end are.
        hazards: by age, from the beginning.
    """

    name: str
    truces: int
    unclear: int
    wars: int
    hazards: tuple[AgeHazard, ...]
    _shares: Mapping[tuple[int, int], _Share]

    @property
    def sort(self) -> Literal["record", "region", "all"]:
        """Whether it goes by the record of the war, the part of the world, or neither."""
        if self.name.startswith(_RECORD):
            return "record"
        return "region" if self.name.startswith(_REGION) else "all"

    def held_until(self, hours: float) -> Held:
        """Return the share not broken by an age, day 30 at most.

        Raises:
            ValueError: for an age below 0.
        """
        return self.held_given(hours, 0.0)

    def held_given(self, hours: float, since_hours: float) -> Held:
        """Return the share not broken by an age, of those that reached an earlier one.

        The interval is read off a table that was made by drawing wars anew for each pair of days.
        The bounds take it that truces with an unclear end all broke as early as can be, though
        after the earlier age, or that none did.

        Raises:
            ValueError: unless 0 <= since_hours <= hours.
        """
        if not 0 <= since_hours <= hours:
            raise ValueError(f"{since_hours} hours is no age before {hours}")
        until, since = min(hours, LAST_HOUR), min(since_hours, LAST_HOUR)
        low, high = (self._end(end, since / 24, until / 24) for end in ("low", "high"))
        lower = self._share("lower_bound", until) / self._share("upper_bound", since)
        upper = self._share("upper_bound", until) / self._share("upper_bound", since)
        value = self._share("value", until) / self._share("value", since)
        return Held(value, low, high, lower, upper, until, since)

    @property
    def _days(self) -> tuple[int, ...]:
        return tuple(sorted({day for pair in self._shares for day in pair}))

    def _end(self, end: str, since: float, until: float) -> float | None:
        """Return an end of the interval of S(until) / S(since)."""
        if since == until:
            return 1.0
        total = 0.0
        (first, first_share), (last, last_share) = (
            self._piece(since, until=False),
            self._piece(until),
        )
        if first == last:
            at = self._log(end, *first)
            return None if at is None else math.exp(at * (until - since) / (first[1] - first[0]))
        for day, share in ((first[0], 1 - first_share), (first[1], first_share)):
            for later, part in ((last[0], 1 - last_share), (last[1], last_share)):
                if share * part == 0 or day == later:
                    continue
                at = self._log(end, day, later)
                if at is None:
                    return None
                total += share * part * at
        return math.exp(total)

    def _piece(self, day: float, *, until: bool = True) -> tuple[tuple[int, int], float]:
        """Return the days of the table around one, and how far between them it lies."""
        days = self._days
        place = bisect_right(days, day) - 1
        if until and days[place] == day:
            place -= 1
        place = min(max(place, 0), len(days) - 2)
        low, high = days[place], days[place + 1]
        return (low, high), (day - low) / (high - low)

    def _log(self, end: str, day: int, later: int) -> float | None:
        share: float | None = getattr(self._shares[day, later], end)
        return None if share is None else math.log(max(share, 1e-6))

    def _share(self, what: str, hours: float) -> float:
        """Return S, or a bound of it, at an age."""
        day = hours / 24
        if day == 0:
            return 1.0
        (low, high), part = self._piece(day)
        if what == "lower_bound" and not low:
            # Most of those that may have broken at once are already in the bound of the first day.
            part = 1.0
        before = math.log(getattr(self._shares[0, low], what)) if low else 0.0
        after = math.log(getattr(self._shares[0, high], what))
        return math.exp(before + (after - before) * part)


def chosen(given: BaseRate | None) -> Class:
    """Return the one class that a scenario is set beside, by a fixed rule.

    The record of the war, if it is told; else the part of the world, if it has wars enough for an
    interval; else all truces of two or more parties. Never the most flattering one.
    """
    classes = all_classes()
    if given is None:
        return classes[ALL]
    if given.earlier_truces is not None and (
        given.broken_within_ten_days is not None or given.earlier_truces == 0
    ):
        return classes[of_record(given.earlier_truces, given.broken_within_ten_days or 0)]
    if given.region is not None:
        there = classes.get(region(given.region))
        if there is not None and there.wars >= FEWEST_CLUSTERS:
            return there
    return classes[ALL]


@cache
def all_classes() -> Mapping[str, Class]:
    """Return every class of the shipped tables, by its name."""
    shares: dict[str, dict[tuple[int, int], _Share]] = {}
    counts: dict[str, tuple[int, int, int]] = {}
    for row in _rows("base_rates.csv"):
        shares.setdefault(row["class"], {(0, 0): _AT_ONCE})[0, int(row["day"])] = _Share(
            float(row["not_broken"]),
            _number(row["low"]),
            _number(row["high"]),
            float(row["lower_bound"]),
            float(row["upper_bound"]),
        )
        counts[row["class"]] = (
            int(row["truces_known"]),
            int(row["truces_unclear"]),
            int(row["wars"]),
        )
    for row in _rows("base_rates_given.csv"):
        shares[row["class"]][int(row["since_day"]), int(row["day"])] = _Share(
            float(row["not_broken"]), _number(row["low"]), _number(row["high"])
        )
    hazards: dict[str, list[AgeHazard]] = {}
    for row in _rows("hazard_by_age.csv"):
        hazards.setdefault(row["class"], []).append(
            AgeHazard(
                float(row["from_day"]),
                float(row["to_day"]),
                float(row["hazard_a_day"]),
                _number(row["low"]),
                _number(row["high"]),
            )
        )
    return {
        name: Class(name, *counts[name], tuple(hazards.get(name, ())), found)
        for name, found in shares.items()
    }


def _rows(name: str) -> list[dict[str, str]]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _number(text: str) -> float | None:
    return float(text) if text else None

"""Lengths of time as people write them: "36h", "2 days"."""

import re
from dataclasses import dataclass
from datetime import time
from typing import Any

from truce_sim.scenario.kinds import Kind, Problem, UnfitError, nearest, short, what
from truce_sim.scenario.numbers import finite, in_file, plain

HOURS = {"s": 1 / 3600, "min": 1 / 60, "h": 1.0, "day": 24.0, "week": 168.0}

LONGEST = 100 * 8766.0
"""Hours in a hundred years."""

_UNITS = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), "s"),
    **dict.fromkeys(("min", "mins", "minute", "minutes"), "min"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "h"),
    **dict.fromkeys(("d", "day", "days"), "day"),
    **dict.fromkeys(("w", "week", "weeks"), "week"),
}

_PART = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?|\.[0-9]+)\s*([^\W\d_]+)\s*")

_BARE = re.compile(r"\s*[+-]?[0-9]+(?:\.[0-9]*)?\s*\Z")


def _any_case(word: str) -> str:
    return "".join(f"[{letter}{letter.upper()}]" for letter in word)


def _pattern(*, zero: bool) -> str:
    """Return what `hours` reads as an expression that every dialect of editors knows."""
    unit = f"({'|'.join(_any_case(word) for word in sorted(_UNITS, key=len, reverse=True))})"
    power = "([eE][+-]?[0-9]{1,3})?"
    part = rf"(([0-9]+(\.[0-9]+)?{power}|\.[0-9]+)\s*{unit}\s*)"
    if zero:
        return rf"^\s*{part}+$"
    above = r"([0-9]*[1-9][0-9]*(\.[0-9]+)?|[0-9]+\.[0-9]*[1-9][0-9]*)"
    above = rf"(({above}{power}|\.[0-9]*[1-9][0-9]*)\s*{unit}\s*)"
    return rf"^\s*{part}*{above}{part}*$"


DURATION = {"type": "string", "maxLength": 60, "pattern": _pattern(zero=True)}
DURATION_ABOVE_ZERO = {"type": "string", "maxLength": 60, "pattern": _pattern(zero=False)}


def hours(raw: object) -> float:
    """Return a written duration ("36h", "2 days", "1 day 12h") in hours.

    Raises:
        UnfitError: with what to write instead.
    """
    if isinstance(raw, time):
        parts = [f"{raw.hour}h"] if raw.hour or not raw.minute else []
        instead = f'"{" ".join([*parts, *([f"{raw.minute} min"] if raw.minute else [])])}"'
        raise UnfitError(Problem(" must be a length of time in quotes", instead=instead))
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        number = finite(raw)
        if number < 0:
            raise UnfitError(Problem(" must be a length of time, not below 0"))
        raise _no_unit(in_file(number))
    if not isinstance(raw, str):
        raise UnfitError(
            Problem(f" must be a length of time, not {what(raw)}", 'such as "36h" or "2 days"')
        )
    if len(raw) > 60:
        raise UnfitError(Problem(" is not a length of time", 'such as "36h" or "2 days"'))
    if _BARE.match(raw):
        text = raw.strip().rstrip(".").lstrip("+")
        if text.startswith("-"):
            raise UnfitError(Problem(" must be a length of time, not below 0"))
        raise _no_unit(text)
    return _summed(raw)


def _no_unit(number: str) -> UnfitError:
    days = "day" if number == "1" else "days"
    return UnfitError(Problem(" needs a unit", instead=(f'"{number}h"', f'"{number} {days}"')))


def _summed(raw: str, *, guess: bool = True) -> float:
    total, position = 0.0, 0
    while position < len(raw):
        part = _PART.match(raw, position)
        if part is None:
            says = (
                " must be a length of time, not below 0"
                if raw.strip().startswith("-")
                else f" is not a length of time: '{short(raw)}'"
            )
            near = _meant(raw) if guess else ""
            if near:
                raise UnfitError(Problem(says, instead=f'"{near}"'))
            raise UnfitError(Problem(says, 'write it like "36h", "90 min" or "2 days"'))
        total += float(part[1]) * HOURS[_unit(part[1], part[2], raw)]
        position = part.end()
    if position == 0:
        raise UnfitError(Problem(" is empty", 'write a length of time like "36h" or "2 days"'))
    if not total <= LONGEST:
        raise UnfitError(Problem(" is longer than 100 years"))
    return total


def _unit(number: str, word: str, raw: str) -> str:
    unit = _UNITS.get(word.lower())
    if unit is not None:
        return unit
    says = f" has an unknown unit '{short(word)}'"
    alone = _PART.fullmatch(raw) is not None
    if word.lower() == "m" and alone:
        both = (f'"{number} min"', f'"{number} days"')
        raise UnfitError(Problem(says, '("m" could be minutes or months)', instead=both))
    for start, days in (("mo", 30), ("y", 365), ("fortn", 14)):
        if word.lower().startswith(start) and alone:
            instead = f'"{plain_days(float(number) * days)}"'
            raise UnfitError(Problem(says, "(months and years differ in length)", instead=instead))
    near = nearest(word, [one for one in _UNITS if len(one) > 1])
    if near and raw.count(word) == 1:
        raise UnfitError(Problem(says, instead=f'"{raw.strip().replace(word, near)}"'))
    raise UnfitError(Problem(says, 'units are "min", "h", "days" and "weeks"'))


def plain_days(days: float) -> str:
    """Return a number of days as a duration: "90 days"."""
    return f"{in_file(days)} {'day' if days == 1 else 'days'}"


_NUMBERS = ("half", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def _meant(raw: str) -> str:
    """Return the duration that was probably meant by a text that is none, or ""."""
    text = re.sub(r"([0-9]),([0-9])", r"\1.\2", raw.strip().lower().rstrip("."))
    text = re.sub(r"\ban?\b", "1", re.sub(r"\s+and\s+|,", " ", text))
    for place, word in enumerate(_NUMBERS):
        text = re.sub(rf"\b{word}\b", str(place) if place else "0.5", text)
    clock = re.fullmatch(r"([0-9]{1,3}):([0-9]{2})", text)
    if clock:
        text = f"{int(clock[1])}h" + (f" {int(clock[2])} min" if int(clock[2]) else "")
    text = " ".join(re.sub(r"[-\u2010-\u2015_]+", " ", text).split())
    if not text or raw.strip().startswith("-"):
        return ""
    try:
        _summed(text, guess=False)
    except UnfitError:
        return ""
    return text


def written(length: float) -> str:
    """Return hours as a duration that reads back to the same number (see `as_written`)."""
    if length >= 48 and length % 24 == 0:
        return f"{in_file(length / 24)} days"
    if 0 < length < 1 and (length * 60) == int(length * 60) and int(length * 60) / 60 == length:
        return f"{int(length * 60)} min"
    return f"{in_file(length)}h"


def as_written(length: float) -> float:
    """Return hours as they read back from `written`: whole minutes may move in the last digit."""
    if 0 < length < 1 and length * 60 == int(length * 60):
        return hours(written(length))
    return length


def spoken(length: float) -> str:
    """Return hours in words, rounded to what people can use: "36 hours", "2 days"."""
    if length == 0:
        return "at once"
    if length < 1 / 60:
        count, unit = length * 3600, "second"
    elif length < 1:
        count, unit = length * 60, "minute"
    elif length < 72 and not (length >= 48 and length % 24 == 0):
        count, unit = length, "hour"
    else:
        count, unit = length / 24, "day"
    number = plain(float(f"{count:.3g}"))
    return f"{number} {unit}" if number == "1" else f"{number} {unit}s"


@dataclass(frozen=True, eq=False, repr=False)
class DurationKind(Kind):
    """A length of time, in hours once parsed."""

    zero: bool = False

    def parse(self, raw: object) -> float:
        """Return hours."""
        nothing = not isinstance(raw, bool) and raw == 0
        length = 0.0 if nothing and not self.zero else hours(raw)
        if length == 0 and not self.zero:
            raise UnfitError(Problem(" must be longer than 0"))
        return length

    def show(self, value: float) -> str:
        """Return the length in words."""
        return "0h" if value == 0 else spoken(value)

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        return '"36h"'

    @property
    def form(self) -> str:
        """How it is written."""
        return 'time, such as "36h" or "2 days"'

    @property
    def allowed(self) -> str:
        """The range in words."""
        return "0 or longer" if self.zero else "longer than 0"

    @property
    def json_schema(self) -> dict[str, Any]:
        """String with a pattern."""
        return DURATION if self.zero else DURATION_ABOVE_ZERO

"""What a typed answer means: names, moments, numbers a day; or why it means nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from truce_sim.scenario.base_rate import MOST_TRUCES
from truce_sim.scenario.kinds import nearest, short
from truce_sim.scenario.numbers import meant, plain

MOST_PARTIES = 8
LONGEST_NAME = 80
_NOBODY = ("nobody", "none", "no one", "no", "-", "0")
_MOST_DIGITS = 9
_SHORTEST = 0.01
"""Days before which no talks open, a quarter of an hour."""
_USUAL_START, _USUAL_OPENING = timedelta(0), timedelta(hours=10)


class AnswerError(ValueError):
    """An answer cannot be used; the message says why, and what would do."""


@dataclass(frozen=True, slots=True)
class Between:
    """Incidents a day, low and high, as somebody would believe them.

    Attributes:
        low: low end, above 0.
        high: high end, above it.
        single: whether one number was given, and the ends are half and twice of it.
    """

    low: float
    high: float
    single: bool = False

    def shared(self, by: int) -> "Between":
        """Return an equal share of it."""
        return Between(self.low / by, self.high / by, self.single)

    @property
    def middle(self) -> float:
        """The number as far from the one end as from the other, as a ratio."""
        return float((self.low * self.high) ** 0.5)


def read_names(text: str, _: Mapping[str, Any] | None = None) -> tuple[str, ...]:
    """Return names, of which there may be none."""
    if text.lower().strip(" .") in _NOBODY:
        return ()
    parts = re.split(r"\s*[,;\n]\s*|\s+and\s+", text.strip(" .,;[]"))
    names = tuple(dict.fromkeys(part.strip(" \"'") for part in parts if part.strip(" \"'")))
    for name in names:
        _fitting(name)
    return names


def _fitting(name: str) -> str:
    if len(name) > LONGEST_NAME:
        raise AnswerError(f"'{short(name)}' is longer than {LONGEST_NAME} letters")
    if not name.isprintable() or not re.search(r"\w", name):
        raise AnswerError(f"'{short(name)}' is no name")
    return name


def read_parties(text: str, _: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the parties that sign."""
    names = read_names(text)
    if len(names) < 2:
        raise AnswerError("a truce has two parties at least; part their names by commas")
    if len(names) > MOST_PARTIES:
        raise AnswerError(f"{len(names)} are more than {MOST_PARTIES}: name blocs, not units")
    return names


_DAY = re.compile(
    r"(?:([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})|([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4}))"
    r"(?:[ T,]+([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?)?"
)


def _moment(text: str, usual: timedelta) -> datetime | None:
    """Return the moment that a text names, at a usual time of day where it names none."""
    match = _DAY.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day = (
        (match[1], match[2], match[3]) if match[1] else (match[6], match[5], match[4])
    )
    try:
        date = datetime(int(year), int(month), int(day))
        hours = timedelta(hours=int(match[7]), minutes=int(match[8])) if match[7] else usual
        found = datetime.combine(date, datetime.min.time()) + hours
    except (ValueError, OverflowError):
        raise AnswerError(f"'{short(text)}' is not a day of the calendar") from None
    if not 1800 <= found.year <= 2200:
        raise AnswerError("the years from 1800 to 2200 will do")
    return found


def read_starts(text: str, _: Mapping[str, Any]) -> datetime:
    """Return when the truce starts."""
    found = _moment(text, _USUAL_START)
    if found is None:
        raise AnswerError(
            f"'{short(text)}' is no date; write it like 2030-05-01 or 2030-05-01 06:00"
        )
    return found


def read_talks(text: str, known: Mapping[str, Any]) -> tuple[datetime, float | None]:
    """Return when the talks open, and the days after the start if so answered."""
    starts = known.get("starts") or datetime(2030, 5, 1)
    match = re.fullmatch(
        r"(?:\+|in |after )?\s*([0-9.,]+)\s*(day|week)s?(?: later)?", text.lower().strip()
    )
    if match:
        days = (meant(match[1]) or 0.0) * (7 if match[2] == "week" else 1)
        if not _SHORTEST <= days <= 3650:
            raise AnswerError("talks open some days after the start, such as +10 days")
        return starts + timedelta(days=days), days
    found = _moment(text, _USUAL_OPENING)
    if found is None:
        raise AnswerError(f"'{short(text)}' is no date; write it like +10 days or 2030-05-11 15:00")
    if found <= starts:
        raise AnswerError(f"the talks must open after the truce starts ({starts:%Y-%m-%d %H:%M})")
    return found, None


_ROUGH = re.compile(r"(?:about|around|some|circa|ca\.?|~|between|from)\s*", re.IGNORECASE)
_TWO = re.compile(r"(.+?)\s*(?:\bto\b|\band\b|-|\u2013|\u2014)\s*(.+)")
_A_DAY = re.compile(r"\s*(?:incidents?|attacks?)?\s*(?:a|per|/)\s*day\Z", re.IGNORECASE)


def read_between(text: str, _: Mapping[str, Any] | None = None) -> Between:
    """Return incidents a day, low and high."""
    bare = _ROUGH.sub("", _A_DAY.sub("", text.strip()))
    ends = _TWO.fullmatch(bare)
    numbers = [meant(one) for one in (ends.groups() if ends else (bare,))]
    if any(number is None for number in numbers):
        raise AnswerError(f"'{short(text)}' is no number a day; write it like 20 to 40")
    low, high = numbers[0] or 0.0, numbers[-1] or 0.0
    if low <= 0:
        raise AnswerError("it must be above 0; of quiet days and others give the mean, such as 0.5")
    if high > 100_000:
        raise AnswerError(
            "more than 100,000 a day are shots, not incidents: count exchanges of fire"
        )
    if low == high:
        return Between(low / 2, high * 2, single=True)
    if low > high:
        raise AnswerError(f"the lower number comes first: {plain(high)} to {plain(low)}")
    return Between(low, high)


def read_incidents(text: str, known: Mapping[str, Any]) -> tuple[Between, ...]:
    """Return incidents a day of each party."""
    count = len(known.get("parties", ())) or 2
    parts = [part for part in re.split(r"\s*[;\n]\s*", text.strip(" ;")) if part]
    if len(parts) == 1:
        return (read_between(parts[0]).shared(count),) * count
    if len(parts) != count:
        raise AnswerError(
            f"{len(parts)} ranges for {count} parties; one for all, or one each: 5 to 9; 2 to 4"
        )
    return tuple(read_between(part) for part in parts)


def read_who_checks(text: str, _: Mapping[str, Any]) -> str:
    """Return who checks, or ""."""
    return "" if text.lower().strip(" .") in _NOBODY else _fitting(text.strip())


def read_teams(text: str, _: Mapping[str, Any]) -> tuple[int, float]:
    """Return how many teams there are, and after how many days."""
    match = re.fullmatch(
        r"([0-9]{1,9})\s*(?:teams?|monitors?|desks?)?(?:\D*?([0-9]+(?:\.[0-9]+)?)\D*)?",
        text.strip(),
    )
    if match is None:
        raise AnswerError(f"'{short(text)}' is no number of teams; write it like 6 from day 5")
    teams, after = int(match[1]), round(float(match[2] or 0), 3)
    if not 1 <= teams <= 10_000:
        raise AnswerError("from 1 to 10,000 teams; answer nobody to who checks if there are none")
    if after > 3650:
        raise AnswerError("days from the truce's start, such as 6 from day 5")
    return teams, after


def read_earlier(text: str, _: Mapping[str, Any]) -> tuple[int, int]:
    """Return how many truces there were, and how many broke."""
    if text.lower().strip(" .") in _NOBODY:
        return 0, 0
    found = re.findall(r"[0-9]+", text)
    numbers = [int(one) for one in found if len(one) <= _MOST_DIGITS]
    if len(numbers) == 1 and numbers[0] == 0:
        return 0, 0
    if not len(numbers) == len(found) == 2:
        raise AnswerError("two numbers: how many, and how many of those broke, such as 5, 2")
    if numbers[1] > numbers[0]:
        raise AnswerError(f"{numbers[1]} of {numbers[0]} cannot have broken")
    if numbers[0] > MOST_TRUCES:
        raise AnswerError(f"{MOST_TRUCES:,} earlier truces at most")
    return numbers[0], numbers[1]


def read_behind(text: str, known: Mapping[str, Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return who stands behind the truce, with the parties that each can press."""
    parties: tuple[str, ...] = known.get("parties", ())
    if text.lower().strip(" .") in _NOBODY:
        return ()
    found = []
    for part in filter(None, re.split(r"\s*[,;\n]\s*", text.strip(" ,;"))):
        name, _, over = part.partition(" for ")
        pressed = tuple(_party(one, parties) for one in read_names(over)) if over else parties
        if not pressed and parties:
            raise AnswerError(f"'{short(name)}' presses nobody; name a party behind for")
        found.append((_fitting(name.strip()), pressed))
    return tuple(found)


def _party(name: str, parties: tuple[str, ...]) -> str:
    """Return the party that is meant by a name."""
    near = nearest(name, parties)
    if near is None:
        raise AnswerError(f"'{short(name)}' is none of the parties: {', '.join(parties)}")
    return near

"""Days of other calendars, as days of ours: what a count may be dated by where a truce is kept.

Only to say what a date looks like and which day was probably meant; nothing is converted unasked.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from truce_sim.scenario.days import StrangeDay

_LEAP_OF_33 = (1, 5, 9, 13, 17, 22, 26, 30)
"""Leap years of a cycle of 33: the Persian calendar from 1244 to 1502, as observed."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar, and how a day of it is found in ours.

    Attributes:
        name: what it is called.
        ordinal: from year, month and day to the day's number in ours (see `date.toordinal`).
        months: how many months it has.
        longest: days of its longest month.
        loose: whether the day may be one off, since months begin when the moon is seen.
    """

    name: str
    ordinal: Callable[[int, int, int], int]
    months: int
    longest: int
    loose: bool = False

    def day(self, found: date | StrangeDay) -> date | None:
        """Return the day of ours that a day of this calendar is; None where there is none."""
        if not (1 <= found.month <= self.months and 1 <= found.day <= self.longest):
            return None
        try:
            ours = date.fromordinal(self.ordinal(found.year, found.month, found.day))
        except (ValueError, OverflowError):
            return None
        return ours if 1800 <= ours.year <= 2200 else None


def _islamic(year: int, month: int, day: int) -> int:
    """Return the day's number by the tabular (civil) calendar, eleven leap years in thirty."""
    before = 354 * (year - 1) + (3 + 11 * year) // 30
    return before + 29 * (month - 1) + month // 2 + day + date(622, 7, 18).toordinal()


def _persian(year: int, month: int, day: int) -> int:
    """Return the day's number by the cycle of 33 years, from 1 Farvardin 1394 = 21 March 2015."""
    leaps = _persian_leaps(year) - _persian_leaps(1394)
    within = 31 * (month - 1) - max(month - 7, 0) + day - 1
    return date(2015, 3, 21).toordinal() + 365 * (year - 1394) + leaps + within


def _persian_leaps(year: int) -> int:
    """Return how many leap years there are before a year."""
    whole, rest = divmod(year, 33)
    return len(_LEAP_OF_33) * whole + sum(one < rest for one in _LEAP_OF_33)


def _ethiopian(year: int, month: int, day: int) -> int:
    """Return the day's number: twelve months of 30 days, from 1 Meskerem 2000 = 12 Sept. 2007."""
    start = date(2007, 9, 12).toordinal() - (365 * 2000 + 2000 // 4)
    return start + 365 * year + year // 4 + 30 * (month - 1) + day - 1


def _buddhist(year: int, month: int, day: int) -> int:
    """Return the day's number: our months and days, 543 years on."""
    return date(year - 543, month, day).toordinal()


CALENDARS = (
    Calendar("Buddhist", _buddhist, 12, 31),
    Calendar("Persian (solar Hijri)", _persian, 12, 31),
    Calendar("Islamic (lunar Hijri)", _islamic, 12, 30, loose=True),
    Calendar("Ethiopian", _ethiopian, 13, 30),
)
"""Those in use where truces are counted."""
NEAR = 400
"""Days within which a day of another calendar must lie of a truce to be taken for one."""


def calendar_of(
    days: Sequence[date | StrangeDay], first: date, last: date
) -> tuple[Calendar, list[date | None]] | None:
    """Return the calendar in which most days lie near a truce, and them as days of ours.

    Of calendars with as many, the one that has its farthest day nearest.

    Args:
        days: as they were written.
        first: the truce's first day.
        last: its last.

    Returns:
        None where no calendar has one of them near the truce; a day is None where it lies
        elsewhere in the calendar found.
    """

    def away(day: date) -> int:
        return max((first - day).days, (day - last).days, 0)

    found: list[tuple[int, int, Calendar, list[date | None]]] = []
    for calendar in CALENDARS:
        ours = [
            ours if (ours := calendar.day(one)) is not None and away(ours) <= NEAR else None
            for one in days
        ]
        near = [away(one) for one in ours if one is not None]
        if near:
            found.append((-len(near), max(near), calendar, ours))
    if not found:
        return None
    *_, calendar, ours = min(found, key=lambda one: one[:2])
    return calendar, ours

"""Dates with a time of day, local, without a zone."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from truce_sim.scenario.kinds import Kind, Problem, UnfitError, short, what
from truce_sim.scenario.shifts import (
    AFTER_PATTERN,
    LONGEST_TEXT,
    MOVED_PATTERN,
    Shift,
    before_the_truce,
    meant_shift,
    shift_of,
)

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})[ T]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?\Z")

DATE_PATTERN = (
    r"^\s*(1[89][0-9]{2}|2[01][0-9]{2}|2200)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    r"[ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6}Z?|Z)?)?\s*$"
)
"""Dates as text, and dates of TOML as editors hand them on: with seconds, a fraction, a Z."""


_CLOCK = re.compile(r"\b24[:.]00(?:[:.]00)?\b")
_FULL_YEAR = re.compile(r"(?<![0-9])(?:1[89]|2[0-2])[0-9]{2}(?![0-9])")
USUAL_HOUR = 15
"""Hour of the day that is offered where a date has none: envoys open talks in the afternoon."""


@dataclass(frozen=True, eq=False, repr=False)
class DateKind(Kind):
    """A date with its time of day, local, without a zone.

    Attributes:
        after_truce: whether it can be said by how long after the truce's start it is.
        put: whether it is put in place of another, from which "+2 days" and "-1 day" count.
    """

    after_truce: bool = False
    put: bool = False

    @property
    def when_put(self) -> "DateKind":
        """The kind of what an option, a range or `--set` puts in its place."""
        return replace(self, put=True)

    def parse(self, raw: object) -> datetime | Shift:
        """Return the moment, or how far it lies from another (see `relative_dates`)."""
        shift = shift_of(raw)
        if shift is None:
            return self._moment(raw)
        if self.put or (self.after_truce and shift.hours >= 0):
            return shift
        if self.after_truce:
            raise UnfitError(before_the_truce(shift))
        raise UnfitError(Problem(" must be a date: the others count from it", self._example))

    @property
    def _example(self) -> str:
        if self.put or self.after_truce:
            return 'write it like "2016-03-09 15:00" or "+10 days"'
        return 'write it like "2016-03-09 15:00"'

    def _moment(self, raw: object) -> datetime:
        example = self._example
        if isinstance(raw, datetime):
            if raw.tzinfo is not None:
                fixed = _written(raw.replace(tzinfo=None))
                raise UnfitError(Problem(" has a time zone; dates are local", instead=fixed))
            moment = raw
        elif isinstance(raw, date):
            fixed = _written(datetime(raw.year, raw.month, raw.day, USUAL_HOUR))
            raise UnfitError(Problem(" needs a time of day", instead=fixed))
        elif isinstance(raw, str):
            near = self._nearly(raw)
            if near:
                raise UnfitError(Problem(" is not a date with a time of day", instead=near))
            moment = _read(raw, example)
        elif self._nearly(f"{raw}"):
            raise UnfitError(
                Problem(f" must be a date, not {what(raw)}", instead=self._nearly(f"{raw}"))
            )
        else:
            raise UnfitError(Problem(f" must be a date, not {what(raw)}", example))
        if not 1800 <= moment.year <= 2200:
            raise UnfitError(Problem(" must lie between the years 1800 and 2200"))
        return moment

    def _nearly(self, text: str) -> tuple[str, ...]:
        """Return the distance from another date that was probably meant by a text."""
        if not (self.put or self.after_truce) or _FULL_YEAR.search(text):
            return ()
        return meant_shift(text, earlier=self.put)

    def show(self, value: datetime | Shift) -> str:
        """Return the date in words."""
        if isinstance(value, Shift):
            return value.words
        return f"{value.day} {value:%B %Y, %H:%M}"

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        return '"2016-03-09 15:00"'

    @property
    def form(self) -> str:
        """How it is written."""
        after = ', or "+10 days" from the truce\'s start' if self.after_truce else ""
        return f'date, such as "2016-03-09 15:00"{after}'

    @property
    def json_schema(self) -> dict[str, Any]:
        """String with a pattern."""
        absolute = {"type": "string", "pattern": DATE_PATTERN}
        if not (self.put or self.after_truce):
            return absolute
        pattern = MOVED_PATTERN if self.put else AFTER_PATTERN
        return {
            "anyOf": [
                absolute,
                {"type": "string", "maxLength": LONGEST_TEXT, "pattern": pattern},
            ]
        }


DATE = DateKind()


def _read(raw: str, example: str) -> datetime:
    text = raw.strip()
    match = _DATE.match(text)
    if match is None:
        says = " is not a date with a time of day"
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            says = " needs a time of day"
        near = _meant(text)
        asked = "(day first, or month first?)" if len(near) > 1 else ""
        raise UnfitError(Problem(says, asked if near else example, instead=near))
    try:
        year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
        return datetime(year, month, day, hour, minute, second)
    except ValueError:
        says = f" is not a day of the calendar: '{short(raw)}'"
        near = _meant(text)
        raise UnfitError(Problem(says, "" if near else example, instead=near)) from None


def _written(moment: datetime) -> str:
    """Return a moment as it stands in a file."""
    seconds = f":{moment:%S}" if moment.second else ""
    return f'"{moment.year:04d}-{moment:%m-%d %H:%M}{seconds}"'


def _meant(text: str) -> tuple[str, ...]:
    """Return the dates that were probably meant by a text, as in a file: none, one, or two.

    Where day and month can be told apart neither way, both readings are returned.
    """
    if len(text) > 60 or not _FULL_YEAR.search(text):
        return ()
    from dateutil import parser  # noqa: PLC0415 - only needed once something is wrong

    later = timedelta(days=1) if _CLOCK.search(text) else timedelta()
    text = _CLOCK.sub("00:00", text)
    text = re.sub(r"([0-9]{1,2})[h.]([0-9]{2})\s*(?:h|uhr)?\Z", r"\1:\2", text)
    found: dict[datetime, None] = {}
    for day_first in (False, True) if "/" in text or "-" in text else (True,):
        moments = []
        for default in (datetime(2000, 1, 1, USUAL_HOUR), datetime(2004, 2, 2, USUAL_HOUR)):
            try:
                moments.append(
                    parser.parse(
                        text,
                        default=default,
                        dayfirst=day_first,
                        yearfirst=text[:4].isdigit(),
                        ignoretz=True,
                    )
                )
            except (ValueError, OverflowError, TypeError):
                continue
        # What depends on the default is no full date.
        if len(set(moments)) == 1 and len(moments) == 2:
            found[moments[0].replace(microsecond=0) + later] = None
    if text[:4].isdigit():
        return tuple(map(_written, list(found)[:1]))
    return tuple(map(_written, found))

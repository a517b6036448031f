"""Dates with a time of day, local, without a zone."""

import re
from datetime import date, datetime
from typing import Any

from truce_sim.scenario.kinds import Kind, Problem, UnfitError, short, what

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})[ T]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?\Z")

DATE_PATTERN = (
    r"^\s*(1[89][0-9]{2}|2[01][0-9]{2}|2200)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    r"[ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6}Z?|Z)?)?\s*$"
)
"""Dates as text, and dates of TOML as editors hand them on: with seconds, a fraction, a Z."""


class DateKind(Kind):
    """A date with its time of day, local, without a zone."""

    def parse(self, raw: object) -> datetime:
        """Return the moment."""
        example = 'write it like "2016-03-09 15:00"'
        if isinstance(raw, datetime):
            if raw.tzinfo is not None:
                raise UnfitError(
                    Problem(
                        " has a time zone; dates are local",
                        instead=f'"{raw.replace(tzinfo=None):%Y-%m-%d %H:%M}"',
                    )
                )
            moment = raw
        elif isinstance(raw, date):
            raise UnfitError(Problem(" needs a time of day", instead=f'"{raw.isoformat()} 15:00"'))
        elif isinstance(raw, str):
            text = raw.strip()
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
                raise UnfitError(Problem(" needs a time of day", instead=f'"{text} 15:00"'))
            match = _DATE.match(text)
            if match is None:
                raise UnfitError(Problem(" is not a date with a time of day", example))
            try:
                year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
                moment = datetime(year, month, day, hour, minute, second)
            except ValueError:
                raise UnfitError(
                    Problem(f" is not a day of the calendar: '{short(raw)}'", example)
                ) from None
        else:
            raise UnfitError(Problem(f" must be a date, not {what(raw)}", example))
        if not 1800 <= moment.year <= 2200:
            raise UnfitError(Problem(" must lie between the years 1800 and 2200"))
        return moment

    def show(self, value: datetime) -> str:
        """Return the date in words."""
        return f"{value.day} {value:%B %Y, %H:%M}"

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        return '"2016-03-09 15:00"'

    @property
    def form(self) -> str:
        """How it is written."""
        return 'date, such as "2016-03-09 15:00"'

    @property
    def json_schema(self) -> dict[str, Any]:
        """String with a pattern."""
        return {"type": "string", "pattern": DATE_PATTERN}


DATE = DateKind()

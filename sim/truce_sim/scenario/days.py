"""Days of the calendar, without a time of day."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from truce_sim.scenario.kinds import Kind, Problem, UnfitError, short, what

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_PATTERN = r"^\s*(1[89][0-9]{2}|2[01][0-9]{2}|2200)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\s*$"
_EXAMPLE = 'write it like "2016-03-01"'


@dataclass(frozen=True, slots=True)
class StrangeDay:
    """A day as one is written that our calendar lacks, or has centuries away from any truce.

    Most are good days of another calendar; which one, only the dates of the truce can tell.
    """

    year: int
    month: int
    day: int


def day_of(year: int, month: int, day: int) -> date | StrangeDay:
    """Return the day of three numbers; a strange one where the calendar does not have it."""
    try:
        found = date(year, month, day)
    except ValueError:
        return StrangeDay(year, month, day)
    return found if 1800 <= year <= 2200 else StrangeDay(year, month, day)


class DayKind(Kind):
    """A day: "2016-03-01"."""

    def parse(self, raw: object) -> date | StrangeDay:
        """Return the day, or that it is a strange one (see `other_calendars`)."""
        if isinstance(raw, datetime):
            raise UnfitError(Problem(" is a day, without a time", instead=f'"{raw.date()}"'))
        if isinstance(raw, date):
            return day_of(raw.year, raw.month, raw.day)
        if not isinstance(raw, str):
            raise UnfitError(Problem(f" must be a day, not {what(raw)}", _EXAMPLE))
        match = _DAY.fullmatch(raw.strip())
        if match is None:
            raise UnfitError(_meant(raw))
        return day_of(*map(int, match.groups()))

    def show(self, value: date) -> str:
        """Return the day in words: "1 March 2016"."""
        return f"{value.day} {value:%B %Y}"

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        return '"2016-03-01"'

    @property
    def form(self) -> str:
        """How it is written."""
        return 'day, such as "2016-03-01"'

    @property
    def json_schema(self) -> dict[str, Any]:
        """String with a pattern."""
        return {"type": "string", "pattern": _PATTERN}


DAY = DayKind()


def days(first: date, last: date) -> str:
    """Return days in words, without their year: "3 March", "1 to 2 March"."""
    end = f"{last.day} {last:%B}"
    if first == last:
        return end
    return (
        f"{first.day} to {end}" if first.month == last.month else f"{first.day} {first:%B} to {end}"
    )


def _meant(text: str) -> Problem:
    """Return what is wrong with a text that is no day, with the days that it may stand for."""
    from truce_sim.scenario.cells import BadCellError, days_of  # noqa: PLC0415 - only for faults

    try:
        days = days_of(text)
    except BadCellError as error:
        return Problem(f": '{short(text)}' {error.says}", _EXAMPLE, instead=_offered(error.try_))
    if days is None:
        return Problem(" is blank", _EXAMPLE)
    if days[0] != days[1]:
        return Problem(f": '{short(text)}' names several days", "give the first and the last apart")
    return Problem(" must be written year first", instead=f'"{days[0]}"')


def _offered(text: str) -> tuple[str, ...]:
    """Return the days that a hint consists of, as in a file; none where it is an example."""
    from truce_sim.scenario.cells import BadCellError, days_of  # noqa: PLC0415 - only for faults

    try:
        days = [days_of(one) for one in text.split(", or ")]
    except BadCellError:
        return ()
    return tuple(f'"{one[0]}"' for one in days if one)

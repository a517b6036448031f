"""Moments of a truce: so long after its start, or a date of the calendar."""

import re
from datetime import date, datetime
from typing import Annotated, Any

from truce_sim.scenario.durations import DURATION, hours, spoken
from truce_sim.scenario.kinds import Kind, Problem, UnfitError, what
from truce_sim.scenario.moments import DATE, DateKind
from truce_sim.scenario.shifts import Shift, shift_of

_EITHER = DateKind(after_truce=True)
_A_DATE = re.compile(
    r"[0-9]{4}-[0-9]|[0-9][-./][0-9]{1,2}[-./][0-9]{2}|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b",
    re.IGNORECASE,
)


class SinceKind(Kind):
    """A moment of the truce: hours from its start once parsed, or a date.

    "10 days", "+10 days" and "truce + 10 days" are the same.
    """

    def parse(self, raw: object) -> float | datetime:
        """Return hours from the truce's start, or the date."""
        a_date = isinstance(raw, str) and _A_DATE.search(raw[:60])
        if isinstance(raw, date) or a_date or shift_of(raw) is not None:
            moment = _EITHER.parse(raw)
            return moment.hours if isinstance(moment, Shift) else moment
        try:
            return hours(raw)
        except UnfitError:
            if not isinstance(raw, bool | dict | list):
                raise
            says = f" must be a time from the truce's start or a date, not {what(raw)}"
            raise UnfitError(Problem(says, 'such as "10 days" or "2016-03-09 15:00"')) from None

    def show(self, value: float | datetime) -> str:
        """Return the moment in words: "10 days", "9 March 2016, 15:00"."""
        if isinstance(value, datetime):
            return DATE.show(value)
        return "0h" if value == 0 else spoken(value)

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        return '"10 days"'

    @property
    def form(self) -> str:
        """How it is written."""
        return 'time from the truce\'s start, such as "10 days", or a date'

    @property
    def allowed(self) -> str:
        """The range in words."""
        return "not before the truce starts"

    @property
    def json_schema(self) -> dict[str, Any]:
        """String with one of two patterns."""
        return {"anyOf": [DURATION, *_EITHER.json_schema["anyOf"]]}


Since = Annotated[float | datetime, SinceKind()]


def hours_since(starts: datetime, moment: float | datetime) -> float:
    """Return the hours from the truce's start to a moment of it; negative before it."""
    if isinstance(moment, datetime):
        return (moment - starts).total_seconds() / 3600
    return moment

"""Dates of a file that are said by how far they lie from another.

In a file they count from the truce's start. Put in place of a file's own value (by an option, a
range, `--set` or `--talks`) "+2 days" and "-1 day" count from that value, so that what extends a
file of another year follows its dates.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from truce_sim.scenario.durations import written
from truce_sim.scenario.kinds import UnfitError
from truce_sim.scenario.mends import Remedy
from truce_sim.scenario.moments import DATE
from truce_sim.scenario.shifts import Shift, shift_of, told_in_place

FOLLOWING = ("talks", "talks_planned", "watch_until")
"""Dates that can be said by their distance from the truce's start."""
KEYS = ("truce_starts", *FOLLOWING)


def with_dates(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return raw values with dates in place of distances from the truce's start.

    What cannot be worked out stays as it is, for whoever reads it to complain.
    """
    dates = raw.get("dates")
    starts = date_in(raw, "truce_starts")
    if not isinstance(dates, Mapping) or starts is None:
        return raw
    found = {
        key: shift.after(starts)
        for key in FOLLOWING
        if (shift := _shift(dates.get(key))) is not None and shift.hours >= 0
    }
    return {**raw, "dates": {**dates, **found}} if found else raw


def put_date(raw: Mapping[str, Any], steps: tuple[str, ...], value: object) -> object:
    """Return a value that is to be put into raw values, as a date where it is a distance.

    Args:
        raw: what it is to be put into.
        steps: where.
        value: the value as written; "+2 days" counts from what stands there, and where nothing
            does from the talks.
    """
    shift = _shift(value) if len(steps) == 2 and steps[0] == "dates" else None
    if shift is None or steps[1] not in KEYS:
        return value
    starts = date_in(raw, "truce_starts")
    own = date_in(raw, steps[1]) or date_in(raw, "talks")
    base = starts if shift.from_truce else own
    return value if base is None else shift.after(base)


def for_a_date(remedy: Remedy, raw: object) -> Remedy:
    """Return a remedy for a file's date, as it is where another is put in that date's place.

    Args:
        remedy: as offered for a value in [dates].
        raw: the value as written.
    """
    told = told_in_place(remedy.text, f"{raw}")
    if told == remedy.text:
        return remedy
    changes = (replace(one, text=told_in_place(one.text, f"{raw}")) for one in remedy.changes)
    return replace(remedy, text=told, changes=tuple(changes))


def between(own: datetime, moment: datetime) -> str:
    """Return a date as its distance from another, as in a file, without quotes."""
    hours_later = (moment - own).total_seconds() / 3600
    return f"{'-' if hours_later < 0 else '+'}{written(abs(hours_later))}"


def date_in(raw: Mapping[str, Any], key: str) -> datetime | None:
    """Return a date of raw values; None where there is none, or it cannot be worked out."""
    dates = raw.get("dates")
    value = dates.get(key) if isinstance(dates, Mapping) else None
    shift = _shift(value) if key != "truce_starts" else None
    if shift is not None:
        starts = date_in(raw, "truce_starts")
        return None if starts is None else shift.after(starts)
    return date_of(value)


def date_of(raw: object) -> datetime | None:
    """Return the date of a raw value that is one by itself, or None."""
    try:
        found = DATE.parse(raw)
    except UnfitError:
        return None
    return found if isinstance(found, datetime) else None


def _shift(raw: object) -> Shift | None:
    try:
        return shift_of(raw)
    except UnfitError:
        return None

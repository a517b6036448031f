"""Days of what was observed that are of another calendar, or of none."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from truce_sim.scenario.days import StrangeDay
from truce_sim.scenario.findings import Finding, dotted, value_in
from truce_sim.scenario.mends import Change, Remedy, inline
from truce_sim.scenario.observed_rows import NUMBERS, Row
from truce_sim.scenario.other_calendars import Calendar, calendar_of
from truce_sim.scenario.relative_dates import date_in
from truce_sim.scenario.sourcemap import Path

Moved = tuple[Path, date | StrangeDay, date]
"""Where a day stands, as it was written, and which day of ours it is."""
_AWAY = timedelta(days=5 * 365)
"""Days so far from a truce may be of another calendar: the Ethiopian year is eight back."""


def of_other_calendars(
    raw: Mapping[str, Any], rows: Mapping[int, Row]
) -> Iterator[tuple[Finding, set[int]]]:
    """Yield days that are no days of ours, or years away from the truce, with their numbers.

    All that are of one calendar are told as one, for one mistake made them all.
    """
    starts, talks = date_in(raw, "truce_starts"), date_in(raw, "talks")
    cells = [
        ((*NUMBERS, place, name), day)
        for place, row in rows.items()
        for name, day in (("from", row.first), ("to", row.last), ("known", row.known))
        if day is not None and value_in(raw, (*NUMBERS, place, name)) is not None
    ]
    told = [one.date() for one in (starts, talks) if one is not None]
    around = (told[0], told[-1]) if told else (date(1800, 1, 1), date(2200, 12, 31))
    odd = [(path, day) for path, day in cells if _is_odd(day, *around)]
    # Days of another calendar are told as such whatever else is wrong with the file.
    for calendar, group in _by_calendar(odd, around) if told else ():
        yield _of(calendar, group), {int(path[2]) for path, _, _ in group}
        seen = {path for path, _, _ in group}
        odd = [one for one in odd if one[0] not in seen]
    for path, day in odd:
        if isinstance(day, StrangeDay):
            yield _strange(path, day), {int(path[2])}


def _by_calendar(
    odd: Sequence[tuple[Path, date | StrangeDay]], around: tuple[date, date]
) -> Iterator[tuple[Calendar, list[Moved]]]:
    """Yield calendars with the days that are of them, those of most days first."""
    while odd:
        found = calendar_of([day for _, day in odd], *around)
        if found is None:
            return
        calendar, ours = found
        group = [(path, day, at) for (path, day), at in zip(odd, ours, strict=True) if at]
        yield calendar, group
        odd = [one for one, at in zip(odd, ours, strict=True) if at is None]


def _of(calendar: Calendar, group: Sequence[Moved]) -> Finding:
    """Return the finding that days are of another calendar, with those of ours that they are."""
    first, day, ours = group[0]
    changes = tuple(Change("value", path, inline(at.isoformat())) for path, _, at in group)
    others = len(group) - 1
    more = f", and the other {others} in the same way" if others else ""
    look = f"and {others} {'other' if others == 1 else 'others'} look like days"
    doubt = ", give or take a day" if calendar.loose else ""
    says = (
        f"{dotted(first)}: {_written(day)} {look if others else 'looks like a day'} of the "
        f"{calendar.name} calendar"
    )
    return Finding(first, says, remedies=(Remedy(f"{ours}{doubt}{more}", changes),))


def _strange(path: Path, day: StrangeDay) -> Finding:
    says = f"{dotted(path)}: {_written(day)}"
    try:
        date(day.year, day.month, day.day)
    except ValueError:
        return Finding(
            path, f"{says} is not a day of the calendar", "days are of the Gregorian calendar"
        )
    return Finding(path, f"{says} lies centuries away", "days are of the Gregorian calendar")


def _is_odd(day: date | StrangeDay, first: date, last: date) -> bool:
    """Return whether a day is none of ours, or so far away that it may be of another calendar."""
    if isinstance(day, StrangeDay):
        return True
    return day < first - _AWAY or day > last + _AWAY


def _written(day: date | StrangeDay) -> str:
    return f"{day.year:04d}-{day.month:02d}-{day.day:02d}"

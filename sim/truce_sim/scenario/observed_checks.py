"""What must fit together in what was observed: days, counters, and the dates of the truce."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from truce_sim.scenario.findings import Finding, dotted, value_in
from truce_sim.scenario.lookups import parsed, table
from truce_sim.scenario.mends import Change, Remedy, added, inline, value
from truce_sim.scenario.moments import DATE
from truce_sim.scenario.observed_calendars import of_other_calendars
from truce_sim.scenario.observed_counters import counters_of
from truce_sim.scenario.observed_rows import NUMBERS, Row, readable
from truce_sim.scenario.relative_dates import date_in, with_dates
from truce_sim.scenario.since import hours_since
from truce_sim.scenario.sourcemap import Path

_HOLDS: Path = ("observed", "holds_until")


@dataclass(frozen=True, slots=True)
class Span:
    """A number whose days are of our calendar and in order.

    Attributes:
        place: which of the numbers it is, from 0.
        first: its first day.
        last: its last.
        known: the last day on which it was not known yet.
        counter: id of who counted, or "".
    """

    place: int
    first: date
    last: date
    known: date
    counter: str

    @property
    def path(self) -> Path:
        """Where it stands."""
        return (*NUMBERS, self.place)


def observed_checks(raw: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield what does not fit together in `[observed]`."""
    if not isinstance(raw.get("observed"), Mapping):
        return
    raw = with_dates(raw)
    rows = dict(readable(raw))
    strange = list(of_other_calendars(raw, rows))
    told = {place for _, places in strange for place in places}
    yield from (one for one, _ in strange)
    yield from counters_of(raw, rows)
    spans = list(_spans({place: row for place, row in rows.items() if place not in told}))
    in_order = [one for one in spans if one.first <= one.last]
    yield from (_backwards(one) for one in spans if one.first > one.last)
    yield from _known_too_early(in_order)
    yield from _twice(in_order)
    yield from _within(raw, in_order)


def _spans(rows: Mapping[int, Row]) -> Iterator[Span]:
    for place, row in rows.items():
        first, last, known = row.first, row.last, row.known
        if isinstance(first, date) and isinstance(last, date) and isinstance(known, date):
            yield Span(place, first, last, known, row.counter or "")


def _backwards(one: Span) -> Finding:
    path = (*one.path, "to")
    says = f"{dotted(path)}: the last day, {one.last}, is before the first, {one.first}"
    turned = (
        Change("value", (*one.path, "from"), inline(one.last.isoformat())),
        Change("value", path, inline(one.first.isoformat())),
    )
    return Finding(path, says, remedies=(Remedy(f"from {one.last} to {one.first}", turned),))


def _known_too_early(spans: list[Span]) -> Iterator[Finding]:
    for one in spans:
        if one.known < one.last:
            path = (*one.path, "known")
            says = f"{dotted(path)}: {one.known} is before the last day that the number counts"
            yield Finding(path, says, remedies=(value(path, inline(one.last.isoformat())),))


def _twice(spans: list[Span]) -> Iterator[Finding]:
    """Yield numbers for days that another number of the same counter counts as well.

    A number for the same days as another replaces it if it became known later: a revision.
    """
    by_counter: dict[str, list[Span]] = {}
    for one in sorted(spans, key=lambda span: (span.first, span.last, span.known, span.place)):
        others = by_counter.setdefault(one.counter, [])
        # Those before it are in order and apart, so that only the last of them can reach so far.
        if not others or others[-1].last < one.first:
            others.append(one)
            continue
        clash = others[-1]
        if (clash.first, clash.last) == (one.first, one.last):
            if one.known > clash.known:
                others[-1] = one
                continue
            later, earlier = sorted((one, clash), key=lambda span: span.place)[::-1]
            says = (
                f"{dotted(later.path)} counts the same days as {dotted(earlier.path)}; a revision "
                "needs a later day in known"
            )
            yield Finding(later.path, says, remedies=(_without(later),))
            continue
        later, earlier = sorted((one, clash), key=lambda span: span.place)[::-1]
        says = f"{dotted(later.path)} counts days that {dotted(earlier.path)} counts as well"
        yield Finding(later.path, says, remedies=(_without(later),))


def _without(one: Span) -> Remedy:
    return Remedy("leave it out", (Change("drop", one.path),))


def _within(raw: Mapping[str, Any], spans: list[Span]) -> Iterator[Finding]:
    """Yield days outside of the truce, or later than it is known to have held."""
    starts, talks = date_in(raw, "truce_starts"), date_in(raw, "talks")
    if starts is None or talks is None or talks <= starts:
        return
    for one in spans:
        if one.first < starts.date():
            yield _before(one, starts, talks)
        elif datetime.combine(one.last, time()) >= talks:
            says = (
                f"{dotted((*one.path, 'to'))}: {one.last} is after the talks open, on "
                f"{DATE.show(talks)}"
            )
            yield Finding((*one.path, "to"), says, remedies=(_without(one),))
    holds = parsed(raw, "observed", "holds_until")
    if holds is None:
        observed = table(raw, "observed")
        if not spans and "counts" not in observed and not value_in(raw, NUMBERS):
            says = "observed says neither until when the truce held nor what was counted"
            yield Finding(
                ("observed",),
                says,
                on_key=True,
                remedies=(added(_HOLDS, inline("1 day")),),
            )
        return
    hours = hours_since(starts, holds)
    length = hours_since(starts, talks)
    until = starts + timedelta(hours=hours)
    if hours <= 0:
        says = f"observed.holds_until must be after the truce starts, {DATE.show(starts)}"
        yield Finding(_HOLDS, says)
    elif hours > length:
        says = f"observed.holds_until must not be after the talks open, {DATE.show(talks)}"
        yield Finding(_HOLDS, says, remedies=(value(_HOLDS, inline(f"{talks:%Y-%m-%d %H:%M}")),))
    else:
        yield from _beyond(spans, until, starts, talks)


def _beyond(
    spans: list[Span], until: datetime, starts: datetime, talks: datetime
) -> Iterator[Finding]:
    """Yield days that are not over when the truce is last known to have held.

    One number may have a slip in its days; several make that moment the likelier slip.
    """
    within = [
        one
        for one in spans
        if one.first >= starts.date() and datetime.combine(one.last, time()) < talks
    ]
    ends = {one.place: min(_midnight_after(one.last), talks) for one in within}
    beyond = [one for one in within if ends[one.place] > until]
    spans_beyond = {(one.counter, one.first, one.last) for one in beyond}
    if len(spans_beyond) > 1:
        end = max(ends.values())
        last = max(beyond, key=lambda one: one.last)
        says = (
            f"observed.holds_until, {DATE.show(until)}, is before the end of days of "
            f"{len(spans_beyond)} numbers, the last of them {dotted(last.path)}"
        )
        yield Finding(_HOLDS, says, remedies=(value(_HOLDS, inline(f"{end:%Y-%m-%d %H:%M}")),))
        return
    for one in beyond:
        says = (
            f"{dotted((*one.path, 'to'))}: {one.last} is not over by observed.holds_until, "
            f"{DATE.show(until)}"
        )
        yield Finding((*one.path, "to"), says, remedies=(_without(one),))


def _midnight_after(day: date) -> datetime:
    return datetime.combine(day, time()) + timedelta(days=1)


def _before(one: Span, starts: datetime, talks: datetime) -> Finding:
    """Return the finding that days come before the truce; perhaps the year is a slip."""
    path = (*one.path, "from")
    says = f"{dotted(path)}: {one.first} is before the truce starts, on {DATE.show(starts)}"
    remedies = [_without(one)]
    for year in range(starts.year, talks.year + 1):
        moved = [_in_year(day, year + day.year - one.first.year) for day in (one.first, one.last)]
        first, last = moved
        if first and last and starts.date() <= first <= last <= talks.date():
            changes = tuple(
                Change("value", (*one.path, name), inline(day.isoformat()))
                for name, day in (("from", first), ("to", last))
            )
            remedies.insert(0, Remedy(f"from {first} to {last}", changes))
            break
    return Finding(path, says, remedies=tuple(remedies))


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return None

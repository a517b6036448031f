"""What was observed of a truce, in hours since its start: what studies weigh histories by.

A day of a counter runs from midnight to midnight, local time. The days of the model are 24 hours
each from the truce's start. So the span of a number is given in hours since the start: from the
midnight before its first day, or from the start if the truce begins later on that day; to the
midnight after its last day, or to the opening of the talks if they open earlier on it. Of a truce
that starts at noon, the first day of a counter is thus the 12 hours to midnight.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from truce_sim.scenario.days import days
from truce_sim.scenario.moments import DATE
from truce_sim.scenario.numbers import plain
from truce_sim.scenario.observed import SEES, Family, ObservedDays, What
from truce_sim.scenario.observed import Counter as CounterTable
from truce_sim.scenario.since import hours_since
from truce_sim.scenario.spreads import Spread


class NotKnownError(ValueError):
    """Nothing is known of the truce at a moment.

    Attributes:
        says: why, as a sentence without its end.
        try_: a moment that would do, as in a file, without quotes.
    """

    def __init__(self, says: str, try_: str) -> None:
        super().__init__(says)
        self.says = says
        self.try_ = try_


@dataclass(frozen=True, slots=True)
class Counter:
    """Somebody who counts.

    Attributes:
        id: as numbers name it.
        name: as reports show it.
        family: what is counted, as the model keeps it a day.
        party: id of the party whose claims they are; "" for those of all, and for other families.
        sees_median: share seen of what the model counts: half believe it to be less.
        sees_p90: nine in ten believe it to be less; the same as the median where it is certain.
        scatter: the variance of a number is (1 + scatter) times its mean.
    """

    id: str
    name: str
    family: Family
    party: str
    sees_median: float
    sees_p90: float
    scatter: float

    @property
    def said(self) -> str:
        """How it counts, in words."""
        what = What(self.family, self.party)
        sees = SEES.show(Spread.constant(self.sees_median))
        if self.sees_p90 != self.sees_median:
            sees = SEES.show(Spread("lognormal", (self.sees_median, self.sees_p90)))
        return f"counts {what}, {sees} for each one, with a scatter of {plain(self.scatter)}"

    def variance_factor(self, *, about: bool) -> float:
        """Return the variance of a number as a multiple of its mean.

        Args:
            about: whether the number was told as about so many; its variance is twice as large.
        """
        return (1 + self.scatter) * (2 if about else 1)


@dataclass(frozen=True, slots=True)
class Number:
    """One number.

    Attributes:
        counter: id of who counted.
        from_hours: where its days begin, hours since the truce's start, at least 0.
        to_hours: where they end; above `from_hours`, at most the talks.
        number: how many.
        about: whether it was told as about so many.
        known_hours: from when on it was known: the end of the day that the file gives, or of its
            own last day.
        first: its first day.
        last: its last day.
    """

    counter: str
    from_hours: float
    to_hours: float
    number: int
    about: bool
    known_hours: float
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Observations:
    """What was observed of a truce up to a moment.

    Attributes:
        starts: when the truce started.
        holds_until_hours: until when it is known to have held, hours since its start, above 0.
        counters: who counted, in the order of the file.
        numbers: what they counted, by the end of the days and the counter's place; of a number
            that was revised, the last version alone. Those of one counter do not overlap.
        versions: all of them, revised ones included.
    """

    starts: datetime
    holds_until_hours: float
    counters: tuple[Counter, ...]
    numbers: tuple[Number, ...]
    versions: tuple[Number, ...]

    @property
    def holds_until(self) -> datetime:
        """The moment until which the truce is known to have held."""
        return self.starts + timedelta(hours=self.holds_until_hours)

    def in_words(self) -> dict[str, str]:
        """Return what the file says in plain words, by the paths that say it."""
        said = {"observed.holds_until": DATE.show(self.holds_until)}
        for counter in self.counters:
            numbers = (
                f"{days(one.first, one.last)}: {'about ' if one.about else ''}{one.number:,}"
                for one in self.numbers
                if one.counter == counter.id
            )
            path = f"observed.counters.{counter.id}"
            said[path] = f"{counter.said}; {', '.join(numbers) or 'no numbers'}"
        return said

    def until(self, moment: datetime | date) -> "Observations":
        """Return what was known by a moment: nothing counted, told or revised after it.

        Args:
            moment: local time; a day alone is the midnight before it.

        Raises:
            NotKnownError: if the moment is not within the time for which the truce is known to
                have held.
        """
        if not isinstance(moment, datetime):
            moment = datetime.combine(moment, time())
        hours = hours_since(self.starts, moment)
        if hours <= 0:
            says = f"the truce starts on {DATE.show(self.starts)}, so nothing was known before"
            raise NotKnownError(says, f"{self.holds_until:%Y-%m-%d %H:%M}")
        if hours > self.holds_until_hours:
            says = (
                f"the file says that the truce held until {DATE.show(self.holds_until)}, "
                "and nothing of later"
            )
            raise NotKnownError(says, f"{self.holds_until:%Y-%m-%d %H:%M}")
        return self.until_hours(hours)

    def until_hours(self, hours: float) -> "Observations":
        """Return what was known by an hour since the start, within the time that it held."""
        known = tuple(one for one in self.versions if max(one.known_hours, one.to_hours) <= hours)
        return replace(
            self, holds_until_hours=hours, numbers=_latest(known, self.counters), versions=known
        )


def observations(table: ObservedDays, starts: datetime, talks: datetime) -> Observations:
    """Return what a scenario's table `[observed]` says, in hours since the truce's start.

    Args:
        table: as read and checked.
        starts: when the truce starts.
        talks: when the talks open as planned.
    """
    end = hours_since(starts, talks)
    versions: list[Number] = []
    for row in table.numbers:
        first, last, known = row.first, row.last, row.known or row.last
        assert isinstance(first, date)  # noqa: S101 - a day of another calendar is a fault
        assert isinstance(last, date)  # noqa: S101
        assert isinstance(known, date)  # noqa: S101
        begins = max(_midnight(starts, first), 0.0)
        over = min(_midnight(starts, last + timedelta(days=1)), end)
        if begins >= over:
            continue  # An option has moved the talks.
        versions.append(
            Number(
                row.counter,
                begins,
                over,
                row.amount.value,
                row.amount.about,
                over if known == last else _midnight(starts, known + timedelta(days=1)),
                first,
                last,
            )
        )
    counters = tuple(_counter(key, one) for key, one in table.counters.items())
    if table.holds_until is None:
        holds = max((one.to_hours for one in versions), default=0.0)
    else:
        holds = min(hours_since(starts, table.holds_until), end)
    return Observations(starts, holds, counters, _latest(versions, counters), tuple(versions))


def _midnight(starts: datetime, day: date) -> float:
    """Return the hours from the truce's start to the midnight before a day."""
    return hours_since(starts, datetime.combine(day, time()))


def _counter(key: str, table: CounterTable) -> Counter:
    sees = table.sees
    return Counter(
        key,
        table.name or key,
        table.counts.family,
        table.counts.party,
        sees.values[0],
        sees.values[-1],
        table.scatter,
    )


def _latest(versions: Iterable[Number], counters: Iterable[Counter]) -> tuple[Number, ...]:
    """Return the last version of each number, in order."""
    order = {one.id: place for place, one in enumerate(counters)}
    last: dict[tuple[str, date, date], Number] = {}
    for one in sorted(versions, key=lambda number: number.known_hours):
        last[one.counter, one.first, one.last] = one
    return tuple(
        sorted(last.values(), key=lambda one: (one.to_hours, order[one.counter], one.from_hours))
    )

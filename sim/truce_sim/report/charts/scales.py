"""Axes that several charts share: dates, runs in 100, labels that keep apart."""

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from matplotlib.axes import Axes

from truce_sim.report.words import date_at, moment

_DAY_STEPS = (1, 2, 5, 7, 14)
PAST_LINE = "Grey dashes: past truces like it"
PAST_TRUCES = "Grey dashes: past truces like it, pale: their range by war"
"""What stands behind a simulated curve, without and with the range."""
_MONTH_STEPS = (1, 2, 3, 6, 12, 24)


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on a date axis, in hours since the start, and what stands there."""

    hours: float
    label: str


def date_axis(axes: Axes, starts: str, hours: float, *, at_most: int = 7) -> None:
    """Make the horizontal axis one of dates, from the start of the truce for so many hours."""
    ticks = date_ticks(moment(starts), hours, at_most)
    axes.set_xlim(0, hours)
    axes.set_xticks([tick.hours for tick in ticks], [tick.label for tick in ticks])
    axes.set_xticks(_midnights(moment(starts), hours) if hours <= 31 * 24 else [], minor=True)


def date_ticks(starts: datetime, hours: float, at_most: int) -> list[Tick]:
    """Return the dates to show: the closest steps that give no more than `at_most`."""
    if hours <= 4 * 24:
        step = next((s for s in (6, 12, 24) if hours / s <= at_most), 24)
        return _by_hours(starts, hours, step)
    for days in _DAY_STEPS:
        if hours / 24 / days <= at_most:
            return _by_days(starts, hours, days)
    months = next((m for m in _MONTH_STEPS if hours / 730 / m <= at_most), _MONTH_STEPS[-1])
    return _by_months(starts, hours, months)


def _hours_after(starts: datetime, when: datetime) -> float:
    return (when - starts) / timedelta(hours=1)


def _first_midnight(starts: datetime) -> datetime:
    midnight = datetime(starts.year, starts.month, starts.day)
    return midnight if midnight == starts else midnight + timedelta(days=1)


def _midnights(starts: datetime, hours: float) -> list[float]:
    first = _hours_after(starts, _first_midnight(starts))
    return [first + 24 * day for day in range(math.floor((hours - first) / 24) + 1)]


def _by_hours(starts: datetime, hours: float, step: int) -> list[Tick]:
    when = datetime(starts.year, starts.month, starts.day)
    ticks: list[Tick] = []
    while _hours_after(starts, when) <= hours:
        if when >= starts:
            label = f"{when:%H:%M}" if when.hour else f"{when.day} {when:%b}"
            ticks.append(Tick(_hours_after(starts, when), label))
        when += timedelta(hours=step)
    return ticks


def _by_days(starts: datetime, hours: float, step: int) -> list[Tick]:
    when = _first_midnight(starts)
    ticks: list[Tick] = []
    month = 0
    while _hours_after(starts, when) <= hours:
        label = f"{when.day} {when:%b}" if when.month != month else str(when.day)
        ticks.append(Tick(_hours_after(starts, when), label))
        month = when.month
        when += timedelta(days=step)
    return ticks


def _by_months(starts: datetime, hours: float, step: int) -> list[Tick]:
    month = starts.year * 12 + starts.month
    ticks: list[Tick] = []
    year = 0
    while True:
        when = datetime(month // 12, month % 12 + 1, 1)
        after = _hours_after(starts, when)
        if after > hours:
            return ticks
        label = f"{when:%b %Y}" if when.year != year else f"{when:%b}"
        ticks.append(Tick(after, label))
        year = when.year
        month += step


_COLUMNS = 24
"""Columns of values at most: finer ones a hand cannot point at."""


def columns(end: float, left: float, wide: float) -> Iterator[tuple[float, float, float]]:
    """Yield left edge, width and hour of each column of values of a chart until an hour.

    A day each, or more, so that there are not too many; the last is that of the end itself.
    """
    step = 24.0 * max(1, math.ceil(end / 24 / _COLUMNS))
    hours = [step * place for place in range(math.ceil(end / step))] + [end]
    edges = [0.0, *((a + b) / 2 for a, b in itertools.pairwise(hours)), end]
    for hour, (low, high) in zip(hours, itertools.pairwise(edges), strict=True):
        yield left + low / end * wide, (high - low) / end * wide, hour


def day_at(starts: str, hours: float) -> str:
    """Return the date so many hours after the start, with its hour where that is not midnight."""
    when = date_at(starts, hours)
    return f"{when.day} {when:%b}" + (
        f", {when:%H:%M}" if (when.hour, when.minute) != (0, 0) else ""
    )


def hundred_axis(axes: Axes, top: float = 1.0) -> None:
    """Make the vertical axis one of runs in 100, from none up to a share `top`."""
    step = next(s for s in (0.01, 0.02, 0.05, 0.1, 0.2, 0.25) if top / s <= 5 or s == 0.25)
    ticks = [place * step for place in range(round(top / step) + 1)]
    axes.set_ylim(0, ticks[-1])
    axes.set_yticks(ticks, [f"{round(100 * tick)}" for tick in ticks])


def round_top(share: float) -> float:
    """Return the next round share at or above `share`, for an axis that stops there."""
    tops = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)
    return next(top for top in tops if share <= top or top == 1.0)


def count_axis(axes: Axes, most: float) -> None:
    """Make the vertical axis one of counts, from 0 to a round number above `most`."""
    step = nice_step(most / 4)
    ticks = [place * step for place in range(math.ceil(max(most, step) / step) + 1)]
    axes.set_ylim(0, ticks[-1])
    axes.set_yticks(ticks, [f"{tick:,.0f}" if step >= 1 else f"{tick:g}" for tick in ticks])


def nice_step(raw: float) -> float:
    """Return 1, 2 or 5 times a power of ten, at least `raw`."""
    if raw <= 0:
        return 1.0
    scale = float(10 ** math.floor(math.log10(raw)))
    return next(scale * step for step in (1, 2, 5, 10) if scale * step >= raw * 0.999)


def apart(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return places moved as little as needed to keep `gap` from each other, within bounds."""
    order = sorted(range(len(places)), key=lambda place: places[place])
    moved = [0.0] * len(places)
    last = low - gap
    for index in order:
        last = moved[index] = max(places[index], last + gap)
    last = high + gap
    for index in reversed(order):
        last = moved[index] = min(moved[index], last - gap)
    return moved

"""What one counter told, made a series in which each day is counted once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from truce_sim.counts.rows import Told
from truce_sim.counts.series import Count, Series
from truce_sim.scenario.running import never_falls


def untangled(
    names: tuple[str, ...], told: Told, first: date | None = None, before: date | None = None
) -> Series:
    """Return the series of one counter.

    Args:
        names: what the counter is called.
        told: what its rows say; notes are added to it.
        first: only days from this one on.
        before: only days before this one.
    """
    counts = _as_stated(told)
    in_order = all(one.first < two.first for one, two in pairwise(counts))
    if told.running or (in_order and never_falls([count.number for count in counts])):
        counts = _steps(counts, told)
    counts = _asked_for(counts, told, first, before)
    counts = _once(counts, told)
    several = [count.line for count in counts if count.days > 1]
    if several:
        told.note("numbers for several days at once, spread by length", *several)
    return Series(names, tuple(counts), told.notes(), told.actor)


def _as_stated(told: Told) -> list[Count]:
    """Return counts whose last days are those meant, in order of days.

    Where a row begins on the day on which the one before it ends, that day belongs to the later
    one: so write those who count from noon to noon.
    """
    rows = sorted(zip(told.counts, told.ends, strict=True), key=lambda one: one[0].first)
    shorter = [count.line for count, end in rows if (end - count.first).days + 1 > count.days]
    if shorter:
        told.note(
            "fewer days stated than the dates hold: so many counted, from the first", *shorter
        )
    counts = [count for count, _ in rows]
    if told.stated:
        return counts
    several = [count for count in counts if count.days > 1]
    meet = sum(
        one.days > 1 and one.first < two.first and (one.after - two.first).days == 1
        for one, two in pairwise(counts)
    )
    if not several or meet * 2 < len(several):
        return counts
    told.note(
        "rows that begin on the day the one before ends: the last day taken as not counted",
        *(count.line for count in several),
    )
    return [replace(one, days=one.days - 1) if one.days > 1 else one for one in counts]


def _steps(counts: Sequence[Count], told: Told) -> list[Count]:
    """Return what came on top from each number of a running total to the next."""
    steps = []
    falls = []
    for one, two in pairwise(counts):
        days = (two.after - one.after).days
        if two.number < one.number:
            falls.append(two.line)
        elif days > 0:
            steps.append(Count(one.after, days, two.number - one.number, two.line))
    told.note(
        "numbers that add up all before them, as the column's name says: the steps were taken"
        if told.running
        else "numbers that never fall: taken for a running total, and the steps for the counts",
        *(count.line for count in counts),
    )
    if falls:
        told.note("a running total that falls: no step taken there", *falls)
    return steps


def _asked_for(
    counts: Sequence[Count], told: Told, first: date | None, before: date | None
) -> list[Count]:
    """Return the counts that lie wholly between two days."""
    kept = []
    for count in counts:
        starts = first is None or count.first >= first
        ends = before is None or count.after <= before
        if starts and ends:
            kept.append(count)
            continue
        outside = (before is not None and count.first >= before) or (
            first is not None and count.after <= first
        )
        told.note(
            "numbers outside the days asked for"
            if outside
            else "numbers that lie partly outside the days asked for were left out",
            count.line,
        )
    return kept


def _once(counts: Sequence[Count], told: Told) -> list[Count]:
    """Return counts of which no two cover the same day: the one of fewer days is kept."""
    spans: dict[tuple[date, int], list[Count]] = {}
    for count in counts:
        spans.setdefault((count.first, count.days), []).append(count)
    single = []
    for same in spans.values():
        if len({count.number for count in same}) > 1:
            told.note(
                "different numbers for the same days: none of them taken",
                *(count.line for count in same),
            )
            continue
        single.append(same[0])
        if len(same) > 1:
            told.note("the same number twice for a day: taken once", *(c.line for c in same[1:]))
    kept: list[Count] = []
    covered: set[int] = set()
    for count in sorted(single, key=lambda one: (one.days, one.first)):
        days = range(count.first.toordinal(), count.after.toordinal())
        if covered.isdisjoint(days):
            covered.update(days)
            kept.append(count)
        else:
            told.note("numbers for days that shorter rows count as well: left out", count.line)
    return sorted(kept, key=lambda one: one.first)

"""Counts of incidents as lines of a scenario file: a rate with its range, evidence and doubts.

All of it is TOML: what is said stands in comments, so that it can be copied as it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor, log10, sqrt

from truce_sim.counts import NO_VIOLATIONS, Count, Counts, Note, Series
from truce_sim.scenario.ids import ids_of
from truce_sim.scenario.kinds import short, visible
from truce_sim.scenario.numbers import plain
from truce_sim.scenario.writing import inline
from truce_sim.statistics.daycounts import FEWEST_COUNTS, DailyRate, Ranged, daily_rate
from truce_sim.widths import COLUMNS, broken

_LATE_DAYS = 7
"""Days at the end that are told apart: truces are signed at peaks, and a mean hides them."""
_MOST_LINES = 6
_MOST_BY_ANSWERS = 16.0
"""Dispersion beyond which answers to incidents cannot be all there is: three quarters of all
incidents would have to be answers, and published ratios end at 0.55."""
_HEAD = (
    "Rates from {file}, to copy into a scenario file; lines under [believable] and [evidence] go "
    "under the tables of these names that it has. A counter sees a part of what happens and calls "
    "it what it likes: these are rates as counted."
)


@dataclass(frozen=True, slots=True)
class _Block:
    """What is said of one series, and the id that its party gets."""

    id: str
    series: Series
    rate: DailyRate
    said: tuple[str, ...]


def blocks(counts: Counts, file: str, party: str = "") -> str:
    """Return what a file of counts comes to, as text to copy into a scenario file.

    Args:
        counts: as read.
        file: how to call the file.
        party: id of the party that they count, or "" for one of each series' own name.
    """
    out = [*_comment(_HEAD.format(file=file)), *_notes("About the whole file", counts.notes)]
    found = list(_blocks(counts, file, party))
    empty = [series for series in counts.series if not series.counts]
    for series in empty:
        says = f"{series.name or file}: no number that can be used."
        out += ["", *_comment(says), *_notes("Because", series.notes)]
    if len({block.id for block in found}) < len(found):
        same = f"These {len(found)} count the same party, each in its own way: take one of them."
        out += ["", *_comment(same)]
        groups = [[block] for block in found]
    else:
        groups = [found] if found else []
    for number, group in enumerate(groups, 1):
        if len(groups) > 1:
            out += ["", *_comment(f"---- {number} of {len(groups)} ----")]
        for block in group:
            out += ["", *(line for says in block.said for line in _comment(says))]
            out += _notes("Left out, and how it was read", block.series.notes)
            if block.rate.value > 0:
                out += [
                    f"[parties.{_key(block.id)}]",
                    f"violates = {inline(_a_day(block.rate.value))}",
                ]
        out += _tables([block for block in group if block.rate.value > 0], file)
    return "\n".join(out) + "\n"


def _blocks(counts: Counts, file: str, party: str) -> Iterator[_Block]:
    used = [series for series in counts.series if series.counts]
    stem = re.sub(r"\.\w+\Z", "", file)
    ids = ids_of(series.name or stem for series in used)
    for series, own in zip(used, ids, strict=True):
        rate = _rate(series.counts)
        yield _Block(party or own, series, rate, tuple(_said(series, rate, file)))


def _rate(counts: Sequence[Count]) -> DailyRate:
    start = counts[0].first
    return daily_rate(
        [count.number for count in counts],
        [count.days for count in counts],
        [(count.first - start).days for count in counts],
    )


def _tables(group: Sequence[_Block], file: str) -> Iterator[str]:
    """Yield the ranges and the evidence of blocks."""
    if not group:
        return
    yield from ("", "[believable]")
    for block in group:
        low, high = (_a_day(end) for end in _range(block.rate))
        yield f"{_path(block)} = {inline([low, high])}"
    yield from ("", "[evidence]")
    for block in group:
        source = f"{file}{_as_counted(block.series)}: {_covered(block.series, block.rate)}"
        if block.rate.dispersion is not None:
            source += f", variance {_two(block.rate.dispersion.value)} times the mean"
        yield f"{_path(block)} = {inline({'basis': 'estimated', 'source': visible(source)})}"


def _path(block: _Block) -> str:
    return inline(f"parties.{block.id}.violates")


def _as_counted(series: Series) -> str:
    return f", as counted: {short(series.name, 120)}" if series.name else ""


def _said(series: Series, rate: DailyRate, file: str) -> Iterator[str]:
    """Yield what is to be said of a series, a sentence or two each."""
    yield f"{short(series.name, 120) or file}: {_covered(series, rate)}."
    if word := NO_VIOLATIONS.search(series.name.lower()):
        yield (
            f"These are {word[0]}, not violations: one violation makes many, or none. Count incidents, "
            "or say in the file what one stands for."
        )
    if rate.value == 0:
        most = "" if rate.high is None else f", at most {_a_day(_up(rate.high))}"
        yield f'None was counted{most}: violates = "0 a day", or what the counter missed.'
        return
    yield _level(rate)
    if rate.dispersion is not None:
        yield _variation(rate.dispersion)
    if rate.correlation is not None and rate.correlation.low > 0:
        yield (
            f"Days are like the day before, correlation {_interval(rate.correlation)}: violence "
            "comes in spells, which the range allows for where they last some days, not weeks."
        )
    yield from _late(series, rate)
    yield from _gaps(series, rate)


def _level(rate: DailyRate) -> str:
    said = f"{_a_day(rate.value)}"
    if rate.low is None or rate.high is None:
        count = "1 number is" if rate.counts == 1 else f"{rate.counts} numbers are"
        return f"{said}; {count} too few to see how days differ: the range is half to twice, by rule of thumb."
    low, high = _range(rate)
    return (
        f"{said}, {plain(low)} to {plain(high)}: covers (95%) chance and days that differ, not what "
        "the counter misses, nor days unlike these."
    )


def _variation(dispersion: Ranged) -> str:
    """Return what the variance over the mean means for the model.

    If each incident is answered by n others on average, and those by others, and nothing else
    moves the level, the variance of long counts is 1 / (1 - n)^2 times their mean (Hawkes 1971).
    """
    times = f"{_interval(dispersion)} times as much as chance alone would make them"
    if dispersion.high < 1:
        return f"Days differ {times}: so even a count is rounded, or a mean spread over days."
    if dispersion.low <= 1:
        return (
            f"Days differ {times}: no more than chance can be told. The model's own violations differ "
            "just so; it needs few answers and no shocks to make such days."
        )
    low, middle, high = (
        plain(round(100 * (1 - 1 / sqrt(one))))
        for one in (dispersion.low, dispersion.value, dispersion.high)
    )
    if dispersion.value > _MOST_BY_ANSWERS:
        return (
            f"Days differ {times}, more than answers to incidents can make of the model's own "
            "violations, which differ as chance does: the level changed meanwhile (take fewer days), "
            "or one incident is counted many times, as shots are."
        )
    return (
        f"Days differ {times}. The model's own violations differ as chance does; answers, shocks and "
        f"a level that moves make the rest. If answers alone: {middle} in 100 incidents are answers "
        f"({low} to {high}), so own violations are fewer than counted."
    )


def _late(series: Series, rate: DailyRate) -> Iterator[str]:
    """Yield the rate of the last days, where there are enough of them to be told apart."""
    end = series.counts[-1].after
    late = [one for one in series.counts if one.first >= end - timedelta(days=_LATE_DAYS)]
    if rate.days >= 2 * _LATE_DAYS and len(late) >= FEWEST_COUNTS:
        found = _rate(late)
        low, high = _range(found) if found.value else (0, _up(found.high or 0.1))
        span = f"{plain(low)} to {plain(high)}"
        yield (
            f"The last {_LATE_DAYS} days: {_a_day(found.value)}, {span}. Truces are "
            "signed at peaks; which days are the level before is for you to say (--from, --until)."
        )


def _gaps(series: Series, rate: DailyRate) -> Iterator[str]:
    days = (series.counts[-1].after - series.counts[0].first).days
    missing = days - round(rate.days)
    if missing:
        total = sum(one.number for one in series.counts)
        have = "has no number and is" if missing == 1 else "have no number and are"
        yield (
            f"{_days(missing)} of {days:,} {have} left out, as not known; if nothing happened then, "
            f"it is {_a_day(total / days)}."
        )


def _covered(series: Series, rate: DailyRate) -> str:
    """Return how many numbers there are, over which days."""
    count = "1 number" if rate.counts == 1 else f"{rate.counts:,} numbers"
    first, last = series.counts[0].first, series.counts[-1].after - timedelta(days=1)
    span = _day(first) if first == last else f"{_day(first)} to {_day(last)}"
    return f"{count} over {_days(round(rate.days))}, {span}"


def _day(day: date) -> str:
    return day.isoformat()


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count:,} days"


def _range(rate: DailyRate) -> tuple[float, float]:
    """Return the ends of the believable range, rounded outward."""
    if rate.low is None or rate.high is None:
        return _down(rate.value / 2), _up(rate.value * 2)
    return _down(rate.low), _up(rate.high)


def _digits(value: float) -> float:
    """Return the step between numbers of two digits near a value above 0."""
    return float(10.0 ** (floor(log10(value)) - 1))


def _down(value: float) -> float:
    step = _digits(value)
    return float(f"{floor(value / step + 1e-9) * step:.2g}")


def _up(value: float) -> float:
    step = _digits(value)
    return float(f"{ceil(value / step - 1e-9) * step:.3g}")


def _two(value: float) -> str:
    return plain(float(f"{value:.2g}"))


def _a_day(value: float) -> str:
    number = float(f"{value:.2g}")
    return f"{int(number) if number == int(number) else number} a day"


def _interval(ranged: Ranged) -> str:
    return f"{_two(ranged.value)} ({_two(ranged.low)} to {_two(ranged.high)})"


def _notes(head: str, notes: Sequence[Note]) -> Iterator[str]:
    """Yield what is to be noted, an item each, with its lines."""
    if notes:
        yield from _comment(f"{head}:")
    for note in notes:
        yield from _comment(f"- {note.says}{_where(note.lines)}", indent=2)


def _where(lines: Sequence[int]) -> str:
    if not lines:
        return ""
    shown = ", ".join(f"{line:,}" for line in lines[:_MOST_LINES])
    more = f" and {len(lines) - _MOST_LINES:,} more" if len(lines) > _MOST_LINES else ""
    return f" (line{'s' if len(lines) > 1 else ''} {shown}{more})"


def _comment(text: str, indent: int = 0) -> Iterator[str]:
    shown = visible(" ".join(text.split()))
    for number, line in enumerate(broken(shown, COLUMNS - 2 - indent)):
        yield f"# {' ' * indent if number else ''}{line}"


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else inline(name)

"""One run told in the terminal: alone, or under two options side by side."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from rich.text import Text

from truce_sim.report.terminal_lines import MUTED, WIDTH, padded
from truce_sim.studies.results import Event, Story
from truce_sim.widths import broken, told_apart

_ENDS = ("collapse", "talks open", "walk-out", "broken on purpose")
_WHEN = 14
"""Cells of the time before an event."""

Row = tuple[Event | None, Event | None]


def told(starts: datetime, events: Sequence[Event]) -> Iterator[Text]:
    """Yield events with their times; the end stands out."""
    for event in events:
        style = "bold" if event.kind in _ENDS else "default"
        first, *rest = broken(event.sentence, WIDTH - _WHEN)
        yield Text(f"{_when(starts, event)}  ", style=MUTED).append(first, style=style)
        for line in rest:
            yield Text(" " * _WHEN).append(line, style=style)


def first_difference(first: Story, second: Story) -> int:
    """Return how many events two stories of the same run share before they part."""
    shared = 0
    for one, other in zip(first.events, second.events, strict=False):
        if not _alike(one, other):
            break
        shared += 1
    return shared


def side_by_side(
    starts: datetime, names: tuple[str, str], stories: tuple[Story, Story], width: int = 80
) -> Iterator[Text]:
    """Yield two stories of the same run in two columns, from where they part."""
    first, second = stories
    shared = first_difference(first, second)
    column = (width - _WHEN - 2) // 2
    if shared == len(first.events) == len(second.events):
        yield Text(f"The same in both, all {shared:,} events.", style="bold")
        return
    yield Text(f"The first {shared:,} events are the same in both; the last of them:")
    yield from told(starts, first.events[max(0, shared - 2) : shared])
    yield Text()
    shown = told_apart(names, column)
    head = Text(" " * _WHEN).append_text(padded(shown[0], column + 2, "bold"))
    yield head.append(shown[1], style="bold")
    merged = _merged(first.events[shared:], second.events[shared:])
    for same, rows in groupby(merged, key=lambda row: row[0] is not None and row[1] is not None):
        listed = list(rows)
        if same and len(listed) > 1:
            yield Text(f"{'':<{_WHEN}}({len(listed):,} events the same in both)", style=MUTED)
            continue
        for row in listed:
            yield from _row(starts, row, column)


def _alike(one: Event, other: Event) -> bool:
    return (one.hours, one.sentence) == (other.hours, other.sentence)


def _merged(first: Sequence[Event], second: Sequence[Event]) -> Iterator[Row]:
    """Yield both lists as one in time, events of both at the same moment in one row."""
    left, right = list(first), list(second)
    while left and right:
        if _alike(left[0], right[0]):
            yield left.pop(0), right.pop(0)
        elif left[0].hours <= right[0].hours:
            yield left.pop(0), None
        else:
            yield None, right.pop(0)
    yield from ((event, None) for event in left)
    yield from ((None, event) for event in right)


def _row(starts: datetime, row: Row, column: int) -> Iterator[Text]:
    event = row[0] or row[1]
    assert event is not None  # noqa: S101 - a row has an event
    cells = [broken(one.sentence, column) if one else [] for one in row]
    styles = ["bold" if one is not None and one.kind in _ENDS else "" for one in row]
    for place in range(max(map(len, cells))):
        line = padded("" if place else _when(starts, event), _WHEN, MUTED)
        for cell, style in zip(cells, styles, strict=True):
            line.append_text(padded(cell[place] if place < len(cell) else "", column + 2, style))
        line.rstrip()
        yield line


def _when(starts: datetime, event: Event) -> str:
    moment = starts + timedelta(hours=event.hours)
    return f"{moment.day:>2} {moment:%b %H:%M}"

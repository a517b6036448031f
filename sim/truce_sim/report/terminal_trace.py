"""One run told in the terminal: alone, or under two options side by side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from rich.text import Text

from truce_sim.report.reasons import clock, reason
from truce_sim.report.terminal_lines import MUTED, WIDTH, padded
from truce_sim.studies.key_events import first_difference, key_events
from truce_sim.studies.results.common import Event, Story
from truce_sim.widths import broken, told_apart

_ENDS = ("collapse", "talks open", "walk-out", "broken on purpose")
_WHEN = 14
"""Cells of the time before an event."""

Row = tuple[Event | None, Event | None]


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of a run is told.

    Attributes:
        everything: all events, instead of those that tell most.
        last: only those of so many hours before its end; None: from the beginning.
        more: how all of it is told, where it is not: the option, or the argument.
    """

    everything: bool = False
    last: float | None = None
    more: str = "--all"


def story_told(
    starts: datetime, names: Mapping[str, str], story: Story, extent: Extent
) -> Iterator[Text]:
    """Yield a run as it is read aloud: what tells most, what was left out, and why it ended."""
    events = _late(story, extent)
    chosen = _chosen(events, extent)
    yield from told(starts, [events[place] for place in chosen])
    yield from _left_out(len(events) - len(chosen), extent)
    for sentence in reason(story, names, starts):
        yield from map(Text, broken(sentence, WIDTH))


def _late(story: Story, extent: Extent) -> Sequence[Event]:
    """Return the events of a run from an hour before its end on."""
    if extent.last is None:
        return story.events
    since = story.end_hours - extent.last
    return [event for event in story.events if event.hours >= since]


def _chosen(events: Sequence[Event], extent: Extent) -> Sequence[int]:
    return range(len(events)) if extent.everything else key_events(events)


def _left_out(count: int, extent: Extent) -> Iterator[Text]:
    if count:
        events = "1 lesser event is" if count == 1 else f"{count:,} lesser events are"
        yield Text(f"{'':<{_WHEN}}{events} not told; {extent.more} tells all.", style=MUTED)


def told(starts: datetime, events: Sequence[Event]) -> Iterator[Text]:
    """Yield events with their times; the end stands out."""
    for event in events:
        style = "bold" if event.kind in _ENDS else "default"
        first, *rest = broken(event.sentence, WIDTH - _WHEN)
        yield Text(f"{_when(starts, event)}  ", style=MUTED).append(first, style=style)
        for line in rest:
            yield Text(" " * _WHEN).append(line, style=style)


def side_by_side(
    starts: datetime,
    labels: tuple[str, str],
    names: Mapping[str, str],
    stories: tuple[Story, Story],
    extent: Extent,
    width: int = 80,
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
    shown = told_apart(labels, column)
    head = Text(" " * _WHEN).append_text(padded(shown[0], column + 2, "bold"))
    yield head.append(shown[1], style="bold")
    rows, left_out = _rows((first, second), shared, extent)
    yield from _in_columns(starts, rows, column, folded=extent.everything)
    yield from _left_out(left_out, extent)
    for label, story in zip(labels, stories, strict=True):
        for sentence in reason(story, names, starts):
            yield from map(Text, broken(f"{label}: {sentence}", WIDTH))


def _rows(stories: tuple[Story, Story], shared: int, extent: Extent) -> tuple[list[Row], int]:
    """Return what is told of two stories from where they part, and how much of it is not."""
    late = [[*story.events[shared:]] for story in stories]
    if extent.last is not None:
        late = [
            [event for event in events if event.hours >= story.end_hours - extent.last]
            for story, events in zip(stories, late, strict=True)
        ]
    chosen = [{id(events[place]) for place in _chosen(events, extent)} for events in late]
    merged = [*_merged(*late)]
    rows = [
        row
        for row in merged
        if any(
            event is not None and id(event) in ids for event, ids in zip(row, chosen, strict=True)
        )
    ]
    return rows, len(merged) - len(rows)


def _in_columns(
    starts: datetime, merged: Sequence[Row], column: int, *, folded: bool
) -> Iterator[Text]:
    for same, rows in groupby(merged, key=lambda row: row[0] is not None and row[1] is not None):
        listed = list(rows)
        if folded and same and len(listed) > 1:
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
    return f"{clock(starts, event.hours):>12}"

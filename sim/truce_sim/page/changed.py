"""One history that changed its fate, told from where it parts, in lines that can be read aloud."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from truce_sim.model import World, trace
from truce_sim.model.ending import CAUSES
from truce_sim.page.dropped import Dropped
from truce_sim.report.reasons import reason
from truce_sim.runs.batch import Columns
from truce_sim.studies.key_events import first_difference, key_events
from truce_sim.studies.results.common import Event, Story
from truce_sim.studies.telling import told
from truce_sim.studies.typical import typical_collapses

LINES = 15
"""As many as can be read aloud."""
_OF_COLLAPSE, _OF_TALKS = 7, 2
"""Events that are told of the side that collapses, and of the one that holds."""
_REASONS = {True: 1, False: 2}
"""Sentences that say why, of a side that holds and of one that does not."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One history as the file has it and as a state has it."""

    replication: int
    before: Story
    after: Story
    shared: int
    """Events, from the first on, that both have alike."""


def typical_change(columns: Columns, file: Columns) -> int | None:
    """Return the history that stands for those which changed their fate; None if none did.

    Of those saved and those lost the more frequent kind; of that, a collapse of the commonest cause
    with a life nearest to the median.

    Args:
        columns: of histories of a state.
        file: of the same as the file has them.
    """
    held, before = columns["held"].astype(bool), file["held"].astype(bool)
    saved, lost = held & ~before, before & ~held
    side, chosen = (file, saved) if saved.sum() >= lost.sum() else (columns, lost)
    typical = typical_collapses({name: column[chosen] for name, column in side.items()})
    if typical is None:
        return None
    return typical.numbers[0]


def changed(
    worlds: tuple[World, World], seed: int, replication: int, stop: Callable[[], bool]
) -> Changed:
    """Return one history told as the file has it and as a state has it.

    Raises:
        Dropped: if nobody wants it any more.
    """
    stories = []
    for world in worlds:
        if stop():
            raise Dropped
        stories.append(told(trace(world, seed, replication)))
    before, after = stories
    return Changed(replication, before, after, first_difference(before, after))


def in_lines(one: Changed, names: Mapping[str, str], starts: datetime) -> list[str]:
    """Return at most fifteen lines that tell where a history parts, and how it ends either way."""
    last = one.after.events[one.shared - 1] if one.shared else None
    if last is None:
        lines = ["They part with the first event."]
    else:
        events = "event is" if one.shared == 1 else "events are"
        lines = [f"The first {one.shared:,} {events} the same, until {_when(starts, last)}."]
    for label, story in (("As moved", one.after), ("As in the file", one.before)):
        lines += [f"{label}: {end_of(story)}."]
        lines += _events(story, one.shared, starts)
        lines += reason(story, names, starts)[: _REASONS[story.held]]
    return lines[:LINES]


def end_of(story: Story) -> str:
    """Return how a history ends, in words."""
    if story.held:
        return "holds until the talks"
    return f"collapses, {CAUSES.get(story.cause or '', story.cause or '')}"


def _events(story: Story, shared: int, starts: datetime) -> Iterator[str]:
    late = story.events[shared:]
    most = _OF_TALKS if story.held else _OF_COLLAPSE
    places = key_events(late, most)
    if len(places) > most:
        places = [places[0], *places[1 - most :]]
    for place in places:
        yield f"{_when(starts, late[place])}: {late[place].sentence}"


def _when(starts: datetime, event: Event) -> str:
    moment = starts + timedelta(hours=event.hours)
    return f"{moment.day} {moment:%b %H:%M}"

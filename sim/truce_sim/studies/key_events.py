"""Which events of a run are told to somebody who listens: about fifteen of hundreds.

The rule, in its order:

1. Told always: the start, shocks, grievance that comes to 50, 75 or 100 in 100 of its limit, notice
   given and withdrawn, persuasion, who left, talks moved or opened, the end.
2. While lines are left, in turn, the one that comes first of each: retaliations, verdicts from
   which something followed, what did grave harm, what filled the measure that ended the truce,
   zones that flared up, measures and teams that came and went. First comes what held most of that
   measure, then what did most harm.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import median

from truce_sim.studies.results.common import Event, Story

LINES = 15
"""As many as can be read aloud."""
AT_MOST = 25
"""Even where more have to be told always."""
FIRES = ("violation", "retaliation", "attack", "outside attack", "strike")
"""Kinds of events in which somebody fired."""
_ALWAYS = (
    *("collapse", "talks open", "truce starts", "walk-out", "broken on purpose", "postponed"),
    *("shock", "fall out", "inputs change", "notice", "notice withdrawn", "grievance"),
    *("persuaded", "grievance at start"),
)
"""Kinds that are always told; the first stay where there are more than anybody listens to."""
_HALF = 0.5
"""Share of its limit from which on a grievance at the start is told."""
_GRAVE = 10
"""Times the harm of a usual incident."""
_FOLLOWS = ("called off", "notice withdrawn", "decision", "pressed")
"""What follows from a verdict."""


def key_events(events: Sequence[Event], most: int = LINES) -> list[int]:
    """Return the places of those events that are told to somebody who listens, in order.

    Args:
        events: of one run, in order: all, or those from where it parts from another.
        most: how many are told, unless more have to be, of which there are at most ten more.
    """
    always = [place for place, event in enumerate(events) if _is_told(event)]
    most_of_all = most + AT_MOST - LINES
    if len(always) > most_of_all:
        always.sort(key=lambda place: (_ALWAYS.index(events[place].kind), -place))
        return sorted(always[:most_of_all])
    chosen = dict.fromkeys(always)
    for place in _in_turn(events):
        if len(chosen) >= most:
            break
        chosen.setdefault(place)
    return sorted(chosen)


def first_difference(first: Story, second: Story) -> int:
    """Return how many events two stories of the same run share before they part."""
    shared = 0
    for one, other in zip(first.events, second.events, strict=False):
        if (one.hours, one.sentence) != (other.hours, other.sentence):
            break
        shared += 1
    return shared


def _is_told(event: Event) -> bool:
    if event.kind == "grievance at start":
        return (event.grievance or 0.0) >= _HALF
    return event.kind in _ALWAYS


def _in_turn(events: Sequence[Event]) -> Iterator[int]:
    """Yield places of lesser events, one of each sort after the other."""
    sorts = [list(sort) for sort in _sorts(events)]
    while any(sorts):
        for sort in sorts:
            if sort:
                yield sort.pop(0)


def _sorts(events: Sequence[Event]) -> Iterator[list[int]]:
    """Yield sorts of lesser events, each in the order in which they are told while lines last."""
    held: dict[str | None, float] = defaultdict(float)
    for event in events:
        if event.kind == "claim" or event.kind in FIRES:
            held[event.incident] += event.filled or 0.0

    def ranked(places: list[int]) -> list[int]:
        return sorted(
            places,
            key=lambda at: (-held[events[at].incident], -(events[at].harm or 0.0), -at),
        )

    fired = [at for at, event in enumerate(events) if event.kind in FIRES]
    usual = median([events[at].harm or 0.0 for at in fired]) if fired else 0.0
    yield ranked([at for at in fired if events[at].kind == "retaliation"])
    yield ranked(_verdicts(events))
    grave = [at for at in fired if (events[at].harm or 0.0) >= _GRAVE * usual > 0]
    yield sorted(grave, key=lambda at: -(events[at].harm or 0.0))
    yield ranked([at for at in fired if held[events[at].incident] > 0])
    flares = ("flare-up", "flare-up over")
    yield [at for at, event in enumerate(events) if event.kind in flares][::-1]
    yield [at for at, event in enumerate(events) if event.kind in ("measure", "teams")]


def _verdicts(events: Sequence[Event]) -> list[int]:
    """Return the verdicts from which something followed."""
    after: dict[str | None, list[Event]] = defaultdict(list)
    for event in events:
        if event.kind in _FOLLOWS:
            after[event.incident].append(event)
    found = []
    for at, event in enumerate(events):
        if event.kind == "verdict" and any(
            one.hours >= event.hours
            and (one.kind in ("called off", "notice withdrawn") or one.hours == event.hours)
            for one in after[event.incident]
        ):
            found.append(at)
    return found

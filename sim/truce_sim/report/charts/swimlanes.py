"""Where everything in the drawing of one run goes: lanes, levels, teams. No drawing here."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field

from truce_sim.studies.results.common import Event, Heading, Story

FIRES = ("violation", "retaliation", "attack", "outside attack", "strike")
MOST_DOTS, MOST_ARROWS, MOST_LANES, MOST_LEVELS = 700, 30, 12, 14
PITCH = 5.2
"""Points from one level of dots to the next, and the least distance of two dots on one."""
SIZES = ((1.0, 2.6), (5.0, 3.6), (20.0, 5.0), (80.0, 6.6), (float("inf"), 8.4))
"""Harm up to which a dot has this diameter in points."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One incident in its lane."""

    event: Event
    level: int
    size: float


@dataclass(slots=True)
class Lane:
    """All incidents of one actor that are drawn."""

    who: str
    name: str
    dots: list[Dot] = field(default_factory=list)
    top: float = 0.0

    @property
    def levels(self) -> int:
        """Number of levels that the dots need."""
        return max((dot.level for dot in self.dots), default=0) + 1

    @property
    def height(self) -> float:
        """Height in points, with room for the name."""
        return max(22.0, self.levels * PITCH + 9)

    def y(self, dot: Dot) -> float:
        """Return where a dot stands: levels alternate around the middle of the lane."""
        away = (dot.level + 1) // 2 * (1 if dot.level % 2 else -1)
        return self.top + self.height / 2 + (away - (0.5 if self.levels % 2 == 0 else 0)) * PITCH


@dataclass(frozen=True, slots=True)
class Check:
    """One complaint under a team's eyes."""

    row: int
    start: float
    end: float
    verdict: str | None


def drawn(story: Story) -> list[Event]:
    """Return the incidents to draw: all but lawful strikes that nobody answered, gravest first."""
    answered = {event.parent for event in story.events if event.parent}
    fires = [
        event
        for event in story.events
        if event.kind in FIRES and (event.kind != "strike" or event.incident in answered)
    ]
    if len(fires) <= MOST_DOTS:
        return fires
    gravest = sorted(fires, key=lambda event: -(event.harm or 0))[:MOST_DOTS]
    return sorted(gravest, key=lambda event: event.hours)


def lanes(heading: Heading, story: Story, hours_per_point: float) -> list[Lane]:
    """Return the lanes: every party, then others that fired, each with its dots."""
    names = {**heading.parties, **heading.others}
    fires = drawn(story)
    active = {event.who for event in fires}
    shown = [who for who in names if who in heading.parties or who in active]
    if len(shown) > MOST_LANES:
        shown = _busiest(shown, fires)
    return [
        Lane(who, names[who], _stacked((e for e in fires if e.who == who), hours_per_point))
        for who in shown
    ]


def _busiest(shown: list[str], fires: list[Event]) -> list[str]:
    counts = {who: sum(event.who == who for event in fires) for who in shown}
    kept = set(sorted(shown, key=lambda who: -counts[who])[:MOST_LANES])
    return [who for who in shown if who in kept]


def _stacked(events: Iterable[Event], hours_per_point: float) -> list[Dot]:
    """Put each dot on the lowest level where it touches no other."""
    free: list[float] = []
    dots: list[Dot] = []
    for event in events:
        size = next(size for harm, size in SIZES if (event.harm or 0) <= harm)
        level = next((place for place, until in enumerate(free) if until <= event.hours), len(free))
        if level >= MOST_LEVELS:
            level = min(range(len(free)), key=free.__getitem__)
        if level == len(free):
            free.append(0.0)
        free[level] = event.hours + max(PITCH, size) * hours_per_point
        dots.append(Dot(event, level, size))
    return dots


def checks(story: Story) -> list[Check]:
    """Return the checks that teams made, each on the first row that is free."""
    ends = {
        (event.who, event.whom, event.incident): (event.hours, event.verdict)
        for event in story.events
        if event.kind == "verdict"
    }
    free: list[float] = []
    found: list[Check] = []
    for event in story.events:
        if event.kind != "check":
            continue
        key = (event.who, event.whom, event.incident)
        end, verdict = ends.get(key, (story.end_hours, None))
        row = next((place for place, until in enumerate(free) if until <= event.hours), len(free))
        if row == len(free):
            free.append(0.0)
        free[row] = end
        found.append(Check(row, event.hours, end, verdict))
    return found


def grievances(
    story: Story, parties: Iterable[str], hours_per_point: float
) -> dict[str, list[tuple[float, float]]]:
    """Return each party's grievance (share of its limit) at the start and after events that tell it.

    Of events closer than half a point only the last is kept, unless a limit was passed there.
    """
    starts = {e.who: e.grievance or 0.0 for e in story.events if e.kind == "grievance at start"}
    told = {who: [(0.0, starts.get(who, 0.0))] for who in parties}
    for event in story.events:
        if event.kind == "grievance at start":
            continue
        if event.who in told and event.grievance is not None:
            points = told[event.who]
            near = len(points) > 1 and event.hours - points[-1][0] < hours_per_point / 2
            if near and (points[-1][1] < 1) == (event.grievance < 1):
                points[-1] = (points[-1][0], event.grievance)
            else:
                points.append((event.hours, event.grievance))
    return {who: points for who, points in told.items() if len(points) > 1 or who in starts}


def last_crossing(points: list[tuple[float, float]]) -> tuple[float, float] | None:
    """Return the last point at which a grievance jumped over its limit, if it ever did."""
    found = None
    for before, after in itertools.pairwise(points):
        if before[1] < 1 <= after[1]:
            found = after
    return found

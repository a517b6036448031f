"""One simulated truce: what there is, and what is due when (docs/model.md, sections 2 and 3)."""

import heapq
import math
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from enum import IntEnum, auto
from itertools import count
from typing import Any

from second_luck import THE_TRUCE, Luck, Marks, Purpose, choose
from second_record import Claim, Incident, Record
from truce_sim.scenario import Scenario
from truce_sim.scenario.violence import Shock, Zone


class Rank(IntEnum):
    """What goes first at the same instant (section 3); a collapse ends all on the spot."""

    BECOMES = auto()
    DAY = auto()
    LOOK = auto()
    TALKS = auto()
    CHECKED = auto()
    HAGGLED = auto()
    STARTS = auto()
    TEAMS = auto()
    RUPTURE = auto()
    OVERDUE = auto()
    NOTICE = auto()
    BREAKS = auto()
    DANGER = auto()
    CALMS = auto()
    ENVOY = auto()
    SHOCK = auto()
    FILED = auto()
    ACT = auto()
    INVENTED = auto()
    ANSWER = auto()


Turn = tuple[int, ...]
"""An actor's place, then that actor's own number: what goes first among equals."""


class Collapsed(Exception):  # noqa: N818 - nothing has gone wrong
    """The truce is over."""

    def __init__(self, cause: str, last_straw: Incident | None) -> None:
        super().__init__(cause)
        self.cause, self.last_straw = cause, last_straw


class Watched(Exception):  # noqa: N818 - nothing has gone wrong
    """There is no more to see."""


class Course:
    """The state of a truce and its agenda; the rules are methods of the classes below it."""

    def __init__(
        self,
        scenario: Scenario,
        luck: Luck,
        checkpoints: tuple[float, ...],
        becomes: tuple[float, Scenario] | None = None,
    ) -> None:
        self.s = scenario
        self.becomes = becomes
        self.luck = luck
        self.now = 0.0
        self.agenda: list[tuple[float, Rank, Turn, int, Callable[[], None]]] = []
        self.arranged = count()
        self.place = places([*scenario.parties, *scenario.excluded, *scenario.outside])
        # -- dates
        self.announced = self.planned
        self.moves = 0
        self.stands = False
        """The envoy has found the truce fit."""
        latest = becomes[1] if becomes else scenario
        rule = latest.postponement
        last = opening(latest) + (rule.by * rule.at_most if rule else 0.0)
        self.end = max(last, watched(latest))
        self.checkpoints = checkpoints
        # -- state
        draw = luck.once(THE_TRUCE, Purpose.TAKES_HOLD)
        self.took_hold = draw < scenario.truce.takes_hold
        self.claims: dict[str, list[Claim]] = {party: [] for party in scenario.parties}
        self.leaving: set[str] = set()
        self.made: Counter[str] = Counter()
        """Claims by party, what is made up included."""
        self.notices: Counter[str] = Counter()
        self.pressed: dict[str, list[tuple[float, float]]] = {p: [] for p in scenario.parties}
        self.shamed: dict[str, tuple[float, float]] = {}
        self.fallen_out = False
        self.works = False
        self.shocks: list[tuple[float, Shock]] = []
        self.teams = self.at_work = 0
        self.queue: list[tuple[tuple[float, ...], int, Claim]] = []
        self.queued = count()
        self.aflame: set[str] = set()
        self.danger: int | None = None
        """Number of the spell of danger, while there is one."""
        self.spells = count()
        # -- record
        self.opened_at = math.nan
        self.at_opening: dict[str, Any] | None = None
        self.looks: list[tuple[Any, ...]] = [
            (False, False, False, False, math.nan, math.nan)
        ] * len(checkpoints)
        calm = scenario.calm_streak
        self.record = Record(scenario.parties, int(self.end // 24), calm.days, calm.violations)

    @property
    def zones(self) -> dict[str, Zone]:
        return dict(self.s.zones) or {"everywhere": Zone(share=1.0)}

    @property
    def planned(self) -> float:
        return opening(self.s)

    @property
    def watch_until(self) -> float:
        return watched(self.s)

    def at(self, time: float, rank: Rank, turn: Turn, action: Callable[[], None]) -> None:
        """Arrange that something is done. Two things of one turn are never due at one instant."""
        last = rank in {Rank.DAY, Rank.LOOK, Rank.TALKS} and time <= self.end
        if time < self.end or last:
            heapq.heappush(self.agenda, (time, rank, turn, next(self.arranged), action))

    def of_claim(self, claim: Claim) -> Turn:
        return (self.place[claim.by], claim.number)

    def happen(self, incident: Incident) -> None:
        """Let something happen, with all that it brings about."""
        raise NotImplementedError

    def zone_of(self, marks: Marks) -> str:
        return choose({name: zone.share for name, zone in self.zones.items()}, marks["zone"])

    def claim(self, about: Incident, by: str, against: str, truth: str) -> Claim:
        self.made[by] += 1
        return Claim(about, by, against, truth, self.made[by])

    def measures(self, zone: str) -> float:
        """Product of the measures in force in a zone."""
        start = self.s.dates.truce_starts
        return math.prod(
            one.factor
            for _, one in sorted(self.s.measures.items())
            if (one.zones is None or zone in one.zones)
            and since(start, one.from_) <= self.now < since(start, one.until)
        )


def places(names: Iterable[str]) -> dict[str, int]:
    """Return each name's place among the sorted ones."""
    return {name: place for place, name in enumerate(sorted(names))}


def opening(scenario: Scenario) -> float:
    return hours(scenario.dates.truce_starts, scenario.dates.talks)


def watched(scenario: Scenario) -> float:
    dates = scenario.dates
    return hours(dates.truce_starts, dates.watch_until or dates.talks)


def hours(start: datetime, until: datetime) -> float:
    return (until - start).total_seconds() / 3600


def since(start: datetime, moment: float | datetime) -> float:
    return hours(start, moment) if isinstance(moment, datetime) else moment

"""What `now` answers: the odds given the days that have passed, day by day."""

from typing import Literal

from truce_sim.statistics.estimates import Curve, Frozen, Share
from truce_sim.studies.results.common import Input, Result
from truce_sim.studies.results.run import Cause

ENOUGH = 400
"""Histories in effect below which more are run, and odds are told in steps of five."""
FEWEST = 100
"""Histories in effect below which nothing is told."""


class OfClass(Frozen):
    """How often truces of the class held to the talks, having stood so long; 95% by war."""

    value: float
    low: float | None
    high: float | None
    cut: bool = False
    """Whether the table ends before the talks."""


class NowLine(Frozen):
    """What was known on one day."""

    date: str
    """The moment up to which things are known (ISO, local time)."""
    hours: float
    standing: int
    """Histories that still hold."""
    survival: Share
    """Odds of holding until the talks, given only that it still holds."""
    counted: Share | None
    """The same given what was counted as well; None where nothing was, or too few are in effect."""
    effective: float
    """Histories in effect: as many equal ones would tell as much."""
    of_class: OfClass

    @property
    def rough(self) -> bool:
        """Whether the odds are told in steps of five: too few histories for more."""
        return self.effective < ENOUGH


class SeenSpan(Frozen):
    """One number that was counted, beside what the counter would have counted in the histories."""

    first: str
    last: str
    """Its days (ISO)."""
    from_hours: float
    to_hours: float
    number: int
    about: bool
    middle: float
    low: float
    high: float
    """Simulated: the median of histories, by how much they count, and nine tenths of them."""


class SeenBy(Frozen):
    """One counter."""

    key: str
    name: str
    counts: str
    """What it counts, as in the file."""
    blind: bool
    """Whether no history brings anything that it counts: it is left out."""
    spans: tuple[SeenSpan, ...]
    alone: Share | None
    """Odds given its numbers alone; None where too few histories are in effect."""
    effective_alone: float
    sees: float
    """What it counts for each one that happens, by now: the median of the doubt."""
    sees_low: float
    sees_high: float
    """Nine tenths of the doubt about it."""


class LearnedInput(Frozen):
    """One believable input before and after: by its quantile in its range."""

    path: str
    label: str
    before: str
    """Nine tenths of what was drawn, in words."""
    after: str
    """Nine tenths of it by now, by weight."""
    narrowed: float
    """1 - its spread by now over that before; chance between histories is `noise`."""
    noise: float


class NowResult(Result):
    """Answer of `now`."""

    kind: Literal["now"] = "now"
    until: str
    until_hours: float
    """Until when the truce is known to have held."""
    lines: tuple[NowLine, ...]
    """By day, the last one for all that is known."""
    counters: tuple[SeenBy, ...]
    curve: Curve | None
    """Share that has not collapsed, from the last moment known on; None where nothing is told."""
    causes: tuple[Cause, ...]
    """What ends it from then on, commonest first."""
    drawn_anew: tuple[float, ...] = ()
    """Hours at which histories were drawn anew because too few were in effect."""
    unlike: bool
    """Whether the truce does not look like the scenario: no odds of it are to be used."""
    surprise: float | None
    """Share of histories whose own counts lie as far out as those seen; None without counts."""
    inputs_seen: tuple[LearnedInput, ...] = ()
    inputs: tuple[Input, ...] = ()

    @property
    def last(self) -> NowLine:
        """All that is known."""
        return self.lines[-1]

    @property
    def odds(self) -> Share | None:
        """The odds by all that is known; None where too few histories are in effect."""
        if any(one.spans for one in self.counters):
            return self.last.counted
        return self.last.survival if self.last.effective >= FEWEST else None

    @property
    def mover(self) -> SeenBy | None:
        """The counter whose numbers by themselves move the odds furthest, if any is told."""
        told = [one for one in self.counters if one.alone and one.spans and not one.blind]
        base = self.last.survival.value
        return max(
            told,
            key=lambda one: abs(one.alone.value - base) if one.alone else 0.0,
            default=None,
        )

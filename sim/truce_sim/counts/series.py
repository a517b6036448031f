"""What counters counted, day by day."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from truce_sim.scenario.faults import Fault, ScenarioFaults
from truce_sim.scenario.ids import id_of
from truce_sim.scenario.kinds import short

NO_VIOLATIONS = re.compile(
    r"fatalit(?:y|ies)|deaths?|dead|killed|injured|wounded|casualt(?:y|ies)|victims|explosions?|"
    r"bursts?|shots?|rounds|shells|houses"
)
"""What people count for want of violations, in the name of a column or counter."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was left out, or read in one of several ways.

    Attributes:
        says: what, in a few words.
        lines: lines of the file where it was so.
    """

    says: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """One number, and the days that it covers.

    Attributes:
        first: the first of them.
        days: how many.
        number: incidents on all of them together.
        line: where it stands.
    """

    first: date
    days: int
    number: float
    line: int

    @property
    def after(self) -> date:
        """The day after the last."""
        return self.first + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Series:
    """What one counter counted.

    Attributes:
        names: what tells it from the others of the file: actor, counter, column; may be empty.
        counts: in order of days, of which none is covered twice.
        notes: what was left out, and what was read how.
        actor: whose incidents they are, as the file calls it, or "".
    """

    names: tuple[str, ...]
    counts: tuple[Count, ...]
    notes: tuple[Note, ...] = ()
    actor: str = ""

    @property
    def name(self) -> str:
        """The names in one, or ""."""
        return ", ".join(self.names)


@dataclass(frozen=True, slots=True)
class Counts:
    """All series of a file, with notes about the file as a whole."""

    series: tuple[Series, ...]
    notes: tuple[Note, ...] = ()


def of_party(counts: Counts, label: str, party: str) -> Counts:
    """Return the series that are named like a party, or all where none is.

    Args:
        counts: as read.
        label: the file as the user knows it.
        party: the party, or "" for all.

    Raises:
        ScenarioFaults: if the file says whose incidents it counts, and none are that party's.
    """
    if not party:
        return counts
    named = tuple(one for one in counts.series if id_of(party) in map(id_of, one.names))
    actors = dict.fromkeys(one.actor for one in counts.series if one.actor)
    if not named and actors:
        says = f"none of the counts is of '{short(party)}'"
        raise ScenarioFaults([Fault(says, file=label, note=f"they are of {', '.join(actors)}")])
    return replace(counts, series=named or counts.series)

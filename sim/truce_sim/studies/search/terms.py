"""What can be asked of a run: the columns of runs.csv, by their names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from truce_sim.model import World
from truce_sim.model.columns import Column, columns_of
from truce_sim.runs.tables import ENDS

Manner = Literal["yes or no", "duration", "days", "share", "number", "date", "cause", "text"]
"""How the values of a column are written."""

ALSO_CALLED = {
    "hold": "held",
    "holds": "held",
    "collapse": "not held",
    "collapses": "not held",
    "collapsed": "not held",
    "fails": "not held",
    "duration": "life",
    "lasts": "life",
    "lived": "life",
    "reason": "cause",
    "why": "cause",
    "ended": "ends_at",
    "ends": "ends_at",
    "date": "ends_at",
    "run": "replication",
    "number": "replication",
}
"""What people may write instead of a column's name."""
_BY_UNIT: Mapping[str, Manner] = {"hours": "duration", "days": "days", "share, 0 to 1": "share"}


@dataclass(frozen=True, slots=True)
class Term:
    """A column as something to ask.

    Attributes:
        column: as in the tables.
        manner: how its values are written.
        starts: the truce's start, from which dates count.
    """

    column: Column
    manner: Manner
    starts: datetime

    @property
    def name(self) -> str:
        """The column's name."""
        return self.column.name

    @property
    def key(self) -> str:
        """Key of the array that it is looked up in."""
        return "life" if self.manner == "date" else self.column.key

    @property
    def ordered(self) -> bool:
        """Whether one value can be less than another."""
        return self.manner not in ("yes or no", "cause", "text")

    @property
    def sample(self) -> str:
        """A value that would do."""
        return {
            "yes or no": "yes",
            "duration": "3 days",
            "days": "3 days",
            "share": "0.5",
            "number": "10",
            "date": f"{self.starts:%Y-%m-%d}",
            "cause": "walk-out",
            "text": "none",
        }[self.manner]


def terms_of(world: World, starts: datetime) -> dict[str, Term]:
    """Return what can be asked of a world's runs, by name.

    Args:
        world: its actors have columns of their own.
        starts: the truce's start.
    """
    declared = columns_of(world)
    columns = (*declared.runs, *declared.counts, ENDS)
    return {one.name: Term(one, _manner(one), starts) for one in columns}


def _manner(column: Column) -> Manner:
    if column.name == "cause":
        return "cause"
    if column.type in ("text", "date", "yes or no"):
        return column.type
    return _BY_UNIT.get(column.unit, "number")

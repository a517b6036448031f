"""Quantities of a scenario file, as the types of its fields."""

from datetime import datetime
from math import inf
from typing import Annotated

from truce_sim.scenario.amounts import AmountKind
from truce_sim.scenario.durations import DurationKind
from truce_sim.scenario.moments import DateKind
from truce_sim.scenario.numbers import Number
from truce_sim.scenario.rates import Rate, RateKind
from truce_sim.scenario.spreads import Spread, SpreadKind

Duration = Annotated[float, DurationKind()]
DurationOrZero = Annotated[float, DurationKind(zero=True)]
Date = Annotated[datetime, DateKind()]
LaterDate = Annotated[datetime, DateKind(after_truce=True)]
HowOften = Annotated[Rate, RateKind()]
Delay = Annotated[Spread, SpreadKind()]
Size = Annotated[Spread, SpreadKind(sizes=True)]
Tolerance = Annotated[float, AmountKind(0, above=True, measure="grievance", example="30")]
Share = Annotated[float, Number(0, 1, share=True)]

NEVER = inf
"""Default of a length of time after which something would happen, where nothing does.

A number like any other, so that no formula asks whether there is one: half of something forgotten
in this time is all of it left.
"""


def left_out(value: object) -> bool:
    """Return whether a value is that of an input which the file leaves out and nothing replaces."""
    return value is None or value in (NEVER, Spread.constant(NEVER))


__all__ = [
    "NEVER",
    "Date",
    "Delay",
    "Duration",
    "DurationOrZero",
    "HowOften",
    "LaterDate",
    "Rate",
    "Share",
    "Size",
    "Spread",
    "Tolerance",
    "left_out",
]

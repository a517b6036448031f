"""Quantities of a scenario file, as the types of its fields."""

from datetime import datetime
from typing import Annotated

from sim.scenario.durations import DurationKind
from sim.scenario.moments import DateKind
from sim.scenario.numbers import Number
from sim.scenario.rates import Rate, RateKind
from sim.scenario.spreads import Spread, SpreadKind

Duration = Annotated[float, DurationKind()]
DurationOrZero = Annotated[float, DurationKind(zero=True)]
Date = Annotated[datetime, DateKind()]
Chance = Annotated[Rate, RateKind()]
Delay = Annotated[Spread, SpreadKind()]
Size = Annotated[Spread, SpreadKind(sizes=True)]
Share = Annotated[float, Number(0, 1, share=True)]

__all__ = [
    "Chance",
    "Date",
    "Delay",
    "Duration",
    "DurationOrZero",
    "Rate",
    "Share",
    "Size",
    "Spread",
]

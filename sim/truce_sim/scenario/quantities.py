"""Quantities of a scenario file, as the types of its fields."""

from datetime import datetime
from typing import Annotated

from truce_sim.scenario.durations import DurationKind
from truce_sim.scenario.moments import DateKind
from truce_sim.scenario.numbers import Number
from truce_sim.scenario.rates import Rate, RateKind
from truce_sim.scenario.spreads import Spread, SpreadKind

Duration = Annotated[float, DurationKind()]
DurationOrZero = Annotated[float, DurationKind(zero=True)]
Date = Annotated[datetime, DateKind()]
HowOften = Annotated[Rate, RateKind()]
Delay = Annotated[Spread, SpreadKind()]
Size = Annotated[Spread, SpreadKind(sizes=True)]
Share = Annotated[float, Number(0, 1, share=True)]

__all__ = [
    "Date",
    "Delay",
    "Duration",
    "DurationOrZero",
    "HowOften",
    "Rate",
    "Share",
    "Size",
    "Spread",
]

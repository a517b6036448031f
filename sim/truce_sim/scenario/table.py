"""What all tables of a scenario file share, and the plain numbers they use."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict

from truce_sim.scenario.numbers import Number, Weights
from truce_sim.scenario.words import Flag, Text


class Table(BaseModel):
    """A table of a scenario file: never changed once read, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


Name = Annotated[str, Text(longest=120, filled=True, lines=False)]
Prose = Annotated[str, Text()]
YesNo = Annotated[bool, Flag()]
WeightsByName = Annotated[dict[str, float], Weights()]
AtLeastZero = Annotated[float, Number(0)]
AboveZero = Annotated[float, Number(0, above=True)]
FactorFromOne = Annotated[float, Number(1)]
BelowOne = Annotated[float, Number(0, 1, below=True, share=True)]

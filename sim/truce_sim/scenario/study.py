"""What studies need to know: doubts, options, evidence, number of runs."""

from typing import Annotated, Literal

from pydantic import Field

from truce_sim.scenario.numbers import Number
from truce_sim.scenario.table import Name, Prose, Table
from truce_sim.scenario.words import Anything, Choice

BASE = "as in the file"
"""What comparisons call the scenario without any option, or with every input where it stands."""

AnyValue = Annotated[object, Anything("a value for the input that the key names")]
Range = Annotated[object, Anything("[low, high], in the unit of the input that the key names")]
Basis = Annotated[
    Literal["reported", "estimated", "guess"], Choice(("reported", "estimated", "guess"))
]
Runs = Annotated[int, Number(2, 10_000_000, whole=True, counts="runs")]
MOST_SEED = 10**12
Seed = Annotated[int, Number(0, MOST_SEED, whole=True)]


class Option(Table):
    """A change to compare with the file as it stands."""

    label: Name | None = Field(
        None, title="label", description="Name shown in tables; the id where it is left out."
    )
    set: dict[str, AnyValue] = Field(
        title="changes",
        description='The inputs that it changes: "dotted.path" = value.',
    )


class Evidence(Table):
    """Where a number comes from."""

    basis: Basis = Field(
        "guess",
        title="basis",
        description="Whether the number is reported, estimated from data, or a guess.",
    )
    source: Prose = Field(
        "", title="source", description="Where it comes from, or why this value was guessed."
    )


class RunSettings(Table):
    """How many runs, and from which seed."""

    runs: Runs = Field(2000, title="runs", description="Number of simulated histories.")
    seed: Seed = Field(
        1,
        title="seed",
        description="Whole number from which all chance is drawn; the same seed gives the same "
        "runs.",
    )

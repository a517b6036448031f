"""What is known of earlier truces, to set beside the odds; it moves nothing in the model."""

from typing import Annotated, Literal

from pydantic import Field

from truce_sim.scenario.marks import said
from truce_sim.scenario.numbers import Number
from truce_sim.scenario.table import Table
from truce_sim.scenario.words import Choice

REGIONS = ("Africa", "Americas", "Asia", "Europe", "Middle East")
"""Parts of the world, as the tables of past truces name them."""
MOST_TRUCES = 10_000

Truces = Annotated[int, Number(0, MOST_TRUCES, whole=True, counts="truces")]
Region = Annotated[Literal["Africa", "Americas", "Asia", "Europe", "Middle East"], Choice(REGIONS)]


class BaseRate(Table):
    """What is known of earlier truces; it says which past truces the odds are set beside."""

    earlier_truces: Truces | None = Field(
        None,
        title="earlier truces",
        description="Earlier truces of this war between two or more parties that began more than "
        "ten days before this one and of which it is known how they ended; 0 for its first.",
        json_schema_extra=said(
            "{value} with a known end",
            without="none is told of",
            label=True,
            beside=("broken_within_ten_days = 0",),
        ),
    )
    broken_within_ten_days: Truces | None = Field(
        None,
        title="broken within ten days",
        description="How many of those a party broke or ended within ten days.",
        json_schema_extra=said(
            "and {value} of those were broken within ten days",
            without="how they ended is not told",
            label=True,
            beside=("earlier_truces = 5",),
        ),
    )
    region: Region | None = Field(
        None,
        title="region",
        description="Part of the world that the war is in; counts where nothing is told of "
        "earlier truces.",
        json_schema_extra=said(
            "the region is {value}", without="the region is not told", label=True
        ),
    )

    @property
    def tells_record(self) -> bool:
        """Whether it says what became of earlier truces."""
        return None not in (self.earlier_truces, self.broken_within_ten_days)


ADD = (
    "[base_rate] with earlier_truces and broken_within_ten_days, or region, sets the odds beside "
    "past truces like this one"
)
"""What to add to a file that tells nothing of earlier truces."""


def to_add(base_rate: BaseRate | None) -> str:
    """Return what a file could add to have its odds set beside truces like it; "" if nothing."""
    if base_rate is not None and (base_rate.tells_record or base_rate.region):
        return ""
    return ADD

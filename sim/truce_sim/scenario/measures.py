"""Measures with dates: what the sides agree to do from a day on, such as drawing weapons back."""

from typing import Annotated

from pydantic import Field

from truce_sim.scenario.marks import said
from truce_sim.scenario.numbers import Number
from truce_sim.scenario.quantities import NEVER
from truce_sim.scenario.since import Since
from truce_sim.scenario.table import Name, Table
from truce_sim.scenario.words import Names

MeasureFactor = Annotated[float, Number(0, 10, factor=True)]
ZoneIds = Annotated[tuple[str, ...], Names()]


class Measure(Table):
    """Something agreed that changes violence under command for a time: a separation, a pause."""

    name: Name | None = Field(
        None,
        title="name",
        description="Name shown in reports; the id where it is left out.",
        json_schema_extra=said(label=True),
    )
    from_: Since = Field(
        alias="from",
        title="measure from",
        description="When it comes into force, counted from the truce's start, or a date.",
        json_schema_extra=said("acts from {value}", late="it does not act by then"),
    )
    until: Since = Field(
        NEVER,
        title="measure until",
        description="When it ends, counted from the truce's start, or a date; without it, it "
        "stays in force.",
        json_schema_extra=said("until {value}", without="acts without end"),
    )
    zones: ZoneIds | None = Field(
        None,
        title="zones of the measure",
        description="Ids of the zones in which it acts; all where they are left out.",
        json_schema_extra=said("only in {who}", without="in all zones"),
    )
    factor: MeasureFactor = Field(
        title="factor of the measure",
        description="Factor on violations under command there, and on the chance that an "
        "incident there is answered; 1 leaves them as they are.",
        json_schema_extra=said(
            "violence under command there, and the chance of an answer to it, times {value}"
        ),
    )

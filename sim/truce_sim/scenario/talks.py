"""Dates, the talks, and what counts as a truce that holds."""

from typing import Annotated, Literal

from pydantic import Field

from truce_sim.scenario.amounts import AmountKind
from truce_sim.scenario.marks import said
from truce_sim.scenario.needs import Need
from truce_sim.scenario.numbers import Number
from truce_sim.scenario.quantities import Date, Duration, DurationOrZero, LaterDate, Share
from truce_sim.scenario.table import AtLeastZero, Table
from truce_sim.scenario.words import Choice

Unless = Annotated[Literal["settled", "quiet"], Choice(("settled", "quiet"))]


class Dates(Table):
    """When the truce starts and the talks open, in local time."""

    truce_starts: Date = Field(
        title="truce starts",
        description="When the truce starts.",
        json_schema_extra=said("the truce starts on {value}"),
    )
    talks: LaterDate = Field(
        title="talks open",
        description="When the talks are planned to open.",
        json_schema_extra=said("the talks open on {value}"),
    )
    talks_planned: LaterDate | None = Field(
        None,
        title="talks first planned",
        description="Date first announced for the talks; only for charts.",
        json_schema_extra=said(
            "first announced for {value}", without="announced for no other date", label=True
        ),
    )
    watch_until: LaterDate | None = Field(
        None,
        title="watched until",
        description="When to stop watching a truce that outlives the opening; at the opening "
        "where it is left out.",
        json_schema_extra=said(
            "a truce that holds is watched until {value}",
            without="a truce that holds is watched until the opening",
        ),
    )


class Postponement(Table):
    """The envoy's rule for moving the talks."""

    decides_before: Duration = Field(
        title="decides before",
        description="Time before the opening at which the envoy decides.",
        json_schema_extra=said(
            "the envoy decides {value} before the opening",
            late="the envoy decides as soon as the truce starts",
        ),
    )
    unless: Unless = Field(
        title="unless",
        description="The talks are moved unless the truce is settled, or quiet, by then.",
        json_schema_extra=said("the talks are moved unless the truce is {value}"),
    )
    by: Duration = Field(
        title="moved by",
        description="Time by which the talks are moved.",
        json_schema_extra=said("by {value}"),
    )
    at_most: Annotated[int, Number(1, 100, whole=True, counts="times")] = Field(
        1,
        title="moved at most",
        description="Number of times that the talks can be moved.",
        json_schema_extra=said("{value} times at most"),
    )


class Agenda(Table):
    """How open complaints eat into the talks. Scenario logic, not an estimate."""

    sessions: Annotated[int, Number(1, 10_000, whole=True, counts="sessions")] = Field(
        title="sessions",
        description="Number of sessions of the talks.",
        json_schema_extra=said("{value} sessions"),
    )
    session_lasts: Duration = Field(
        title="length of a session",
        description="Length of one session.",
        json_schema_extra=said("of {value} each"),
    )
    per_complaint: DurationOrZero = Field(
        title="time per complaint",
        description="Session time that one open complaint takes.",
        json_schema_extra=said("an open complaint takes {value} of them"),
    )
    cap: Share = Field(
        1.0,
        title="cap on complaints",
        description="Largest share of all sessions that complaints may take, 0 to 1.",
        json_schema_extra=said("complaints take {share} of the sessions at most"),
    )


QuietShare = Annotated[float, AmountKind(0, measure="share", days=False, example="0.5")]
OpenComplaints = Annotated[
    int,
    AmountKind(
        0, 1e6, whole=True, counts="complaints", measure="claims a day", example="10", at_most=True
    ),
]
CalmViolations = Annotated[
    int,
    AmountKind(
        0,
        1e6,
        whole=True,
        counts="violations a day",
        measure="violations a day",
        days=False,
        example="0",
        at_most=True,
    ),
]


class Quiet(Table):
    """When a truce counts as quiet."""

    share: QuietShare = Field(
        0.5,
        title="quiet below",
        description="Violations must stay below this share of the level before the truce.",
        json_schema_extra=said("violations stay below {value} of the level before the truce"),
    )
    window: Duration = Field(
        168.0,
        title="quiet for",
        description="Time before the opening over which they count; since the truce's start, at "
        "the same rate, where that is less.",
        json_schema_extra=said("over the last {value}", alone="counted over the last {value}"),
    )
    before: AtLeastZero | None = Field(
        None,
        title="violations before the truce",
        description="Violations per day before the truce; from the parties' rates where it is "
        "left out.",
        json_schema_extra=said(
            "{value} violations a day before the truce",
            without="the level before the truce comes from the rates",
        ),
    )


class Settled(Table):
    """When a truce counts as settled."""

    open_complaints: OpenComplaints = Field(
        10,
        title="open complaints of a settled truce",
        description="Largest number of complaints without a verdict in a settled truce.",
        json_schema_extra=said("{value} complaints without a verdict at most"),
    )


class CalmStreak(Table):
    """What counts as a calm streak."""

    days: Annotated[int, Number(1, 3650, whole=True, counts="days")] = Field(
        7,
        title="days of a calm streak",
        description="Number of days in a row.",
        json_schema_extra=said("{value} days in a row"),
    )
    violations: CalmViolations = Field(
        0,
        title="violations of a calm day",
        description="Largest number of violations on each of these days.",
        json_schema_extra=said("with {value} violations at most"),
    )


class Partial(Table):
    """When a truce that holds does so in part only."""

    share: Annotated[float, Number(0, 1, above=True, share=True)] = Field(
        title="share of a truce in part",
        description="Share of all incidents that the zones aflame at the opening must stand for, "
        "above 0 to 1, for the truce to hold in part only.",
        json_schema_extra=said("zones with {share} of all incidents are aflame at the opening"),
    )


class OnTime(Table):
    """When talks count as on time."""

    within: DurationOrZero = Field(
        0.0,
        title="on time within",
        description="How late the talks may open and still count as on time.",
        json_schema_extra=said("the talks open {value} late at most", needs=(Need.POSTPONEMENT,)),
    )

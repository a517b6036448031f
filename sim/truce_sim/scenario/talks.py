"""Dates, the talks, and what counts as a truce that holds."""

from typing import Annotated, Literal

from pydantic import Field

from truce_sim.scenario.numbers import Number
from truce_sim.scenario.quantities import Date, Duration, DurationOrZero, Share
from truce_sim.scenario.table import AtLeastZero, Table
from truce_sim.scenario.words import Choice

Unless = Annotated[Literal["settled", "quiet"], Choice(("settled", "quiet"))]


class Dates(Table):
    """When the truce starts and the talks open, in local time."""

    truce_starts: Date = Field(title="truce starts", description="When the truce starts.")
    talks: Date = Field(title="talks open", description="When the talks are planned to open.")
    talks_planned: Date | None = Field(
        None,
        title="talks first planned",
        description="Date first announced for the talks; only for charts.",
    )
    watch_until: Date | None = Field(
        None,
        title="watched until",
        description="When to stop watching a truce that outlives the opening; at the opening "
        "where it is left out.",
    )


class Postponement(Table):
    """The envoy's rule for moving the talks."""

    decides_before: Duration = Field(
        title="decides before", description="Time before the opening at which the envoy decides."
    )
    unless: Unless = Field(
        title="unless",
        description="The talks are moved unless the truce is settled, or quiet, by then.",
    )
    by: Duration = Field(title="moved by", description="Time by which the talks are moved.")
    at_most: Annotated[int, Number(1, 100, whole=True, counts="times")] = Field(
        1, title="moved at most", description="Number of times that the talks can be moved."
    )


class Agenda(Table):
    """How open complaints eat into the talks. Scenario logic, not an estimate."""

    sessions: Annotated[int, Number(1, 10_000, whole=True, counts="sessions")] = Field(
        title="sessions", description="Number of sessions of the talks."
    )
    session_lasts: Duration = Field(
        title="length of a session", description="Length of one session."
    )
    per_complaint: DurationOrZero = Field(
        title="time per complaint", description="Session time that one open complaint takes."
    )
    cap: Share = Field(
        1.0,
        title="cap on complaints",
        description="Largest share of all sessions that complaints may take, 0 to 1.",
    )


class Quiet(Table):
    """When a truce counts as quiet."""

    share: AtLeastZero = Field(
        0.5,
        title="quiet below",
        description="Violations must stay below this share of the level before the truce.",
    )
    window: Duration = Field(
        168.0, title="quiet for", description="Time before the opening over which they count."
    )
    before: AtLeastZero | None = Field(
        None,
        title="violations before the truce",
        description="Violations per day before the truce; from the parties' rates where it is "
        "left out.",
    )


class Settled(Table):
    """When a truce counts as settled."""

    open_complaints: Annotated[int, Number(0, 1e6, whole=True, counts="complaints")] = Field(
        10,
        title="open complaints of a settled truce",
        description="Largest number of complaints without a verdict in a settled truce.",
    )


class CalmStreak(Table):
    """What counts as a calm streak."""

    days: Annotated[int, Number(1, 3650, whole=True, counts="days")] = Field(
        7, title="days of a calm streak", description="Number of days in a row."
    )
    violations: Annotated[int, Number(0, 1e6, whole=True, counts="violations a day")] = Field(
        0,
        title="violations of a calm day",
        description="Largest number of violations on each of these days.",
    )


class OnTime(Table):
    """When talks count as on time."""

    within: DurationOrZero = Field(
        0.0,
        title="on time within",
        description="How late the talks may open and still count as on time.",
    )

"""Complaints and the mechanism that checks them."""

from typing import Annotated, Literal

from pydantic import Field

from truce_sim.scenario.numbers import Number
from truce_sim.scenario.quantities import Delay, Duration, DurationOrZero, Share
from truce_sim.scenario.spreads import Spread
from truce_sim.scenario.table import AtLeastZero, FactorFromOne, Prose, Table
from truce_sim.scenario.words import Choice

Teams = Annotated[int, Number(0, 10_000, whole=True, counts="teams")]
Order = Annotated[
    Literal["first come", "gravest first", "by zone"],
    Choice(("first come", "gravest first", "by zone")),
]


class Complaints(Table):
    """How false complaints multiply before the talks."""

    rise: FactorFromOne = Field(
        1.0,
        title="rise of false complaints",
        description="Factor on false complaints at the opening of the talks, at least 1.",
    )
    over: Duration = Field(
        72.0,
        title="rise takes",
        description="Time before the talks over which the factor grows from 1.",
    )


class Hotline(Table):
    """A line on which both sides talk before they act."""

    reaches: Share = Field(
        title="hotline reaches",
        description="Chance that both sides talk before a retaliation, 0 to 1; from the truce's "
        "start, whenever the mechanism starts.",
    )
    answers_in: Delay = Field(
        title="hotline answers in",
        description="Time until the hotline has an answer; retaliation waits for it.",
    )
    believed: Share = Field(
        0.0,
        title="hotline believed",
        description="Chance that the answer is believed and the retaliation called off, 0 to 1.",
    )


class Verification(Table):
    """Who checks complaints, how fast, how well, and what becomes of the verdict."""

    run_by: Prose = Field("", title="run by", description="Who runs it; only for reports.")
    teams: Teams = Field(
        title="inspection teams",
        description="Number of teams; each checks one complaint at a time.",
    )
    order: Order = Field(
        "first come",
        title="order of work",
        description="Which complaint a free team takes next.",
    )
    starts_after: DurationOrZero = Field(
        0.0,
        title="starts after",
        description="Time after the truce's start until the mechanism works; complaints wait, "
        "the hotline does not.",
    )
    reported_in: Delay = Field(
        Spread.constant(0.0),
        title="reported in",
        description="Time from an incident to the complaint about it.",
    )
    checked_in: Delay = Field(
        title="time to check a complaint",
        description="Time that a team needs to check one complaint.",
    )
    finds: Share = Field(
        title="finds what happened",
        description="Chance that a true complaint is upheld, 0 to 1.",
    )
    clears: Share = Field(
        title="clears what did not",
        description="Chance that a false complaint is rejected, 0 to 1.",
    )
    mistakes: Share = Field(
        0.0,
        title="wrong verdicts",
        description="Chance that a complaint is ruled the wrong way round, 0 to 1.",
    )
    unattributed: Share = Field(
        0.0,
        title="upheld, nobody named",
        description="Share of upheld complaints whose verdict names nobody, 0 to 1.",
    )
    agree: Share = Field(
        1.0,
        title="guarantors agree",
        description="Chance that the guarantors endorse a verdict without haggling, 0 to 1.",
    )
    haggled_in: Delay = Field(
        Spread.constant(0.0),
        title="time to haggle",
        description="Time that haggling adds when they do not agree; the verdict is then unclear.",
    )
    drops_after: Duration | None = Field(
        None,
        title="drops complaints after",
        description="Age at which a waiting complaint is closed unclear when its turn comes; "
        "without it, none is dropped.",
    )
    public: Share = Field(
        0.0,
        title="published verdicts",
        description="Share of upheld verdicts that are published, 0 to 1.",
    )
    shame: AtLeastZero = Field(
        1.0,
        title="effect of shame",
        description="Factor on a violator's violations under command after a published verdict; "
        "below 1 it shames, above 1 it provokes.",
    )
    shame_lasts: DurationOrZero = Field(
        168.0, title="shame lasts", description="Time for which a published verdict acts."
    )
    outcry: AtLeastZero = Field(
        1.0,
        title="outcry",
        description="Factor on the victim's grievance over an incident whose verdict is "
        "published; above 1 its public is angered.",
    )
    calms: Share = Field(
        0.0,
        title="calm of an open inquiry",
        description="How far an inquiry under way damps grievance and retaliation, 0 to 1.",
    )
    redress: Share = Field(
        0.0,
        title="redress",
        description="Chance that an upheld verdict brings redress, 0 to 1.",
    )
    hotline: Hotline | None = Field(
        None, title="hotline", description="Both sides can talk before they act."
    )

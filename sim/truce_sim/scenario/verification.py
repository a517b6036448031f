"""Complaints and the mechanism that checks them."""

from typing import Annotated, Literal

from pydantic import Field

from truce_sim.scenario.marks import said
from truce_sim.scenario.needs import Need
from truce_sim.scenario.quantities import NEVER, Delay, Duration, DurationOrZero, Share
from truce_sim.scenario.spreads import Spread
from truce_sim.scenario.table import AtLeastZero, FactorFromOne, Prose, Table
from truce_sim.scenario.teams import Teams
from truce_sim.scenario.words import Choice

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
        json_schema_extra=said("false complaints grow to {value} times as many towards the talks"),
    )
    over: Duration = Field(
        72.0,
        title="rise takes",
        description="Time before the talks over which the factor grows from 1.",
        json_schema_extra=said("over the last {value}", needs=(Need.RISE,)),
    )


class Hotline(Table):
    """A line on which both sides talk before they act."""

    reaches: Share = Field(
        title="hotline reaches",
        description="Chance that both sides talk before a retaliation, 0 to 1.",
        json_schema_extra=said("a hotline reaches both sides {often}"),
    )
    answers_in: Delay = Field(
        title="hotline answers in",
        description="Time until the hotline has an answer; retaliation waits for it.",
        json_schema_extra=said("it answers after: {value}", needs=(Need.HOTLINE_REACHES,)),
    )
    believed: Share = Field(
        0.0,
        title="hotline believed",
        description="Chance that the answer is believed and the retaliation called off, 0 to 1.",
        json_schema_extra=said("and is believed {often}", needs=(Need.HOTLINE_REACHES,)),
    )
    starts_after: DurationOrZero | None = Field(
        None,
        title="hotline starts after",
        description="Time after the truce's start until the hotline works; as "
        "verification.starts_after where it is left out.",
        json_schema_extra=said(
            "the hotline works from {value} after the start",
            without="the hotline works as soon as the mechanism does",
            needs=(Need.HOTLINE_REACHES,),
            late="it reaches nobody before then",
        ),
    )


class Verification(Table):
    """Who checks complaints, how fast, how well, and what becomes of the verdict."""

    run_by: Prose = Field(
        "",
        title="run by",
        description="Who runs it; only for reports.",
        json_schema_extra=said("run by {value}", label=True),
    )
    teams: Teams = Field(
        title="inspection teams",
        description="Number of teams, each of which checks one complaint at a time; or how many "
        "from when on.",
        json_schema_extra=said("teams: {value}"),
    )
    order: Order = Field(
        "first come",
        title="order of work",
        description="Which complaint a free team takes next.",
        json_schema_extra=said("order of work: {value}", needs=(Need.ORDERED_ZONES,)),
    )
    starts_after: DurationOrZero = Field(
        0.0,
        title="starts after",
        description="Time after the truce's start until the mechanism works, and its hotline "
        "unless that says otherwise; complaints wait.",
        json_schema_extra=said(
            "at work from {value} after the start", late="no complaint is checked before then"
        ),
    )
    reported_in: Delay = Field(
        Spread.constant(0.0),
        title="reported in",
        description="Time from an incident to the complaint about it.",
        json_schema_extra=said(
            "a complaint comes in after: {value}", late="no complaint comes in before then"
        ),
    )
    checked_in: Delay = Field(
        title="time to check a complaint",
        description="Time that a team needs to check one complaint.",
        json_schema_extra=said("a check takes: {value}", late="no check is done before then"),
    )
    finds: Share = Field(
        title="finds what happened",
        description="Chance that a true complaint is upheld, 0 to 1.",
        json_schema_extra=said("true complaints are upheld {often}"),
    )
    clears: Share = Field(
        title="clears what did not",
        description="Chance that a false complaint is rejected, 0 to 1.",
        json_schema_extra=said("false ones are rejected {often}"),
    )
    mistakes: Share = Field(
        0.0,
        title="wrong verdicts",
        description="Chance that a complaint is ruled the wrong way round, 0 to 1.",
        json_schema_extra=said("they are ruled the wrong way {often} and the rest is unclear"),
    )
    unattributed: Share = Field(
        0.0,
        title="upheld, nobody named",
        description="Share of upheld complaints whose verdict names nobody, 0 to 1.",
        json_schema_extra=said("where upheld, {share} name nobody"),
    )
    agree: Share = Field(
        1.0,
        title="guarantors agree",
        description="Chance that the guarantors endorse a verdict without haggling, 0 to 1.",
        json_schema_extra=said("the guarantors endorse {share} of the findings at once"),
    )
    haggled_in: Delay = Field(
        Spread.constant(0.0),
        title="time to haggle",
        description="Time that haggling adds when they do not agree; the verdict is then unclear.",
        json_schema_extra=said("otherwise they haggle: {value}", needs=(Need.HAGGLING,)),
    )
    drops_after: Duration = Field(
        NEVER,
        title="drops complaints after",
        description="Age at which a waiting complaint is closed unclear when its turn comes; "
        "without it, none is dropped.",
        json_schema_extra=said(
            "complaints older than {value} are closed unclear",
            without="no complaint is dropped for its age",
            late="none is dropped before then",
        ),
    )
    public: Share = Field(
        0.0,
        title="published verdicts",
        description="Share of upheld verdicts that are published, 0 to 1.",
        json_schema_extra=said(
            "upheld verdicts are published {often}", needs=(Need.PUBLIC_EFFECT,)
        ),
    )
    shame: AtLeastZero = Field(
        1.0,
        title="effect of shame",
        description="Factor on a violator's violations under command after a published verdict; "
        "below 1 it shames, above 1 it provokes.",
        json_schema_extra=said(
            "which makes the violator violate {value} times as often", needs=(Need.PUBLISHED,)
        ),
    )
    shame_lasts: DurationOrZero = Field(
        168.0,
        title="shame lasts",
        description="Time for which a published verdict acts.",
        json_schema_extra=said(
            "for {value}",
            needs=(
                Need.PUBLISHED,
                Need.SHAME,
            ),
        ),
    )
    outcry: AtLeastZero = Field(
        1.0,
        title="outcry",
        description="Factor on the victim's grievance over an incident whose verdict is "
        "published; above 1 its public is angered.",
        json_schema_extra=said(
            "and weigh {value} times in the victim's grievance",
            needs=(
                Need.PUBLISHED,
                Need.ANY_TOLERANCE,
            ),
        ),
    )
    calms: Share = Field(
        0.0,
        title="calm of an open inquiry",
        description="How far an inquiry under way damps grievance and retaliation, 0 to 1.",
        json_schema_extra=said(
            "an inquiry under way damps grievance and retaliation by {share}",
            needs=(Need.REACTION,),
        ),
    )
    redress: Share = Field(
        0.0,
        title="redress",
        description="Chance that an upheld verdict brings redress, 0 to 1.",
        json_schema_extra=said("an upheld verdict brings redress {often}", needs=(Need.REACTION,)),
    )
    hotline: Hotline | None = Field(
        None,
        title="hotline",
        description="Both sides can talk before they act.",
        json_schema_extra=said(needs=(Need.ANY_RETALIATION,)),
    )

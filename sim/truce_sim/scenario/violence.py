"""Where and how violence rises, falls and ends the truce."""

from typing import Annotated

from pydantic import Field

from truce_sim.scenario.amounts import AmountKind
from truce_sim.scenario.marks import said
from truce_sim.scenario.needs import Need
from truce_sim.scenario.numbers import Number
from truce_sim.scenario.quantities import NEVER, Duration, DurationOrZero, HowOften, Share
from truce_sim.scenario.rates import Rate
from truce_sim.scenario.table import (
    AtLeastZero,
    BelowOne,
    FactorFromOne,
    Name,
    Table,
    YesNo,
)

SomeShare = Annotated[float, Number(0, 1, above=True, share=True)]
ViolationCount = Annotated[int, Number(1, 1e6, whole=True, counts="violations")]
_WEIGHED = (Need.VERIFICATION, Need.ANY_TOLERANCE)
"""What it takes for a complaint's standing to matter."""


class Zone(Table):
    """A front or province, with its share of all incidents."""

    name: Name | None = Field(
        None,
        title="name",
        description="Name shown in reports; the id where it is left out.",
        json_schema_extra=said(label=True),
    )
    share: Annotated[float, Number(0, above=True, relative=True)] = Field(
        title="share of incidents",
        description="How many of all incidents fall in this zone, relative to the other zones.",
        json_schema_extra=said("{part} of all incidents"),
    )
    mixed: Share = Field(
        0.0,
        title="mixed with excluded groups",
        description="How far excluded groups and parties are intermingled there, 0 to 1.",
        json_schema_extra=said("mixed with excluded groups: {value}", needs=(Need.DISPUTED,)),
    )
    access: Share = Field(
        1.0,
        title="access for inspectors",
        description="Chance that inspectors can reach a site there, 0 to 1.",
        json_schema_extra=said("inspectors get through {often}", needs=(Need.VERIFICATION,)),
    )
    key: YesNo = Field(
        False,
        title="key zone",
        description="Whether the truce is dead when this zone alone stays aflame.",
        json_schema_extra=said("key zone: {value}", needs=(Need.KEY_MATTERS,)),
    )


class Truce(Table):
    """How violence falls once the truce starts, and how the truce wears out."""

    takes_hold: Share = Field(
        1.0,
        title="takes hold",
        description="Chance that the truce takes hold at all, 0 to 1; otherwise violence stays "
        "near the level before it.",
        json_schema_extra=said("the truce takes hold at all {often}", needs=(Need.SETTLES,)),
    )
    settles_in: Duration = Field(
        NEVER,
        title="settles in",
        description="Time in which the fall of violence to its floor is half done; without it, "
        "violence does not fall.",
        json_schema_extra=said(
            "violence falls half of the way to its floor in {value}",
            without="violence does not fall",
        ),
    )
    floor: Share = Field(
        0.0,
        title="floor of violence",
        description="Level to which violence falls, as a share of the level before the truce, "
        "0 to 1; only together with settles_in.",
        json_schema_extra=said(
            "the floor is {value} of the level before the truce", beside=('settles_in = "3 days"',)
        ),
    )
    frays_after: DurationOrZero = Field(
        NEVER,
        title="frays after",
        description="Time after which violence starts to grow back; without it, it never does.",
        json_schema_extra=said(
            "after {value} it grows back",
            without="it never grows back",
            beside=(
                'frays_in = "10 days"',
                'settles_in = "3 days"',
            ),
            late="violence does not grow back by then",
        ),
    )
    frays_in: Duration = Field(
        NEVER,
        title="frays in",
        description="Time in which violence grows half of the way back to its old level.",
        json_schema_extra=said(
            "half of the way in {value}", without="in no time", beside=('frays_after = "10 days"',)
        ),
    )


class Grievance(Table):
    """What there is at the start, and how much an incident weighs by where its complaint stands."""

    at_start: AtLeastZero = Field(
        0.0,
        title="grievance at the start",
        description="Grievance of each party at the truce's start, as a share of what the violence "
        "before the truce sustains (see docs/model.md); fades like all grievance.",
        json_schema_extra=said(
            "the truce starts with {value} x the grievance that the violence before it sustains",
            needs=(Need.ANY_TOLERANCE,),
        ),
    )
    common: Share = Field(
        0.0,
        title="headroom in common",
        description="Share of the variance of drawn headroom, on the scale of logarithms, that all "
        "parties have in common, 0 to 1.",
        json_schema_extra=said(
            "{share} of the variance of headroom is common to all parties",
            needs=(Need.DRAWN_HEADROOM,),
        ),
    )
    overdue: AtLeastZero = Field(
        1.25,
        title="weight of an overdue complaint",
        description="Weight in the grievance of an incident whose complaint is overdue; an "
        "incident without an inquiry weighs 1.",
        json_schema_extra=said(
            "an overdue complaint weighs {value}", needs=(*_WEIGHED, Need.PATIENCE)
        ),
    )
    upheld: AtLeastZero = Field(
        0.8,
        title="weight of an upheld complaint",
        description="Weight of an incident whose complaint was upheld without redress.",
        json_schema_extra=said(
            "an upheld complaint without redress weighs {value}", needs=_WEIGHED
        ),
    )
    redressed: AtLeastZero = Field(
        0.3,
        title="weight after redress",
        description="Weight of an incident whose complaint was upheld with redress.",
        json_schema_extra=said(
            "an upheld complaint with redress weighs {value}", needs=(*_WEIGHED, Need.REDRESS)
        ),
    )
    unclear: AtLeastZero = Field(
        1.0,
        title="weight of an unclear verdict",
        description="Weight of an incident whose complaint ended unclear.",
        json_schema_extra=said("an unclear verdict weighs {value}", needs=_WEIGHED),
    )
    rejected: AtLeastZero = Field(
        0.0,
        title="weight of a rejected complaint",
        description="Weight of an incident whose complaint was rejected.",
        json_schema_extra=said("a rejected complaint weighs {value}", needs=_WEIGHED),
    )


SpiralCount = Annotated[
    int,
    AmountKind(
        1,
        1e6,
        whole=True,
        counts="violations",
        measure="violations in the window",
        example="25",
    ),
]
GraveHarm = Annotated[float, AmountKind(0, above=True, measure="harm a day", example="10")]


class Spiral(Table):
    """So many violations in so short a time that the truce is over."""

    violations: SpiralCount = Field(
        title="violations of a spiral",
        description="Number of violations within the window that ends the truce; told as a "
        "spiral of retaliation if at least half of them are retaliations, else as too many at "
        "once.",
        json_schema_extra=said("{value} violations"),
    )
    window: Duration = Field(
        title="window of a spiral",
        description="Length of the window that rolls along with time.",
        json_schema_extra=said("within {value} end the truce"),
    )


class Flare(Table):
    """When a zone is aflame, and when too many are."""

    violations: ViolationCount = Field(
        title="violations of a flare-up",
        description="Number of violations within the window at which a zone flares up.",
        json_schema_extra=said("{value} violations"),
    )
    window: Duration = Field(
        title="window of a flare-up",
        description="Length of the window that rolls along with time.",
        json_schema_extra=said("within {value} set a zone aflame"),
    )
    spreads: FactorFromOne = Field(
        1.0,
        title="spread of retaliation",
        description="Factor on the chance of retaliation in a flared zone, at least 1.",
        json_schema_extra=said(
            "retaliation there is {value} times as likely", needs=(Need.ANY_RETALIATION,)
        ),
    )
    ends: SomeShare = Field(
        NEVER,
        title="zones aflame that end it",
        description="Share of all incidents that flared zones must stand for to end the truce, "
        "above 0 to 1; without it, only key zones can.",
        json_schema_extra=said(
            "zones with {share} of all incidents end the truce",
            without="only key zones end the truce",
        ),
    )
    lasts: DurationOrZero = Field(
        0.0,
        title="flared for",
        description="Time for which the zones must stay aflame before the truce is over.",
        json_schema_extra=said(
            "once they are aflame for {value}",
            needs=(Need.FLARE_ENDS,),
            late="they end no truce before then",
            alone="key zones aflame for {value} end the truce",
        ),
    )


class MassCasualty(Table):
    """A single incident so grave that it can end the truce."""

    harm: GraveHarm = Field(
        title="harm of a mass-casualty incident",
        description="Harm from which a single incident counts as a mass-casualty incident; 1 is "
        "a routine incident.",
        json_schema_extra=said("harm of {value} or more in one incident"),
    )
    ends: Share = Field(
        title="mass-casualty incident ends it",
        description="Chance that such an incident ends the truce at once, 0 to 1.",
        json_schema_extra=said("which ends the truce {often}"),
    )


class Shock(Table):
    """An event from outside that stirs violence up, damps it, or ends the truce."""

    name: Name | None = Field(
        None,
        title="name",
        description="Name shown in reports; the id where it is left out.",
        json_schema_extra=said(label=True),
    )
    rate: HowOften | None = Field(
        None,
        title="rate of the shock",
        description="How often such a shock comes. Instead of chance and every.",
        json_schema_extra=said(
            "comes {rate}",
            without="comes as its chance says",
            instead_of="chance every",
            or_else=True,
        ),
    )
    chance: BelowOne = Field(
        0.0,
        title="chance of the shock",
        description="Chance of at least one such shock in each stretch of time, 0 to below 1.",
        json_schema_extra=said("chance {value}", beside=('every = "1 day"',)),
    )
    every: Duration = Field(
        NEVER,
        title="stretch for the shock",
        description="Length of the stretch of time.",
        json_schema_extra=said("in each {value}", beside=("chance = 0.05",)),
    )
    factor: AtLeastZero = Field(
        1.0,
        title="factor on violence",
        description="Factor on all violations while the shock lasts; 1 leaves them as they are.",
        json_schema_extra=said("violence times {value}", needs=(Need.SHOCK_LASTS,)),
    )
    lasts: DurationOrZero = Field(
        24.0,
        title="shock lasts",
        description="Time for which the shock acts on violence.",
        json_schema_extra=said("for {value}", needs=(Need.SHOCK_FACTOR,)),
    )
    ends: Share = Field(
        0.0,
        title="shock ends the truce",
        description="Chance that the shock ends the truce at once, 0 to 1.",
        json_schema_extra=said("ends the truce at once {often}"),
    )
    ruptures: Share = Field(
        0.0,
        title="shock ruptures",
        description="Chance that the shock makes the guarantors fall out with one another at "
        "once, 0 to 1.",
        json_schema_extra=said("makes the guarantors fall out {often}", needs=(Need.UNITY,)),
    )

    @property
    def per_hour(self) -> float:
        """Return shocks per hour."""
        return (self.rate or Rate(self.chance, self.every)).per_hour

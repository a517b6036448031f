"""Who is there: bound parties, excluded groups, outside powers, guarantors."""

from typing import Annotated

from pydantic import Field

from truce_sim.scenario.headroom import HeadroomKind
from truce_sim.scenario.marks import said
from truce_sim.scenario.needs import Need
from truce_sim.scenario.quantities import NEVER, Delay, Duration, HowOften, Share, Size, Tolerance
from truce_sim.scenario.rates import Rate
from truce_sim.scenario.spreads import Spread
from truce_sim.scenario.table import (
    AboveZero,
    AtLeastZero,
    BelowOne,
    FactorFromOne,
    Name,
    Table,
    WeightsByName,
)
from truce_sim.scenario.words import Names

Ids = Annotated[tuple[str, ...], Names()]
Headroom = Annotated[Spread, HeadroomKind()]

_ONE = Spread.constant(1.0)
NO_END = Spread.constant(NEVER)
"""Headroom of a party that never walks out, and the time of one that never breaks the truce."""


class Party(Table):
    """A bound party: a signatory that can violate, complain, retaliate and walk out."""

    name: Name | None = Field(
        None,
        title="name",
        description="Name shown in reports; the id where it is left out.",
        json_schema_extra=said(label=True),
    )
    violates: HowOften = Field(
        title="violations",
        description="How often it commits a violation of its own accord, at the level before the "
        "truce: a rate, or the chance of at least one in each stretch of time.",
        json_schema_extra=said("violations {rate} at the level before the truce"),
    )
    hits: WeightsByName = Field(
        title="whom it hits",
        description="How its violations spread over the other actors, as relative weights; "
        "what hits an excluded group is a lawful strike.",
        json_schema_extra=said("they hit {among}"),
    )
    harm: Size = Field(
        _ONE,
        title="harm of a violation",
        description="Harm that one of its violations does; 1 is a routine incident.",
        json_schema_extra=said("the harm of each: {value}", needs=(Need.HARM,)),
    )
    uncommanded: Share = Field(
        0.0,
        title="violations without orders",
        description="Share of its violations by units that it does not control and that no "
        "guarantor can restrain, 0 to 1.",
        json_schema_extra=said("{share} of them without orders", needs=(Need.RESTRAINT,)),
    )
    notices: Share = Field(
        1.0,
        title="incidents noticed",
        description="Chance that it notices a routine incident that hits it, 0 to 1; graver ones "
        "are noticed more often.",
        json_schema_extra=said("notices {share} of the routine incidents that hit it"),
    )
    misblames: Share = Field(
        0.0,
        title="blames the wrong party",
        description="Chance that it blames another bound party than the one that did it, 0 to 1.",
        json_schema_extra=said("blames the wrong party {often}", needs=(Need.THIRD_PARTY,)),
    )
    false_complaints: HowOften | None = Field(
        None,
        title="false complaints",
        description="How often it complains about something that did not happen: a rate, or the "
        "chance of at least one in each stretch of time.",
        json_schema_extra=said("false complaints {rate}", without="no false complaints"),
    )
    retaliates: Share = Field(
        0.0,
        title="retaliates",
        description="Chance that it answers an incident with a violation while it has no "
        "grievance, 0 to 1.",
        json_schema_extra=said("retaliates {often}"),
    )
    retaliates_fed_up: Share | None = Field(
        None,
        title="retaliates when fed up",
        description="Chance that it answers an incident when its grievance has reached its "
        "limit (tolerance, or start and headroom), 0 to 1; as retaliates where it is left out.",
        json_schema_extra=said(
            "{often} when fed up", without="as often when fed up", beside=("tolerance = 30",)
        ),
    )
    retaliates_after: Delay = Field(
        Spread.constant(12.0),
        title="delay of retaliation",
        description="Time from a decision to retaliate until the retaliation.",
        json_schema_extra=said(
            "its retaliation comes after: {value}",
            needs=(Need.OWN_RETALIATION,),
            late="none of its retaliations comes before then",
        ),
    )
    escalates: AboveZero = Field(
        1.0,
        title="escalation",
        description="Factor by which its retaliations are more harmful than its other violations; "
        "1 is just as harmful.",
        json_schema_extra=said(
            "and does {value} times the usual harm",
            alone="a retaliation does {value} times the usual harm",
            needs=(
                Need.OWN_RETALIATION,
                Need.HARM,
            ),
        ),
    )
    same_zone: Share = Field(
        1.0,
        title="retaliates in the same zone",
        description="Chance that a retaliation falls in the zone of the incident it answers, "
        "0 to 1.",
        json_schema_extra=said(
            "in the same zone {often}",
            needs=(
                Need.OWN_RETALIATION,
                Need.ZONES,
            ),
        ),
    )
    patience: Duration = Field(
        NEVER,
        title="patience",
        description="Time that it waits for a verdict before a complaint counts as overdue; "
        "without it, complaints are never overdue.",
        json_schema_extra=said(
            "waits {value} for a verdict",
            without="waits for a verdict without end",
            needs=(
                Need.VERIFICATION,
                Need.OWN_REACTION,
            ),
            late="none of its complaints is overdue by then",
        ),
    )
    forgets_in: Duration = Field(
        NEVER,
        title="forgets in",
        description="Time in which its grievance over an incident falls by half; without it, it "
        "never forgets.",
        json_schema_extra=said(
            "half forgets in {value}", without="never forgets", needs=(Need.OWN_TOLERANCE,)
        ),
    )
    tolerance: Tolerance | None = Field(
        None,
        title="tolerance",
        description="Total grievance, in routine incidents, at which it gives notice to leave; "
        "without it, it never walks out.",
        json_schema_extra=said(
            "gives notice at a grievance of {value} routine incidents", without="never walks out"
        ),
    )
    headroom: Headroom = Field(
        NO_END,
        title="headroom",
        description="What it bears beyond the grievance that it starts with before it gives notice "
        "to leave, in routine incidents; with a median and a p90 drawn once a run. Instead of "
        "tolerance.",
        json_schema_extra=said(
            "what it bears beyond the grievance that it starts with: {value}",
            instead_of="tolerance",
        ),
    )
    notice: Delay = Field(
        Spread.constant(0.0),
        title="notice",
        description="Time from giving notice to leaving the truce.",
        json_schema_extra=said(
            "time from notice to leaving: {value}",
            needs=(Need.OWN_TOLERANCE,),
            late="it leaves no truce before then",
        ),
    )
    means_it: Share = Field(
        1.0,
        title="means what it signed",
        description="Chance that it intends to keep what it signed, 0 to 1; if not, it breaks the "
        "truce on purpose.",
        json_schema_extra=said("means what it signed {often}", beside=('breaks_after = "2 days"',)),
    )
    breaks_after: Delay = Field(
        NO_END,
        title="breaks it after",
        description="Time from the truce's start until a party that does not mean it breaks the "
        "truce.",
        json_schema_extra=said(
            "otherwise it breaks the truce after: {value}",
            needs=(Need.OWN_PRETENCE,),
            beside=("means_it = 0.9",),
            late="it breaks no truce before then",
        ),
    )
    under_cover: Share = Field(
        0.0,
        title="breaks it under cover",
        description="Chance that a party that does not mean it waits, from then on, for the first "
        "of its strikes on an excluded group and breaks the truce with it, 0 to 1; one that "
        "strikes none does not wait.",
        json_schema_extra=said(
            "and waits for a strike on an excluded group to do so {often}",
            needs=(Need.OWN_PRETENCE, Need.OWN_STRIKES),
            beside=('breaks_after = "2 days"',),
            alone="waits for a strike on an excluded group to break the truce {often}",
        ),
    )

    @property
    def limited(self) -> bool:
        """Whether there is a grievance at which it gives notice."""
        return self.tolerance is not None or self.headroom != NO_END


class Spoils(Table):
    """How an excluded group tries to spoil the talks."""

    factor: FactorFromOne = Field(
        title="spoiling factor",
        description="Factor on its attacks once it tries to spoil the talks, at least 1.",
        json_schema_extra=said("it attacks {value} times as often to spoil the talks"),
    )
    from_: Duration = Field(
        alias="from",
        title="spoils from",
        description="Time before the talks from which it tries to spoil them.",
        json_schema_extra=said("from {value} before them"),
    )


class ExcludedGroup(Table):
    """A group with which there is no truce."""

    name: Name | None = Field(
        None,
        title="name",
        description="Name shown in reports; the id where it is left out.",
        json_schema_extra=said(label=True),
    )
    attacks: HowOften = Field(
        title="attacks",
        description="How often it attacks: a rate, or the chance of at least one in each stretch "
        "of time.",
        json_schema_extra=said("attacks {rate}"),
    )
    hits: WeightsByName = Field(
        title="whom it hits",
        description="How its attacks spread over the bound parties, as relative weights.",
        json_schema_extra=said("on {among}"),
    )
    harm: Size = Field(
        _ONE,
        title="harm of an attack",
        description="Harm that one of its attacks does; 1 is a routine incident.",
        json_schema_extra=said(
            "the harm of each: {value}",
            needs=(
                Need.OWN_BLAME,
                Need.HARM,
            ),
        ),
    )
    wrongly_blamed: Share = Field(
        0.0,
        title="attacks blamed on a party",
        description="Chance that the victim of one of its attacks blames a bound party, 0 to 1.",
        json_schema_extra=said("{share} of them are blamed on a party"),
    )
    disputed: Share = Field(
        0.0,
        title="disputed strikes on it",
        description="Chance that a lawful strike on it, in a fully mixed zone, is claimed by a "
        "neighbouring party as a violation, 0 to 1.",
        json_schema_extra=said(
            "strikes on it are disputed {often} in a fully mixed zone",
            needs=(
                Need.STRIKES,
                Need.MIXED_ZONE,
            ),
        ),
    )
    spoils: Spoils | None = Field(
        None, title="spoiling", description="Attacks more as the talks come near."
    )


class OutsidePower(Table):
    """A power outside the truce that attacks now and then."""

    name: Name | None = Field(
        None,
        title="name",
        description="Name shown in reports; the id where it is left out.",
        json_schema_extra=said(label=True),
    )
    attacks: HowOften = Field(
        title="attacks",
        description="How often it attacks: a rate, or the chance of at least one in each stretch "
        "of time.",
        json_schema_extra=said("attacks {rate}"),
    )
    hits: WeightsByName = Field(
        title="whom it hits",
        description="How its attacks spread over the bound parties, as relative weights.",
        json_schema_extra=said("on {among}"),
    )
    harm: Size = Field(
        _ONE,
        title="harm of an attack",
        description="Harm that one of its attacks does; 1 is a routine incident.",
        json_schema_extra=said("the harm of each: {value}", needs=(Need.OUTSIDE_HARM,)),
    )
    strains: AtLeastZero = Field(
        1.0,
        title="strain on the truce",
        description="Weight of its attacks in the victim's grievance; 1 counts them like a "
        "violation, 0 not at all.",
        json_schema_extra=said(
            "they weigh {value} in the victim's grievance", needs=(Need.ANY_TOLERANCE,)
        ),
    )


class Guarantor(Table):
    """A power with influence over some bound parties."""

    name: Name | None = Field(
        None,
        title="name",
        description="Name shown in reports; the id where it is left out.",
        json_schema_extra=said(label=True),
    )
    over: Ids = Field(
        title="influence over",
        description="Ids of the parties it can influence.",
        json_schema_extra=said("influence over {who}"),
    )
    willing: Share = Field(
        1.0,
        title="willing to press",
        description="Chance that it presses a party of its own after an upheld verdict, 0 to 1.",
        json_schema_extra=said(
            "presses {often} after an upheld verdict",
            needs=(
                Need.VERIFICATION,
                Need.PRESSING,
            ),
        ),
    )
    leverage: BelowOne = Field(
        0.0,
        title="leverage",
        description="Share of a pressed party's violations under command that its pressure "
        "prevents, 0 to below 1.",
        json_schema_extra=said(
            "which prevents {share} of the violations under command",
            alone="pressure prevents {share} of the violations under command",
            needs=(
                Need.PRESSURE,
                Need.OWN_WILL,
            ),
        ),
    )
    presses_for: Duration = Field(
        72.0,
        title="presses for",
        description="Time that its pressure lasts, after a verdict or over a claim.",
        json_schema_extra=said(
            "for {value}",
            needs=(
                Need.PRESSURE,
                Need.OWN_WILL,
                Need.OWN_LEVERAGE,
            ),
        ),
    )
    presses_on_claims: Share = Field(
        0.0,
        title="presses on claims",
        description="Chance that it presses a party of its own over a claim against it as soon "
        "as that is made, without any verdict, 0 to 1.",
        json_schema_extra=said("presses {often} over a mere claim", needs=(Need.OWN_LEVERAGE,)),
    )
    persuades: Share = Field(
        0.0,
        title="persuades to stay",
        description="Chance that it persuades one of its parties that has given notice to stay, "
        "0 to 1.",
        json_schema_extra=said("persuades a party to stay {often}", needs=(Need.TOLERANCE_OVER,)),
    )
    resets: Share = Field(
        0.5,
        title="grievance reset",
        description="Share of the grievance that persuading a party wipes out, 0 to 1.",
        json_schema_extra=said(
            "which wipes out {share} of its grievance",
            alone="staying wipes out {share} of a party's grievance",
            needs=(
                Need.TOLERANCE_OVER,
                Need.OWN_PERSUASION,
            ),
        ),
    )


class Rupture(Table):
    """The guarantors fall out with one another; from then on they press and endorse nothing."""

    rate: HowOften | None = Field(
        None,
        title="rate of a rupture",
        description="How often the guarantors would fall out. Instead of chance and every.",
        json_schema_extra=said(
            "the guarantors fall out {rate}",
            without="the guarantors fall out as the chance says",
            instead_of="chance every",
            or_else=True,
        ),
    )
    chance: BelowOne = Field(
        0.0,
        title="chance of a rupture",
        description="Chance that the guarantors fall out in each stretch of time, 0 to below 1.",
        json_schema_extra=said(
            "the guarantors fall out: chance {value}", beside=('every = "1 day"',)
        ),
    )
    every: Duration = Field(
        NEVER,
        title="stretch for the rupture",
        description="Length of the stretch of time.",
        json_schema_extra=said("in each {value}", beside=("chance = 0.05",)),
    )

    @property
    def per_hour(self) -> float:
        """Return ruptures per hour."""
        return (self.rate or Rate(self.chance, self.every)).per_hour

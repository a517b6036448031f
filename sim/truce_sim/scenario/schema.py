"""The whole scenario file."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import Field, PrivateAttr

from truce_sim.scenario.actors import ExcludedGroup, Guarantor, OutsidePower, Party, Rupture
from truce_sim.scenario.base_rate import BaseRate
from truce_sim.scenario.marks import said
from truce_sim.scenario.measures import Measure
from truce_sim.scenario.needs import Need
from truce_sim.scenario.observations import Observations, observations
from truce_sim.scenario.observed import ObservedDays
from truce_sim.scenario.study import Evidence, Option, Range, RunSettings
from truce_sim.scenario.table import Name, Prose, Table
from truce_sim.scenario.talks import (
    Agenda,
    CalmStreak,
    Dates,
    OnTime,
    Partial,
    Postponement,
    Quiet,
    Settled,
)
from truce_sim.scenario.verification import Complaints, Verification
from truce_sim.scenario.violence import Flare, Grievance, MassCasualty, Shock, Spiral, Truce, Zone


class Scenario(Table):
    """One truce, as a user wrote it. Everything left out is switched off."""

    title: Name = Field(
        title="title",
        description="Title of reports, best a question.",
        json_schema_extra=said(label=True),
    )
    summary: Prose = Field(
        "",
        title="summary",
        description="One or two sentences for reports.",
        json_schema_extra=said(label=True),
    )
    dates: Dates = Field(title="dates", description="When the truce starts and the talks open.")
    parties: dict[str, Party] = Field(
        title="parties", description="The bound parties, at least two, each under its id."
    )
    excluded: dict[str, ExcludedGroup] = Field(
        default_factory=dict,
        title="excluded groups",
        description="Groups with which there is no truce, each under its id.",
    )
    outside: dict[str, OutsidePower] = Field(
        default_factory=dict,
        title="outside powers",
        description="Powers outside the truce that attack now and then, each under its id.",
    )
    guarantors: dict[str, Guarantor] = Field(
        default_factory=dict,
        title="guarantors",
        description="Powers with influence over some parties, each under its id.",
        json_schema_extra=said(needs=(Need.GUARANTOR,)),
    )
    rupture: Rupture | None = Field(
        None,
        title="rupture",
        description="The guarantors can fall out with one another.",
        json_schema_extra=said(needs=(Need.UNITY,)),
    )
    zones: dict[str, Zone] = Field(
        default_factory=dict,
        title="zones",
        description="Fronts or provinces, each under its id; without them there is one zone.",
        json_schema_extra=said(needs=(Need.ZONES,)),
    )
    truce: Truce = Field(
        default_factory=Truce,
        title="truce",
        description="How violence falls once the truce starts, and how the truce wears out.",
    )
    complaints: Complaints = Field(
        default_factory=Complaints,
        title="complaints",
        description="How false complaints multiply before the talks.",
        json_schema_extra=said(needs=(Need.FALSE_COMPLAINTS,)),
    )
    verification: Verification | None = Field(
        None,
        title="verification",
        description="The mechanism that checks complaints; without it, nobody does.",
    )
    grievance: Grievance = Field(
        default_factory=Grievance,
        title="grievance",
        description="What grievance there is at the start, and how much an incident weighs by "
        "where the complaint about it stands.",
    )
    spiral: Spiral | None = Field(
        None,
        title="spiral of retaliation",
        description="So many violations in so short a time end the truce.",
    )
    flare: Flare | None = Field(
        None, title="flare-ups", description="Zones flare up, and too many of them end the truce."
    )
    mass_casualty: MassCasualty | None = Field(
        None,
        title="mass-casualty incident",
        description="A single incident so grave that it can end the truce.",
        json_schema_extra=said(needs=(Need.GRAVE_HARM,)),
    )
    shocks: dict[str, Shock] = Field(
        default_factory=dict,
        title="outside shocks",
        description="Events from outside, each under its id.",
        json_schema_extra=said(needs=(Need.SHOCK,)),
    )
    measures: dict[str, Measure] = Field(
        default_factory=dict,
        title="measures",
        description="Measures that the sides agree on for a time, each under its id.",
        json_schema_extra=said(needs=(Need.MEASURE, Need.COMMAND)),
    )
    postponement: Postponement | None = Field(
        None,
        title="postponement",
        description="The envoy's rule for moving the talks.",
        json_schema_extra=said(needs=(Need.UNSETTLED,)),
    )
    agenda: Agenda | None = Field(
        None,
        title="agenda",
        description="How open complaints eat into the talks.",
        json_schema_extra=said(needs=(Need.VERIFICATION,)),
    )
    quiet: Quiet = Field(
        default_factory=Quiet,
        title="quiet",
        description="When a truce counts as quiet.",
    )
    settled: Settled = Field(
        default_factory=Settled,
        title="settled",
        description="When a truce counts as settled.",
        json_schema_extra=said(needs=(Need.VERIFICATION,)),
    )
    calm_streak: CalmStreak = Field(
        default_factory=CalmStreak,
        title="calm streak",
        description="What counts as a calm streak.",
    )
    on_time: OnTime = Field(
        default_factory=OnTime,
        title="on time",
        description="When talks count as on time.",
    )
    partial: Partial | None = Field(
        None,
        title="in part",
        description="When a truce that holds counts as holding in part only.",
        json_schema_extra=said(needs=(Need.FLARE,)),
    )
    base_rate: BaseRate | None = Field(
        None,
        title="earlier truces of this war",
        description="What is known of earlier truces, to set beside the odds.",
    )
    observed: ObservedDays | None = Field(
        None,
        title="observed",
        description="What was observed of the truce so far: until when it held, and what was "
        "counted on which days. It changes no history; it says which are like what was seen.",
    )
    believable: dict[str, Range] = Field(
        default_factory=dict,
        title="believable ranges",
        description='What is not known for certain: "dotted.path" = [low, high].',
    )
    options: dict[str, Option] = Field(
        default_factory=dict,
        title="options",
        description="Changes to compare with the file as it stands, each under its id.",
    )
    evidence: dict[str, Evidence] = Field(
        default_factory=dict,
        title="evidence",
        description='Where numbers come from: "dotted.path" = { basis, source }.',
    )
    run: RunSettings = Field(
        default_factory=RunSettings,
        title="run",
        description="How many runs, and from which seed.",
    )

    _name: str = PrivateAttr("scenario")
    _source: dict[str, Any] = PrivateAttr(default_factory=dict)
    _layers: tuple[Any, ...] = PrivateAttr(())
    _past: "Scenario | None" = PrivateAttr(None)

    @property
    def name(self) -> str:
        """Name of the file without its ending."""
        return self._name

    @property
    def source(self) -> Mapping[str, Any]:
        """The resolved raw values, `extends` and `--set` folded in. Not to be changed."""
        return self._source

    @property
    def layers(self) -> tuple[Any, ...]:
        """What gave the values, the winning one first (see `layers.Layer`); none for raw ones."""
        return self._layers

    @property
    def observations(self) -> Observations | None:
        """What was observed of the truce, in hours since its start; None if the file says nothing.

        Worked out anew each time it is asked for.
        """
        if self.observed is None:
            return None
        return observations(self.observed, self.dates.truce_starts, self.dates.talks)

    @property
    def past(self) -> "Scenario":
        """The scenario as which everything was before the truce: itself, unless an option's.

        What an option sets holds from the truce's start on, and cannot change what was before.
        """
        # Read where pydantic keeps it: worlds ask often, and by name it takes ten times as long.
        past: Scenario | None = (self.__pydantic_private__ or {}).get("_past")
        return self if past is None else past

    def known_as(
        self,
        name: str,
        source: dict[str, Any],
        layers: Sequence[Any] = (),
        past: "Scenario | None" = None,
    ) -> "Scenario":
        """Return this scenario with the name of its file, and the values and layers it is of.

        Args:
            name: of the file.
            source: resolved raw values.
            layers: what gave them.
            past: as which everything was before the truce, if not as in this one.
        """
        self._name = name
        self._source = source
        self._layers = tuple(layers)
        self._past = past
        return self

"""Retaliation: decided once on noticing, and once more when an inquiry disappoints."""

from collections.abc import Callable

from truce_sim.model.addresses import Purpose
from truce_sim.model.clock import Rank
from truce_sim.model.codes import Act, Verdict
from truce_sim.model.grievance import Grievances
from truce_sim.model.incidents import Claim, Incident, Mark
from truce_sim.model.measures import Measures
from truce_sim.model.rules import retaliation_chance
from truce_sim.model.scene import Scene
from truce_sim.model.world import World
from truce_sim.model.zones import Zones


class Retaliation:
    """Decides on retaliations and carries them out."""

    def __init__(
        self, scene: Scene, grievances: Grievances, zones: Zones, measures: Measures
    ) -> None:
        self._world = scene.world
        self._end = scene.world.end
        self._clock = scene.clock
        self._streams = scene.streams
        self._story = scene.story
        self._grievances = grievances
        self._zones = zones
        self._measures = measures
        self._happens: Callable[[Incident], None] = lambda _: None

    def become(self, world: World, _: float) -> None:
        """Decide, and strike, as in another world; what has been decided stays so."""
        self._world = world

    def on_strike(self, happens: Callable[[Incident], None]) -> None:
        """Have `happens(incident)` called for every retaliation carried out."""
        self._happens = happens

    def decide(self, claim: Claim, mark: int, calm: float) -> None:
        """The victim decides, once per call; who has already answered does not answer twice."""
        if claim.answered:
            return
        party = self._world.parties[claim.by]
        draw = claim.incident.marks[mark]
        zone, now = claim.incident.zone, self._clock.now
        spread = self._zones.spread(zone)
        agreed = self._measures.factor(zone, now) if self._measures.acts else 1.0
        # Most draws are above any chance there could be; those need no grievance worked out.
        if draw >= party.retaliates_fed_up * spread * agreed:
            return
        given = party.given
        grievance = self._grievances.share(claim.by)
        if draw >= retaliation_chance(
            given.retaliates, party.retaliates_fed_up, grievance, spread, agreed, calm
        ):
            return
        claim.answered = True
        marks = claim.incident.marks
        strikes_at = now + given.retaliates_after.quantile(marks[Mark.DELAY])
        rules = self._world.verification
        hotline = rules.hotline if rules and now >= self._world.hotline_starts else None
        self._story.retaliation_decided(claim, strikes_at)
        if hotline is not None and marks[Mark.HOTLINE] < hotline.reaches:
            answer_at = now + hotline.answers_in.quantile(marks[Mark.ANSWER])
            if marks[Mark.BELIEVED] < hotline.believed:
                self._story.talked_out(claim, answer_at)
                return
            strikes_at = max(strikes_at, answer_at)
            self._story.held_by_hotline(claim, answer_at, strikes_at)
        if strikes_at < self._end:
            self._clock.call(strikes_at, Rank.ANSWER, claim.turn, self._strike, claim)

    def _strike(self, claim: Claim) -> None:
        if claim.verdict == Verdict.REJECTED:
            self._story.called_off(claim)
            return
        provoked = claim.incident
        party = self._world.parties[claim.by]
        given, now = party.given, self._clock.now
        name = provoked.name.answered_by(claim.by, party.address, self._streams.branch(now))
        marks = self._streams.block(name.address, Purpose.MARKS, 0, 1, name.branch)
        same = marks[Mark.SAME_ZONE] < given.same_zone
        self._happens(
            Incident(
                name=name,
                act=Act.RETALIATION,
                who=claim.by,
                whom=claim.against,
                zone=provoked.zone if same else self._world.zone_weights.at(marks[Mark.ZONE]),
                harm=given.escalates * given.harm.quantile(marks[Mark.HARM]),
                time=now,
                marks=marks,
            )
        )

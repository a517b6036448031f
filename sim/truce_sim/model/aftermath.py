"""What follows an incident: who notices, who is blamed, and what the blame sets off."""

from truce_sim.model.bounds import Bounds
from truce_sim.model.clock import turn
from truce_sim.model.codes import NOBODY, Act, Truth
from truce_sim.model.collapse import MassCasualties, Spiral
from truce_sim.model.grievance import Grievances
from truce_sim.model.guarantors import Guarantors
from truce_sim.model.incidents import Claim, Incident, Mark
from truce_sim.model.pretence import Pretence
from truce_sim.model.record import Record
from truce_sim.model.retaliation import Retaliation
from truce_sim.model.rules import is_disputed, noticing, truth_of_blame
from truce_sim.model.scene import Scene
from truce_sim.model.verification import Verification
from truce_sim.model.world import World
from truce_sim.model.zones import Zones


class Aftermath:
    """Turns incidents into claims, and claims into complaints, grievance and retaliation."""

    def __init__(
        self,
        scene: Scene,
        zones: Zones,
        grievances: Grievances,
        retaliation: Retaliation,
        verification: Verification,
        record: Record,
        *,
        guarantors: Guarantors,
        pretence: Pretence,
    ) -> None:
        self._world = scene.world
        self._bounds = Bounds(scene.world)
        self._ending = scene.ending
        self._story = scene.story
        self._spiral = Spiral(scene)
        self._mass_casualties = MassCasualties(scene)
        self._zones = zones
        self._grievances = grievances
        self._retaliation = retaliation
        self._verification = verification
        self._guarantors = guarantors
        self._record = record
        self._pretence = pretence
        self._turns = {name: turn(party.place, 0) for name, party in scene.world.parties.items()}
        """The turn of each party's next claim."""

    def become(self, world: World, since: float) -> None:
        """Notice, blame and bear as in another world."""
        self._world = world
        for part in (self._bounds, self._spiral, self._mass_casualties):
            part.become(world, since)

    def happens(self, incident: Incident) -> None:
        """An incident has happened: count it, and see what its victim makes of it."""
        if self._ending.over:
            return
        self._bounds.incident(incident)
        self._record.incident(incident)
        self._story.incident(incident)
        if incident.act <= Act.RETALIATION:
            self._zones.violated(incident)
            self._spiral.violated(incident)
        elif incident.act == Act.STRIKE:
            self._pretence.struck(incident)
        if self._ending.over:
            return
        claim = self._belief(incident)
        if claim is not None:
            self._hear(claim)

    def _belief(self, incident: Incident) -> Claim | None:
        """Return what is believed of an incident, or None if nobody in the truce is blamed."""
        if incident.act == Act.STRIKE:
            return self._disputed(incident)
        victim = self._world.parties.get(incident.whom)
        if victim is None:
            return None
        marks = incident.marks
        attacker = self._world.excluded.get(incident.who)
        outside = incident.act == Act.OUTSIDE_ATTACK
        suspects = None if outside else victim.suspects.instead_of(incident.who)
        truth = truth_of_blame(
            marks[Mark.NOTICED],
            noticing(victim.given.notices, incident.harm),
            marks[Mark.MISBLAMED],
            victim.given.misblames if attacker is None else attacker.given.wrongly_blamed,
            suspects is not None,
            attacker is not None,
        )
        if truth == NOBODY:
            return None
        blamed = incident.who
        if truth == Truth.MISBLAMED and suspects is not None:
            blamed = suspects.at(marks[Mark.SUSPECT])
        return self._claim(incident, victim.name, blamed, truth)

    def _disputed(self, strike: Incident) -> Claim | None:
        """A neighbour among mixed positions may claim to have been hit by a lawful strike."""
        group = self._world.excluded[strike.whom].given
        mixed = self._world.zones[strike.zone].given.mixed
        if not is_disputed(strike.marks[Mark.DISPUTED], mixed, group.disputed):
            return None
        neighbour = self._world.parties[strike.who].neighbours.at(strike.marks[Mark.NEIGHBOUR])
        return self._claim(strike, neighbour, strike.who, Truth.LAWFUL)

    def _claim(self, incident: Incident, by: str, against: str, truth: int) -> Claim:
        claims = self._turns[by]
        self._turns[by] = claims + 1
        return Claim(incident, by, against, truth, incident.time, claims)

    def _hear(self, claim: Claim) -> None:
        """A party blames another for an incident."""
        self._record.claimed(claim)
        self._story.claimed(claim)
        self._mass_casualties.heard(claim)
        if self._ending.over:
            return
        if self._guarantors.quiet:
            self._guarantors.hear(claim)
        power = self._world.outside.get(claim.against)
        if power is not None:
            # No mechanism can rule on a state that signed nothing.
            self._grievances.weigh(claim, power.given.strains)
            self._retaliation.decide(claim, Mark.FIRST_DECISION, 0.0)
            return
        calm = self._verification.calm
        self._grievances.weigh(claim, 1 - calm)
        self._verification.notified(claim)
        self._retaliation.decide(claim, Mark.FIRST_DECISION, calm)

    def invented(self, nothing: Incident, accused: str) -> None:
        """A party complains of what did not happen: work for the mechanism, no grievance."""
        claim = self._claim(nothing, nothing.whom, accused, Truth.FALSE)
        self._record.claimed(claim)
        self._story.claimed(claim)
        if self._guarantors.quiet:
            self._guarantors.hear(claim)
        self._verification.notified(claim)

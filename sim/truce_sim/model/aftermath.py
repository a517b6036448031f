"""What follows an incident: who notices, who is blamed, and what the blame sets off."""

from truce_sim.model.bounds import Bounds
from truce_sim.model.collapse import MassCasualties, Spiral
from truce_sim.model.grievance import Grievances
from truce_sim.model.incidents import Claim, Incident, Mark
from truce_sim.model.record import Record
from truce_sim.model.retaliation import Retaliation
from truce_sim.model.scene import Scene
from truce_sim.model.verification import Verification
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
        self._record = record

    def happens(self, incident: Incident) -> None:
        """An incident has happened: count it, and see what its victim makes of it."""
        if self._ending.over:
            return
        self._bounds.incident(incident)
        self._record.incident(incident)
        self._story.incident(incident)
        if incident.kind in ("violation", "retaliation"):
            self._zones.violated(incident)
            self._spiral.violated(incident)
            if self._ending.over:
                return
        claim = self._belief(incident)
        if claim is not None:
            self._hear(claim)

    def _belief(self, incident: Incident) -> Claim | None:
        """Return what is believed of an incident, or None if nobody in the truce is blamed."""
        if incident.kind == "strike":
            return self._disputed(incident)
        victim = self._world.parties.get(incident.whom)
        if victim is None or incident.marks[Mark.NOTICED] >= victim.notices:
            return None
        if incident.kind == "outside attack":
            return Claim(incident, victim.name, incident.who, "true", incident.time)
        attacker = self._world.excluded.get(incident.who)
        wrongly = victim.misblames if attacker is None else attacker.wrongly_blamed
        suspects = victim.suspects.instead_of(incident.who)
        if suspects is not None and incident.marks[Mark.MISBLAMED] < wrongly:
            blamed = suspects.at(incident.marks[Mark.SUSPECT])
            return Claim(incident, victim.name, blamed, "wrong party", incident.time)
        if attacker is not None:
            return None
        return Claim(incident, victim.name, incident.who, "true", incident.time)

    def _disputed(self, strike: Incident) -> Claim | None:
        """A neighbour among mixed positions may claim to have been hit by a lawful strike."""
        group = self._world.excluded[strike.whom]
        mixed = self._world.zones[strike.zone].mixed
        if strike.marks[Mark.DISPUTED] >= mixed * group.disputed:
            return None
        neighbour = self._world.parties[strike.who].neighbours.at(strike.marks[Mark.NEIGHBOUR])
        return Claim(strike, neighbour, strike.who, "lawful strike", strike.time)

    def _hear(self, claim: Claim) -> None:
        """A party blames another for an incident."""
        self._record.claimed(claim)
        self._story.claimed(claim)
        self._mass_casualties.heard(claim)
        if self._ending.over:
            return
        power = self._world.outside.get(claim.against)
        if power is not None:
            # No mechanism can rule on a state that signed nothing.
            self._grievances.weigh(claim, power.strains)
            self._retaliation.decide(claim, Mark.FIRST_DECISION, calm=0.0)
            return
        calm = self._verification.calm
        self._grievances.weigh(claim, 1 - calm)
        self._verification.notified(claim)
        self._retaliation.decide(claim, Mark.FIRST_DECISION, calm)

    def invented(self, claim: Claim) -> None:
        """A party complains of what did not happen: work for the mechanism, no grievance."""
        self._record.claimed(claim)
        self._story.claimed(claim)
        self._verification.notified(claim)
